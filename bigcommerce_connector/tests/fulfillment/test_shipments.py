"""Transfers that are validated become shipments on BigCommerce, each once."""

from psycopg2.errors import CheckViolation

from odoo.tools import mute_logger

from ..fulfillment_case import PUT_OFF, FulfillmentCase

FLOW = "odoo.addons.bigcommerce_connector.sync.flow"


class TestShipments(FulfillmentCase):
    def test_a_transfer_is_told_once_with_its_tracking(self):
        order = self.place(("SHIRT-M", 2), ("MUG", 1))
        [transfer] = self.waiting(order)
        transfer.write({"bigcommerce_carrier": "ups", "bigcommerce_tracking": "1Z9"})
        with self.requests():
            self.deliver(transfer)
        shirt, mug = self.there(order).lines
        with self.requests("POST"):
            self.send()
        self.assertEqual(self.shipments(order), [{shirt.id: 2, mug.id: 1}])
        [made] = self.web_orders.shipments.values()
        self.assertEqual(
            (made.texts["shipping_provider"], made.texts["tracking_number"]),
            ("ups", "1Z9"),
        )
        self.assertEqual(made.texts["comments"], transfer.name)
        self.assertEqual(self.there(order).status_id, 2)
        self.assertEqual(order.shipment_ids.state, "done")
        self.assertIn(transfer.name, order.log_ids[0].outcome)
        with self.requests():
            self.send()
        order = self.synced(order.external_id)
        self.assertEqual(len(order.pos_order_ids), 1, "it is no news")
        transfer.bigcommerce_tracking = "1Z10"
        with self.requests("PUT"):
            self.send()
        self.assertEqual(made.texts["tracking_number"], "1Z10")
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
            transfer.bigcommerce_tracking = "9" * 51
            self.env.flush_all()

    def test_parts_are_shipments_of_their_own(self):
        order = self.place(("SHIRT-M", 3))
        line = self.line_id(order)
        self.deliver(self.waiting(order), 1)
        self.send()
        self.assertEqual(self.there(order).status_id, 3)
        self.deliver(self.waiting(order))
        self.send()  # before the order was read again
        self.assertEqual(self.shipments(order), [{line: 1}, {line: 2}])
        self.assertEqual(self.there(order).status_id, 2)

    def test_what_is_scrapped_while_it_is_packed_has_not_left(self):
        order = self.place(("MUG", 3))
        [transfer] = self.waiting(order)
        scrap = self.env["stock.scrap"].create(
            {"product_id": self.mug.id, "scrap_qty": 1, "picking_id": transfer.id}
        )
        scrap.action_validate()
        self.assertEqual(transfer.bigcommerce_goods, "3 × [MUG] Product MUG")
        move = transfer.move_ids - scrap.move_ids
        move.write({"quantity": 2, "picked": True})
        transfer._action_done()
        self.send()
        mug = self.there(order).lines[0].id
        self.assertEqual(self.shipments(order), [{mug: 2}])
        self.refund(order, 1)
        self.assertFalse(self.waiting(order))
        self.assertEqual(self.for_sale(self.mug), 97)

    def test_a_transfer_that_was_deleted_took_nothing(self):
        order = self.place(("MUG", 3))
        self.waiting(order).unlink()
        self.refund(order, 1)
        self.assertEqual(self.for_sale(self.mug), 100)
        self.web_orders.edit(int(order.external_id), status_id=5)
        order = self.synced(order.external_id)
        self.assertEqual((order.state, self.for_sale(self.mug)), ("synced", 100))

    def test_what_nobody_ships_is_not_told(self):
        card = {"name": "Card", "price": 5, "quantity": 1, "type": "digital"}
        self.store.unknown_item_policy = "fallback"
        order = self.place_and_deliver(("MUG", 1), card)
        self.send()
        self.assertEqual(self.shipments(order), [{self.line_id(order): 1}])
        collected = self.place_and_deliver(("MUG", 1), location_id=1)
        with self.requests():
            self.send()
        self.assertEqual(collected.shipment_ids.state, "nothing")

    def test_what_is_refunded_is_not_what_is_shipped(self):
        order = self.place(("SHIRT-M", 2), ("SHIRT-M", 1))
        self.refund(order, 2)
        self.deliver(self.waiting(order))
        self.send()
        self.assertEqual(self.shipments(order), [{self.line_id(order, 1): 1}])

    # === ONLY WHERE IT IS SWITCHED ON === #

    def test_nothing_is_told_where_it_is_off(self):
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
            self.store.goods_leave = "posted"
            self.env.flush_all()
        self.store.write({"shipment_sync": False, "goods_leave": "shipped"})
        order = self.place_and_deliver(("MUG", 1))
        self.store.shipment_sync = True
        with self.requests():
            self.send()
        self.assertFalse(order.shipment_ids)

    @mute_logger(f"{FLOW}.run")
    def test_a_missing_scope_is_named_and_stops_nothing_else(self):
        order = self.place_and_deliver(("MUG", 1))
        reader = self.simulator.add_token(["store_v2_orders_read_only"])
        token, self.store.access_token = self.store.access_token, reader
        self.send()
        flow = self.store._flow("fulfillment")
        self.assertIn("Orders: modify", flow.message)
        self.assertFalse(flow.retry_at, "what else there is needs not wait")
        self.assertEqual(self.store.state, "live")
        self.store.access_token = token
        self.send()
        self.assertEqual(len(self.shipments(order)), 1)
        self.assertFalse(flow.message)

    @mute_logger(PUT_OFF)
    def test_what_is_forbidden_for_one_though_no_scope_lacks_stops_no_other(self):
        odd = self.place_and_deliver(("MUG", 1))
        path = f"/v2/orders/{odd.external_id}/shipments"
        self.fault("403", count=None, path=path)
        sound = self.place_and_deliver(("MUG", 1))
        self.send()
        self.assertEqual(len(self.shipments(sound)), 1)
        self.assertFalse(self.store._flow("fulfillment").message)
        odd.shipment_ids.write({"tries": 100, "retry_at": False})  # for a day
        self.send()
        self.assertTrue(odd.shipment_ids.retry_at)
        self.assertFalse(self.store._flow("fulfillment").message)
        self.simulator.store.faults.rules.clear()
        odd.shipment_ids.retry_at = False
        self.send()
        self.assertEqual(len(self.shipments(odd)), 1)
