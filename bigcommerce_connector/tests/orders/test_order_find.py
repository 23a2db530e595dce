"""The sweep: nothing is lost, and nothing is asked for twice."""

import json
from datetime import timedelta
from unittest.mock import patch

from odoo.tools import mute_logger

from ...sync.orders.read.payloads import ORDER_INCLUDES
from ..finding_case import MINUTE, ORDERS, REFUNDS, FindingCase

FLOW = "odoo.addons.bigcommerce_connector.sync.flow.run"


class TestSweep(FindingCase):
    def known(self, *external_ids):
        return [bool(self.web_order(external_id)) for external_id in external_ids]

    # === CALLS === #

    def test_an_idle_poll_takes_two_requests(self):
        self.refund(self.place(3))
        self.sync_orders()
        for _ in range(2):
            with self.requests(ORDERS, REFUNDS):
                self.sync_orders()

    def test_orders_are_read_by_the_page_and_idle_afterwards(self):
        self.store.order_sync = False  # reading is what counts here
        numbers = [self.place() for _ in range(260)]
        with self.requests(ORDERS, ORDERS, REFUNDS):
            self.sync_orders()
        self.assertEqual(len(self.store.order_ids), 260)
        # Long after: a burst of changes is not read again at every poll.
        self.let_time_pass(6 * MINUTE)
        with self.requests(ORDERS, ORDERS, REFUNDS):
            self.sync_orders()
        with self.requests(ORDERS, REFUNDS):
            self.sync_orders()
        self.touch(numbers[7])
        self.sync_orders()
        self.assertEqual(self.web_order(numbers[7]).payload["status_id"], 9)

    def queries_of_reading(self, count):
        """What it takes to store so many new orders, once they are listed."""
        with self.store._client() as client:
            first = self.place()
            for _ in range(count - 1):
                self.place()
            payloads = list(client.orders.list_by_id(first, ORDER_INCLUDES))
            self.assertEqual(len(payloads), count)
            before = self.env.cr.sql_log_count
            self.fetch(client, payloads)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

    def test_new_orders_are_stored_together_and_without_messages(self):
        self.queries_of_reading(1)
        few, many = self.queries_of_reading(2), self.queries_of_reading(22)
        self.assertEqual(few, many)
        self.assertFalse(self.store.order_ids.message_ids)

    def test_what_is_read_is_written_as_text_as_seldom_as_may_be(self):
        """Once to be compared and once for the database."""
        number, written = self.place(customer_message="Ring twice"), []
        dumps = json.dumps

        def watch(value, **options):
            text = dumps(value, **options)
            if "Ring twice" in text:
                written.append(number)
            return text

        with self.store._client() as client:
            payloads = list(client.orders.list_by_id(number, ORDER_INCLUDES))
            with patch.object(json, "dumps", watch):
                self.fetch(client, payloads)
                self.env.flush_all()
        self.assertEqual(written, [number] * 2)

    def test_an_idle_poll_lists_nothing_again_however_slow_the_answers(self):
        self.simulator.store.switches.latency_seconds = 0.6  # a sweep takes 1.2 s
        self.simulator.store.clock.advance(60)  # long after Connect
        first = self.place()
        self.sync_orders()
        # What changes in the very second of that sync is not lost for it.
        second = self.place(created=self.orders.get(first).created.replace(tzinfo=None))
        self.sync_orders()
        self.assertEqual(self.known(first, second), [True, True])
        self.let_time_pass(6 * MINUTE)
        self.sync_orders()
        with self.requests(ORDERS, REFUNDS):
            self.sync_orders()
        self.assertEqual(self.sent()[-1], ORDERS)
        self.assertEqual(self.exchanges[-1]["status"], 204)

    def test_webhooks_of_orders_that_the_sweep_sees_cost_nothing(self):
        numbers = [self.place() for _ in range(3)]
        self.notify(*numbers)
        self.notify(*numbers, scope="store/order/created")
        with self.requests(ORDERS, REFUNDS):
            self.sync_orders()
        # They come late: what they speak of was seen before.
        self.notify(*numbers, scope="store/order/statusUpdated")
        with self.requests(ORDERS, REFUNDS):
            self.sync_orders()
        self.assertFalse(self.to_read())

    def test_webhooks_of_orders_that_are_not_listed_share_a_request(self):
        numbers = [self.place() for _ in range(4)]
        self.sync_orders()
        self.let_time_pass(10 * MINUTE)
        self.sync_orders()
        self.notify(*numbers)
        with self.requests(ORDERS, REFUNDS, ORDERS):
            self.sync_orders()

    def test_a_webhook_about_nothing_does_no_harm(self):
        self.notify("999999", "", "../orders", scope="store/order/message/created")
        number = self.place()
        self.sync_orders()
        self.assertTrue(self.web_order(number))

    # === NOTHING IS LOST === #

    def test_orders_that_change_or_vanish_while_we_page_hide_no_other_one(self):
        self.store.order_sync = False
        self.read_pages_of(25)
        numbers = [self.place() for _ in range(26)]
        changed = []

        def interfere(exchange):
            if exchange["path"].endswith("/v2/orders") and not changed:
                changed.append(numbers[3])
                self.simulator.store.clock.advance(2)
                self.touch(numbers[3])
                self.orders.archive(numbers[5])

        self.simulator.application.observers.append(interfere)
        self.sync_orders()
        self.assertTrue(changed)
        self.assertEqual(len(self.store.order_ids), 26)
        self.sync_orders()
        self.assertEqual(self.web_order(numbers[3]).payload["status_id"], 9)

    @mute_logger(FLOW)
    def test_a_sweep_that_breaks_off_goes_on_where_it_was(self):
        self.store.order_sync = False
        self.read_pages_of(25)
        numbers = [self.place() for _ in range(26)]
        before = self.store.orders_watermark
        self.simulator.store.faults.add("503", count=None, path="/v2/orders", skip=1)
        self.sync_orders()
        self.assertEqual(len(self.store.order_ids), 25)
        self.assertEqual(self.store.orders_watermark, before)
        self.simulator.store.faults.rules.clear()
        start = len(self.exchanges)
        self.sync_orders()
        listings = [r for r in self.exchanges[start:] if r["path"].endswith("/orders")]
        self.assertIn(f"min_id={numbers[25]}", listings[0]["query"])
        self.assertEqual(len(self.store.order_ids), 26)

    def test_orders_of_one_second_are_all_seen(self):
        first = self.place()
        self.sync_orders()
        second = self.place(created=self.orders.get(first).created.replace(tzinfo=None))
        self.sync_orders()
        self.assertEqual(self.known(first, second), [True, True])

    def test_a_change_that_is_listed_late_is_seen(self):
        number = self.place()
        self.sync_orders()
        late = self.place(created=self.now() - 4 * MINUTE)
        self.store.connected_on = self.now() - 60 * MINUTE
        self.sync_orders()  # a moment later: not all minutes before are listed again
        self.assertEqual(self.known(number, late), [True, False])
        self.let_time_pass(3 * MINUTE)
        self.sync_orders()
        self.assertEqual(self.known(number, late), [True, True])

    def test_a_change_that_is_listed_late_is_seen_after_the_clock_was_set_back(self):
        number = self.place()
        self.sync_orders()
        late = self.place(created=self.now() - 4 * MINUTE)
        self.store.connected_on = self.now() - 60 * MINUTE
        self.store.orders_overlapped_on = self.now() + 60 * MINUTE
        self.sync_orders()
        self.assertEqual(self.known(number, late), [True, True])

    # === REFUNDS === #

    def test_a_refund_that_does_not_touch_its_order_is_seen(self):
        self.simulator.store.switches.refund_touches_order = False
        number = self.place(3)
        self.sync_orders()
        self.let_time_pass(10 * MINUTE)
        self.sync_orders()
        self.refund(number)
        self.sync_orders()
        self.assertEqual(self.posted(number), (2, 15.0))
        with self.requests(ORDERS, REFUNDS):
            self.sync_orders()

    def test_a_refund_that_is_declined_later_is_taken_back(self):
        number = self.place(3)
        self.sync_orders()
        refund = self.refund(number)
        self.sync_orders()
        self.assertEqual(self.posted(number), (2, 15.0))
        self.simulator.store.switches.declined_refund_restores_quantity = True
        from bigcommerce_simulator.orders.refunding import decline

        with self.simulator.store.lock:
            decline(self.simulator.store, refund, "No money")
        self.let_time_pass(10 * MINUTE)
        self.sync_orders()
        payments = self.web_order(number).refunds_payload[0]["payments"]
        self.assertTrue(payments[0]["is_declined"])
        self.assertEqual(self.posted(number), (3, 22.5))

    def test_a_refund_of_an_unknown_order_is_checked_once(self):
        number = self.place(created=self.now() - timedelta(days=9))
        self.refund(number)
        with self.simulator.store.lock:
            self.orders.get(number).modified -= timedelta(days=8)
        with self.requests(ORDERS, REFUNDS, f"{ORDERS}/{number}"):
            self.sync_orders()
        with self.requests(ORDERS, REFUNDS):
            self.sync_orders()
        self.assertFalse(self.web_order(number))

    # === WHAT THE LISTING CANNOT CARRY === #

    def test_more_lines_than_the_listing_carries(self):
        self.simulator.store.switches.consignment_line_limit = 2
        order = self.orders.place([{"sku": "MUG", "quantity": n} for n in (1, 2, 3)])
        with self.requests(ORDERS, REFUNDS, f"{ORDERS}/{order.id}/products"):
            self.sync_orders()
        self.assertEqual(self.posted(order.id), (1, 45.0))
        with self.requests(ORDERS, REFUNDS):
            self.sync_orders()

    def test_a_listing_without_lines(self):
        self.simulator.store.switches.consignment_line_items = "empty"
        number = self.place(2)
        with self.requests(ORDERS, REFUNDS, f"{ORDERS}/{number}/products"):
            self.sync_orders()
        self.assertEqual(self.posted(number), (1, 15.0))
        with self.requests(ORDERS, REFUNDS):
            self.sync_orders()

    def test_two_edits_in_a_second_that_cost_the_same(self):
        """Without lines the listing of both is the same: the webhook tells."""
        self.simulator.store.switches.consignment_line_items = "empty"
        pen = self.new_product("PEN", 7.5)
        self.sell_online(pen)
        number = self.place(2)
        self.sync_orders()
        order = self.orders.get(number)
        removed = {"id": order.lines[0].id, "quantity": 0}
        seen = order.modified
        self.orders.edit(number, lines=[removed, {"sku": "PEN", "quantity": 2}])
        with self.simulator.store.lock:
            order.modified = seen
        self.notify(number)
        self.sync_orders()
        units = self.web_order(number).pos_order_ids.lines.grouped("product_id")
        self.assertEqual(
            [sum(units[item].mapped("qty")) for item in (self.mug, pen)], [0, 2]
        )

    def test_a_shipment_that_does_not_touch_its_order_is_read_when_notified(self):
        self.simulator.store.switches.shipment_touches_order = False
        number = self.place(2)
        self.sync_orders()
        self.let_time_pass(10 * MINUTE)
        self.sync_orders()
        order = self.orders.get(number)
        self.orders.ship(number, {order.lines[0].id: 2})
        self.notify(number)
        with self.requests(ORDERS, REFUNDS, f"{ORDERS}/{number}"):
            self.sync_orders()
        self.assertEqual(self.web_order(number).payload["status_id"], 2)
        self.assertEqual(self.posted(number), (1, 15.0))

    def test_an_archived_order_stays_as_it_is(self):
        for is_listed in (True, False):
            with self.subTest(is_listed=is_listed):
                self.simulator.store.switches.archived_orders_listed = is_listed
                number = self.place(2)
                self.sync_orders()
                self.orders.archive(number)
                self.notify(number, scope="store/order/archived")
                self.sync_orders()
                order = self.web_order(number)
                self.assertTrue(order.is_archived)
                self.assertIn("Archived", order.message_ids[:1].body)
                self.assertEqual(order.state, "synced")
                self.assertEqual(self.posted(number), (1, 15.0))
                notes = len(order.message_ids)
                self.notify(number, scope="store/order/updated")
                self.sync_orders()
                self.assertEqual(len(order.message_ids), notes)
