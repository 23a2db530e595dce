"""Whatever happens as a shipment is told, it is there once, and stops no other."""

from datetime import timedelta

from odoo.tools import mute_logger

from ..fulfillment_case import LOST_ANSWERS, PUT_OFF, FulfillmentCase

FLOW = "odoo.addons.bigcommerce_connector.sync.flow"


class TestShippedOnce(FulfillmentCase):
    @mute_logger(f"{FLOW}.run", PUT_OFF)
    def test_whatever_becomes_of_the_answer_it_is_shipped_once(self):
        for kind, is_there, details in (
            ("timeout_after", True, {"seconds": 0.1}),
            ("timeout_before", False, {"seconds": 0.1}),
            ("cut", True, {}),
            ("503", True, {"carried_out": True}),
            ("500", False, {}),
            ("429", False, {}),
        ):
            with self.subTest(kind=kind, is_there=is_there):
                order = self.place_and_deliver(("MUG", 2))
                self.fault(kind, **details)
                self.send()
                self.assertEqual(len(self.shipments(order)), is_there)
                is_clear = kind == "429"  # it proves that nothing was done
                expected = "planned" if is_clear else "sending"
                self.assertEqual(order.shipment_ids.state, expected)
                asked = () if is_clear else ("GET",)
                with self.requests(*asked, *(() if is_there else ("POST",))):
                    self.send()
                self.assertEqual(len(self.shipments(order)), 1)
                self.assertEqual(order.shipment_ids.state, "done")

    @mute_logger(f"{FLOW}.run", PUT_OFF)
    def test_whatever_becomes_of_the_answers_the_last_tracking_number_is_told(self):
        order = self.place(("MUG", 2))
        [transfer] = self.waiting(order)
        transfer.bigcommerce_tracking = "1Z1"
        self.deliver(transfer)
        self.fault("timeout_after", seconds=0.1)
        self.send()
        self.assertEqual(order.shipment_ids.state, "sending")
        transfer.bigcommerce_tracking = "1Z2"
        with self.requests("GET", "PUT"):
            self.send()
        [made] = self.web_orders.shipments.values()
        self.assertEqual(made.texts["tracking_number"], "1Z2")
        one = "/v2/orders/*/shipments/*"
        for turn, (kind, details) in enumerate(LOST_ANSWERS, 3):
            with self.subTest(kind=kind):
                transfer.bigcommerce_tracking = f"1Z{turn}"
                self.fault(kind, method="PUT", path=one, count=9, **details)
                self.send()
                self.assertTrue(order.shipment_ids.is_outdated)
                self.simulator.store.faults.rules.clear()
                with self.requests("PUT"):
                    self.send()
                self.assertEqual(made.texts["tracking_number"], f"1Z{turn}")
                self.assertEqual(order.shipment_ids.state, "done")
        self.assertEqual(len(self.shipments(order)), 1)

    @mute_logger(PUT_OFF)
    def test_one_that_cannot_be_answered_keeps_no_other_waiting(self):
        unclear = self.place_and_deliver(("MUG", 1))
        path = f"/v2/orders/{unclear.external_id}/shipments"
        self.fault("500", count=None, path=path)
        odd = self.place_and_deliver(("MUG", 1))
        odd.shipment_ids.items = [["nobody", "foresaw", "this"]]
        sound = self.place_and_deliver(("MUG", 1))
        late = self.place(("MUG", 1))
        self.send()
        self.assertFalse(self.shipments(unclear) + self.shipments(odd))
        self.assertEqual(len(self.shipments(sound)), 1)
        self.assertEqual((unclear | odd).shipment_ids.mapped("tries"), [1, 1])
        flow = self.store._flow("fulfillment")
        self.assertFalse(flow.message)
        self.deliver(self.waiting(late))
        with self.requests("POST"):
            self.run_flow_now("fulfillment")  # a moment later
        self.assertEqual(len(self.shipments(late)), 1)
        # Its shipments cannot be listed: that is the first request.
        self.fault("500", count=None, path=path, method="GET")
        odd.shipment_ids.items = False
        domain = [("store_id", "=", self.store.id)]
        todo = self.env["bigcommerce.todo"].search(domain)
        self.assertFalse(todo, "one error is everyday life")
        for _run in range(4):
            self.send()
        self.assertEqual(len(self.shipments(odd)), 1)
        self.assertFalse(flow.message)
        [todo] = self.env["bigcommerce.todo"].search(domain)
        row = unclear.shipment_ids
        self.assertEqual((todo.order_id, todo.message), (unclear, row.message))
        self.assertIn("tries again by itself", row.message)
        self.simulator.store.faults.rules.clear()
        todo.action_fix()
        row.sent_on -= timedelta(hours=1)
        self.run_flow_now("fulfillment")
        self.assertEqual((row.state, row.message), ("done", False))
        self.assertEqual(len(self.shipments(unclear)), 1)
        self.assertFalse(self.env["bigcommerce.todo"].search(domain))

    @mute_logger(f"{FLOW}.run", PUT_OFF)
    def test_where_all_fail_the_flow_waits(self):
        orders = [self.place_and_deliver(("MUG", 1)) for _turn in range(4)]
        self.fault("500", count=None)
        with self.requests("POST", "POST", "POST"):
            self.send()
        flow = self.store._flow("fulfillment")
        self.assertTrue(flow.message and flow.retry_at)
        self.simulator.store.faults.rules.clear()
        flow.action_run_now()
        rows = self.store.order_ids.shipment_ids
        self.assertFalse(rows.filtered("retry_at"), "a person wants it now")
        self.send()
        self.assertEqual([len(self.shipments(one)) for one in orders], [1] * 4)

    @mute_logger(PUT_OFF)
    def test_what_got_no_answer_is_looked_up_though_it_is_off(self):
        for kind, is_there, details in (
            ("timeout_after", True, {"seconds": 0.1}),
            ("500", False, {}),
        ):
            with self.subTest(kind=kind):
                order = self.place_and_deliver(("MUG", 1))
                row = order.shipment_ids
                self.fault(kind, **details)
                self.send()
                self.assertEqual(row.state, "sending")
                self.assertEqual(self.send_off(shipment_sync=False), ["GET"])
                self.assertEqual(row.state, "done" if is_there else "planned")
                self.assertEqual(self.send_off(shipment_sync=False), [])
                self.send()
                self.assertEqual((row.state, len(self.shipments(order))), ("done", 1))

    def test_staff_ships_the_same_meanwhile(self):
        order = self.place_and_deliver(("MUG", 1))
        self.web_orders.ship(int(order.external_id), {self.line_id(order): 1})
        with self.requests("POST", "GET"):
            self.send()
        self.assertEqual(len(self.shipments(order)), 1)
        self.assertEqual(order.shipment_ids.state, "nothing")
        # What is known to be shipped is not even asked for.
        other = self.place_and_deliver(("MUG", 1))
        self.ship(other, 1)
        with self.requests():
            self.send()
        self.assertEqual(other.shipment_ids.state, "nothing")

    def test_what_is_refused_needs_a_person_and_stops_no_neighbour(self):
        order = self.place_and_deliver(("MUG", 2))
        neighbour = self.place_and_deliver(("MUG", 1))
        self.web_orders.ship(int(order.external_id), {self.line_id(order): 1})
        self.send()
        self.assertEqual(len(self.shipments(neighbour)), 1)
        self.assertEqual(order.shipment_ids.state, "refused")
        self.assertIn("choose Send Again", order.shipment_ids.message)
        self.assertNotIn("/v2/", order.shipment_ids.message)
        domain = [("store_id", "=", self.store.id), ("cause", "=", "shipment_refused")]
        [row] = self.env["bigcommerce.todo"].search(domain)
        self.assertEqual(
            (row.order_id, row.message), (order, order.shipment_ids.message)
        )
        self.synced(order.external_id)  # it was read meanwhile
        row.action_fix()
        self.send()
        line = self.line_id(order)
        self.assertEqual(self.shipments(order), [{line: 1}, {line: 1}])
        self.assertFalse(order.shipment_ids.message, "staff shipped the other one")

    @mute_logger(PUT_OFF)
    def test_goods_of_an_order_that_was_called_off(self):
        order = self.place_and_deliver(("MUG", 1))
        self.fault("500")
        self.send()
        self.set_status(order, 5)
        with self.requests("GET"):
            self.send()
        self.assertEqual(order.shipment_ids.state, "refused")
        self.assertIn("Cancelled", order.shipment_ids.message)

    @mute_logger(f"{FLOW}.run", PUT_OFF)
    def test_what_waited_to_be_sent_is_looked_at_again(self):
        order = self.place_and_deliver(("MUG", 2))
        row = order.shipment_ids
        self.fault("429")
        self.send()
        self.ship(order, 1)
        self.fault("500")
        self.send()
        self.assertEqual(row.items, [[self.line_id(order), 1]])
        self.deliver(self.returned(row.picking_id, 2))
        with self.requests("GET"):
            self.send()
        self.assertEqual(row.state, "nothing")

    def test_what_came_back_before_it_was_told_is_not_shipped(self):
        order = self.place_and_deliver(("SHIRT-M", 3))
        self.deliver(self.returned(order.pos_order_ids.picking_ids, 1))
        self.send()
        self.assertEqual(self.shipments(order), [{self.line_id(order): 2}])

    def test_what_is_sent_again_is_told_once(self):
        order = self.place(("SHIRT-M", 3))
        line = self.line_id(order)
        first = self.deliver(self.waiting(order), 1)
        self.send()
        back = self.deliver(self.returned(first, 1))
        self.deliver(self.returned(back, 1))
        self.send()
        self.assertEqual(self.shipments(order), [{line: 1}])
        self.deliver(self.waiting(order))
        self.send()
        self.assertEqual(self.shipments(order), [{line: 1}, {line: 2}])
