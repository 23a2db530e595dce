"""Transfers that are validated become shipments on BigCommerce, each once."""

from datetime import timedelta

from psycopg2.errors import CheckViolation

from odoo.tools import mute_logger

from ..fulfillment_case import LOST_ANSWERS, PUT_OFF, FulfillmentCase

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

    def test_each_address_gets_its_own(self):
        order = self.add_address(self.place(("SHIRT-M", 2), ("MUG", 1)), 1)
        self.deliver(self.waiting(order))
        with self.requests("POST", "POST"):
            self.send()
        shirt, mug = self.there(order).lines
        self.assertEqual(self.shipments(order), [{shirt.id: 2}, {mug.id: 1}])
        self.assertEqual(self.there(order).status_id, 2)

    def test_each_address_has_a_transfer_of_its_own(self):
        order = self.place_to_two(("SHIRT-M", 2), ("SHIRT-M", 2), ("MUG", 1))
        first, second = "1 First Street", "2 Second Street"
        wanted = {first: {"SHIRT-M": 2}, second: {"SHIRT-M": 2, "MUG": 1}}
        self.assertEqual(self.at_streets(order), wanted)
        self.refund(order, 1, index=1)
        wanted[second]["SHIRT-M"] = 1
        self.assertEqual(self.at_streets(order), wanted)
        ids = [line.id for line in self.there(order).lines]
        mug = {"id": ids[2], "quantity": 3}
        self.web_orders.edit(int(order.external_id), lines=[mug])
        order = self.synced(order.external_id)
        transfers = self.waiting(order).sorted("id")
        self.assertEqual(transfers.partner_id.mapped("street"), [first, second])
        self.assertEqual(transfers[2].partner_id.street, second, "what is added")
        self.assertFalse(order.activity_ids)
        self.deliver(transfers[1])
        self.send()
        self.assertEqual(self.shipments(order), [{ids[1]: 1, ids[2]: 1}])
        self.deliver(transfers[0])
        self.deliver(transfers[2])
        self.send()
        told = self.shipments(order)[1:]
        self.assertEqual(told, [{ids[0]: 2}, {ids[2]: 2}])

    def test_addresses_keep_their_transfers_though_they_get_new_ids(self):
        order = self.place_to_two(("SHIRT-M", 2), ("SHIRT-M", 2))
        store = self.simulator.store
        with store.lock:
            there = self.there(order)
            for line, address in zip(there.lines, there.addresses, strict=True):
                address.id = line.order_address_id = store.next_id("order_address")
        self.web_orders.edit(there.id, staff_notes="saved")
        order = self.synced(there.id)
        self.assertFalse(order.activity_ids)
        self.refund(order, 1)
        wanted = {"1 First Street": {"SHIRT-M": 1}, "2 Second Street": {"SHIRT-M": 2}}
        self.assertEqual(self.at_streets(order), wanted)
        for transfer in self.waiting(order).sorted("id"):
            self.deliver(transfer)
        self.send()
        one, two = (line.id for line in self.there(order).lines)
        self.assertCountEqual(self.shipments(order), [{one: 1}, {two: 2}])

    def test_in_several_steps_each_address_keeps_its_own(self):
        self.warehouse.delivery_steps = "pick_ship"
        order = self.place_to_two(("SHIRT-M", 2), ("SHIRT-M", 1))
        for transfer in self.waiting(order):
            self.deliver(transfer)
        wanted = {"1 First Street": {"SHIRT-M": 2}, "2 Second Street": {"SHIRT-M": 1}}
        self.assertEqual(self.at_streets(order), wanted)
        for transfer in self.waiting(order).sorted("partner_id"):
            self.deliver(transfer)
        self.send()
        one, two = (line.id for line in self.there(order).lines)
        self.assertCountEqual(self.shipments(order), [{one: 2}, {two: 1}])

    def test_an_address_of_several_is_changed(self):
        order = self.place_to_two(("SHIRT-M", 2), ("MUG", 1))
        with self.simulator.store.lock:
            self.there(order).addresses[1].fields["street_1"] = "99 New Road"
        self.web_orders.edit(int(order.external_id), staff_notes="moved")
        order = self.synced(order.external_id)
        wanted = {"1 First Street": {"SHIRT-M": 2}, "99 New Road": {"MUG": 1}}
        self.assertEqual(self.at_streets(order), wanted)
        self.assertFalse(order.activity_ids)
        # Staff send a line to the other address: a person has to move it.
        with self.simulator.store.lock:
            there = self.there(order)
            there.lines[1].order_address_id = there.addresses[0].id
        self.web_orders.edit(int(order.external_id), staff_notes="moved again")
        order = self.synced(order.external_id)
        self.assertEqual(self.at_streets(order), wanted)
        self.assertRegex(order.activity_ids.note, "1 × Product MUG: .*1 First Street")
        told = self.waiting(order).message_ids.filtered(
            lambda one: "1 First Street" in one.body
        )
        self.assertEqual(len(told), 2)

    def test_one_address_is_sent_again_after_both_were_refused(self):
        order = self.add_address(self.place(("SHIRT-M", 2), ("MUG", 2)), 1)
        self.deliver(self.waiting(order))
        lines = self.there(order).lines
        shirt, mug = (line.id for line in lines)
        for line in lines:
            self.web_orders.ship(
                int(order.external_id), {line.id: 1}, line.order_address_id
            )
        self.send()
        rows = order.shipment_ids.sorted("id")
        self.assertEqual(rows.mapped("state"), ["refused", "refused"])
        self.synced(order.external_id)  # it was read meanwhile
        rows[1].action_send_again()
        self.send()
        self.assertEqual(self.shipments(order)[2:], [{mug: 1}, {shirt: 1}])
        self.assertEqual(rows.mapped("state"), ["done", "done"])

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

    # === NEVER TWICE === #

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
