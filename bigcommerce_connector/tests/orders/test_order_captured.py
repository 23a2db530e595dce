"""What was received for an order: which orders it is asked of, how often, how long."""

from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from unittest.mock import patch

from odoo.tools import mute_logger

from ..finding_case import FindingCase
from ..stock_terms import term

try:
    from bigcommerce_simulator.orders.payments import add_transaction
except ImportError:  # the addon without the rest of its repository
    add_transaction = None

_CAPTURED = "odoo.addons.bigcommerce_connector.sync.orders.read.captured_payments"
_FLOW = "odoo.addons.bigcommerce_connector.sync.flow.run"
_ORDER = "odoo.addons.bigcommerce_connector.sync.orders.reconcile"


class CapturedCase(FindingCase):
    def edited_and_refunded(self, count=1):
        """Orders of two mugs, posted, whose first total may not be what was paid."""
        numbers = [self.place(2) for _ in range(count)]
        self.sync_orders()
        for number in numbers:
            self.refund(number)
        return numbers

    def asked(self):
        """The orders whose payments a run of the flow asks for, in its sequence."""
        start = len(self.exchanges)
        self.sync_orders()
        rows = [line.split("/") for line in self.sent(start)]
        return [int(row[-2]) for row in rows if row[-1] == "transactions"]

    def break_payments(self, kind, number="*"):
        path = f"*/orders/{number}/transactions"
        return self.simulator.store.faults.add(kind, count=None, path=path)

    def heal(self):
        self.simulator.store.faults.rules.clear()


class TestAskedOnce(CapturedCase):
    def test_payments_are_read_again_only_after_a_change_on_bigcommerce(self):
        [number] = self.edited_and_refunded()
        self.assertEqual(self.asked(), [number])
        status = self.store.status_ids.filtered(
            lambda row: int(row.external_id) == self.web_order(number).status_id
        )
        status.policy = "wait"
        self.assertEqual(self.asked(), [])
        self.assertFalse(self.web_order(number).needs_sync)
        status.policy = "post"
        self.refund(number)
        self.assertEqual(self.asked(), [number])
        self.assertEqual(self.posted(number)[1], 0)

    def test_payments_are_read_again_when_a_user_checks_the_order_again(self):
        [number] = self.edited_and_refunded()
        self.sync_orders()
        self.web_order(number).action_resync()
        self.assertEqual(self.asked(), [number])


class TestNotAsked(CapturedCase):
    def test_plain_orders_cost_no_call(self):
        numbers = [self.place() for _ in range(3)]
        self.assertEqual(self.asked(), [])
        self.touch(numbers[0], status_id=2)  # shipped: nothing of the money changes
        self.assertEqual(self.asked(), [])


class TestPaidLater(CapturedCase):
    """A customer pays what an edit made due, and the order itself does not change."""

    def setUp(self):
        super().setUp()
        self.number = self.place()
        self.sync_orders()
        self.simulator.store.orders.edit(
            self.number, lines=[{"id": self.line_id(), "quantity": 2}]
        )
        self.assertEqual(self.asked(), [self.number])
        self.order = self.web_order(self.number)
        self.assertEqual(self.order.amount_to_collect, 7.5)

    def line_id(self):
        return self.simulator.store.orders.rows[self.number].lines[0].id

    def pay(self):
        order = self.simulator.store.orders.rows[self.number]
        with self.simulator.store.lock:
            add_transaction(
                self.simulator.store,
                order,
                "purchase",
                "credit_card",
                "testgateway",
                Decimal("7.50"),
            )

    def test_webhook_of_the_transaction_settles_what_is_to_collect(self):
        self.pay()
        self.assertEqual(self.asked(), [])
        self.store._store_webhook(
            self.store,
            delivery_id="paid-later",
            scope="store/order/transaction/created",
            resource_id=str(self.number),
        )
        self.assertEqual(self.asked(), [self.number])
        self.assertFalse(self.order.amount_to_collect or self.order.amount_to_refund)
        self.assertEqual(self.asked(), [])

    def test_a_payment_without_a_webhook_is_seen_a_day_later(self):
        self.pay()
        self.assertEqual(self.asked(), [])
        self.order.captured_read_on -= timedelta(days=1, minutes=1)
        self.assertEqual(self.asked(), [self.number])
        self.assertFalse(self.order.amount_to_collect)

    @mute_logger(_CAPTURED, _FLOW)
    def test_failure_leaves_the_order_as_it_is_and_is_tried_again(self):
        self.break_payments("500")
        self.order.is_captured_current = False
        self.sync_orders()
        self.assertEqual((self.order.state, self.order.message), ("synced", False))
        self.heal()
        self.assertEqual(self.asked(), [self.number])


