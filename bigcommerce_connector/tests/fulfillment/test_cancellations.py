"""A web order is cancelled from Odoo: what of its money and goods goes back."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import Form
from odoo.tools import html2plaintext, mute_logger

from ..fulfillment_case import LOST_ANSWERS, PUT_OFF, REFUNDS, FulfillmentCase
from ..worked_examples.shop_side import ShopSide

FLOW = "odoo.addons.bigcommerce_connector.sync.flow"
PART = {"gives_back": "part", "amount_part": 30, "rest": "kept"}
CANCELLED = 5


class TestCancellations(FulfillmentCase):
    store_options = {"refund_sync": True}

    def cancelling(self, order, **choices):
        return self.env["bigcommerce.order.refund"].create(
            {"order_id": order.id, "is_cancelling": True, "restock": "never", **choices}
        )

    def quoted(self, order, **choices):
        """The dialog when BigCommerce was asked, and one of its ways is chosen."""
        wizard = self.cancelling(order, **choices)
        wizard.action_quote()
        wizard.tender_id = wizard.tender_ids[-1]
        return wizard

    def cancel(self, order, **choices):
        """:return: what BigCommerce is to be told"""
        self.quoted(order, **choices).action_refund()
        return order.refund_ids[:1]

    def given_there(self, order):
        """What BigCommerce gave back, and the order's status there."""
        money = [row.total_amount for row in self.refunds_there(order)]
        return money, self.there(order).status_id

    def kept(self, order):
        """What is posted as kept: money, and the tax in it."""
        lines = order.pos_order_ids.lines.filtered(
            lambda line: line.bigcommerce_key == "retained"
        )
        money = sum(lines.mapped("price_subtotal_incl"))
        tax = money - sum(lines.mapped("price_subtotal"))
        return round(money, 2), round(tax, 2)

    # === ALL OF IT, OR NOTHING === #

    @mute_logger(f"{FLOW}.run", PUT_OFF)
    def test_an_order_is_cancelled_and_its_money_given_back_once(self):
        order = self.place(("SHIRT-M", 2))
        self.cancel(order)
        self.simulator.store.switches.refund_changes_cancelled = True
        self.fault("timeout_after", path=REFUNDS, seconds=0.1)
        self.send()
        self.assertEqual(self.there(order).status_id, 4)
        with self.requests("GET", "PUT"):
            self.send()
        [made] = self.refunds_there(order)
        self.assertEqual((made.total_amount, self.there(order).status_id), (40, 5))
        self.synced(order.external_id)
        self.assertEqual((order.amount_net, order.amount_to_refund), (0, 0))
        self.assertEqual(self.for_sale(self.shirt), 98, "they are not restocked")

    @mute_logger(f"{FLOW}.run", PUT_OFF)
    def test_whatever_becomes_of_the_answer_it_is_cancelled_once(self):
        for kind, details in LOST_ANSWERS:
            for method, path in (("PUT", "/v2/orders/*"), ("POST", REFUNDS)):
                with self.subTest(kind=kind, method=method):
                    order = self.place(("SHIRT-M", 2))
                    self.cancel(order)
                    self.fault(kind, method=method, path=path, count=9, **details)
                    self.send()
                    self.simulator.store.faults.rules.clear()
                    self.send()
                    self.assertEqual(order.refund_ids.state, "done")
                    [made] = self.refunds_there(order)
                    there = self.there(order)
                    self.assertEqual((made.total_amount, there.status_id), (40, 5))

    @mute_logger(PUT_OFF)
    def test_what_was_given_back_is_not_cancelled_once_it_is_off(self):
        order = self.place(("SHIRT-M", 2))
        refund = self.cancel(order)
        self.fault("timeout_after", path=REFUNDS, seconds=0.1)
        self.send()
        self.assertEqual(self.send_off(refund_sync=False), ["GET"])
        self.assertEqual(refund.state, "refused")
        self.assertRegex(refund.message, "not be cancelled.*switched off")
        refund.action_send_again()
        with self.requests("GET", "PUT"):
            self.send()
        self.assertEqual(self.given_there(order), ([40], CANCELLED))

    def test_it_is_given_back_before_it_is_cancelled_and_only_then(self):
        """BigCommerce may refund no order that is cancelled already."""
        order = self.place(("SHIRT-M", 2))
        self.cancel(order)
        refund, there = order.refund_ids, self.there(order)
        self.fault("422", path=REFUNDS)
        with self.requests("GET", "GET", "POST", "GET", "GET"):
            self.send()
        self.assertEqual((refund.state, there.status_id), ("refused", 11))
        refund.action_send_again()
        self.fault("422", method="PUT", path="/v2/orders/*")
        with self.requests("GET", "GET", "POST", "PUT"):
            self.send()
        self.assertEqual((refund.state, there.status_id), ("refused", 4))
        self.assertRegex(
            refund.message, r"40\.00 were given back, but.*not be cancelled"
        )
        self.synced(order.external_id)
        todo = self.env["bigcommerce.todo"].search([("order_id", "=", order.id)])
        self.assertIn("refund_refused", todo.mapped("cause"))
        refund.action_send_again()
        with self.requests("GET", "PUT"):
            self.send()
        self.assertEqual((refund.state, there.status_id), ("done", 5))
        self.synced(order.external_id)
        self.assertEqual((order.amount_net, order.amount_to_refund), (0, 0))
        self.assertEqual(len(self.refunds_there(order)), 1)

    def test_an_order_is_cancelled_and_nothing_given_back(self):
        order = self.place(("SHIRT-M", 2))
        wizard = self.cancelling(order, gives_back="nothing", restock="always")
        with self.requests():
            wizard.action_refund()
        with self.requests("GET", "GET", "PUT"):
            self.send()
        self.assertFalse(self.refunds_there(order))
        self.synced(order.external_id)
        self.assertEqual((order.amount_net, order.amount_to_refund), (0, 40))
        self.assertEqual(self.for_sale(self.shirt), 100)

    def test_a_register_gives_back_a_part_before_it_is_cancelled(self):
        order, register = self.place(("SHIRT-M", 3)), ShopSide(self, None)
        wizard, late = self.quoted(order), self.quoted(order)
        wizard.action_refund()
        register.refund_units(order, {"SHIRT-M": 1})
        with self.requests("GET", "GET"):
            self.send()
        self.assertEqual(order.refund_ids.state, "nothing")
        self.assertRegex(order.refund_ids.message, r"register gave back \D*20\.00")
        # The order is not compared since.
        with self.assertRaisesRegex(UserError, r"register gave back \D*20\.00"):
            late.action_refund()
        # What was said of its goods was of the cancellation alone.
        self.assertEqual(order.restock_choice, "never")
        self.edit(order, SHIRT=1)
        self.assertFalse(order.line_ids.quantity_not_restocked)

    # === A PART OF IT === #

    def test_a_part_is_given_back_and_what_is_kept_is_sold(self):
        order = self.place(("SHIRT-M", 2))
        with self.requests("POST"):
            wizard = self.quoted(order, **PART)
        with self.requests():
            wizard.action_refund()
        self.assertIn("10.00 are kept", order.message_ids[:1].body)
        with self.requests("GET", "GET", "POST", "PUT"):
            self.send()
        self.assertEqual(self.given_there(order), ([30], CANCELLED))
        self.synced(order.external_id)
        self.assertEqual((order.amount_net, order.amount_to_refund), (10, 0))
        self.assertEqual(self.kept(order)[0], 10)
        self.assertEqual(sum(order.pos_order_ids.payment_ids.mapped("amount")), 10)
        reasons = " ".join(html2plaintext(order.net_reasons).split())
        self.assertIn("Kept when it was cancelled $ 10.00", reasons)
        with self.requests():
            self.send()
        # Staff changes its mind there.
        number = int(order.external_id)
        item = {"item_type": "ORDER", "item_id": number, "amount": 4}
        self.web_orders.refund(number, [item])
        self.web_orders.edit(number, status_id=CANCELLED)
        self.synced(number)
        self.assertEqual((order.amount_net, order.amount_to_refund), (6, 0))
        self.assertEqual(self.kept(order)[0], 6)

    def test_the_shipping_is_kept_with_its_share_of_the_tax(self):
        self.web_orders.taxes.set({"0": 20})
        order = self.place(("SHIRT-M", 2), shipping={"cost": "10.00"})
        left = order.amount_net
        self.assertEqual((left, order.amount_net_tax), (60, 10))
        with Form(self.cancelling(order)) as form:
            form.gives_back = "part"
            self.assertEqual(form.amount_part, 48)
            self.assertEqual((form.amount_left, form.amount_rest), (60, 12))
            form.rest = "kept"
        wizard = form.record
        wizard.action_quote()
        wizard.tender_id = wizard.tender_ids[-1]
        wizard.action_refund()
        self.send()
        self.synced(order.external_id)
        self.assertEqual((order.amount_net, order.amount_net_tax), (12, 2))
        self.assertEqual(self.kept(order), (12, 2))
        self.assertEqual(self.given_there(order), ([48], CANCELLED))
        self.assertEqual(order.amount_to_refund, 0)

    def test_the_rest_may_stay_to_be_refunded_and_nothing_may_be_kept(self):
        order = self.place(("SHIRT-M", 2))
        self.cancel(order, **{**PART, "rest": "owed"})
        self.send()
        self.synced(order.external_id)
        self.assertEqual((order.amount_net, order.amount_to_refund), (0, 10))
        wizard = self.env["bigcommerce.order.refund"].create({"order_id": order.id})
        wizard.action_quote()
        wizard.tender_id = wizard.tender_ids[-1]
        wizard.action_refund()
        self.send()
        self.assertEqual(sum(self.given_there(order)[0]), 40)
        order = self.place(("SHIRT-M", 2))
        with self.requests():
            self.cancelling(order, gives_back="nothing", rest="kept").action_refund()
        with self.requests("GET", "GET", "PUT"):
            self.send()
        self.synced(order.external_id)
        self.assertEqual((order.amount_net, order.amount_to_refund), (40, 0))
        self.assertEqual(self.kept(order)[0], 40)

    def test_until_what_is_kept_is_posted_registers_give_nothing_back(self):
        order = self.place(("SHIRT-M", 2))
        self.cancelling(order, gives_back="nothing", rest="kept").action_refund()
        self.send()
        for is_on in (True, False):
            self.store.order_sync = is_on
            if not is_on:
                self.sync_orders()  # it is read, and not posted
            refused = self.assertRaisesRegex(UserError, "is being cancelled")
            with refused, self.cr.savepoint():
                ShopSide(self, None).refund_units(order, {"SHIRT-M": 2})
        self.store.order_sync = True
        self.synced(order.external_id)
        self.assertEqual((order.amount_net, order.amount_to_refund), (40, 0))
        self.assertEqual(sum(order.pos_order_ids.payment_ids.mapped("amount")), 40)
        # Staff sells it again after all, a minute later: it is not blocked for ever.
        order.refund_ids.sent_on -= timedelta(minutes=1)
        self.set_status(order, 11)
        self.assertFalse(order.refund_ids._is_under_way())

    def test_who_opens_it_again_and_cancels_it_keeps_nothing(self):
        order = self.place(("SHIRT-M", 2))
        self.cancel(order, **PART)
        self.send()
        self.synced(order.external_id)
        self.assertEqual((order.amount_net, order.amount_to_refund), (10, 0))
        self.set_status(order, 14)  # as after a refund: nobody opened it
        self.set_status(order, CANCELLED)
        self.assertEqual((order.amount_net, order.amount_to_refund), (10, 0))
        self.set_status(order, 11)
        self.set_status(order, CANCELLED)
        self.assertEqual((order.amount_net, order.amount_to_refund), (0, 10))
        self.assertEqual(self.kept(order), (0, 0))

    def test_what_was_given_back_is_under_way_though_it_was_not_cancelled(self):
        """30.00 are given back; a register would give all 40.00 back once more."""
        order = self.place(("SHIRT-M", 2))
        refund = self.cancel(order, **PART)
        self.fault("422", method="PUT", path="/v2/orders/*")
        self.send()
        self.assertEqual((refund.state, bool(refund.external_id)), ("refused", True))
        for end in (None, refund.action_withdraw):
            if end:
                end()
            given = self.assertRaisesRegex(UserError, r"giving back \D*30\.00")
            with given, self.cr.savepoint():
                ShopSide(self, None).refund_units(order, {"SHIRT-M": 2})
        self.synced(order.external_id)
        self.assertFalse(refund._is_under_way())

    def test_a_part_is_some_and_not_all(self):
        order = self.place(("SHIRT-M", 2))
        refused = self.assertRaisesRegex(UserError, "less than all")
        for money in (0, -1, 40, 41):
            wizard = self.cancelling(order, **{**PART, "amount_part": money})
            for button in (wizard.action_quote, wizard.action_refund):
                with self.requests(), refused:
                    button()
        self.assertFalse(order.refund_ids)

    def test_staff_gives_the_same_part_back_meanwhile(self):
        order = self.place(("SHIRT-M", 3))
        refund, late = self.cancel(order, **PART), self.quoted(order, **PART)
        number = int(order.external_id)
        item = {"item_type": "ORDER", "item_id": number, "amount": 30}
        self.web_orders.refund(number, [item])
        with self.requests("GET", "GET"):
            self.send()
        self.assertEqual(refund.state, "nothing")
        self.assertRegex(refund.message, r"30\.00 were not refunded.*30\.00 are by now")
        self.synced(number)
        with self.assertRaisesRegex(UserError, r"30\.00 are left to refund"):
            late.action_refund()
        self.assertEqual(self.given_there(order)[0], [30])
        self.assertNotEqual(self.there(order).status_id, CANCELLED)
        # What was to be kept was of that cancellation alone.
        self.set_status(order, CANCELLED)
        self.assertEqual((order.amount_net, order.amount_to_refund), (0, 30))

    @mute_logger(f"{FLOW}.run", PUT_OFF)
    def test_whatever_becomes_of_the_answer_a_part_is_given_back_once(self):
        for kind, details in LOST_ANSWERS:
            for method, path in (("PUT", "/v2/orders/*"), ("POST", REFUNDS)):
                with self.subTest(kind=kind, method=method):
                    order = self.place(("SHIRT-M", 2))
                    refund = self.cancel(order, **PART)
                    self.fault(kind, method=method, path=path, count=9, **details)
                    self.send()
                    self.simulator.store.faults.rules.clear()
                    # The order may be read before it is known what arrived.
                    there = self.there(order)
                    is_cancelled = there.status_id == CANCELLED
                    self.synced(order.external_id)
                    if is_cancelled:
                        self.assertEqual(order.amount_net, 10)
                    self.send()
                    self.assertEqual(refund.state, "done")
                    self.assertEqual(self.given_there(order), ([30], CANCELLED))
                    self.synced(order.external_id)
                    self.assertEqual(
                        (order.amount_net, order.amount_to_refund), (10, 0)
                    )

    def test_what_a_killed_worker_sent_of_a_part_may_still_arrive(self):
        order = self.place(("SHIRT-M", 2))
        refund = self.cancel(order, **PART)
        refund.write({"state": "sending", "sent_on": fields.Datetime.now()})
        with self.requests("GET"):
            self.run_flow_now("fulfillment")
        self.assertEqual((refund.state, self.refunds_there(order)), ("sending", []))
        self.send()  # some minutes later
        self.assertEqual(self.given_there(order), ([30], CANCELLED))

    def test_what_the_provider_declines_of_a_part_is_still_to_be_refunded(self):
        order = self.place(("SHIRT-M", 2))
        self.cancel(order, **PART)
        self.simulator.store.switches.decline_refunds = True
        self.send()
        self.synced(order.external_id)
        self.assertEqual(self.there(order).status_id, CANCELLED)
        self.assertEqual((order.amount_net, order.amount_to_refund), (10, 30))

    # === GOODS === #

    def test_it_is_asked_what_comes_back_only_where_something_has_left(self):
        self.assertTrue(self.cancelling(self.place(("MUG", 2))).has_goods_outside)
        self.store.goods_leave = "shipped"
        order = self.place(("MUG", 2), ("SHIRT-M", 1))
        self.assertFalse(self.cancelling(order).has_goods_outside)
        self.deliver(self.waiting(order), 1)
        self.assertTrue(self.cancelling(order).has_goods_outside)
        waiting = self.place(("MUG", 2))
        self.cancel(waiting, restock=False)
        self.send()
        self.synced(waiting.external_id)
        self.assertFalse(waiting.restock_choice)
        self.assertFalse(self.waiting(waiting))
        self.refund(order, 2)
        self.refund(order, 1, index=1)
        self.assertFalse(self.cancelling(order).has_goods_outside, "it is back")

    def test_what_was_said_of_goods_goes_with_a_withdrawn_cancellation(self):
        before = self.for_sale(self.shirt)
        order = self.place(("SHIRT-M", 2))
        self.cancel(order).action_withdraw()
        self.web_orders.edit(int(order.external_id), status_id=CANCELLED)
        order = self.synced(order.external_id)
        self.assertEqual(order.amount_net, 0)
        self.assertEqual(self.for_sale(self.shirt), before)

    def test_what_was_said_of_both_holds_once_its_money_is_given_back(self):
        """Staff cancel it themselves, as BigCommerce would not."""
        before = self.for_sale(self.shirt)
        order = self.place(("SHIRT-M", 2))
        refund = self.cancel(order, **PART)
        self.fault("422", method="PUT", path="/v2/orders/*")
        self.send()
        refund.action_withdraw()
        self.set_status(order, CANCELLED)
        self.assertEqual((order.amount_net, self.kept(order)[0]), (10, 10))
        self.assertEqual(self.for_sale(self.shirt), before - 2, "they stay away")
