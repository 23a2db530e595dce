"""Orders that somebody skips: nothing of them is posted, and their goods move once."""

from ..policies_case import PoliciesCase


class TestSkippedOrders(PoliciesCase):
    def test_a_skipped_order_is_not_posted_whatever_it_becomes(self):
        external_id = self.place(status_id=7)
        order = self.waiting(external_id)
        self.skip(order)
        self.shop.orders.update(external_id, {"status_id": 11})
        self.sync_orders()
        self.assertEqual((order.state, order.is_posted), ("skipped", False))
        here = self.shirt.with_context(warehouse_id=self.warehouse.id)
        self.assertEqual(here.qty_available, 98)

    def test_goods_of_a_skipped_order_leave_for_its_customer(self):
        order = self.waiting(self.place(status_id=7))
        self.skip(order)
        picking = self.env["stock.picking"].search([("origin", "=", order.name)])
        self.assertEqual(picking.state, "done")
        self.assertTrue(picking.partner_id)
        self.assertIn(picking.partner_id, order.partner_id + order.partner_shipping_id)
        self.assertIn(picking.name, order.message)

    def test_a_skipped_order_without_goods_leaves_no_empty_transfer(self):
        self.env["product.product"].create(
            {"name": "Course", "default_code": "GIFT", "type": "service"}
        )
        self.shop.products.create(
            {
                "name": "Course",
                "sku": "GIFT",
                "type": "digital",
                "weight": 0,
                "price": 5,
            }
        )
        order = self.waiting(self.place({"sku": "GIFT", "quantity": 1}, status_id=7))
        self.skip(order)
        self.assertEqual(order.state, "skipped")
        self.assertIn("no goods", order.message)
        self.assertFalse(
            self.env["stock.picking"].search([("origin", "=", order.name)])
        )

    def test_a_skipped_order_stays_skipped_when_switches_are_moved(self):
        external_id = self.place(status_id=7)
        order = self.waiting(external_id)
        self.skip(order)
        self.store.order_sync = False
        self.shop.orders.update(external_id, {"status_id": 11})
        self.sync_orders()
        self.store.order_sync = True
        self.sync_orders()
        self.assertEqual((order.state, order.is_posted), ("skipped", False))

    def test_a_skipped_order_taken_up_again_moves_its_goods_once(self):
        external_id = self.place(status_id=7)
        order = self.waiting(external_id)
        self.skip(order)
        self.shop.orders.update(external_id, {"status_id": 11})
        order.action_recover()
        self.synced(external_id)
        here = self.shirt.with_context(warehouse_id=self.warehouse.id)
        self.assertEqual(here.qty_available, 98)

    def test_a_customer_whose_goods_left_with_the_skip_is_not_called(self):
        external_id = self.place({"sku": "MUG", "quantity": 103}, status_id=7)
        order = self.waiting(external_id)
        self.skip(order)
        self.shop.orders.update(external_id, {"status_id": 11})
        order.action_recover()
        self.synced(external_id)
        here = self.mug.with_context(warehouse_id=self.warehouse.id)
        self.assertEqual(here.qty_available, -3)
        self.assertFalse(order.activity_ids)

    def test_an_order_skipped_once_more_moves_its_goods_once(self):
        order = self.waiting(self.place(status_id=7))
        self.skip(order)
        order.action_recover()
        self.sync_orders()
        self.skip(order)
        here = self.shirt.with_context(warehouse_id=self.warehouse.id)
        self.assertEqual(here.qty_available, 98)
        self.assertIn("left earlier", order.message)
