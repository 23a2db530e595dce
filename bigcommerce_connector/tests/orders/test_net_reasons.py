"""*Why This Net?* on the order's page: figures that a person can follow."""

from odoo.tests import new_test_user
from odoo.tools import html2plaintext

from ..finding_case import FindingCase

NAME = "<a href='//evil.example'>Pen</a>"


class TestNetReasons(FindingCase):
    def setUp(self):
        super().setUp()
        self.sell("PEN", 10)
        placed = self.orders.place(
            [
                {"sku": "MUG", "quantity": 1, "price": 10},
                {"sku": "PEN", "name": NAME, "quantity": 2, "price": 10},
            ]
        )
        self.number = placed.id
        self.mug_line, self.pen_line = (line.id for line in placed.lines)

    def reported(self, order):
        return " ".join(html2plaintext(order.net_reasons or "").split())

    def refund(self, line_id):
        item = {"item_type": "PRODUCT", "item_id": line_id, "quantity": 1}
        self.orders.refund(self.number, [item])

    def test_reasons_of_an_unchanged_order_are_its_total(self):
        self.sync_orders()
        told = self.reported(self.web_order(self.number))
        self.assertIn("Net: what counts as sold $ 30.00", told)
        self.assertNotRegex(told, r"Refund \d+ of")

    def test_reasons_name_what_a_refund_took_back_and_what_it_settled(self):
        """The second example of settlement/README.md."""
        self.sync_orders()
        self.refund(self.mug_line)
        self.orders.edit(self.number, discount=3)
        self.sync_orders()
        told = self.reported(self.web_order(self.number))
        for words in (
            "Total on BigCommerce now $ 27.00",
            "Returns 1 × ",
            "$ 1.00 of it is already in the total",
            "9.00 Net: ",
            "what counts as sold $ 18.00",
            "Received on BigCommerce $ 30.00",
            "Still to refund on BigCommerce $ 2.00",
        ):
            self.assertIn(words, told)

    def test_reasons_are_for_pos_users_and_texts_of_the_web_are_escaped(self):
        self.sync_orders()
        self.refund(self.pen_line)
        self.sync_orders()
        user = new_test_user(self.env, "register", "point_of_sale.group_pos_user")
        order = self.web_order(self.number).with_user(user)
        self.assertIn("1 × <a href", self.reported(order))
        self.assertNotIn("<a ", order.net_reasons)

    def test_reasons_of_what_cannot_be_read_are_left_out(self):
        self.sync_orders()
        order = self.web_order(self.number)
        odd = {**order.sudo().payload, "products": [{"quantity": 1}]}
        for payload in ({"id": self.number}, odd):
            order.sudo().payload = payload
            self.assertFalse(order.net_reasons)
