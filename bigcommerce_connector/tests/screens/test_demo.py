"""The demo data: orders of every kind, read and posted as in earnest; no network."""

from odoo.tests import TransactionCase, tagged
from odoo.tools.convert import convert_file

MODULE, STORE = "bigcommerce_connector", "bigcommerce_connector.demo_store"


@tagged("post_install", "-at_install", "bigcommerce")
class TestDemo(TransactionCase):
    def test_a_store_with_orders_of_every_kind_that_is_never_connected(self):
        if not self.env.ref(STORE, raise_if_not_found=False):
            path = "demo/bigcommerce_demo.xml"
            convert_file(self.env, MODULE, path, {}, "init", noupdate=True)
        store = self.env.ref(STORE)
        orders = store.order_ids
        kinds = {
            state: orders.filtered_domain([("state", "=", state)])
            for state in ("synced", "pending", "attention", "skipped")
        }
        self.assertEqual(
            {state: len(found) for state, found in kinds.items()},
            {"synced": 10, "pending": 1, "attention": 1, "skipped": 1},
        )
        self.assertTrue(all(kinds["synced"].mapped("is_reconciled")))
        self.assertEqual(kinds["attention"].problem_code, "no_product")
        for name in ("amount_to_refund", "amount_to_collect", "amount_refunded"):
            self.assertTrue(any(orders.mapped(name)), name)
        # Each change posted its difference.
        posted = sorted(len(order.pos_order_ids) for order in kinds["synced"])
        self.assertEqual(posted, [1] * 6 + [2] * 4)
        taxes = orders.pos_order_ids.lines.tax_ids
        self.assertFalse(
            taxes.bigcommerce_store_id, "Odoo's own sales tax has the rate"
        )
        self.assertEqual(store.state, "paused")
        self.assertFalse(store.flow_ids.cron_id, "nothing runs for it")
        card = self.env["bigcommerce.dashboard"].browse(store.id)
        self.assertIn("demo data", card.condition)
