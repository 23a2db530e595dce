"""What lines without goods are called, in the language of the company."""

from unittest.mock import patch

from odoo.tools.translate import code_translations

from ..order_life_case import OrderLifeCase

IN_FRENCH = {"Shipping": "Livraison", "%s changed": "%s : changement"}


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
