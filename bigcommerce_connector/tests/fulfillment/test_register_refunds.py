"""What a register gave back is recorded on BigCommerce: the same items, once."""

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from ..fulfillment_case import FulfillmentCase
from ..worked_examples.shop_side import ShopSide

FLOW = "odoo.addons.bigcommerce_connector.sync.flow"
REFUNDS = "/v3/orders/*/payment_actions/refunds"


class TestRegisterRefunds(FulfillmentCase):
    store_options = {"record_register_refunds": "always"}

    def setUp(self):
        super().setUp()
        self.register = ShopSide(self, None)

    def given_back(self, ordered=2):
        """An order of shirts of which a register has just taken one back."""
        order = self.place(("SHIRT-M", ordered))
        with self.requests():
            self.register.refund_units(order, {"SHIRT-M": 1})
        return order

    def test_it_is_recorded_offline_by_its_items_and_counted_once(self):
        order = self.place(("SHIRT-M", 2), ("MUG", 1))
        self.store.record_register_refunds = "never"
        self.register.refund_units(order, {"MUG": 1})
        self.assertFalse(order.refund_ids)
        self.store.record_register_refunds = "always"
        self.register.refund_units(order, {"SHIRT-M": 1})
        self.store.write({"record_register_refunds": "never", "refund_sync": True})
        with self.requests():
            self.send()
        self.store.record_register_refunds = "always"
        with self.requests("GET", "GET", "POST", "POST"):
            self.send()
        [made] = self.refunds_there(order)
        [item], [payment] = made.items, made.payments
        self.assertEqual((item.item_type, item.quantity), ("PRODUCT", 1))
        self.assertEqual(item.item_id, self.line_id(order))
        self.assertEqual((payment.amount, payment.offline), (20, True))
        self.assertIn("Given back at Shop register", made.reason)
        self.assertEqual(order.refund_ids.state, "done")
        with self.requests():
            self.send()
        self.synced(order.external_id)
        self.assertEqual(order.amount_register_unrecorded, 7.5)
        self.assertEqual(order.amount_register_refunded, 20)
        self.assertEqual((order.amount_net, order.amount_to_refund), (27.5, 0))
        self.assertEqual(len(order.pos_order_ids), 1)
        # The next one is a refund of its own.
        self.register.refund_units(order, {"SHIRT-M": 1})
        self.send()
        self.assertEqual(len(self.refunds_there(order)), 2)
        self.synced(order.external_id)
        self.assertEqual((order.amount_net, order.amount_register_refunded), (7.5, 40))

    def test_the_cashier_is_asked_and_the_answer_holds(self):
        self.store.record_register_refunds = "ask"
        order = self.place(("SHIRT-M", 2), ("MUG", 1))
        self.register.refund_units(order, {"MUG": 1})
        self.assertFalse(order.refund_ids)
        answer = {"bigcommerce_is_recorded": True}
        self.register.refund_units(order, {"SHIRT-M": 1}, **answer)
        self.send()
        [made] = self.refunds_there(order)
        self.assertEqual((made.total_amount, made.payments[0].offline), (20, True))
        self.synced(order.external_id)
        self.assertEqual(order.amount_register_unrecorded, 7.5)
        self.store.record_register_refunds = "never"
        self.register.refund_units(order, {"SHIRT-M": 1}, **answer)
        self.assertEqual(len(order.refund_ids), 1)

    @mute_logger(f"{FLOW}.run")
    def test_whatever_becomes_of_the_answer_it_is_recorded_once(self):
        order = self.given_back()
        self.fault("500", path=REFUNDS)
        self.send()
        self.fault("timeout_after", path=REFUNDS, seconds=0.1)
        with self.requests("GET", "GET", "POST", "POST"):
            self.send()
        self.assertEqual(order.refund_ids.state, "sending")
        with self.requests("GET"):
            self.send()
        self.assertEqual(len(self.refunds_there(order)), 1)
        self.assertEqual(order.refund_ids.state, "done")

    def test_another_figure_stays_to_be_recorded_with_both(self):
        order = self.given_back()
        number, line = int(order.external_id), self.line_id(order)
        self.web_orders.edit(number, lines=[{"id": line, "price": 18}])
        self.send()
        refund = order.refund_ids
        self.assertRegex(refund.message, r"\D4\.00 are left to refund.*after a change")
        of_the_edit = {"item_type": "ORDER", "item_id": number, "amount": 4}
        self.web_orders.refund(number, [of_the_edit])
        refund.action_send_again()
        self.send()
        self.assertEqual(len(self.refunds_there(order)), 1)
        self.assertEqual(refund.state, "refused")
        self.assertRegex(refund.message, r"20\.00.*\D18\.00")
        self.sync_orders()
        self.assertEqual(order.amount_register_unrecorded, 20)
        todo = self.env["bigcommerce.todo"].search([("order_id", "=", order.id)])
        row = todo.filtered(lambda row: row.cause == "to_record")
        self.assertIn(refund.message, row.message)
        self.assertNotIn("refund_refused", todo.mapped("cause"))
        # Staff records it by hand.
        item = {"item_type": "PRODUCT", "item_id": line, "quantity": 1}
        pay = [{"provider_id": "custom", "amount": 18, "offline": True}]
        self.web_orders.refund(number, [item], payments=pay)
        refund.action_send_again()
        with self.requests("GET", "GET"):
            self.send()
        self.assertEqual(refund.state, "nothing")

    def test_staff_recorded_the_same_before(self):
        order = self.given_back()  # one more could be refunded
        item = {"item_type": "PRODUCT", "item_id": self.line_id(order), "quantity": 1}
        pay = [{"provider_id": "custom", "amount": 20, "offline": True}]
        self.web_orders.refund(int(order.external_id), [item], payments=pay)
        with self.requests("GET", "GET"):
            self.send()
        self.assertEqual(len(self.refunds_there(order)), 1)
        self.assertEqual(order.refund_ids.state, "nothing")

    def test_what_an_edit_left_is_refunded_first(self):
        """A refund of items would settle the edit, and its money stay where it is."""
        order = self.edit(self.place(("SHIRT-M", 3)), SHIRT=2)
        self.assertEqual(order.amount_to_refund, 20)
        self.register.refund_units(order, {"SHIRT-M": 1})
        with self.requests("GET", "GET"):
            self.send()
        refund = order.refund_ids
        self.assertEqual((refund.state, self.refunds_there(order)), ("refused", []))
        self.assertRegex(refund.message, r"20\.00 are left to refund")
        number = int(order.external_id)
        item = {"item_type": "ORDER", "item_id": number, "amount": 20}
        self.web_orders.refund(number, [item])
        refund.action_send_again()
        self.send()
        self.assertEqual(refund.state, "done")
        self.synced(order.external_id)
        self.assertEqual((order.amount_to_refund, order.amount_net), (0, 20))
        self.assertFalse(order.amount_register_unrecorded)

    # === THE SAME IS TAKEN OUT OF THE ORDER, OR IT IS CANCELLED === #

    def wizard(self, order, **vals):
        """The one of the order's page, when BigCommerce was asked."""
        wizards = self.env["bigcommerce.order.refund"]
        wizard = wizards.create({"order_id": order.id, "restock": "never", **vals})
        wizard.action_quote()
        return wizard

    def test_what_is_taken_out_is_not_given_to_the_customer_twice(self):
        """20.00 of the 27.50 that BigCommerce lacks were given back at a register."""
        self.store.refund_sync = True
        order = self.place(("SHIRT-M", 2), ("MUG", 1))
        early = self.edit(self.place(("SHIRT-M", 2)), SHIRT=1)
        self.register.refund_units(order, {"SHIRT-M": 1})
        self.edit(order, SHIRT=1, MUG=0)
        self.send()
        self.assertEqual(order.refund_ids.state, "nothing")
        self.assertIn("taken out of", order.refund_ids.message)
        self.assertEqual((order.amount_to_refund, order.amount_given_back), (27.5, 20))
        register = self.env["bigcommerce.register"]
        shown = register.read_web_order(order.pos_order_ids[:1].id)
        self.assertEqual(shown["to_refund"], 7.5)
        cancel = {"order_id": order.id, "is_cancelling": True}
        with self.assertRaisesRegex(UserError, r"register gave back \D*20\.00"):
            self.env["bigcommerce.order.refund"].create(cancel).action_quote()
        wizard = self.wizard(order)
        self.assertEqual((wizard.amount, wizard.is_record), (20, True))
        [tender] = wizard.tender_ids
        self.assertTrue(tender.is_offline)
        [online] = self.wizard(early).tender_ids.filtered(
            lambda one: "Gateway" in one.name
        )
        wizard.tender_id, recorded = tender, tender.payments
        tender.payments = online.payments
        with self.assertRaisesRegex(UserError, "only records it"):
            wizard.action_refund()
        tender.payments = recorded
        wizard.action_refund()
        self.send()
        self.synced(order.external_id)
        self.assertEqual((order.amount_to_refund, order.amount_given_back), (7.5, 0))
        wizard = self.wizard(order)
        wizard.tender_id = wizard.tender_ids[-1]
        wizard.action_refund()
        self.send()
        made = self.refunds_there(order)
        paid = [(one.payments[0].amount, one.payments[0].offline) for one in made]
        self.assertEqual(paid, [(20, True), (7.5, False)])
        self.synced(order.external_id)
        self.assertEqual((order.amount_to_refund, order.amount_net), (0, 20))

    def test_it_is_taken_out_while_the_rest_is_to_be_paid_back(self):
        """A refund of what an edit left waits; by then 20.00 of it are given back."""
        self.store.write({"refund_sync": True, "record_register_refunds": "never"})
        order = self.edit(self.place(("SHIRT-M", 3)), SHIRT=2)
        wizard = self.wizard(order)
        wizard.tender_id = wizard.tender_ids[-1]
        wizard.action_refund()
        line = {"id": self.line_id(order), "quantity": 3}
        self.web_orders.edit(int(order.external_id), lines=[line])
        self.synced(order.external_id)
        self.register.refund_units(order, {"SHIRT-M": 1})
        self.web_orders.edit(int(order.external_id), lines=[{**line, "quantity": 2}])
        self.send()
        self.assertEqual(self.refunds_there(order), [])
        self.assertEqual(order.refund_ids.state, "nothing")
        self.assertRegex(order.refund_ids.message, r"\D0\.00 are left")

    def test_a_cancelled_order_is_not_given_back_twice(self):
        self.store.refund_sync = True
        order = self.given_back()
        self.web_orders.edit(int(order.external_id), status_id=5)
        self.send()
        self.assertIn("cancelled there", order.refund_ids.message)
        self.synced(order.external_id)
        self.assertEqual((order.amount_to_refund, order.amount_given_back), (40, 20))
