"""Only what was not shipped is for sale again, whatever staff do to the order."""

from ..order_life_case import OrderLifeCase


class TestOrderReturns(OrderLifeCase):
    def setUp(self):
        super().setUp()
        self.store.restock_policy = "unshipped"

    def test_a_removed_line_had_been_shipped_all_the_same(self):
        order = self.place(("SHIRT-M", 3), ("MUG", 1))
        self.ship(order, 3)
        self.remove(order)
        self.assertEqual(self.for_sale(self.shirt), 97)
        [line] = order.line_ids.filtered(lambda line: line.product_id == self.shirt)
        self.assertEqual((line.quantity_shipped, line.quantity_not_restocked), (3, 3))

    def test_units_not_restocked_do_not_make_later_ones_shipped(self):
        order = self.place(("SHIRT-M", 5))
        self.ship(order, 5)
        self.refund(order, 2)
        self.assertEqual(self.for_sale(self.shirt), 95)
        self.edit(order, SHIRT=7)
        self.assertEqual(self.for_sale(self.shirt), 93)
        self.refund(order, 2)
        self.assertEqual(self.for_sale(self.shirt), 95, "the last two never left")

    def test_more_than_never_left_is_for_sale_in_part(self):
        order = self.place(("SHIRT-M", 5))
        self.ship(order, 3)
        self.edit(order, SHIRT=1)
        self.assertEqual(self.for_sale(self.shirt), 97)
        self.edit(order, SHIRT=4)
        self.assertEqual(self.for_sale(self.shirt), 94)
        self.set_status(order, 5)
        # Of 8 sold 2 are for sale again and 3 were shipped: 3 more never left.
        self.assertEqual(self.for_sale(self.shirt), 97)

    def test_the_page_says_what_became_of_the_goods_of_one_refund(self):
        order = self.place(("SHIRT-M", 5), ("MUG", 2))
        self.ship(order, 3)
        items = [
            {
                "item_type": "PRODUCT",
                "item_id": self.line_id(order, index),
                "quantity": quantity,
            }
            for index, quantity in enumerate((4, 1))
        ]
        self.web_orders.refund(int(order.external_id), items)
        order = self.synced(order.external_id)
        _sale, back, away = order.pos_order_ids.sorted("bigcommerce_revision")
        self.assertEqual((back.amount_total, away.amount_total), (-47.5, -40))
        back_text, away_text = order.log_ids[0].outcome.split("\n")
        self.assertIn(back.pos_reference, back_text)
        self.assertNotIn("not restocked", back_text)
        self.assertIn(away.pos_reference, away_text)
        self.assertIn("goods not restocked", away_text)
        not_restocked = {
            line.sku: line.quantity_not_restocked for line in order.line_ids
        }
        self.assertEqual(not_restocked, {"SHIRT-M": 2, "MUG": 0})
        self.assertEqual((self.for_sale(self.shirt), self.for_sale(self.mug)), (97, 99))
