"""What becomes of orders in Odoo sets their status on BigCommerce, with a note."""

from odoo.tools import mute_logger

from ..fulfillment_case import LOST_ANSWERS, PUT_OFF, FulfillmentCase
from ..scopes import BASE_SCOPES

FLOW = "odoo.addons.bigcommerce_connector.sync.flow"
SHIPPED, PART, CANCELLED, COMPLETED, AWAITING_SHIPMENT, NEW = 2, 3, 5, 10, 9, 11
DISPUTED = 13


class TestStatuses(FulfillmentCase):
    simulator_options = {"second_location": True}
    store_options = {"goods_leave": "shipped", "status_sync": True, "note_sync": True}

    def setUp(self):
        super().setUp()
        table = self.store.status_ids.grouped("external_id")
        table[AWAITING_SHIPMENT].set_when = "ready"
        table[PART].set_when = "part"
        table[COMPLETED].set_when = "left"

    def status(self, order):
        return self.there(order).status_id

    def test_a_shipped_order_from_posted_to_left(self):
        order = self.place(("SHIRT-M", 3), staff_notes="Ring twice")
        self.assertEqual(order.status_update_ids.company_id, order.company_id)
        note = f"Ring twice\nOdoo: {order.pos_order_ids.pos_reference}"
        with self.requests("GET", "PUT"):
            self.send()
        self.assertEqual(self.there(order).staff_notes, note)
        self.assertEqual(self.status(order), NEW)
        [transfer] = self.waiting(order)
        with self.requests():
            transfer.action_bigcommerce_ready()
        with self.requests("GET", "PUT"):
            self.send()
        self.assertEqual(self.status(order), AWAITING_SHIPMENT)
        self.deliver(transfer, 1)
        self.send()
        self.assertEqual(self.status(order), PART)
        self.deliver(self.waiting(order))
        self.send()
        self.assertEqual(self.status(order), COMPLETED)
        order = self.synced(order.external_id)
        self.assertEqual(len(order.pos_order_ids), 1, "it is no news")
        self.assertEqual(self.there(order).staff_notes, note)
        with self.requests():
            self.send()
        self.assertIn("Set to Completed", order.log_ids[0].outcome)

    def test_what_is_exchanged_before_it_left_is_no_end(self):
        order = self.place(("SHIRT-M", 1), ("MUG", 1))
        self.send()
        [transfer] = self.waiting(order)
        for move in transfer.move_ids:
            move.quantity = move.product_id == self.shirt
            move.picked = bool(move.quantity)
        transfer._action_done()
        self.send()
        self.assertEqual(self.status(order), PART)
        shirt, mug = self.there(order).lines
        self.web_orders.edit(
            int(order.external_id),
            lines=[{"id": shirt.id, "quantity": 2}],
            remove=[mug.id],
        )
        order = self.synced(order.external_id)
        self.send()
        self.assertEqual(self.status(order), PART)
        self.deliver(self.waiting(order))
        self.send()
        self.assertEqual(self.status(order), COMPLETED)

    def test_never_back_and_never_over_what_staff_decided(self):
        for decided in (SHIPPED, COMPLETED, DISPUTED, CANCELLED):
            with self.subTest(status=decided):
                order = self.place(("MUG", 1))
                self.send()
                self.waiting(order).action_bigcommerce_ready()
                self.web_orders.edit(int(order.external_id), status_id=decided)
                with self.requests("GET"):
                    self.send()
                self.assertEqual(self.status(order), decided)
                updates = order.status_update_ids.sorted("id")
                self.assertEqual(updates.mapped("state"), ["done", "nothing"])

    def test_a_status_that_waits_is_staff_s(self):
        order = self.place(("MUG", 1))
        self.store.status_ids.grouped("external_id")[NEW].policy = "wait"
        self.deliver(self.waiting(order))
        self.send()
        self.assertEqual(self.status(order), NEW)

    @mute_logger(f"{FLOW}.run", PUT_OFF)
    def test_whatever_becomes_of_the_answer_it_is_set_once(self):
        for kind, details in LOST_ANSWERS:
            with self.subTest(kind=kind):
                order = self.place(("MUG", 1))
                path = f"/v2/orders/{order.external_id}"
                self.fault(kind, method="PUT", path=path, count=9, **details)
                self.deliver(self.waiting(order))
                self.send()
                self.simulator.store.faults.rules.clear()
                self.send()
                self.assertEqual(self.status(order), COMPLETED)
                notes = self.there(order).staff_notes
                self.assertEqual(notes.count("Odoo: "), 1)
                states = order.status_update_ids.mapped("state")
                self.assertEqual(states, ["done", "done"])

    @mute_logger(PUT_OFF)
    def test_what_got_no_answer_is_looked_up_though_it_is_off(self):
        off = {"status_sync": False, "note_sync": False}
        for kind, is_there in (("timeout_after", True), ("500", False)):
            with self.subTest(kind=kind):
                order = self.place(("MUG", 1))
                path = f"/v2/orders/{order.external_id}"
                self.fault(kind, method="PUT", path=path, count=9, seconds=0.1)
                self.send()
                self.simulator.store.faults.rules.clear()
                row = order.status_update_ids
                self.assertEqual(row.state, "sending")
                self.assertEqual(self.send_off(**off), ["GET"])
                self.assertEqual(row.state, "done" if is_there else "planned")
                self.assertEqual(self.send_off(**off), [])
                self.send()
                self.assertEqual(row.state, "done")
                notes = self.there(order).staff_notes
                self.assertEqual(notes.count("Odoo: "), 1)

    @mute_logger(PUT_OFF)
    def test_what_staff_decides_while_the_answer_is_lost_stays(self):
        order = self.place(("MUG", 1))
        path = f"/v2/orders/{order.external_id}"
        self.fault("timeout_after", method="PUT", path=path, count=9, seconds=0.1)
        self.deliver(self.waiting(order))
        self.send()
        self.simulator.store.faults.rules.clear()
        self.web_orders.edit(int(order.external_id), status_id=SHIPPED)
        self.send()
        self.assertEqual(self.status(order), SHIPPED)
        self.assertNotIn("Set to", order.log_ids[0].outcome)

    @mute_logger(f"{FLOW}.run")
    def test_what_is_refused_is_to_do(self):
        order = self.place(("MUG", 1))
        path = f"/v2/orders/{order.external_id}"
        self.fault("422", method="PUT", path=path)
        self.send()
        domain = [("store_id", "=", self.store.id), ("cause", "=", "status_refused")]
        row = self.env["bigcommerce.todo"].search(domain)
        self.assertEqual(row.order_id, order)
        self.assertTrue(row.message)
        row.action_retry()
        self.send()
        self.assertFalse(self.env["bigcommerce.todo"].search(domain))
        self.assertTrue(self.there(order).staff_notes)

    def test_the_shipment_goes_first(self):
        self.store.shipment_sync = True
        order = self.place_and_deliver(("MUG", 1))
        with self.requests("POST", "GET", "PUT", "GET", "PUT"):
            self.send()
        self.assertEqual(self.status(order), COMPLETED)

    def test_pickups_are_told_by_their_own_switch(self):
        self.store.pickup_sync = True
        order = self.place(("MUG", 1), location_id=2)
        self.send()
        self.waiting(order).action_bigcommerce_ready()
        with self.requests("POST", "GET", "PUT"):
            self.send()
        self.assertEqual(len(order.status_update_ids), 1)

    def test_a_table_by_which_none_is_set_says_so(self):
        self.assertFalse(self.store.sets_no_status)
        self.store.status_ids.set_when = False
        self.assertTrue(self.store.sets_no_status)
        self.store.status_sync = False
        self.assertFalse(self.store.sets_no_status)

    def test_off_is_off(self):
        self.store.write({"status_sync": False, "note_sync": False})
        order = self.place(("MUG", 1))
        self.deliver(self.waiting(order))
        with self.requests():
            self.send()
        self.assertFalse(order.status_update_ids)

    def test_a_status_waits_while_it_is_off_and_notes_are_on(self):
        order = self.place(("MUG", 1))
        self.send()
        self.deliver(self.waiting(order))
        self.store.status_sync = False
        with self.requests():
            self.send()
        self.store.status_sync = True
        self.send()
        self.assertEqual(self.status(order), COMPLETED)

    def test_a_scope_that_pickups_lack_stops_no_status(self):
        self.store.pickup_sync = True
        order = self.place(("MUG", 1), location_id=2)
        self.waiting(order).action_bigcommerce_ready()
        other = self.place(("MUG", 1))
        scopes = [*BASE_SCOPES, "store_v2_orders"]
        self.store.access_token = self.simulator.add_token(scopes)
        self.send()
        flow = self.store._flow("fulfillment")
        self.assertIn("Order fulfillment: modify", flow.message)
        self.assertFalse(flow.retry_at)
        self.assertIn("Odoo: ", self.there(other).staff_notes)
        self.assertEqual(order.pickup_ids.state, "planned")

    def test_scopes_are_asked_for_by_the_switches_and_named(self):
        self.store.write({"status_sync": False, "note_sync": False})
        self.store.access_token = self.simulator.add_token(BASE_SCOPES)
        self.run_flow("webhooks")
        sent = {(row["method"], row["path"]) for row in self.exchanges}
        self.assertNotIn("PUT", {method for method, _path in sent})
        self.assertFalse(self.store.scopes_message)
        self.store.status_sync = True
        self.run_flow("webhooks")
        message = self.store.scopes_message
        self.assertIn("lacks the OAuth scope Orders: modify", message)
        self.assertIn("needed for: Set Order Statuses. ", message)
        self.store.pickup_sync = True
        self.store.action_refresh()
        first, second = self.store.scopes_message.splitlines()
        self.assertIn("needed for: Pickup in Store, Set Order Statuses. ", first)
        self.assertIn("Order fulfillment: modify", second)
        asked = self.env["ir.cron.trigger"].search([])
        self.store.access_token = self.simulator.access_token
        asked = self.env["ir.cron.trigger"].search([]) - asked
        self.assertEqual(asked.cron_id, self.store._flow("webhooks").cron_id)
        self.run_flow("webhooks")
        self.assertFalse(self.store.scopes_message)
