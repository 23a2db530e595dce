"""What is shipped, or no longer shipped, on BigCommerce is followed in Odoo."""

from ...sync.orders.shipped import note_shipment_news
from ..fulfillment_case import FulfillmentCase


class TestRemoteShipments(FulfillmentCase):
    def ship_there(self, order, units):
        """Staff ships on BigCommerce, and Odoo reads the order.

        :return: the shipment's number there
        """
        shipped = {self.line_id(order): units}
        made = self.web_orders.ship(int(order.external_id), shipped)
        self.synced(order.external_id)
        return made.id

    def delete_there(self, order, shipment_id):
        # Not in the very second in which it was made, which changes nothing in all.
        self.simulator.store.clock.advance(1)
        path = f"/v2/orders/{order.external_id}/shipments/{shipment_id}"
        self.shop.shipments._send("DELETE", path)
        self.synced(order.external_id)

    def follow_twice(self, order):
        """What BigCommerce shows is compared, and once more; it is not asked."""
        with self.requests():
            self.send()
        order.action_resync()
        self.synced(order.external_id)
        with self.requests():
            self.send()

    def asked(self, order, summary):
        """What somebody is asked to do about an order, once."""
        [activity] = order.activity_ids.filtered(lambda one: summary in one.summary)
        return activity.note

    def test_the_transfer_to_the_address_that_was_shipped_to_is_validated(self):
        self.store.remote_shipments = "validate"
        order = self.place_to_two(("SHIRT-M", 2), ("SHIRT-M", 2), ("MUG", 1))
        there = self.there(order)
        line = there.lines[0]
        shipped = {line.id: 1}
        self.web_orders.ship(there.id, shipped, line.order_address_id)
        self.synced(there.id)
        self.follow_twice(order)
        wanted = {
            "1 First Street": {"SHIRT-M": 1},
            "2 Second Street": {"SHIRT-M": 2, "MUG": 1},
        }
        self.assertEqual(self.at_streets(order), wanted)

    def test_a_transfer_is_validated_as_far_as_its_goods_were_shipped_there(self):
        self.store.remote_shipments = "validate"
        order = self.place(("SHIRT-M", 3), ("MUG", 1))
        self.ship_there(order, 2)
        self.follow_twice(order)
        self.assertEqual(self.units_waiting(order), 1 + 1)
        self.assertEqual(self.for_sale(self.shirt), 98)
        self.assertEqual(len(self.shipments(order)), 1, "our own is none")
        # The rest leaves here, and is told; that is no news.
        self.deliver(self.waiting(order))
        with self.requests("POST"):
            self.send()
        shirt, mug = (self.line_id(order, index) for index in (0, 1))
        self.assertEqual(self.shipments(order), [{shirt: 2}, {shirt: 1, mug: 1}])
        self.synced(order.external_id)
        self.assertFalse(order.has_shipment_news or order.activity_ids)
        # Shipped in part when it was posted; and one whose lot nobody knows.
        late = self.web_orders.place(lines=[{"sku": "SHIRT-M", "quantity": 2}])
        self.web_orders.ship(late.id, {late.lines[0].id: 1})
        self.mug.tracking = "lot"
        tracked = self.place(("MUG", 1))
        self.ship_there(tracked, 1)
        self.follow_twice(tracked)
        self.assertEqual(self.units_waiting(self.web_order(late.id)), 1)
        self.assertEqual(self.units_waiting(tracked), 1)
        self.assertIn("1 × ", self.asked(tracked, "Validate"))

    def test_what_is_shipped_there_is_only_noted(self):
        order = self.place(("SHIRT-M", 3))
        [transfer] = self.waiting(order)
        self.ship_there(order, 1)
        self.follow_twice(order)  # it is off
        self.store.remote_shipments = "note"
        self.ship_there(order, 1)
        self.follow_twice(order)
        self.assertEqual(self.units_waiting(order), 3)
        notes = "\n".join(transfer.message_ids.mapped("body"))
        self.assertEqual(notes.count("Shipped on BigCommerce: 1"), 1)
        # The warehouse follows: these are the same two, and the third is its own.
        self.deliver(transfer, 2)
        with self.requests():
            self.send()
        self.deliver(self.waiting(order), 1)
        with self.requests("POST"):
            self.send()
        self.assertEqual(len(self.shipments(order)), 3)
        # Where nothing is sent, a shipment of staff that is gone is told, too.
        self.store.shipment_sync = False
        other = self.place(("SHIRT-M", 2))
        number = self.ship_there(other, 1)
        self.send()
        self.delete_there(other, number)
        self.follow_twice(other)
        self.assertIn("fewer goods", self.asked(other, "deleted"))

    def test_our_shipment_that_was_deleted_before_lines_got_new_ids(self):
        self.simulator.store.switches.panel_edit_renews_line_ids = True
        order = self.place_and_deliver(("MUG", 2))
        self.send()
        [number] = self.web_orders.shipments
        self.web_orders.edit(int(order.external_id), discount=1)
        self.synced(order.external_id)
        with self.requests("GET"):
            self.send()
        self.assertEqual(order.shipment_ids.state, "done", "it is still there")
        self.follow_twice(order)
        path = f"/v2/orders/{order.external_id}/shipments/{number}"
        self.shop.shipments._send("DELETE", path)
        self.web_orders.edit(int(order.external_id), discount=2)
        self.synced(order.external_id)
        self.send()
        self.assertEqual(order.shipment_ids.state, "refused")
        self.assertIn("was deleted on BigCommerce", order.shipment_ids.message)

    def test_our_shipment_that_was_deleted_there_is_on_to_do(self):
        order = self.place_and_deliver(("MUG", 2))
        self.send()
        [number] = self.web_orders.shipments
        self.delete_there(order, number)
        with self.requests("GET"):
            self.send()
        domain = [("store_id", "=", self.store.id), ("cause", "=", "shipment_refused")]
        [row] = self.env["bigcommerce.todo"].search(domain)
        self.assertEqual(row.order_id, order)
        self.assertIn("was deleted on BigCommerce", row.message)
        with self.requests():
            self.send()
        row.action_fix()
        with self.requests("GET", "POST"):
            self.send()
        self.assertEqual(self.shipments(order), [{self.line_id(order): 2}])
        # As it was read before it was sent: it is looked up, and is there.
        note_shipment_news(order)
        with self.requests("GET"):
            self.send()
        self.assertEqual(order.shipment_ids.state, "done")
        # The goods are back: nothing is left to be sent.
        [number] = self.web_orders.shipments
        self.delete_there(order, number)
        self.send()
        [transfer] = order.pos_order_ids.picking_ids
        wizard = self.env["stock.return.picking"].create({"picking_id": transfer.id})
        wizard.product_return_moves.quantity = 2
        self.deliver(wizard._create_return())
        order.shipment_ids.action_send_again()
        with self.requests("GET"):
            self.send()
        self.assertEqual(order.shipment_ids.state, "nothing")
