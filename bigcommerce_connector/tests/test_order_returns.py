"""Only what was not shipped is for sale again, whatever staff do to the order."""

from .order_life_case import OrderLifeCase


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
        self.assertEqual((line.quantity_shipped, line.quantity_aside), (3, 3))

    def test_pieces_put_aside_do_not_make_later_ones_shipped(self):
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
