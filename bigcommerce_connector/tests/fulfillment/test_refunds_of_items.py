"""Items that BigCommerce refunds: a customer brings them to a register and is paid back
the way the web order was paid; or goods are short, or damaged, before they leave."""

from contextlib import contextmanager
from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from ...models.connector_context import as_connector
from ..fulfillment_case import PUT_OFF, FulfillmentCase
from ..worked_examples.shop_side import ShopSide

CASHIER = "base.group_user,point_of_sale.group_pos_user"
OFFICE = "base.group_user,bigcommerce_connector.bigcommerce_connector_group_manager"
REFUNDS = "/v3/orders/*/payment_actions/refunds"
WAITS = "BigCommerce is giving back"


class TestRefundsOfItems(FulfillmentCase):
    store_options = {
        "goods_leave": "shipped",
        "refund_sync": True,
        "record_register_refunds": "ask",
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cashier = new_test_user(cls.env, "pays_back", CASHIER)
        cls.office = new_test_user(cls.env, "refunds_short", OFFICE)

    def setUp(self):
        super().setUp()
        self.register = ShopSide(self, None)

    @property
    def till(self):
        return self.env["bigcommerce.register"].with_user(self.cashier)

    def sold(self, order, sku="SHIRT-M"):
        lines = order.pos_order_ids.lines.filtered(lambda line: line.qty > 0)
        return lines.filtered(lambda line: line.product_id.default_code == sku)[:1]

    def quoted(self, order, units=1, sku="SHIRT-M"):
        line = self.sold(order, sku)
        config = self.register.register_session().config_id
        return self.till.quote_refund(config.id, line.order_id.id, [[line.id, units]])

    def asked_for(self, order, **details):
        quote = self.quoted(order, **details)
        self.till.refund_to_web_payment(quote["id"], quote["tenders"][-1]["id"])
        return order.refund_ids[:1]

    @contextmanager
    def refused(self, message):
        """What is done in this block is undone: a person is told why it cannot be."""
        with self.assertRaises(UserError) as told:
            yield
        self.assertRegex(str(told.exception), message)

    # === AT A REGISTER === #

    def test_it_goes_back_to_the_web_payment_and_is_counted_once(self):
        order = self.place(("SHIRT-M", 3), ("MUG", 1), tax_rate="8.25")
        self.deliver(self.waiting(order))
        with self.requests("GET", "GET", "POST"):
            quote = self.quoted(order, 2)
        self.assertFalse(self.refunds_there(order))
        self.assertIn("43.30", quote["amount"])
        names = [tender["name"] for tender in quote["tenders"]]
        self.assertNotIn("Custom", names, "it would move no money")
        with self.requests():
            self.till.refund_to_web_payment(quote["id"], quote["tenders"][-1]["id"])
        refund, sale = order.refund_ids, order.pos_order_ids
        self.assertEqual(refund.create_uid, self.cashier)
        shown = self.till.read_web_order(sale.id)["paid_back"]
        self.assertIn("43.30", shown)
        with self.refused(WAITS):
            self.register.refund_units(order, {"SHIRT-M": 1})
        with self.requests("GET", "GET", "POST"):
            self.send()
        [made] = self.refunds_there(order)
        [item], [payment] = made.items, made.payments
        self.assertEqual((item.item_id, item.quantity), (self.line_id(order), 2))
        self.assertEqual((float(payment.amount), payment.offline), (43.3, False))
        self.assertIn(refund.mark, made.reason)
        with self.refused(WAITS):
            self.register.refund_units(order, {"MUG": 1})
        with self.requests():
            self.send()
        self.synced(order.external_id)
        self.assertEqual(order.amount_register_refunded, 0)
        self.assertEqual((order.amount_to_refund, order.amount_captured), (0, 73.07))
        self.assertEqual(
            sorted(order.pos_order_ids.mapped("amount_total")), [-43.3, 73.07]
        )
        self.assertEqual(self.for_sale(self.shirt), 99)
        self.assertFalse(self.till.read_web_order(sale.id)["paid_back"])
        self.register.refund_units(order, {"SHIRT-M": 1})
        self.assertFalse(order.refund_ids - refund, "nobody asked for a record")

    @mute_logger("odoo.addons.bigcommerce_connector.sync.orders.reconcile")
    def test_until_it_is_posted_registers_give_nothing_back(self):
        """BigCommerce has paid, and it was read; the register's line shows nothing."""
        order = self.place(("SHIRT-M", 2))
        self.asked_for(order)
        self.send()
        self.register.close_session()
        self.lock_books(fields.Date.today() + timedelta(days=1))
        self.sync_orders()
        self.assertTrue(order.is_waiting_for_unlock)
        with self.refused(WAITS):
            self.register.refund_units(order, {"SHIRT-M": 1})
        self.lock_books(None)
        self.synced(order.external_id)
        self.register.refund_units(order, {"SHIRT-M": 1})

    def test_two_cashiers_and_the_office_have_the_same_paid_back(self):
        order = self.place(("SHIRT-M", 2))
        quotes = [self.quoted(order) for _cashier in range(2)]
        wizard = self.short(order, 1)
        wizard.action_quote()
        wizard.tender_id = wizard.tender_ids[-1]
        first, second = quotes
        self.till.refund_to_web_payment(first["id"], first["tenders"][-1]["id"])
        with self.refused(WAITS):
            self.till.refund_to_web_payment(second["id"], second["tenders"][-1]["id"])
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
            order.refund_ids.copy()
        self.send()
        # It is refunded, and the order not read yet.
        with self.refused(WAITS):
            wizard.action_refund()
        self.synced(order.external_id)
        # Nobody looks at a quote of before again.
        wizard.action_refund()
        self.send()
        self.assertEqual(len(self.refunds_there(order)), 1)
        self.assertEqual(order.refund_ids.mapped("state"), ["nothing", "done"])
        self.assertRegex(
            order.refund_ids[0].message, r"\D0\.00 of.*\D20\.00 are by now"
        )

    def test_staff_refunds_on_bigcommerce_meanwhile(self):
        order = self.place(("SHIRT-M", 2))
        refund = self.asked_for(order)
        item = {"item_type": "PRODUCT", "item_id": self.line_id(order), "quantity": 1}
        self.web_orders.refund(int(order.external_id), [item])
        with self.requests("GET", "GET"):
            self.send()
        self.assertEqual((refund.state, len(self.refunds_there(order))), ("nothing", 1))
        shown = self.till.read_web_order(order.pos_order_ids.id)["paid_back"]
        self.assertIn("not paid back", shown)

    def test_the_provider_declines_and_the_cashier_sees_it(self):
        order = self.place(("SHIRT-M", 2))
        refund = self.asked_for(order)
        self.simulator.store.switches.decline_refunds = True
        self.send()
        self.synced(order.external_id)
        self.assertEqual(refund.state, "refused")
        shown = self.till.read_web_order(order.pos_order_ids[:1].id)["paid_back"]
        self.assertRegex(shown, "not paid back.*declined")
        todo = self.env["bigcommerce.todo"].search([("order_id", "=", order.id)])
        self.assertIn("refund_refused", todo.mapped("cause"))
        self.register.refund_units(order, {"SHIRT-M": 1})  # it keeps nobody

    def test_a_register_or_an_edit_comes_first(self):
        order = self.place(("SHIRT-M", 3))
        quote = self.quoted(order)
        self.register.refund_units(order, {"SHIRT-M": 1})
        with self.assertRaisesRegex(UserError, r"register gave back \D*20\.00"):
            self.till.refund_to_web_payment(quote["id"], quote["tenders"][-1]["id"])
        with self.requests(), self.assertRaisesRegex(UserError, r"register gave back"):
            self.quoted(order)
        edited = self.edit(self.place(("SHIRT-M", 3)), SHIRT=2)
        with self.assertRaisesRegex(UserError, r"20\.00 are left to refund"):
            self.quoted(edited)
        self.assertFalse((order + edited).refund_ids)

    def test_another_figure_is_not_paid_back(self):
        order = self.place(("SHIRT-M", 2))
        line = {"id": self.line_id(order), "price": 25}
        self.web_orders.edit(int(order.external_id), lines=[line])
        with self.assertRaisesRegex(UserError, r"refund \D*25\.00 of.*, not \D*20\.00"):
            self.quoted(order)
        self.assertFalse(order.refund_ids)

    @mute_logger(PUT_OFF)
    def test_what_got_no_answer_is_looked_up_though_it_is_off(self):
        off = {"refund_sync": False, "record_register_refunds": "never"}
        for kind, is_there, details in (
            ("timeout_after", True, {"seconds": 0.1}),
            ("500", False, {}),
        ):
            with self.subTest(kind=kind):
                order = self.place(("SHIRT-M", 2))
                refund = self.asked_for(order)
                self.fault(kind, path=REFUNDS, **details)
                self.send()
                self.assertEqual(refund.state, "sending")
                self.assertEqual(self.send_off(**off), ["GET"])
                self.assertEqual(len(self.refunds_there(order)), is_there)
                self.assertEqual(refund.state, "done" if is_there else "planned")
                self.assertEqual(self.send_off(**off), [])
                with self.refused(WAITS):
                    self.register.refund_units(order, {"SHIRT-M": 1})
                refund.action_withdraw()  # what is not sent
                self.synced(order.external_id)
                self.register.refund_units(order, {"SHIRT-M": 1})
                self.assertEqual(len(self.refunds_there(order)), is_there)

    def test_an_order_of_which_nothing_is_posted_any_more(self):
        order = self.place(("SHIRT-M", 3))
        self.asked_for(order)
        self.send()
        self.store.order_sync = False
        with self.refused(r"gave back \D*20\.00.*while Order Sync is off"):
            self.register.refund_units(order, {"SHIRT-M": 1})
        self.store.order_sync = True
        late = fields.Datetime.now() + timedelta(days=1)
        start = {"order_sync_start_date_enabled": True, "order_sync_start_date": late}
        self.store.write(start)
        self.sync_orders()
        self.assertEqual(len(order.pos_order_ids), 1)
        with self.refused(r"gave back \D*20\.00.*The office recovers it"):
            self.register.refund_units(order, {"SHIRT-M": 1})
        order.action_recover()
        self.synced(order.external_id)
        self.assertEqual(len(order.pos_order_ids), 2)
        self.register.refund_units(order, {"SHIRT-M": 1})
        # It is frozen again: what is not sent yet is not sent any more.
        self.store.order_sync_start_date_enabled = False
        other = self.place(("SHIRT-M", 3))
        refund = self.asked_for(other)
        quote = self.quoted(self.place(("SHIRT-M", 3)))
        self.store.write(start)
        with self.requests("GET"):
            self.send()
        self.assertEqual((refund.state, self.refunds_there(other)), ("nothing", []))
        self.assertIn("Order Sync Start Date", refund.message)
        self.register.refund_units(other, {"SHIRT-M": 1})
        with self.refused("Order Sync Start Date"):
            self.till.refund_to_web_payment(quote["id"], quote["tenders"][-1]["id"])

    @mute_logger(PUT_OFF)
    def test_whatever_becomes_of_the_answer_it_is_refunded_once(self):
        order = self.place(("SHIRT-M", 2))
        refund = self.asked_for(order)
        self.fault("timeout_after", path=REFUNDS, seconds=0.1)
        self.send()
        self.assertEqual(refund.state, "sending")
        with self.requests("GET"):
            self.send()
        self.assertEqual((refund.state, len(self.refunds_there(order))), ("done", 1))

    def test_only_a_cashier_only_where_it_is_on_only_what_is_left(self):
        shipping = {"cost": "4.99", "method": "Post"}
        order = self.place(("SHIRT-M", 2), shipping=shipping)
        other = self.sold(self.place(("SHIRT-M", 2)))
        none = as_connector(other).copy({"qty": 0})
        post = order.pos_order_ids.lines.filtered(lambda one: one.price_unit == 4.99)
        quote = self.quoted(order)
        line, choose = self.sold(order), quote["tenders"][-1]["id"]
        config = self.register.register_session().config_id
        outsider = new_test_user(self.env, "no_cashier", "base.group_user")
        second = new_test_user(self.env, "other_cashier", CASHIER)
        nobody = self.till.with_user(outsider)
        with self.requests():
            for wrong in (
                [[line.id, 3]],
                [[line.id, -1]],
                [[line.id, 0]],
                [[line.id, 2], [line.id, 1]],
                [[post.id, 1], [post.id, 1]],
                [[other.id, 1]],
                [[none.id, 1]],
                [],
            ):
                with self.subTest(wrong), self.assertRaises(UserError):
                    self.till.quote_refund(config.id, line.order_id.id, wrong)
            for ask in (nobody.quote_refund, nobody.read_refund_choice):
                with self.assertRaises(AccessError):
                    given = (config.id, line.order_id.id, [[line.id, 1]])
                    ask(*given if ask == nobody.quote_refund else given[1:2])
            for till in (nobody, self.till.with_user(second)):
                with self.assertRaises(UserError):
                    till.refund_to_web_payment(quote["id"], choose)
            with self.assertRaisesRegex(UserError, "Choose how"):
                self.till.refund_to_web_payment(quote["id"], 0)
            for choice in ("never", "always"):
                self.store.record_register_refunds = choice
                with self.assertRaisesRegex(UserError, "Ask the cashier"):
                    self.quoted(order)
                with self.assertRaisesRegex(UserError, "Ask the cashier"):
                    self.till.refund_to_web_payment(quote["id"], choose)
        self.assertFalse(order.refund_ids)

    # === GOODS ARE SHORT, OR DAMAGED === #

    def short(self, order, units=None):
        """The wizard that *To Prepare* opens, when some of it is to be refunded."""
        wizard = self.env["bigcommerce.order.refund"].with_user(self.office)
        wizard = wizard.with_context(default_picking_id=self.waiting(order).id)
        wizard = wizard.create({})
        if units is not None:
            wizard.line_ids[:1].quantity = units
        return wizard

    def test_what_nobody_has_reserved_is_not_short(self):
        self.warehouse.out_type_id.reservation_method = "manual"
        order = self.place(("MUG", 60))
        self.assertEqual(self.short(order).line_ids.quantity, 0)
        self.assertEqual(self.short(self.place(("MUG", 60))).line_ids.quantity, 20)
        self.warehouse.delivery_steps = "pick_ship"
        order = self.place(("SHIRT-M", 103))
        self.assertEqual(self.short(order).line_ids.quantity, 3)

    def test_the_short_piece_is_refunded_and_waits_no_longer(self):
        order = self.place(("MUG", 103), ("SHIRT-M", 2))
        wizard = self.short(order)
        short = {line.pos_line_id.product_id: line for line in wizard.line_ids}
        self.assertEqual(
            [short[one].quantity for one in (self.mug, self.shirt)], [3, 0]
        )
        self.assertEqual(wizard.amount, 22.5)
        short[self.shirt].quantity = 1  # it is damaged
        wizard.action_quote()
        self.assertEqual(wizard.amount, 42.5)
        wizard.tender_id = wizard.tender_ids[-1]
        wizard.action_refund()
        with self.requests("GET", "GET", "POST"):
            self.send()
        [made] = self.refunds_there(order)
        self.assertEqual(
            [(item.item_id, item.quantity) for item in made.items],
            [(self.line_id(order), 3), (self.line_id(order, 1), 1)],
        )
        self.synced(order.external_id)
        self.assertEqual((order.amount_to_refund, order.amount_net), (0, 770))
        self.assertEqual(self.units_waiting(order), 101)
        self.assertEqual(self.waiting(order).state, "assigned")

    def test_what_bigcommerce_refuses_needs_a_person(self):
        order = self.place(("SHIRT-M", 2))
        wizard = self.short(order, 1)
        wizard.action_quote()
        wizard.tender_id = wizard.tender_ids[-1]
        row = {**wizard.tender_id.payments[0], "provider_id": "nobody"}
        wizard.tender_id.payments = [row]
        wizard.action_refund()
        self.send()
        refund, domain = order.refund_ids, [("cause", "=", "refund_refused")]
        [todo] = self.env["bigcommerce.todo"].search(domain)
        self.assertEqual((todo.order_id, todo.message), (order, refund.message))
        self.register.refund_units(order, {"SHIRT-M": 1})  # it keeps nobody
        refund.action_withdraw()
        self.assertFalse(self.env["bigcommerce.todo"].search(domain))
