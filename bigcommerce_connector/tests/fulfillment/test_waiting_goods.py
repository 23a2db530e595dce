"""Goods of web orders wait until they are shipped, where the owner wants it so.

What edits and refunds do to them is in worked_examples/goods_that_wait.yaml.
"""

from ..fulfillment_case import FulfillmentCase
from ..stock_terms import term
from ..worked_examples.shop_side import ShopSide


class TestWaitingGoods(FulfillmentCase):
    def test_the_warehouse_gets_a_transfer_with_the_goods_reserved(self):
        self.shirt.categ_id = self.shirt.categ_id.create(
            {"name": "Shirts", "property_cost_method": "average"}
        )
        self.shirt.standard_price = 8
        order = self.place(("SHIRT-M", 3), ("MUG", 1))
        [transfer] = self.waiting(order)
        self.assertEqual(transfer.state, "assigned")
        self.assertEqual(order.pos_order_ids.lines.mapped("total_cost"), [24, 0])
        self.assertEqual(transfer.picking_type_id, self.warehouse.out_type_id)
        contacts = order.partner_id | order.partner_shipping_id
        self.assertIn(transfer.partner_id, contacts)
        shirt = self.shirt.with_context(warehouse_id=self.warehouse.id)
        self.assertEqual((shirt.qty_available, shirt.free_qty), (100, 97))
        transfer.move_ids.filtered(lambda move: move.product_id == self.mug).picked = 1
        transfer._action_done()
        self.shirt.standard_price = 9
        self.set_status(order, 5)
        self.assertFalse(self.waiting(order))
        # The mug comes back; no move tells what the shirts cost.
        self.assertEqual(self.last(order).lines.mapped("total_cost"), [-24, 0])
        shirt.invalidate_recordset()
        self.assertEqual((shirt.qty_available, shirt.free_qty), (100, 100))

    def test_what_never_left_is_no_return_whatever_the_rule(self):
        self.store.restock_policy = "never"
        order = self.place(("SHIRT-M", 2), ("MUG", 1))
        self.refund(order, 1)
        self.assertEqual(self.units_waiting(order), 2)
        self.assertEqual(self.for_sale(self.shirt), 100)
        self.assertFalse(self.store.returns_location_id.quant_ids)

    def test_many_wait_as_one_does_and_what_has_left_has_left(self):
        line = {"sku": "MUG", "quantity": 1}
        placed = [self.web_orders.place(lines=[line]).id for _turn in range(6)]
        completed = self.web_orders.place(lines=[line], status_id=10).id
        # Its status says no longer whether it was shipped.
        given_back = self.web_orders.place(lines=[{**line, "quantity": 2}])
        item = {"item_type": "PRODUCT", "item_id": given_back.lines[0].id}
        self.web_orders.refund(given_back.id, [{**item, "quantity": 1}])
        self.sync_orders()
        for number in placed:
            self.assertEqual(self.waiting(self.web_order(number)).state, "assigned")
        self.assertFalse(self.waiting(self.web_order(completed)))
        self.assertFalse(self.waiting(self.web_order(given_back.id)))
        self.assertEqual(self.for_sale(self.mug), 98)

    def move(self, order, street, **fields):
        """Staff enter another delivery address in the control panel."""
        with self.simulator.store.lock:
            address = self.there(order).addresses[0]
            address.fields.update(fields, street_1=street)
        self.web_orders.edit(int(order.external_id), staff_notes=street)
        return self.synced(order.external_id)

    def test_goods_that_have_not_left_go_to_the_new_address(self):
        old = {"street_1": "1 Old Street", "city": "Austin"}
        order = self.place(("SHIRT-M", 3), shipping={"address": old})
        first = self.deliver(self.waiting(order), 1)
        [transfer] = self.waiting(order)
        transfer.action_bigcommerce_ready()
        self.move(order, "99 New Road")
        self.assertEqual(first.partner_id.street, "1 Old Street")
        self.assertEqual(transfer.partner_id.street, "99 New Road")
        self.assertEqual(transfer.bigcommerce_preparation, "to_pick")
        told = transfer.message_ids.filtered(lambda one: "99 New Road" in one.body)
        self.assertEqual(len(told), 1)
        self.edit(order, SHIRT=5)
        streets = self.waiting(order).partner_id.mapped("street")
        self.assertEqual(streets, ["99 New Road"], "also what is added")
        texts = set(self.there(order).addresses[0].fields) - {"form_fields"}
        self.move(order, "", **dict.fromkeys(texts, ""))
        self.assertEqual(transfer.partner_id.street, "99 New Road")
        self.move(order, "7 Last Lane", city="Austin")
        self.assertEqual(transfer.partner_id.street, "7 Last Lane")

    def test_goods_that_are_added_to_a_download_go_to_their_address(self):
        self.store.unknown_item_policy = "fallback"
        card = {"name": "Card", "price": 5, "quantity": 1, "type": "digital"}
        order = self.place(card, shipping=False)
        row = {"sku": "MUG", "quantity": 1}
        self.web_orders.edit(int(order.external_id), lines=[row])
        self.deliver_to(order, "99 New Road")
        [transfer] = self.waiting(order)
        self.assertEqual(transfer.partner_id.street, "99 New Road")

    def test_an_address_that_was_corrected_in_odoo_is_kept(self):
        old = {"street_1": "1 Odl Street", "city": "Austin"}
        order = self.place(("SHIRT-M", 1), shipping={"address": old})
        [transfer] = self.waiting(order)
        transfer.partner_id.street = "1 Old Street"
        self.edit(order, SHIRT=2)
        self.assertEqual(self.waiting(order).partner_id.street, "1 Old Street")
        elsewhere = transfer.partner_id.copy()
        transfer.partner_id = elsewhere
        self.move(order, "99 New Road")
        self.assertEqual(transfer.partner_id, elsewhere)

    def test_a_cashier_gives_back_where_stock_moves_at_closing(self):
        order = self.place(("SHIRT-M", 3))
        self.deliver(self.waiting(order), 1)
        shop = ShopSide(self, None)
        session = shop.register_session()
        session.update_stock_at_closing = True
        shop.refund_units(order, {"SHIRT-M": 3})
        self.assertFalse(self.waiting(order), "nobody ships it meanwhile")
        self.assertEqual(term(self.store, "sessions", self.shirt), 1)
        session.close_session_from_ui()
        self.assertEqual(session.state, "closed")
        self.assertEqual(self.for_sale(self.shirt), 100)
        # In an order of goods that are shipped later.
        order = self.place(("SHIRT-M", 3))
        self.deliver(self.waiting(order), 1)
        ShopSide(self, None).refund_units(
            order,
            {"SHIRT-M": 3},
            partner_id=order.partner_id.id,
            shipping_date="2030-01-01",
        )
        self.assertFalse(self.waiting(order))
        self.assertEqual(self.for_sale(self.shirt), 100)

    def test_a_cashier_says_whether_the_customer_brought_the_goods(self):
        order = self.place(("SHIRT-M", 4))
        self.deliver(self.waiting(order), 2)
        shop = ShopSide(self, None)
        brought = {"bigcommerce_has_goods": True}
        shop.refund_units(order, {"SHIRT-M": 1}, **brought)
        self.assertEqual(
            (self.units_waiting(order), self.for_sale(self.shirt)), (2, 99)
        )
        shop.refund_units(order, {"SHIRT-M": 1})
        self.assertEqual(
            (self.units_waiting(order), self.for_sale(self.shirt)), (1, 99)
        )
        # No more than the customer has: the rest has not left.
        shop.refund_units(order, {"SHIRT-M": 2}, **brought)
        self.assertFalse(self.waiting(order))
        self.assertEqual(self.for_sale(self.shirt), 100)

    def milk(self):
        """:return: a lot of three"""
        milk = self.env["product.product"].create(
            {
                "name": "Milk",
                "default_code": "MILK",
                "is_storable": True,
                "tracking": "lot",
            }
        )
        self.sell_online(milk)
        lot = self.env["stock.lot"].create({"name": "L1", "product_id": milk.id})
        shelf = self.warehouse.lot_stock_id
        self.env["stock.quant"]._update_available_quantity(milk, shelf, 3, lot_id=lot)
        return lot

    def test_a_lot_comes_back_in_an_order_of_goods_that_are_shipped_later(self):
        lot = self.milk()
        order = self.place_and_deliver(("MILK", 3))
        ShopSide(self, None).refund_units(
            order,
            {"MILK": 3},
            gift=self.mug,
            partner_id=order.partner_id.id,
            shipping_date="2030-01-01",
        )
        paid = order.pos_order_ids.lines.refund_orderline_ids.order_id
        back = paid.picking_ids.filtered(lambda one: one.state == "done")
        self.assertEqual(back.move_line_ids.lot_id, lot)
        self.assertEqual((paid.picking_ids - back).move_ids.product_id, self.mug)

    def test_what_the_warehouse_takes_back_does_not_come_back_twice(self):
        order = self.place(("SHIRT-M", 4))
        back = self.returned(self.deliver(self.waiting(order), 2), 2)
        self.refund(order, 1)
        self.assertEqual(back.move_ids.product_uom_qty, 2, "nobody ships these")
        self.assertEqual(self.units_waiting(order), 2 + 1)
        self.deliver(back)
        self.deliver(self.returned(back, 1))  # once more to the customer
        self.returned(back, 1)  # so is another one, as soon as somebody ships it
        self.refund(order, 3)
        self.assertFalse(self.waiting(order))
        self.assertEqual(self.last(order).lines.bigcommerce_called_off, 2)
        self.assertEqual(self.for_sale(self.shirt), 100)

    def test_what_is_refunded_does_not_leave_though_it_was_picked(self):
        order = self.place(("SHIRT-M", 3), ("MUG", 1))
        [transfer] = self.waiting(order)
        transfer.move_ids.picked = True
        self.refund(order, 1)
        shirts, mug = transfer.move_ids.sorted("product_uom_qty", reverse=True)
        self.assertEqual((shirts.quantity, shirts.picked, mug.picked), (2, False, True))
        shirts.picked = True
        transfer.button_validate()
        self.assertEqual(self.for_sale(self.shirt), 98)
        self.send()
        [line, other] = self.there(order).lines
        self.assertEqual(self.shipments(order), [{line.id: 2, other.id: 1}])

    def close(self):
        """The web register's session is closed.

        :return: what it books as cost of sales
        """
        [session] = self.store._web_sessions()
        self.store._close_session(session)
        self.assertEqual(session.state, "closed", session.bigcommerce_closing_problem)
        accounts = self.shirt.product_tmpl_id.get_product_accounts()
        cost, stock = (
            session.move_id.line_ids.filtered(
                lambda line, account=accounts[kind]: line.account_id == account
            )
            for kind in ("expense", "stock_valuation")
        )
        self.assertEqual(sum(cost.mapped("balance")), -sum(stock.mapped("balance")))
        return sum(cost.mapped("balance"))

    def test_what_leaves_later_costs_something_when_it_has_left(self):
        self.env.company.inventory_valuation = "real_time"
        self.shirt.categ_id = self.shirt.categ_id.create(
            {"name": "Shirts", "property_valuation": "real_time"}
        )
        self.shirt.standard_price = 8
        order = self.place(("SHIRT-M", 4))
        self.assertEqual(self.close(), 0, "nothing has left")
        self.deliver(self.waiting(order), 3)
        self.place(("MUG", 1))
        self.assertEqual(self.close(), 24)
        self.refund(order, 2)  # one that waits, and one that left
        self.assertEqual(self.close(), -8)
        other = self.place_and_deliver(("SHIRT-M", 1))
        self.deliver(self.returned(other.pos_order_ids.picking_ids, 1))
        self.assertEqual(self.close(), 0, "the warehouse took it back")

    def test_it_takes_a_contact_to_ship_to(self):
        self.store.guest_contact = "none"
        there = self.web_orders.place(lines=[{"sku": "MUG", "quantity": 2}])
        number = there.id
        self.sync_orders()
        order = self.web_order(number)
        self.assertEqual((order.state, order.problem_code), ("attention", "no_contact"))
        money_only = self.web_orders.place(lines=[{"sku": "MUG", "quantity": 1}]).id
        self.sync_orders()
        self.web_order(money_only).moves_stock = False
        self.web_order(money_only).action_resync()
        self.assertFalse(self.synced(money_only).pos_order_ids.picking_ids)
        self.store.guest_contact = "create"
        # Its status says no longer that they have still to leave; it was seen before.
        item = {"item_type": "PRODUCT", "item_id": there.lines[0].id, "quantity": 1}
        self.web_orders.refund(number, [item])
        order.action_resync()
        self.assertEqual(self.units_waiting(self.synced(number)), 1)

    def test_somebody_is_asked_for_what_stock_does_not_have(self):
        order = self.place(("MUG", 103))
        self.assertTrue(order.is_short)
        [activity] = order.activity_ids
        self.assertIn("Product MUG: 3", activity.note)
        # It is on the shelf, though nobody has reserved it yet.
        self.warehouse.out_type_id.reservation_method = "manual"
        order = self.place(("SHIRT-M", 60))
        self.assertEqual(self.waiting(order).state, "confirmed")
        self.assertFalse(order.is_short)
        order = self.place(("SHIRT-M", 60))
        self.assertIn("Product SHIRT-M: 20", order.activity_ids.note)

    def test_goods_in_lots_are_reserved_as_far_as_they_are_there(self):
        lot = self.milk()
        order = self.place(("MILK", 2))
        self.assertEqual(self.waiting(order).move_line_ids.lot_id, lot)
        self.assertFalse(order.is_short)
        self.waiting(order).action_bigcommerce_ready()
        self.assertEqual(self.waiting(order).bigcommerce_preparation, "ready")
        order = self.place(("MILK", 2))
        self.assertTrue(order.is_short)
        self.assertIn("Milk: 1", order.activity_ids.note)
