"""What a cashier sends past all screens: the web register is not for cashiers."""

import uuid

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from ...models.connector_context import as_connector
from ..http_case import PatientHttpCase

# As near as a client comes to what the connector says of its own flow.
FORGED = (
    {},
    {"bigcommerce_connector_context": True},
    {"bigcommerce_connector_context": {"returns_location_id": 1}},
)


@tagged("post_install", "-at_install", "bigcommerce")
class TestOwnFlow(PatientHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.env.company.id)], limit=1
        )
        cls.store = cls.env["bigcommerce.store"].create(
            {
                "store_hash": "own1",
                "access_token": "x",
                "warehouse_id": cls.warehouse.id,
            }
        )
        cls.order = cls.env["bigcommerce.order"].create(
            {"store_id": cls.store.id, "external_id": "1042"}
        )
        cls.web = cls.store._get_register(cls.env.company.currency_id)
        cls.web_session = cls.web._bigcommerce_open_session()
        cls.register = cls.web.copy({"name": "Register"})
        cls.register_session = cls.env["pos.session"].create(
            {"config_id": cls.register.id}
        )
        cls.register_session.set_opening_control(0, None)
        cls.mug = cls.env["product.product"].create(
            {"name": "Mug", "is_storable": True, "taxes_id": False}
        )
        new_test_user(
            cls.env,
            "bc_own_flow",
            "base.group_user,point_of_sale.group_pos_user",
            password="bc_own_flow",
        )

    def setUp(self):
        super().setUp()
        self.authenticate("bc_own_flow", "bc_own_flow")

    def call(self, model, method, *arguments, context=None):
        """As any client with a cashier's password calls it.

        :return: (value, the sentence that says why not)
        """
        answer = self.url_open(
            "/web/dataset/call_kw",
            json={
                "jsonrpc": "2.0",
                "params": {
                    "model": model,
                    "method": method,
                    "args": arguments,
                    "kwargs": {"context": context or {}},
                },
            },
        ).json()
        error = answer.get("error", {}).get("data", {})
        return answer.get("result"), error.get("message", "")

    def sale(self, session, quantity=1, **details):
        """A mug for 7.50, or taken back, as the front end sends it."""
        amount = 7.5 * quantity
        line = {
            "product_id": self.mug.id,
            "qty": quantity,
            "price_unit": 7.5,
            "price_subtotal": amount,
            "price_subtotal_incl": amount,
            "discount": 0,
            "tax_ids": [[6, 0, []]],
            "uuid": str(uuid.uuid4()),
        }
        method = session.config_id.payment_method_ids[0]
        payment = {"payment_method_id": method.id, "amount": amount}
        return {
            "uuid": str(uuid.uuid4()),
            "session_id": session.id,
            "company_id": self.env.company.id,
            "user_id": self.env.uid,
            "date_order": fields.Datetime.to_string(fields.Datetime.now()),
            "fiscal_position_id": False,
            "amount_total": amount,
            "amount_tax": 0,
            "amount_paid": amount,
            "amount_return": 0,
            "state": "paid",
            "to_invoice": False,
            "lines": [[0, 0, line]],
            "payment_ids": [[0, 0, payment]],
            **details,
        }

    def assert_refused(self, sentence, model, method, *arguments):
        for context in FORGED:
            with self.subTest(method=method, context=context):
                _value, why = self.call(model, method, *arguments, context=context)
                self.assertIn(sentence, why)

    # === WHAT IS REFUSED === #

    def test_sale_in_the_web_session(self):
        self.assert_refused(
            "only the connector posts sales",
            "pos.order",
            "sync_from_ui",
            [self.sale(self.web_session)],
        )
        self.assertFalse(self.web_session.order_ids)

    def test_order_that_is_begun_in_the_web_session(self):
        for method in ("sync_from_ui", "create"):
            vals = self.sale(self.web_session, state="draft", payment_ids=[])
            self.assert_refused(
                "only the connector posts sales", "pos.order", method, [vals]
            )

    def test_order_that_is_moved_there(self):
        vals = self.sale(self.register_session, state="draft", payment_ids=[])
        answer, why = self.call("pos.order", "sync_from_ui", [vals])
        self.assertFalse(why)
        order_id = answer["pos.order"][0]["id"]
        moved = {"session_id": self.web_session.id}
        self.assert_refused(
            "only the connector posts sales", "pos.order", "write", [order_id], moved
        )
        self.assert_refused(
            "only the connector posts sales",
            "pos.order",
            "sync_from_ui",
            [{**vals, **moved, "access_token": "x"}],
        )

    def test_order_of_a_register_that_claims_to_be_of_the_web(self):
        for claim in (
            {"source": "bigcommerce"},
            {"bigcommerce_order_id": self.order.id},
        ):
            self.assert_refused(
                "Only the connector creates orders with the origin BigCommerce",
                "pos.order",
                "sync_from_ui",
                [self.sale(self.register_session, **claim)],
            )
        self.assertFalse(self.order.pos_order_ids)

    def test_order_of_the_web_that_is_taken_away(self):
        orders = as_connector(self.env["pos.order"])
        orders.sync_from_ui([self.sale(self.web_session)])
        order = self.web_session.order_ids
        for vals in (
            {"session_id": self.register_session.id},
            {"bigcommerce_order_id": self.order.id},
            {"source": "pos"},
        ):
            self.assert_refused(
                "only the connector posts sales", "pos.order", "write", [order.id], vals
            )
        self.assertEqual(order.session_id, self.web_session)

    def test_session_of_the_web_register(self):
        self.web_session.close_session_from_ui()
        vals = {"config_id": self.web.id}
        self.assert_refused(
            "only the connector posts sales", "pos.session", "create", vals
        )
        self.assert_refused(
            "only the connector posts sales",
            "pos.session",
            "write",
            [self.register_session.id],
            vals,
        )

    def test_returned_goods_go_where_the_register_puts_them(self):
        """What a context says of a location counts in the connector's flow only."""
        elsewhere = self.store._get_returns_location()
        for context in (
            {"bigcommerce_connector_context": {"returns_location_id": elsewhere.id}},
            {"bigcommerce_returns_location_id": elsewhere.id},
        ):
            back = self.sale(self.register_session, -1, is_refund=True)
            _answer, why = self.call(
                "pos.order", "sync_from_ui", [back], context=context
            )
            self.assertFalse(why)
        moves = self.register_session.order_ids.picking_ids.move_ids
        self.assertEqual(len(moves), 2)
        self.assertNotIn(elsewhere, moves.location_dest_id)

    def test_date_in_a_context_dates_no_register(self):
        _answer, why = self.call(
            "pos.order", "sync_from_ui", [self.sale(self.register_session)]
        )
        self.assertFalse(why)
        _answer, why = self.call(
            "pos.session",
            "close_session_from_ui",
            [self.register_session.id],
            context={"bigcommerce_entry_date": "2020-01-01"},
        )
        self.assertFalse(why)
        moves = (
            self.register_session.move_id
            + self.register_session.bank_payment_ids.move_id
        )
        self.assertEqual(len(moves), 2)
        self.assertEqual(set(moves.mapped("date")), {fields.Date.today()})

    # === WHAT ODOO ITSELF DOES === #

    def test_a_register_sells_and_a_cashier_closes_the_web_session(self):
        answer, why = self.call(
            "pos.order", "sync_from_ui", [self.sale(self.register_session)]
        )
        self.assertFalse(why)
        self.assertEqual(answer["pos.order"][0]["state"], "paid")
        answer, why = self.call(
            "pos.session", "close_session_from_ui", [self.web_session.id]
        )
        self.assertEqual((answer, why), ({"successful": True}, ""))

    def test_goods_returned_in_the_back_office(self):
        """*Return Products* would begin an order in the web register itself."""
        orders = as_connector(self.env["pos.order"])
        orders.sync_from_ui([self.sale(self.web_session)])
        order = self.web_session.order_ids.with_user(self.env.ref("base.user_admin"))
        with self.assertRaisesRegex(UserError, "at a register of the shop"):
            order.refund()
