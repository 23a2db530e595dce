"""Kits of web orders that wait until they are shipped."""

from datetime import timedelta

from .web_kits_case import WebKitsCase


class TestKitsThatWait(WebKitsCase):
    def test_kits_wait_and_are_shipped_when_they_are_complete(self):
        self.store.write({"goods_leave": "shipped", "shipment_sync": True})
        category = {"name": "Average", "property_cost_method": "average"}
        average = self.env["product.category"].create(category)
        part, other = (self.goods(name, categ_id=average.id) for name in "AB")
        part.standard_price, other.standard_price = 3, 4
        kit = self.kit(
            "KIT", {part: 2, other: 1}, is_storable=True, categ_id=average.id
        )
        self.on_both(kit)
        there, order = self.order({"sku": "KIT", "quantity": 4})
        self.assertEqual(order.pos_order_ids.lines.total_cost, 40)
        line = there.lines[0].id
        self.assertEqual((self.on_hand(part), self.on_hand(other)), (20, 20))
        self.simulator.store.orders.edit(there.id, lines=[{"id": line, "quantity": 3}])
        self.sync_orders()
        self.deliver(order, A=4, B=1)
        self.run_flow("fulfillment")
        self.deliver(order, B=1)
        self.run_flow("fulfillment")
        shipments = self.simulator.store.orders.shipments.values()
        self.assertEqual([row.items for row in shipments], [{line: 1}, {line: 1}])
        # Of three refunded one pays out the edit, one still waits, and one comes back.
        refund = {"item_type": "PRODUCT", "item_id": line, "quantity": 3}
        self.simulator.store.orders.refund(there.id, [refund])
        self.sync_orders()
        self.assertEqual((self.on_hand(part), self.on_hand(other)), (18, 19))
        given_back = order.pos_order_ids.lines.filtered(lambda line: line.qty < 0)
        self.assertEqual(sum(given_back.mapped("total_cost")), -30)
        waiting = order.pos_order_ids.picking_ids.filtered(
            lambda one: one.state not in ("done", "cancel")
        )
        self.assertFalse(waiting)

    def test_kits_that_are_short_are_refunded_whole(self):
        """Of 24 parts that 12 kits take 20 are there."""
        self.store.goods_leave = "shipped"
        part, other = self.goods("A"), self.goods("B")
        self.on_both(self.kit("KIT", {part: 2, other: 1}))
        _there, order = self.order({"sku": "KIT", "quantity": 12})
        [transfer] = order.pos_order_ids.picking_ids
        wizard = self.env["bigcommerce.order.refund"]
        wizard = wizard.with_context(default_picking_id=transfer.id).create({})
        self.assertEqual(wizard.line_ids.quantity, 2)

    def test_a_kit_is_told_whichever_of_its_transfers_leaves_last(self):
        self.store.write({"goods_leave": "shipped", "shipment_sync": True})
        part, other = self.goods("A"), self.goods("B")
        self.on_both(self.kit("KIT", {part: 2, other: 1}))
        there, order = self.order({"sku": "KIT", "quantity": 1})
        first = order.pos_order_ids.picking_ids
        first.move_ids.filtered(lambda move: move.product_id == other).quantity = 0
        first.action_split_transfer()
        second = order.pos_order_ids.picking_ids - first
        second.action_assign()
        told = self.simulator.store.orders.shipments
        for transfer in (second, first):
            self.assertFalse(told)
            transfer.move_ids.picked = True
            transfer._action_done()
            self.run_flow("fulfillment")
            transfer.date_done -= timedelta(seconds=9)
        self.assertEqual([row.items for row in told.values()], [{there.lines[0].id: 1}])

    def test_parts_of_a_kit_and_the_same_alone_are_called_off_apart(self):
        self.store.goods_leave = "shipped"
        part = self.on_both(self.goods("PART"))
        kit = self.on_both(self.kit("KIT", {part: 1}))
        there, order = self.order(
            {"sku": "PART"},
            {"sku": "KIT", "quantity": 3},
            {"sku": "PART", "quantity": 3, "price": 0, "parent": 1},
        )
        self.assertEqual(self.waiting(order), [("PART", 1), ("PART", 3)])
        alone, *bundled = (line.id for line in there.lines)
        rows = [{"id": line, "quantity": 2} for line in bundled]
        self.simulator.store.orders.edit(there.id, lines=rows)
        self.sync_orders()
        self.assertEqual(order.state, "synced", order.message)
        self.assertEqual(self.waiting(order), [("PART", 1), ("PART", 2)])
        self.simulator.store.orders.edit(there.id, remove=[alone])
        self.sync_orders()
        self.assertEqual(order.state, "synced", order.message)
        [move] = order.pos_order_ids.picking_ids.move_ids.filtered(
            lambda move: move.state != "cancel"
        )
        self.assertEqual((move.bigcommerce_kit_id, move.product_uom_qty), (kit, 2))
        self.assertEqual(self.on_hand(part), 20)

    def test_kits_are_called_off_before_they_are_picked(self):
        self.store.goods_leave = "shipped"
        self.warehouse.delivery_steps = "pick_ship"
        part, other = self.goods("A"), self.goods("B")
        self.on_both(self.kit("KIT", {part: 2, other: 1}))
        there, order = self.order({"sku": "KIT", "quantity": 3})
        line = there.lines[0].id
        self.simulator.store.orders.edit(there.id, lines=[{"id": line, "quantity": 2}])
        self.sync_orders()
        self.assertEqual(self.waiting(order), [("A", 4), ("B", 2)])
        # One is to be packed, and goes on to the customer; the other was not found.
        self.deliver(order, A=2, B=1, waits_on=False)
        self.assertEqual(self.waiting(order), [("A", 2), ("B", 1)])
        self.simulator.store.orders.edit(there.id, lines=[{"id": line, "quantity": 1}])
        self.sync_orders()
        self.assertEqual(self.waiting(order), [("A", 2), ("B", 1)])
        self.simulator.store.orders.edit(there.id, status_id=5)
        self.sync_orders()
        self.assertEqual(order.state, "synced", order.message)
        self.assertFalse(self.waiting(order))
        self.assertEqual((self.on_hand(part), self.on_hand(other)), (20, 20))

    def test_what_is_made_to_order_is_made_though_it_is_called_off(self):
        self.store.goods_leave = "shipped"
        raw, chair = self.goods("RAW"), self.on_both(self.goods("CHAIR", 0))
        to_order = self.warehouse.mto_pull_id.route_id
        to_order.active = True
        chair.route_ids = to_order | self.warehouse.manufacture_pull_id.route_id
        self.make_kit(chair, {raw: 1}, type="normal")
        there, order = self.order({"sku": "CHAIR", "quantity": 3})
        self.assertFalse(order.is_short)
        line = there.lines[0].id
        self.simulator.store.orders.edit(there.id, lines=[{"id": line, "quantity": 2}])
        self.sync_orders()
        self.assertEqual(self.waiting(order), [("CHAIR", 2)])
        self.simulator.store.orders.edit(there.id, status_id=5)
        self.sync_orders()
        self.assertFalse(self.waiting(order))
        made = self.env["mrp.production"].search([("product_id", "=", chair.id)])
        self.assertEqual(made.state, "confirmed")
        made.qty_producing = 3
        made._set_qty_producing()
        made.button_mark_done()
        self.assertEqual((self.on_hand(raw), self.on_hand(chair)), (17, 3))

    def test_the_rest_of_a_refunded_kit_does_not_leave(self):
        self.store.goods_leave = "shipped"
        part, other = self.goods("A"), self.goods("B")
        self.on_both(self.kit("KIT", {part: 2, other: 1}))
        there, order = self.order({"sku": "KIT", "quantity": 2})
        self.deliver(order, A=4, B=1)
        refund = {"item_type": "PRODUCT", "item_id": there.lines[0].id, "quantity": 1}
        self.simulator.store.orders.refund(there.id, [refund])
        self.sync_orders()
        self.assertFalse(self.waiting(order))
        self.assertEqual((self.on_hand(part), self.on_hand(other)), (18, 19))
        self.simulator.store.orders.edit(there.id, status_id=5)
        self.sync_orders()
        self.assertEqual((self.on_hand(part), self.on_hand(other)), (20, 20))
        there, order = self.order({"sku": "KIT", "quantity": 1})
        self.deliver(order, A=2)
        self.simulator.store.orders.edit(there.id, status_id=5)
        self.sync_orders()
        self.assertEqual(order.state, "synced", order.message)
        self.assertFalse(self.waiting(order))
        self.assertEqual((self.on_hand(part), self.on_hand(other)), (20, 20))

    def test_a_kit_that_lacks_a_part_is_not_complete(self):
        self.store.write({"goods_leave": "shipped", "shipment_sync": True})
        part, other = self.goods("A"), self.goods("B")
        self.on_both(self.kit("KIT", {part: 2, other: 1}))
        there, order = self.order({"sku": "KIT", "quantity": 2})
        line = there.lines[0].id
        self.deliver(order, A=3, B=1, waits_on=False)
        self.run_flow("fulfillment")
        shipments = self.simulator.store.orders.shipments.values()
        self.assertEqual([row.items for row in shipments], [{line: 1}])
        # Of the other a part left: it is given back whole.
        refund = {"item_type": "PRODUCT", "item_id": line, "quantity": 2}
        self.simulator.store.orders.refund(there.id, [refund])
        self.sync_orders()
        self.assertEqual(order.state, "synced", order.message)
        self.assertEqual((self.on_hand(part), self.on_hand(other)), (20, 20))
