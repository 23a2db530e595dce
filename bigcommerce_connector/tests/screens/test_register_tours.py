"""Cashiers: web orders at a register of the shop, in headless Chromium."""

from urllib.parse import quote

from odoo import Command
from odoo.tests import new_test_user, tagged

from ..api_side import COMPLETED, compare_with_api
from ..common import BigcommerceCase
from ..http_case import PatientHttpCase

LONG = "maximiliana_wilhelmine_von_habsburg_lothringen_featherstone"


@tagged("post_install", "-at_install", "bigcommerce")
class TestRegisterTours(BigcommerceCase, PatientHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.compile_bundles("point_of_sale.assets_prod", "web.assets_tests")

    def setUp(self):
        super().setUp()
        new_test_user(
            self.env, "register_cashier", "base.group_user,point_of_sale.group_pos_user"
        )
        journal = self.env["account.journal"].create(
            {"name": "Register Bank", "type": "bank", "code": "REGB"}
        )
        self.bank = self.env["pos.payment.method"].create(
            {"name": "Bank", "journal_id": journal.id}
        )
        self.register = self.env["pos.config"].create(
            {
                "name": "Shop Register",
                "payment_method_ids": [Command.set(self.bank.ids)],
                "picking_type_id": self.warehouse.pos_type_id.id,
            }
        )
        self.shirt = self.sell("SHIRT", 20)

    def place(self, quantity, **details):
        """:return: the number of an order that Odoo has not read yet"""
        customer = {
            "email": "ada@example.com",
            "first_name": "Ada",
            "last_name": "Byron",
            "phone": "555-0100",
        }
        return self.simulator.store.orders.place(
            [{"sku": "SHIRT", "quantity": quantity}],
            tax_rate="8.25",
            customer_message="Leave it at the back door",
            payment_method="Credit Card",
            **{"customer": customer, **details},
        ).id

    def sell_one_more(self, number):
        orders = self.simulator.store.orders
        line = orders.get(number).lines[0]
        orders.edit(number, lines=[{"id": line.id, "quantity": line.quantity + 1}])
        self.sync_orders()

    def tax_otherwise(self):
        """The register takes another tax for the shirt, and none by its position."""
        self.shirt.taxes_id = self.env["account.tax"].create(
            {
                "name": "Register Tax",
                "amount": 20,
                "price_include_override": "tax_included",
            }
        )
        no_tax = self.env["account.fiscal.position"].create({"name": "No Tax"})
        self.register.write(
            {"tax_regime_selection": True, "default_fiscal_position_id": no_tax.id}
        )

    def tour(self, name, **details):
        path = f"/pos/ui/{self.register.id}"
        self.start_tour(path, name, login="register_cashier", **details)
        self.env.invalidate_all()

    def test_a_cashier_finds_and_refunds_a_web_order(self):
        """From a register with another tax, once the web's session is closed; one that
        is placed meanwhile shows at once.
        """
        numbers = [self.place(3), self.place(1), self.place(1, status_id=7)]
        self.assertEqual(numbers, [100, 101, 102])
        self.sync_orders()
        self.sell_one_more(101)
        self.tax_otherwise()
        order = self.web_order(100)
        session = order.pos_order_ids.session_id
        self.store._close_session(session)
        self.assertEqual(session.state, "closed")
        self.assertEqual(self.place(1), 103)
        self.tour("bigcommerce_register_refund")
        refund = order.register_order_ids
        self.assertEqual(refund.config_id, self.register)
        self.assertEqual(refund.partner_id, order.partner_id)
        self.assertEqual((refund.amount_total, refund.amount_tax), (-43.3, -3.3))
        self.sync_orders()
        self.assertEqual((order.state, order.is_reconciled), ("synced", True))
        self.assertEqual(order.amount_register_unrecorded, 43.3)
        self.assert_closes(refund)

    def assert_closes(self, refund):
        """The register's books have the same tax as its receipt."""
        session = refund.session_id
        self.assertTrue(session.close_session_from_ui()["successful"])
        self.assertEqual(session.state, "closed")
        tax = session.move_id.line_ids.filtered("tax_line_id")
        self.assertEqual(sum(tax.mapped("balance")), 3.3)

    def sync_all_orders(self):
        """However busy the machine is: a run of a scheduled action has its time."""
        waiting = [("store_id", "=", self.store.id), ("needs_sync", "=", True)]
        self.sync_orders()
        while self.env["bigcommerce.order"].search_count(waiting):
            self.sync_orders()

    def test_a_cashier_finds_each_of_seventy_orders(self):
        """Over pages, by every search and under every filter; what was edited is one
        row, and three are not paid yet."""
        for i in range(70):
            name = {"first_name": "Shopper", "last_name": f"{i % 35:02}"}
            self.simulator.store.orders.place(
                [{"sku": "SHIRT", "quantity": 1}],
                tax_rate="8.25",
                customer={"email": f"shopper{i % 35:02}@example.com", **name},
                status_id=7 if i in (5, 28, 51) else 11,
            )
        self.sync_all_orders()
        web = self.simulator.store.orders
        for number in range(103, 170, 10):
            line = web.get(number).lines[0]
            web.edit(number, lines=[{"id": line.id, "quantity": 2}])
        line = web.get(140).lines[0]
        items = [{"item_type": "PRODUCT", "item_id": line.id, "quantity": 1}]
        web.refund(140, items)
        self.sync_all_orders()
        transactions = self.env["pos.order"].search(
            [("bigcommerce_order_id.store_id", "=", self.store.id)]
        )
        self.assertEqual(len(transactions), 67 + 7 + 1)
        invoiced = self.web_order(110).pos_order_ids
        invoiced.action_pos_order_invoice()
        number = quote(invoiced.account_move.name, safe="")
        self.tour("bigcommerce_register_finds", cookies={"invoice": number})

    def test_a_cashier_is_asked_who_gives_the_money_back_and_hands_over(self):
        """One gives it back and has it recorded; one has BigCommerce pay it back."""
        self.store.write(
            {
                "goods_leave": "shipped",
                "pickup_sync": True,
                "record_register_refunds": "ask",
            }
        )
        guest = {
            "email": f"{LONG}@{LONG.replace('_', '-')}.example.com",
            "first_name": "",
            "last_name": "",
        }
        for details in ({}, {}, {"location_id": 1}, {"customer": guest}):
            self.place(3 if not details else 1, **details)
        self.sync_orders()
        [transfer] = self.web_order(100).pos_order_ids.picking_ids
        transfer.move_ids.write({"quantity": 1, "picked": True})
        transfer._action_done()
        outlet = self.env["stock.warehouse"].create({"name": "Outlet", "code": "OUT"})
        self.web_order(
            103
        ).pos_order_ids.picking_ids.picking_type_id = outlet.out_type_id
        self.tour("bigcommerce_register_asked")
        waiting = transfer.backorder_ids.move_ids
        self.assertEqual(waiting.product_uom_qty, 2, "the customer brought one")
        self.run_flow("fulfillment")
        self.sync_orders()
        shown = [self.web_order(number) for number in (100, 101, 102)]
        here, there, handed = (compare_with_api(self, order) for order in shown)
        for side, is_offline in ((here, True), (there, False)):
            [made] = side.refunds
            [item], [payment] = made["items"], made["payments"]
            self.assertEqual((item["item_type"], item["quantity"]), ("PRODUCT", 1))
            paid = (float(payment["amount"]), payment["offline"])
            self.assertEqual(paid, (21.65, is_offline))
            self.assertEqual(side.quantities, {"SHIRT": 2})
        [(_number, units, is_collected)] = handed.pickups
        self.assertEqual((units, is_collected), ({"SHIRT": 1}, True))
        self.assertEqual(handed.order["status_id"], COMPLETED)
        for order, at_register in zip(shown[:2], (21.65, 0), strict=True):
            self.assertEqual(order.amount_net, 43.3)
            self.assertEqual(order.amount_register_refunded, at_register)
            self.assertFalse(order.amount_register_unrecorded)
        self.assertFalse(shown[1].register_order_ids, "no order of this register")

    def test_a_register_of_another_currency_has_no_web_orders(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        self.register.journal_id = self.env["account.journal"].create(
            {"name": "Euro", "type": "sale", "code": "EURO", "currency_id": euro.id}
        )
        self.register.invoice_journal_id = self.register.journal_id
        self.bank.journal_id.currency_id = euro
        self.assertEqual(self.register.currency_id, euro)
        self.tour("bigcommerce_register_without_web_orders")
