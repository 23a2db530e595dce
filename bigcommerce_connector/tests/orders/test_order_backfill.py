"""Older orders: those open at Connect, and periods that the owner asks for."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import Form
from odoo.tools import mute_logger

from ..common import SimulatorCase
from ..finding_case import MINUTE, ORDERS, REFUNDS, FindingCase
from ..stock_terms import term

FLOW = "odoo.addons.bigcommerce_connector.sync.flow.run"
DAY = timedelta(days=1)


class TestOpenAtConnect(SimulatorCase):
    """What is there already when the store is connected."""

    def place(self, **details):
        line = {"name": "Cap", "price": "5.00", "quantity": 1}
        return self.simulator.store.orders.place([line], **details).id

    def connect(self, **vals):
        self.simulator.store.clock.advance(60)  # placed before, not in that second
        store = self.draft_store(**vals)
        store.action_connect()
        return store

    def run_orders(self, store):
        cron = store._flow("orders").cron_id
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()

    def numbers(self, store):
        return set(store.order_ids.mapped("external_id"))

    def test_open_orders_are_read_and_others_are_not(self):
        every = {status: self.place(status_id=status) for status in range(1, 15)}
        store = self.connect()
        is_open = (1, 3, 7, 8, 9, 11, 12, 13)
        self.assertEqual(self.numbers(store), {str(every[key]) for key in is_open})
        self.assertEqual(store.backfill_ids.state, "done")
        self.assertFalse(store.backfill_progress)

    def test_order_being_paid_just_now_is_known(self):
        paid_later, given_up = self.place(status_id=0), self.place(status_id=0)
        old = self.simulator.store.orders.get(self.place(status_id=0))
        old.created -= 4 * DAY
        store = self.connect()
        self.assertEqual(self.numbers(store), {str(paid_later), str(given_up)})
        store.action_go_live()
        self.simulator.store.clock.advance(60)
        self.simulator.store.orders.edit(paid_later, status_id=11)
        self.run_orders(store)
        orders = store.order_ids.sorted("external_id")
        self.assertEqual(orders.mapped("state"), ["synced", "pending"])
        # No noise: nobody has to do anything about it, and it holds no stock.
        self.assertEqual(orders[1].status, "Incomplete")
        self.assertFalse(orders[1].activity_ids or orders[1].log_ids)
        self.assertFalse(term(store, "web"))

    def test_with_a_start_date_all_from_then_on_are_read(self):
        old = self.simulator.store.orders.get(self.place(status_id=11))
        old.created -= 10 * DAY
        shipped = self.place(status_id=2)
        store = self.connect(
            order_sync_start_date_enabled=True,
            order_sync_start_date=fields.Datetime.now() - DAY,
        )
        store.action_go_live()
        cron = store._flow("orders").cron_id
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(self.numbers(store), {str(shipped)})

    def test_connect_again_reads_nothing_older(self):
        store = self.connect()
        store.action_disconnect()
        self.place()
        self.simulator.store.clock.advance(60)
        store.action_connect()
        self.assertFalse(store.order_ids)

    @mute_logger("odoo.addons.bigcommerce_connector.sync.orders.read")
    def test_connect_does_not_fail_for_them(self):
        number = self.place()
        self.simulator.store.faults.add("503", count=None, path="/v2/orders")
        store = self.connect()
        self.assertEqual(store.state, "connected")
        self.assertEqual(store.backfill_ids.state, "running")
        self.simulator.store.faults.rules.clear()
        store.action_go_live()
        cron = store._flow("orders").cron_id
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(self.numbers(store), {str(number)})


class TestClocks(SimulatorCase):
    """Odoo's clock is months ahead of BigCommerce's."""

    @classmethod
    def new_simulator(cls):
        from bigcommerce_simulator import ManualClock

        return super().new_simulator(clock=ManualClock())

    def test_an_order_placed_at_once_after_connect_is_found(self):
        store = self.draft_store()
        store.action_connect()
        store.action_go_live()
        line = {"name": "Cap", "price": "5.00", "quantity": 1}
        order = self.simulator.store.orders.place([line])
        cron = store._flow("orders").cron_id
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(store.order_ids.external_id, str(order.id))


class TestBackfill(FindingCase):
    def setUp(self):
        super().setUp()
        self.begin = self.now() - 30 * DAY
        self.end = self.now() - 10 * DAY

    def old(self, days=20, **details):
        return self.place(2, created=self.now() - days * DAY, status_id=2, **details)

    def backfill(self, mode, begin=None, end=None):
        wizard = self.env["bigcommerce.order.backfill"].create(
            {
                "store_id": self.store.id,
                "date_from": begin or self.begin,
                "date_to": end or self.end,
                "mode": mode,
            }
        )
        wizard.action_start()
        self.sync_orders()
        return self.store.backfill_ids[:1]

    def test_the_wizard_asks_for_period_and_mode(self):
        wizard = Form(
            self.env["bigcommerce.order.backfill"].with_context(
                default_store_id=self.store.id
            )
        )
        self.assertEqual(wizard.date_to, self.store.connected_on)
        with self.assertRaises(AssertionError):
            wizard.save()  # neither the beginning nor the mode is guessed

    def test_records_only(self):
        number = self.old()
        self.backfill("records")
        order = self.web_order(number)
        self.assertEqual((order.state, order.is_posted), ("skipped", False))
        self.assertIn("record only", order.message)
        self.assertEqual(order.amount_total, 15)
        # Nor is it posted when it changes.
        self.touch(number, status_id=10)
        order.action_resync()
        self.sync_orders()
        self.assertEqual((order.state, order.is_posted), ("skipped", False))
        self.assertEqual(order.status, "Completed")

    def test_money_without_stock(self):
        number = self.old()
        self.backfill("money")
        self.assertEqual(self.posted(number), (1, 15.0))
        self.assertFalse(self.web_order(number).moves_stock)
        self.assertEqual(self.stock(), 100)

    def test_order_from_before_connect_is_read_when_somebody_asks(self):
        """Paid 15, and cut to 7.50 long ago: no call for each such order unasked."""
        number = self.old()
        order = self.orders.get(number)
        lines = [{"id": order.lines[0].id, "quantity": 1}]
        self.orders.edit(number, lines=lines)
        self.backfill("money")
        self.assertEqual(self.posted(number), (1, 7.5))
        record = self.web_order(number)
        self.assertEqual(record.amount_to_refund, 0)
        record.action_resync()
        self.sync_orders()
        self.assertEqual((record.amount_captured, record.amount_to_refund), (15, 7.5))
        self.assertEqual(self.posted(number), (1, 7.5))

    def test_money_without_stock_calls_nobody_for_goods_that_left_long_ago(self):
        number, lot = self.old(), self.warehouse.lot_stock_id
        self.env["stock.quant"]._update_available_quantity(self.mug, lot, -201)
        self.backfill("money")
        self.assertEqual(self.posted(number), (1, 15.0))
        self.assertEqual(self.stock(), -101)
        self.assertFalse(self.web_order(number).activity_ids)

    def test_an_older_order_posted_with_its_goods_is_synced_afterwards(self):
        number = self.old()
        self.backfill("both")
        self.assertEqual(self.posted(number), (1, 15.0))
        self.assertEqual(self.stock(), 98)
        # From now on it is followed like any other.
        self.touch(number, status_id=5)
        self.sync_orders()
        self.assertEqual(self.posted(number), (2, 0.0))

    def test_records_can_be_posted_later(self):
        number = self.old()
        self.backfill("records")
        self.backfill("money")
        self.assertEqual(self.posted(number), (1, 15.0))
        self.assertEqual(self.stock(), 100)

    def test_skipped_order_stays_skipped(self):
        number = self.old()
        self.backfill("records")
        order = self.web_order(number)
        self.env["bigcommerce.order.skip"].create(
            {"order_id": order.id, "goods_leave": "no"}
        ).action_skip()
        self.backfill("both")
        self.assertEqual((order.state, order.is_skipped), ("skipped", True))
        self.assertFalse(order.is_posted)

    def test_only_the_period_is_read_with_its_refunds(self):
        inside, before, after = self.old(20), self.old(31), self.old(9)
        self.refund(inside)
        with self.simulator.store.lock:
            order = self.orders.get(inside)
            order.modified = order.created
            for refund in self.orders.refunds.values():
                refund.created -= 15 * DAY
        start = len(self.exchanges)
        job = self.backfill("both")
        self.assertEqual(self.posted(inside)[1], 7.5)
        self.assertFalse(self.web_order(before) or self.web_order(after))
        self.assertEqual((job.state, job.read_count, job.total_count), ("done", 1, 1))
        listed = [line for line in self.sent(start) if line in (ORDERS, REFUNDS)]
        self.assertEqual(sorted(listed), [ORDERS, ORDERS, REFUNDS, REFUNDS])

    @mute_logger(FLOW)
    def test_a_backfill_that_was_cut_off_continues_where_it_was(self):
        self.read_pages_of(25)
        numbers = [self.old() for _ in range(26)]
        fault = self.simulator.store.faults.add(
            "503", count=None, path="/v2/orders", skip=2
        )
        job = self.backfill("records")
        self.assertEqual((job.state, job.read_count), ("running", 25))
        self.assertEqual(len(self.store.order_ids), 25)
        self.assertIn("25 of 26", self.store.backfill_progress)
        fault.left = 0
        start = len(self.exchanges)
        self.sync_orders()
        queries = [row["query"] for row in self.exchanges[start:]]
        self.assertTrue(any(f"min_id={numbers[25]}" in query for query in queries))
        self.assertEqual((job.state, job.read_count), ("done", 26))
        self.assertEqual(len(self.store.order_ids), 26)
        self.assertFalse(self.store.backfill_progress)

    def test_a_backfill_yields_to_new_orders(self):
        number, fresh = self.old(), None
        placed = []

        def shop(exchange):
            if exchange["path"].endswith("/v2/orders/count") and not placed:
                placed.append(self.place())

        self.simulator.application.observers.append(shop)
        self.backfill("both")
        fresh = placed[0]
        self.sync_orders()
        self.assertEqual(self.posted(fresh), (1, 7.5))
        self.assertEqual(self.posted(number), (1, 15.0))

    def test_a_backfill_can_be_stopped(self):
        self.env["bigcommerce.order.backfill"].create(
            {
                "store_id": self.store.id,
                "date_from": self.begin,
                "date_to": self.end,
                "mode": "both",
            }
        ).action_start()
        number = self.old()
        self.store.action_stop_backfill()
        self.sync_orders()
        self.assertFalse(self.web_order(number))

    def test_the_start_date_holds_here_too(self):
        self.store.write(
            {
                "order_sync_start_date_enabled": True,
                "order_sync_start_date": self.now() - 15 * DAY,
            }
        )
        number = self.old()
        with self.assertRaisesRegex(UserError, "Start Date"):
            self.backfill("records")
        # Moved while it runs: what is older is no longer taken.
        self.store._add_backfill(self.begin, self.end, "records")
        self.sync_orders()
        self.assertFalse(self.web_order(number))

    def test_a_period_needs_a_beginning_before_its_end(self):
        with self.assertRaisesRegex(UserError, "before it begins"):
            self.backfill("both", begin=self.end, end=self.end - MINUTE)
