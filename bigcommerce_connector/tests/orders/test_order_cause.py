"""What lines without goods are called, in the language of the company."""

from unittest.mock import patch

from odoo.tools.translate import code_translations

from ..order_life_case import OrderLifeCase

IN_FRENCH = {
    "Shipping": "Livraison",
    "%s changed": "%s : changement",
    "Kept from a refund": "Retenu sur un remboursement",
    "Refunded at another price": "Remboursé à un autre prix",
}


class TestOrderCause(OrderLifeCase):
    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("fr_FR")
        self.env.company.partner_id.lang = "fr_FR"
        terms = {("bigcommerce_connector", "fr_FR"): IN_FRENCH}
        self.enterContext(patch.dict(code_translations.python_translations, terms))

    def test_charges_and_their_changes_are_in_the_language_of_the_books(self):
        order = self.place(
            ("SHIRT-M", 1),
            shipping={"cost": "5.00"},
            fees=[
                {
                    "display_name_customer": "Rush",
                    "cost_ex_tax": "2.00",
                    "cost_inc_tax": "2.00",
                }
            ],
        )
        self.web_orders.edit(int(order.external_id), shipping_cost="7.00")
        self.synced(order.external_id)
        names = [
            line.full_product_name
            for line in order.pos_order_ids.lines.sorted("id")
            if line.product_id != self.shirt
        ]
        self.assertEqual(names, ["Livraison", "Rush", "Livraison : changement"])

    def names_of_money(self, order):
        """What the last transaction's lines without goods are called."""
        lines = self.last(order).lines
        money = lines.filtered(lambda line: line.product_id != self.shirt)
        return {line.full_product_name: line.price_subtotal_incl for line in money}

    def set_price(self, order, price):
        """Staff changes it in the control panel; no money moves."""
        line = {"id": self.line_id(order), "price": price}
        self.web_orders.edit(int(order.external_id), lines=[line])
        self.synced(order.external_id)

    def test_a_refund_of_less_than_a_unit_cost_is_named_as_kept(self):
        order = self.place(("SHIRT-M", 2))
        item = {
            "item_type": "PRODUCT",
            "item_id": self.line_id(order),
            "quantity": 1,
            "adjustments": [{"amount": -5, "description": "worn"}],
        }
        self.web_orders.refund(int(order.external_id), [item])
        self.synced(order.external_id)
        self.assertEqual(self.names_of_money(order), {"Retenu sur un remboursement": 5})

    def test_a_refund_of_more_than_a_unit_costs_by_now_is_named_so(self):
        order = self.place(("SHIRT-M", 2))
        self.set_price(order, "25")
        self.refund(order, 1)
        self.set_price(order, "20")
        names = self.names_of_money(order)
        self.assertEqual(names.get("Remboursé à un autre prix"), -5, names)
