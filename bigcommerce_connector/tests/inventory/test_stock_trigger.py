"""A sale's stock goes out at once: the note asks for a run, and costs nothing more."""

import select
import time
import uuid
from datetime import timedelta

from odoo import Command, fields
from odoo.sql_db import db_connect
from odoo.tests import tagged

from ...models.bigcommerce_change import STOCK_PAUSE
from ...models.connector_context import as_connector
from ..catalog_case import CatalogCase
from ..stock_case import ORDERS, PUSH

TIMEOUT = 120


@tagged("post_install", "-at_install", "bigcommerce")
class TestStockTrigger(CatalogCase):
    def setUp(self):
        super().setUp()
        self.products = self.env["product.product"].create(
            [{"name": f"Sold {number}", "is_storable": True} for number in range(3)]
        )
        for product in self.products:
            self.move(product, 10)
        self.session = self.register()
        self.end_transaction()
        self.quiet_time()

    def register(self):
        """An open session that moves stock at every sale."""
        config = self.env["pos.config"].create({"name": "Register"})
        session = self.env["pos.session"].create({"config_id": config.id})
        session.set_opening_control(0, None)
        session.update_stock_at_closing = False
        return session

    def sale(self):
        """Sell one unit of each product, as a register does."""
        lines = [
            {
                "uuid": str(uuid.uuid4()),
                "product_id": product.id,
                "full_product_name": product.name,
                "qty": 1,
                "price_unit": 10,
                "price_subtotal": 10,
                "price_subtotal_incl": 10,
                "tax_ids": [Command.clear()],
            }
            for product in self.products
        ]
        method = self.session.config_id.payment_method_ids[:1]
        payment = {"payment_method_id": method.id, "amount": 30}
        self.env["pos.order"].sync_from_ui(
            [
                {
                    "uuid": str(uuid.uuid4()),
                    "session_id": self.session.id,
                    "company_id": self.session.company_id.id,
                    "user_id": self.env.uid,
                    "fiscal_position_id": False,
                    "amount_total": 30,
                    "amount_tax": 0,
                    "amount_paid": 30,
                    "amount_return": 0,
                    "state": "paid",
                    "to_invoice": False,
                    "lines": [Command.create(vals) for vals in lines],
                    "payment_ids": [Command.create(payment)],
                }
            ]
        )

    def move(self, product, quantity):
        self.env["stock.quant"]._update_available_quantity(
            product, self.warehouse.lot_stock_id, quantity
        )

    def stock_cron(self, store=None):
        return (store or self.store)._flow("stock").cron_id

    def triggers(self, store=None):
        self.end_transaction()
        return self.env["ir.cron.trigger"].search_count(
            [("cron_id", "=", self.stock_cron(store).id)]
        )

    def quiet_time(self, store=None):
        """Nothing was pushed lately, and nothing asks for it."""
        store = store or self.store
        store._flow("stock").last_run = fields.Datetime.now() - timedelta(minutes=1)
        self.env["ir.cron.trigger"].search(
            [("cron_id", "=", self.stock_cron(store).id)]
        ).unlink()
        self.env["bigcommerce.change"].search([]).unlink()
        self.end_transaction()

    # === EFFORT === #

    def test_a_register_sale_costs_one_statement(self):
        self.assert_one_statement()

    def test_so_does_one_that_moves_its_stock_at_closing(self):
        self.session.update_stock_at_closing = True
        self.assert_one_statement()

    def assert_one_statement(self):
        def statements():
            self.end_transaction()
            before = self.env.cr.sql_log_count
            self.sale()
            self.end_transaction()
            return self.env.cr.sql_log_count - before

        def at_least():
            """Less what fills a cache, or comes with a new minute."""
            return min(statements() for _ in range(3))

        with_store = at_least()
        self.quiet_time()
        statements()
        self.assertEqual(self.triggers(), 1)
        notes = self.env["bigcommerce.change"].search([("kind", "=", "stock")])
        self.assertEqual(sorted(notes.mapped("res_id")), self.products.ids)
        self.store.state = "draft"
        self.assertEqual(with_store - at_least(), 1)

    # === WHEN A RUN IS ASKED FOR === #

    def test_one_run_is_asked_for_a_transaction(self):
        self.move(self.products[0], 1)
        self.env.cr.flush()
        self.move(self.products[1], 1)
        self.assertEqual(self.triggers(), 1)

    def test_the_run_is_due_at_once(self):
        self.move(self.products[0], 1)
        self.assertTrue(self.triggers())
        ready = self.env["ir.cron"]._get_all_ready_jobs(self.env.cr)
        self.assertIn(self.stock_cron().id, [job["id"] for job in ready])

    def test_the_run_takes_the_sale_to_bigcommerce(self):
        template = self.product("MUG")
        self.move(template.product_variant_id, 10)
        self.sync()
        self.sync("stock")
        self.quiet_time()
        self.products = template.product_variant_id
        self.sale()
        self.assertEqual(self.triggers(), 1)
        with self.requests(*ORDERS, PUSH):
            self.sync("stock")
        self.assertFalse(self.triggers())

    def test_a_product_that_is_new_on_bigcommerce_is_not_sold_out_for_a_minute(self):
        """Its notes were taken before: nothing could be sent then."""
        self.product("NEW", is_storable=True)
        self.end_transaction()
        self.sync("stock")
        self.quiet_time()
        self.sync("catalog")
        self.assertTrue(self.triggers())
        self.quiet_time()
        self.sync("catalog")
        self.assertFalse(self.triggers())

    def test_no_stock_is_asked_for_by_a_new_product_where_none_is_sent(self):
        self.store.inventory_sync = False
        self.product("NEW", is_storable=True)
        self.quiet_time()
        self.sync("catalog")
        self.assertFalse(self.triggers())

    def test_every_live_store_is_asked(self):
        other = self.draft_store(store_hash="other")
        other.flow_ids._create_crons()
        other.state = "live"
        self.quiet_time(other)
        self.move(self.products[0], 1)
        self.assertEqual((self.triggers(), self.triggers(other)), (1, 1))

    def test_no_run_is_asked_for_by_what_is_no_stock(self):
        self.product("MUG", is_storable=False)
        self.assertFalse(self.triggers())

    def test_a_web_order_asks_for_the_runs_of_other_stores_only(self):
        """Its own BigCommerce knows it; the others sell from the same stock."""
        product = self.sell("MUG", 10)
        other = self.draft_store(store_hash="other")
        other.flow_ids._create_crons()
        other.state = "live"
        self.end_transaction()
        self.quiet_time()
        self.quiet_time(other)
        order = self.simulator.store.orders.place(lines=[{"sku": "MUG", "quantity": 1}])
        self.sync_orders()
        self.assertEqual(self.web_order(order.id).state, "synced")
        notes = self.env["bigcommerce.change"].search([("kind", "=", "stock")])
        self.assertIn(product.id, notes.mapped("res_id"))
        self.assertFalse(self.triggers())
        self.assertTrue(self.triggers(other))

    def test_what_others_change_in_the_same_transaction_is_told(self):
        """That a store knows of the first change says nothing of the second."""
        known = as_connector(self.env["bigcommerce.change"], store_id=self.store.id)
        for is_flushed in False, True:
            with self.subTest(is_flushed=is_flushed):
                self.quiet_time()
                known._note("stock", self.products[0].ids)
                if is_flushed:
                    self.env.cr.flush()
                self.move(self.products[1], 1)
                self.assertEqual(self.triggers(), 1)

    def test_busy_registers_do_not_keep_a_worker_at_it(self):
        self.store._flow("stock").last_run = now = fields.Datetime.now()
        self.move(self.products[0], 1)
        self.assertEqual(self.triggers(), 1)
        trigger = self.env["ir.cron.trigger"].search(
            [("cron_id", "=", self.stock_cron().id)]
        )
        self.assertEqual(trigger.call_at, now + timedelta(seconds=STOCK_PAUSE))

    def test_odoos_scheduler_is_woken_at_the_end_of_the_pause(self):
        """Else it would look for what became due at its next round, a minute later."""
        with db_connect("postgres").cursor() as listener:
            listener.execute("LISTEN cron_trigger")
            listener.commit()
            connection = listener._cnx
            started = time.monotonic()
            self.sync("stock")
            late = []
            while not late and time.monotonic() < started + TIMEOUT:
                select.select([connection], [], [], 1)
                connection.poll()
                late = [
                    time.monotonic() - started
                    for notified in connection.notifies
                    if notified.payload == self.env.cr.dbname
                    and time.monotonic() - started > STOCK_PAUSE
                ]
                connection.notifies.clear()
        self.assertTrue(late)

    def test_no_run_is_asked_for_where_it_would_not_run_or_has_to_wait(self):
        flow = self.store._flow("stock")
        cases = {
            "paused": (self.store, "state", "paused", "live"),
            "Inventory Sync off": (self.store, "inventory_sync", False, True),
            "BigCommerce asked for a pause": (flow, "message", "Slow down", False),
        }
        for name, (record, field, value, usual) in cases.items():
            with self.subTest(name):
                record[field] = value
                self.end_transaction()
                self.move(self.products[0], 1)
                self.assertFalse(self.triggers())
                record[field] = usual

    def test_another_flow_that_fails_holds_no_stock_back(self):
        self.store._flow("orders")._set_failure("Slow down")
        self.move(self.products[0], 1)
        self.assertTrue(self.triggers())
