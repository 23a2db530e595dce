"""What people open every day stays fast when there are 200,000 web orders.

Some of them are enough for the database to choose how it would do it.
"""

from odoo.fields import Domain
from odoo.tests import TransactionCase, tagged
from odoo.tools import SQL

from ..common import BigcommerceCase

MANY = 20_000


class TestGrowth(BigcommerceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        store = (cls.store.id, cls.store.company_id.id, MANY)
        cls.env.flush_all()
        cls.env.cr.execute(
            SQL(
                "INSERT INTO bigcommerce_order (store_id, company_id, external_id,"
                " state, needs_attention, date_created, payload)"
                " SELECT %s, %s, n, 'synced', FALSE, now() - n * interval '1 h',"
                " jsonb_build_object('pad', repeat(md5(n::text), 40))"
                " FROM generate_series(1, %s) AS n",
                *store,
            )
        )
        cls.env.cr.execute(
            SQL(
                "INSERT INTO bigcommerce_webhook_event (store_id, company_id,"
                " delivery_id, resource_id, scope, create_date)"
                " SELECT %s, %s, n, n, 'store/order/updated', now()"
                " FROM generate_series(1, %s) AS n",
                *store,
            )
        )
        for table in ("bigcommerce_order", "bigcommerce_webhook_event"):
            cls.env.cr.execute(SQL("ANALYZE %s", SQL.identifier(table)))

    def plan(self, query):
        """How the database would answer a query, as text.

        :param SQL query: a SELECT
        """
        self.env.flush_all()
        self.env.cr.execute(SQL("EXPLAIN (COSTS OFF) %s", query))
        return "\n".join(line for (line,) in self.env.cr.fetchall())

    def test_the_list_of_web_orders_is_read_in_its_order(self):
        admin = self.env.ref("base.user_admin")
        orders = self.env["bigcommerce.order"].with_user(admin)
        view = self.env.ref("bigcommerce_connector.bigcommerce_order_view_list")
        in_view = view._get_combined_arch().get("default_order")
        for order, index in ((in_view, "list_idx"), (orders._order, "newest_idx")):
            with self.subTest(order=order):
                plan = self.plan(orders._search([], order=order, limit=80).select())
                self.assertIn(f"bigcommerce_order_{index}", plan)
                self.assertNotIn("Sort", plan)

    def test_webhooks_are_found_by_their_order(self):
        events = self.env["bigcommerce.webhook.event"]
        domain = [("store_id", "=", self.store.id), ("resource_id", "in", ["1", "2"])]
        plan = self.plan(events._search(domain).select())
        self.assertIn("bigcommerce_webhook_event_resource_idx", plan)

    def test_money_to_settle_is_counted_without_reading_all_orders(self):
        orders = self.env["bigcommerce.order"]
        for names in (
            ("amount_to_refund", "amount_register_unrecorded"),
            ("amount_to_collect",),
        ):
            owed = Domain.OR(Domain(name, ">", 0) for name in names)
            mine = Domain("store_id", "=", self.store.id)
            plan = self.plan(orders._search(owed & mine).select())
            self.assertIn("bigcommerce_order_to_settle_idx", plan)

    def test_what_needs_a_person_is_found_without_reading_all_orders(self):
        admin = self.env.ref("base.user_admin")
        rows = self.env["bigcommerce.todo"].with_user(admin)
        plan = self.plan(rows._search([("store_id", "=", self.store.id)]).select())
        self.assertNotIn("Seq Scan on bigcommerce_order", plan)

    def test_counts_read_the_index_alone(self):
        """All that the store's page asks for is in there, whoever asks."""
        self.env.cr.execute(
            "SELECT indexdef FROM pg_indexes WHERE indexname = %s",
            ["bigcommerce_order_counts_idx"],
        )
        [(definition,)] = self.env.cr.fetchall()
        self.assertIn("(store_id, state, company_id)", definition)


@tagged("post_install", "-at_install", "bigcommerce")
class TestForeignKeys(TransactionCase):
    def test_deleting_a_product_scans_no_table_that_grows(self):
        """The database looks for each record that names it, one table after another."""
        self.env.cr.execute(
            """
            SELECT conrelid::regclass::text, attname
              FROM pg_constraint
              JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
             WHERE contype = 'f'
               AND conrelid::regclass::text LIKE 'bigcommerce%'
               AND confrelid::regclass::text IN
                   ('product_product', 'product_template', 'bigcommerce_order',
                    'pos_order', 'res_partner')
               AND NOT EXISTS (
                   SELECT FROM pg_index
                    WHERE indrelid = conrelid AND indkey[0] = conkey[1])
            """
        )
        small = {
            "bigcommerce_store",
            "bigcommerce_order_choose",
            "bigcommerce_order_choose_line",
            "bigcommerce_order_refund",
            "bigcommerce_order_skip",
            "bigcommerce_remote_link",
            "bigcommerce_stock_reason_line",
            "bigcommerce_variant_link_line",
            "bigcommerce_why_not",
        }
        self.assertFalse([row for row in self.env.cr.fetchall() if row[0] not in small])
