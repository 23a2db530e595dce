"""Goods of web orders that are never imported are held until they leave."""

from datetime import timedelta, timezone

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from ..migrations import migrate
from ..stock_case import StockCase

AWAITING_PAYMENT, SHIPPED, CANCELLED = 7, 2, 5


@tagged("post_install", "-at_install", "bigcommerce")
class TestStockOlderOrders(StockCase):
    def setUp(self):
        super().setUp()
        self.mug = self.synced("MUG")
        self.web_orders = self.simulator.store.orders
        now = self.env.cr.now().replace(microsecond=0)
        self.store.connected_on = now - timedelta(days=30)
        self.before, self.start = now - timedelta(days=9), now - timedelta(days=1)

    def place(self, **details):
        """Three mugs, before the start date."""
        lines = [{"sku": "MUG", "quantity": 3}]
        web = self.web_orders.place(lines=lines, **details)
        with self.simulator.store.lock:
            web.created = web.modified = self.before.replace(tzinfo=timezone.utc)
        return web

    def begin_at(self, moment):
        self.store.write(
            {
                "order_sync_start_date_enabled": bool(moment),
                "order_sync_start_date": moment,
            }
        )

    def published(self):
        self.sync_orders()
        while "running" in self.store.backfill_ids.mapped("state"):
            self.sync_orders()
        self.sync("stock")
        return self.on_hand(self.mug)

    def held(self):
        rows = self.env["bigcommerce.held.stock"].search([])
        return [(row.order_number, row.product_id, row.quantity) for row in rows]

    def test_until_they_are_shipped(self):
        # Costs with tax are numbers with decimals in what BigCommerce lists.
        web = self.place(tax_rate="8.25", shipping={"cost": "5"})
        self.assertEqual(self.on_hand(self.mug), 7)
        self.begin_at(self.start)
        self.assertEqual(self.published(), 7)
        self.assertFalse(self.web_order(web.id))
        product = self.mug.product_variant_id
        self.assertEqual(self.held(), [(str(web.id), product, 3)])
        reason = self.env["bigcommerce.stock.reason"].browse(
            self.mapping(self.mug).variant_ids.level_ids.action_explain()["res_id"]
        )
        older = reason.line_ids.filtered(lambda line: "Older" in line.name)
        self.assertEqual((reason.quantity, older.quantity), (7, -3))
        rows = self.env["bigcommerce.held.stock"].search(older.action_open()["domain"])
        self.assertEqual(rows.mapped("quantity"), [3])
        self.web_orders.ship(web.id, {web.lines[0].id: 1})
        self.assertEqual(self.published(), 8)
        with self.assertNoRequests():
            self.sync("stock")
        self.web_orders.edit(web.id, status_id=CANCELLED)
        self.assertEqual(self.published(), 10)
        self.assertEqual(self.held(), [])
        self.assertFalse(self.web_order(web.id))

    def test_once_wherever_the_start_date_goes(self):
        """Imported or not, posted or not: three mugs are sold."""
        web = self.place(status_id=AWAITING_PAYMENT)
        for moment in (self.start, self.before, self.start, False, self.start):
            self.begin_at(moment)
            self.assertEqual(self.published(), 7, moment)
        self.begin_at(False)
        self.web_orders.edit(web.id, status_id=11)
        self.assertEqual(self.published(), 7)
        self.assertTrue(self.web_order(web.id).pos_order_ids)
        self.begin_at(self.start)
        self.web_orders.ship(web.id, {web.lines[0].id: 1})
        self.assertEqual(self.published(), 7)
        self.env["bigcommerce.held.stock"]._gc_imported()
        self.assertEqual(self.held(), [])

    def test_once_where_the_start_date_is_before_connect(self):
        self.store.connected_on = self.start
        web = self.place(status_id=AWAITING_PAYMENT)
        self.store._add_backfill(False, self.start, "both")
        self.assertEqual(self.published(), 7)
        self.assertEqual(self.web_order(web.id).state, "pending")
        self.begin_at(self.before + timedelta(days=1))
        self.assertEqual(self.published(), 7)
        self.web_orders.edit(web.id, staff_notes="He will pay tomorrow")
        self.assertEqual(self.published(), 7)
        self.web_orders.edit(web.id, status_id=SHIPPED)
        self.assertEqual(self.published(), 10)

    def test_of_orders_for_the_record(self):
        web = self.place()
        self.store._add_backfill(False, self.start, "records")
        self.assertEqual(self.published(), 7)
        self.assertEqual(self.web_order(web.id).state, "skipped")
        self.web_orders.ship(web.id, {web.lines[0].id: 2})
        self.assertEqual(self.published(), 9)
        self.begin_at(self.start)
        self.assertEqual(self.published(), 9)
        self.web_orders.edit(web.id, status_id=CANCELLED)
        self.assertEqual(self.published(), 10)

    def test_taken_over_for_their_money_they_hold_nothing(self):
        web = self.place(status_id=10)
        self.lock_books(fields.Date.today())
        self.store._add_backfill(False, self.start, "money")
        self.assertEqual(self.published(), 10)
        self.assertEqual(self.web_order(web.id).state, "attention")
        self.lock_books(None)
        self.assertEqual(self.published(), 10)
        self.assertEqual(self.web_order(web.id).state, "synced")

    def test_a_manager_lets_them_go(self):
        """Nobody will ever ship an order that was forgotten years ago."""
        self.place()
        self.begin_at(self.start)
        self.assertEqual(self.published(), 7)
        rows = self.env["bigcommerce.held.stock"].search([])
        group = "bigcommerce_connector.bigcommerce_connector_group_user"
        reader = new_test_user(self.env, "reader", f"base.group_user,{group}")
        with self.assertRaises(AccessError):
            rows.with_user(reader).action_release()
        rows.action_release()
        self.assertEqual(self.published(), 10)
        rows.action_hold()
        self.assertEqual(self.published(), 7)

    def test_at_connect(self):
        web = self.place()
        self.store.write(
            {
                "orders_watermark_at": False,
                "order_sync_start_date_enabled": True,
                "order_sync_start_date": self.start,
            }
        )
        self.store.backfill_ids.unlink()
        with self.store._client() as client:
            self.store._on_connected(client)
        self.assertEqual([row[0] for row in self.held()], [str(web.id)])
        # A store that was connected before it could hold them catches up.
        self.store.backfill_ids.unlink()
        with self.store._client() as client:
            self.store._on_connected(client)
        self.assertEqual(self.store.backfill_ids.mapped("mode"), ["hold"])
        self.store.backfill_ids.unlink()
        migrate(self.env, "19.0.1.1.0/post-hold_stock", "19.0.1.0.1")
        self.assertEqual(self.store.backfill_ids.mapped("mode"), ["hold"])
