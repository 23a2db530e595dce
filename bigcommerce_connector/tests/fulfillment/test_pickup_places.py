"""What is collected leaves, lacks and comes back where it is collected."""

from ..pickup_case import PickupCase

COMPLETED = 10


class TestPickupPlaces(PickupCase):
    def test_what_is_completed_first_leaves_where_it_is_collected(self):
        """As what is paid there: it is completed before it is posted."""
        order = self.collect(("MUG", 3), status_id=COMPLETED)
        self.assertEqual(self.at_outlet(), 7)
        self.refund(order, 1)
        self.assertEqual(self.at_outlet(), 8)

    def test_what_lacks_is_missing_where_it_is_collected(self):
        for details in ({}, {"status_id": COMPLETED}):
            with self.subTest(details):
                order = self.collect(("MUG", 12), **details)
                asked = order.activity_ids.note
                self.assertIn("Missing at Outlet: [MUG] Product MUG: 2", asked)

    def test_what_comes_back_goes_where_it_left_from(self):
        order = self.collect(("MUG", 3))
        self.deliver(self.waiting(order))
        self.assertEqual(self.at_outlet(), 7)
        self.refund(order, 1)
        self.assertEqual((self.at_outlet(), self.for_sale(self.mug)), (8, 100))
        shipped = self.place(("MUG", 2))
        self.waiting(shipped).do_unreserve()
        self.waiting(shipped).picking_type_id = self.outlet.out_type_id
        self.deliver(self.waiting(shipped))
        self.assertEqual(self.at_outlet(), 6)
        self.refund(shipped, 1)
        self.assertEqual((self.at_outlet(), self.for_sale(self.mug)), (7, 100))

    def test_what_leaves_elsewhere_at_once_stops_no_other(self):
        """It is known before the orders are made that are posted together."""
        lines = [{"sku": "MUG", "quantity": 1}]
        for place in ({"location_id": 2}, {}, {}):
            self.web_orders.place(lines=lines, status_id=COMPLETED, **place)
        logger = "odoo.addons.bigcommerce_connector.sync.orders.together"
        with self.assertNoLogs(logger, level="DEBUG"):
            self.sync_orders()
        self.assertEqual((self.at_outlet(), self.for_sale(self.mug)), (9, 98))

    def test_what_waits_follows_the_place_where_it_is_collected(self):
        order = self.collect(("MUG", 4))
        self.deliver(self.waiting(order), 1)
        [transfer] = self.waiting(order)
        transfer.action_bigcommerce_ready()
        transfer.move_ids.picked = True
        self.collect_at(order, 1)
        self.assertEqual(self.waiting(order), transfer)
        self.assertEqual(transfer.picking_type_id, self.warehouse.out_type_id)
        self.assertEqual(transfer.move_ids.location_id, self.warehouse.lot_stock_id)
        self.assertEqual(
            (transfer.state, transfer.bigcommerce_preparation), ("assigned", "to_pick")
        )
        told = transfer.message_ids.filtered(lambda one: "not from Outlet" in one.body)
        self.assertEqual(len(told), 1)
        free = self.mug.with_context(warehouse_id=self.outlet.id).free_qty
        self.assertEqual(free, 9)
        self.deliver(transfer)
        self.assertEqual((self.at_outlet(), self.for_sale(self.mug)), (9, 97))

    def test_what_is_collected_no_longer_goes_to_its_address(self):
        order = self.collect(("MUG", 2))
        self.deliver_to(order, "99 New Road")
        [transfer] = self.waiting(order)
        self.assertEqual(transfer.picking_type_id, self.warehouse.out_type_id)
        self.assertEqual(transfer.partner_id.street, "99 New Road")

    def test_a_person_moves_what_was_scrapped_in_part(self):
        order = self.collect(("MUG", 4))
        transfer = self.waiting(order)
        vals = {"product_id": self.mug.id, "scrap_qty": 1, "picking_id": transfer.id}
        self.env["stock.scrap"].create(vals).action_validate()
        order = self.collect_at(order, 1)
        self.assertEqual(order.state, "synced", order.message)
        self.assertIn("waits elsewhere", order.activity_ids.note)

    def test_what_is_on_its_way_to_the_place_has_a_person_move_it(self):
        self.outlet.delivery_steps = "pick_ship"
        order = self.collect(("MUG", 4))
        self.collect_at(order, 1)
        self.assertIn("waits elsewhere", order.activity_ids.note)
        self.assertEqual(self.waiting(order).picking_type_id.warehouse_id, self.outlet)

    def test_what_was_collected_has_left_for_the_rule_of_refunds(self):
        self.store.restock_policy = "unshipped"
        order = self.collect(("MUG", 2))
        self.deliver(self.waiting(order))
        self.refund(order, 1)
        self.assertEqual(self.at_outlet(), 8)
        returned = self.store.returns_location_id.quant_ids
        self.assertEqual(sum(returned.mapped("quantity")), 1)
