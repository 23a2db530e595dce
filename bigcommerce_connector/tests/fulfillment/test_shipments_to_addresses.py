"""Orders that go to several addresses: each has its own transfer and shipment."""

from ..fulfillment_case import FulfillmentCase


class TestShipmentsToAddresses(FulfillmentCase):
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
