"""All of BigCommerce's stock beside what it acknowledged: what differs is listed."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..stock_case import ORDERS, StockCase

READ = "GET inventory/items"


@tagged("post_install", "-at_install", "bigcommerce")
class TestStockDrift(StockCase):
    def count_there(self, product, quantity, safety_stock=0):
        """Staff count the goods in BigCommerce's control panel."""
        item = "product", int(self.mapping(product).external_id)
        with self.simulator.store.lock:
            inventory = self.simulator.store.inventory
            inventory.change_settings(item, 1, {"safety_stock": safety_stock})
            inventory.set(item, 1, quantity)

    def an_hour_later(self):
        """What was sent was sent an hour ago."""
        levels = self.env["bigcommerce.inventory.level"]
        mine = [("store_id", "=", self.store.id)]
        ago = fields.Datetime.now() - timedelta(hours=1)
        levels.search(mine).acknowledged_on = ago

    def compare(self):
        self.env["bigcommerce.stock.drift"].action_compare()
        self.sync("checks")
        return self.drifts()

    def drifts(self):
        return self.env["bigcommerce.stock.drift"].search(
            [("store_id", "=", self.store.id)]
        )

    def test_what_staff_counted_is_listed_and_sent_again_on_demand(self):
        mug, cup = self.synced("MUG", "CUP")
        self.an_hour_later()
        self.count_there(mug, 25)
        self.count_there(cup, 10, safety_stock=3)  # kept there, and no difference
        with self.requests(READ, *ORDERS):
            drift = self.compare()
        self.assertRecordValues(
            drift,
            [
                {
                    "product_id": mug.product_variant_id.id,
                    "our_quantity": 10,
                    "their_quantity": 25,
                    "difference": 15,
                    "cause": "edited",
                    "state": "found",
                }
            ],
        )
        self.assertIn("Newly different: 1", self.store.message_ids[0].body)
        check = self.env["bigcommerce.check"]._of(self.store, "stock")
        self.assertEqual((check.state, check.result), ("done", "Differs: 1"))
        self.sync("stock")
        self.assertEqual(self.on_hand(mug), 25)  # a person decides
        drift.action_send()
        self.sync("stock")
        self.assertEqual((self.on_hand(mug), drift.state), (10, "sent"))
        self.an_hour_later()
        with self.requests(READ):
            self.assertEqual(self.compare(), drift)
        self.assertEqual((drift.state, check.result), ("healed", "Equal Again: 1"))
        self.assertIn("Equal again: 1", self.store.message_ids[0].body)
        self.count_there(mug, 3)
        self.assertEqual(len(self.compare()), 2)

    def test_own_writes_and_web_orders_are_no_drift(self):
        mug, cup = self.synced("MUG", "CUP")
        self.an_hour_later()
        self.stock(cup, 5)
        self.sync("stock")
        self.count_there(cup, 10)  # as reads show it that lag behind a write
        # Nobody has told Odoo of the order; BigCommerce has taken its goods off.
        self.simulator.store.orders.place(lines=[{"sku": "MUG", "quantity": 2}])
        self.assertFalse(self.compare())
        self.sync("stock")
        self.assertEqual(self.on_hand(mug), 8)
        self.sync("stock")  # once more, as the order was posted
        self.an_hour_later()
        self.count_there(mug, 6)
        self.count_there(cup, 15)
        drift = self.compare()
        product = drift.product_id.product_tmpl_id
        self.assertEqual((product, drift.cause), (mug, "order"))

    def test_what_is_gone_there_is_named(self):
        mug, cup = self.synced("MUG", "CUP")
        self.an_hour_later()
        with self.simulator.store.lock:
            catalog = self.simulator.store.catalog
            catalog.remove(catalog.products[int(self.mapping(mug).external_id)])
        drift = self.compare()
        self.assertEqual((drift.product_id.product_tmpl_id, drift.cause), (mug, "gone"))
        drift.action_send()
        self.sync("stock")
        self.assertState(mug, "attention", "deleted")
        self.assertState(cup, "synced")

    def test_it_is_asked_for_once_a_night(self):
        self.synced("MUG")
        check = self.env["bigcommerce.check"]._of(self.store, "stock")
        self.assertEqual(check.state, "new")
        for hours, state in ((None, "new"), (25, "waiting"), (0, "done")):
            if hours is not None:
                asked_on = fields.Datetime.now() - timedelta(hours=hours)
                check.sudo().write({"state": "done", "asked_on": asked_on})
            self.store.compare_stock_at = fields.Datetime.now()
            self.sync("stock")
            self.assertEqual(check.state, state)
        check.action_run()
        self.store.inventory_sync = False
        with self.assertRaisesRegex(UserError, "No store publishes"):
            self.env["bigcommerce.stock.drift"].action_compare()
        with self.assertNoRequests():
            self.sync("checks")
        self.assertEqual(check.state, "done")
