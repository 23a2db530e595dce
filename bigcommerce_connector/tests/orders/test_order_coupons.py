"""The coupons that a customer used are kept with the order, and on the receipt."""

from ..order_life_case import OrderLifeCase


class TestOrderCoupons(OrderLifeCase):
    coupons = (
        {"code": "SPRING", "type": 2, "amount": "5"},
        {"code": "MUGS", "type": 0, "amount": "1"},
    )

    def test_the_codes_are_kept_and_searched(self):
        order = self.place(("SHIRT-M", 1), ("MUG", 2), coupons=self.coupons)
        self.assertEqual(order.coupon_codes, "SPRING, MUGS")
        found = self.env["bigcommerce.order"].search(
            [("coupon_codes", "=ilike", "%gs")]
        )
        self.assertEqual(found, order)

    def test_the_receipt_names_them_beside_the_customers_words(self):
        order = self.place(
            ("SHIRT-M", 1), coupons=self.coupons[:1], customer_message="Ring twice"
        )
        self.assertEqual(
            order.pos_order_ids.general_customer_note, "Ring twice\nCoupons: SPRING"
        )
        self.edit(order, SHIRT=2)
        self.assertFalse(self.last(order).general_customer_note)

    def test_an_edit_takes_the_discount_and_not_the_memory(self):
        order = self.place(("SHIRT-M", 2), coupons=self.coupons[:1])
        self.shop.orders.update(
            order.external_id,
            {"products": [{"id": self.line_id(order), "quantity": 1}]},
        )
        self.synced(order.external_id)
        self.assertEqual(order.amount_total, 20)
        self.assertEqual(order.coupon_codes, "SPRING")

    def test_no_coupon_no_note(self):
        order = self.place(("SHIRT-M", 1))
        self.assertFalse(order.coupon_codes)
        self.assertFalse(order.pos_order_ids.general_customer_note)