class TestManyToAsk(CapturedCase):
    def setUp(self):
        super().setUp()
        self.enterContext(mute_logger(_CAPTURED, _FLOW, _ORDER))

    def triggers(self):
        cron = self.store._flow("orders").cron_id
        return self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])

    def test_other_orders_are_posted_when_the_time_for_payments_is_up(self):
        numbers = self.edited_and_refunded(2)
        other = self.place()
        self.triggers().unlink()
        with patch(f"{_CAPTURED}._MAX_SECONDS", -1):
            self.assertEqual(self.asked(), [])
        self.assertEqual(self.posted(other), (1, 7.5))
        for number in numbers:
            self.assertEqual(self.posted(number), (1, 15.0))
            order = self.web_order(number)
            self.assertEqual((order.state, order.needs_sync), ("synced", True))
        self.assertTrue(self.triggers())
        self.assertEqual(self.asked(), numbers)
        for number in numbers:
            self.assertEqual(self.posted(number), (2, 7.5))

    def test_orders_read_before_bigcommerce_stopped_answering_are_posted(self):
        for kind in ("429", "cut"):
            with self.subTest(kind=kind):
                first, *rest = self.edited_and_refunded(3)
                other = self.place()
                self.break_payments(kind, rest[0])
                self.triggers().unlink()
                self.assertEqual(set(self.asked()), {first, rest[0]})
                self.assertFalse(self.store.last_error)
                self.assertEqual(self.posted(first), (2, 7.5))
                self.assertEqual(self.posted(other), (1, 7.5))
                self.assertTrue(self.triggers())
                self.heal()
                self.assertEqual(self.asked(), rest)
                for number in rest:
                    self.assertEqual(self.posted(number), (2, 7.5))

    def test_the_flow_waits_when_no_payment_can_be_read(self):
        for kind in ("429", "cut"):
            with self.subTest(kind=kind):
                [number] = self.edited_and_refunded()
                self.break_payments(kind)
                self.sync_orders()
                self.assertTrue(self.store.last_error)
                self.heal()
                self.sync_orders()
                self.assertFalse(self.store.last_error)
                self.assertEqual(self.posted(number), (2, 7.5))

    def test_orders_whose_payments_could_not_be_read_take_turns(self):
        old, young = self.edited_and_refunded(2)
        self.break_payments("423")
        self.sync_orders()
        self.web_order(young).last_checked_on = "2026-01-01 10:00:00"
        self.assertEqual(list(dict.fromkeys(self.asked())), [young, old])


class TestNotOursToPost(CapturedCase):
    """Nobody asks what was paid for what is not posted."""

    def setUp(self):
        super().setUp()
        self.enterContext(mute_logger(_ORDER))

    def held(self):
        return -term(self.store, "web", self.mug)

    def test_payments_of_a_skipped_order_are_not_read(self):
        for kind in ("500", "423", "422"):
            with self.subTest(kind=kind):
                number = self.place(2, status_id=7)
                self.sync_orders()
                order = self.web_order(number)
                wizard = self.env["bigcommerce.order.skip"]
                wizard.create({"order_id": order.id, "goods_leave": "no"}).action_skip()
                message = order.message
                self.touch(number, status_id=11)
                self.refund(number)
                self.break_payments(kind)
                self.assertEqual(self.asked(), [])
                self.assertEqual((order.state, order.message), ("skipped", message))
                self.assertFalse(order.needs_sync or self.held())
                self.heal()

    def test_of_a_channel_that_is_not_imported(self):
        self.store.channel_ids.import_orders = False
        number = self.place(2)
        self.refund(number)
        self.break_payments("500")
        self.assertEqual(self.asked(), [])
        order = self.web_order(number)
        self.assertEqual((order.state, order.exclusion_reason), ("skipped", "channel"))
        self.assertFalse(self.held())

    def test_payments_are_not_read_while_order_sync_is_off(self):
        self.store.order_sync = False
        number = self.place(2)
        self.refund(number)
        self.break_payments("500")
        self.assertEqual(self.asked(), [])
        self.assertEqual(self.web_order(number).exclusion_reason, "order_sync")
        self.heal()
        self.store.order_sync = True
        self.assertEqual(self.asked(), [number])
        self.assertEqual(self.posted(number)[1], 7.5)


class TestUnusualTransactions(CapturedCase):
    @mute_logger(_ORDER)
    def test_an_unreadable_payment_needs_attention_with_its_cause(self):
        """Whatever text there is, Odoo can keep it."""
        row = {"event": "purchase", "status": "ok"}
        for odd, told in (
            (None, "“None” instead of a payment"),
            ({**row, "amount": "\0much\ud83d"}, "“much\N{REPLACEMENT CHARACTER}”"),
        ):
            with self.subTest(odd=odd):
                [number] = self.edited_and_refunded()
                other = self.place()
                with self.payments_reported_as(odd):
                    self.sync_orders()
                order = self.web_order(number)
                self.assertEqual(order.state, "attention")
                self.assertIn(told, order.message)
                self.assertEqual(self.posted(other), (1, 7.5))

    @contextmanager
    def payments_reported_as(self, row):
        # What BigCommerce says now is odd: the contract tests shall not judge it.
        unrecorded = [self.exchanges.append]
        handlers = "bigcommerce_simulator.orders.refund_handlers"
        with (
            patch(f"{handlers}.transaction_payload", lambda *_: row),
            patch.object(self.simulator.application, "observers", unrecorded),
        ):
            yield
