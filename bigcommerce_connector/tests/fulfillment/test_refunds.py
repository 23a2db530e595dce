"""What an edit left is refunded on BigCommerce from the web order's page, once."""

from psycopg2.errors import UniqueViolation

from odoo import fields
from odoo.exceptions import UserError
from odoo.tools import mute_logger

from bigcommerce_simulator.orders.refunding import decline

from ..fulfillment_case import PUT_OFF, REFUNDS, FulfillmentCase

FLOW = "odoo.addons.bigcommerce_connector.sync.flow"


class TestRefunds(FulfillmentCase):
    store_options = {"refund_sync": True}

    def owed(self):
        """An order of 2 shirts of which one was taken out: 20.00 are to go back."""
        order = self.edit(self.place(("SHIRT-M", 2)), SHIRT=1)
        self.assertEqual(order.amount_to_refund, 20)
        return order

    def quoted(self, order, index=-1):
        """The wizard when BigCommerce was asked, and one of its ways is chosen."""
        wizard = self.env["bigcommerce.order.refund"].create(
            {"order_id": order.id, "reason": "Sold out"}
        )
        wizard.action_quote()
        wizard.tender_id = wizard.tender_ids[index]
        return wizard

    def asked_for(self, order):
        self.quoted(order).action_refund()
        return order.refund_ids[:1]

    def test_it_is_quoted_refunded_by_the_tender_and_counted_once(self):
        order = self.owed()
        with self.requests("POST"):
            wizard = self.quoted(order)
        self.assertFalse(self.refunds_there(order))
        names = wizard.tender_ids.mapped("display_name")
        self.assertIn("Custom (recorded only)", names)
        with self.requests():
            wizard.action_refund()
        with self.requests("GET", "GET", "POST"):
            self.send()
        [made] = self.refunds_there(order)
        [payment] = made.payments
        self.assertEqual((made.total_amount, payment.amount), (20, 20))
        self.assertEqual(
            payment.provider_id, wizard.tender_id.payments[0]["provider_id"]
        )
        refund = order.refund_ids
        self.assertEqual(made.reason, f"Sold out [{refund.mark}]")
        self.assertEqual((refund.state, refund.external_id), ("done", str(made.id)))
        with self.requests():
            self.send()
        self.synced(order.external_id)
        self.assertEqual((order.amount_to_refund, order.amount_net), (0, 20))
        self.assertEqual(len(order.pos_order_ids), 2, "the edit is posted already")
        self.assertIn(
            f"refund {made.id} on BigCommerce", order.log_ids.mapped("outcome")[0]
        )

    @mute_logger(f"{FLOW}.run", PUT_OFF)
    def test_whatever_becomes_of_the_answer_it_is_refunded_once(self):
        for kind, is_there, details in (
            ("timeout_after", True, {"seconds": 0.1}),
            ("500", False, {}),
        ):
            with self.subTest(kind=kind):
                order = self.owed()
                refund = self.asked_for(order)
                self.fault(kind, path=REFUNDS, **details)
                self.send()
                self.assertEqual(refund.state, "sending")
                self.assertEqual(len(self.refunds_there(order)), is_there)
                with self.requests("GET", *(() if is_there else ("GET", "POST"))):
                    self.send()
                self.assertEqual(len(self.refunds_there(order)), 1)
                self.assertEqual(refund.state, "done")

    def test_two_people_refund_the_same_at_once(self):
        order = self.owed()
        first, second, late = (self.quoted(order) for _person in range(3))
        first.action_refund()
        with self.assertRaisesRegex(UserError, "0.00 are left to refund"):
            second.action_refund()
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
            order.refund_ids.copy()
        self.send()
        # It is refunded, and the order is not read yet: the page still says 20.00.
        late.action_refund()
        with self.requests("GET", "GET"):
            self.send()
        self.assertEqual(len(self.refunds_there(order)), 1)
        self.assertEqual(order.refund_ids.mapped("state"), ["nothing", "done"])
        self.assertIn("0.00 are left to refund", order.refund_ids[0].message)

    def test_staff_refunds_the_same_meanwhile(self):
        order = self.owed()
        refund = self.asked_for(order)
        number = int(order.external_id)
        item = {"item_type": "ORDER", "item_id": number, "amount": 15}
        self.web_orders.refund(number, [item])
        self.send()
        self.assertEqual(len(self.refunds_there(order)), 1)
        self.assertEqual(refund.state, "nothing")
        self.assertRegex(refund.message, r"20\.00 were not refunded.*\D5\.00 are left")
        # What is left is given back, and more of it later: nothing was refunded twice.
        self.synced(order.external_id)
        self.asked_for(order)
        self.send()
        self.assertEqual(order.refund_ids[:1].state, "done")
        self.web_orders.refund(number, [item | {"amount": 3}])
        self.synced(order.external_id)
        self.assertEqual(len(self.refunds_there(order)), 3)
        self.assertFalse(self.env["bigcommerce.todo"].search([]).order_id & order)

    def test_what_is_refused_needs_a_person_and_another_takes_its_place(self):
        order = self.owed()
        wizard = self.quoted(order)
        payment = {"provider_id": "nobody", "amount": "200", "offline": False}
        wizard.tender_id.payments = [payment]
        with self.assertRaisesRegex(UserError, r"200\.00 would be paid back, not"):
            wizard.action_refund()
        wizard.tender_id.payments = [{**payment, "amount": "20"}]
        wizard.action_refund()
        settled = self.owed()
        other = self.quoted(settled)
        other.tender_id.payments = wizard.tender_id.payments
        other.action_refund()
        self.send()
        refund = order.refund_ids
        self.assertEqual((refund + settled.refund_ids).mapped("state"), ["refused"] * 2)
        number = int(settled.external_id)
        item = {"item_type": "ORDER", "item_id": number, "amount": 20}
        self.web_orders.refund(number, [item])  # by staff, there
        self.synced(settled.external_id)
        domain = [("store_id", "=", self.store.id), ("cause", "=", "refund_refused")]
        [row] = self.env["bigcommerce.todo"].search(domain)
        self.assertEqual((row.order_id, row.message), (order, refund.message))
        row.action_fix()
        self.assertEqual(refund.state, "planned")
        self.send()
        self.asked_for(order)
        self.send()
        self.assertEqual(order.refund_ids.mapped("state"), ["done", "nothing"])
        self.assertEqual(len(self.refunds_there(order)), 1)

    def test_what_the_provider_declines_nobody_has_received(self):
        for is_late in (False, True):
            with self.subTest(is_late=is_late):
                order = self.owed()
                refund = self.asked_for(order)
                self.simulator.store.switches.decline_refunds = not is_late
                self.send()
                if is_late:
                    self.synced(order.external_id)
                    self.assertEqual(
                        (refund.state, order.amount_to_refund), ("done", 0)
                    )
                    self.decline(*self.refunds_there(order))
                self.sync_orders()
                self.assertEqual(refund.state, "refused")
                self.assertRegex(refund.message, r"not received \D*20\.00")
                self.assertEqual(order.amount_to_refund, 20)
                if not is_late:
                    self.assertIn("declined", order.log_ids[0].outcome)
                refund.action_send_again()
                self.send()
                self.assertEqual(refund.state, "refused")
                self.simulator.store.switches.decline_refunds = False
                self.asked_for(order)
                self.send()
                self.assertEqual(order.refund_ids.mapped("state"), ["done", "nothing"])
                self.assertEqual(len(self.refunds_there(order)), 2)

    def decline(self, made):
        """The provider does it, long after the refund was made."""
        with self.simulator.store.lock:
            decline(self.simulator.store, made, "The card is closed.")

    def test_what_a_killed_worker_sent_may_still_arrive(self):
        order = self.owed()
        refund = self.asked_for(order)
        refund.write({"state": "sending", "sent_on": fields.Datetime.now()})
        with self.requests("GET"):
            self.run_flow_now("fulfillment")
        self.assertEqual((refund.state, self.refunds_there(order)), ("sending", []))
        cron = self.store._flow("fulfillment").sudo().cron_id
        later = self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])
        self.assertGreater(max(later.mapped("call_at")), fields.Datetime.now())
        self.send()  # some minutes later
        self.assertEqual((refund.state, len(self.refunds_there(order))), ("done", 1))

    @mute_logger(f"{FLOW}.run", PUT_OFF)
    def test_only_where_it_is_on_and_the_token_may(self):
        order = self.owed()
        wizard = self.quoted(order)
        self.store.refund_sync = False
        for button in (wizard.action_quote, wizard.action_refund):
            with (
                self.requests(),
                self.assertRaisesRegex(UserError, "Refund and Cancel"),
            ):
                button()
        self.store.refund_sync = True
        reader = self.simulator.add_token(["store_v2_orders_read_only"])
        token, self.store.access_token = self.store.access_token, reader
        with self.assertRaisesRegex(UserError, "Orders: modify"):
            wizard.action_quote()
        wizard.action_refund()
        self.send()
        self.assertIn("Orders: modify", self.store._flow("fulfillment").message)
        self.assertEqual(self.store.state, "live")
        self.store.access_token = token
        others = {"record_register_refunds": "always"}  # the flow runs
        self.store.write({"refund_sync": False, **others})
        with self.requests():
            self.send()
        self.assertEqual(order.refund_ids.state, "planned")
        order.refund_ids.action_withdraw()
        self.assertEqual(order.refund_ids.state, "nothing")
        self.store.refund_sync = True
        with self.requests():
            self.send()
        self.asked_for(order)
        self.send()
        order.refund_ids.action_withdraw()
        self.assertEqual(order.refund_ids.mapped("state"), ["done", "nothing"])

    def test_the_piece_is_put_back_before_it_is_refunded(self):
        order = self.owed()
        refund = self.asked_for(order)
        line = {"id": self.line_id(order), "quantity": 2}
        self.web_orders.edit(int(order.external_id), lines=[line])
        self.send()  # the order is not read yet
        self.assertEqual((refund.state, self.refunds_there(order)), ("nothing", []))
        self.assertIn("0.00 are left to refund", refund.message)
