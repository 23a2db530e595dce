"""Web orders that are collected in a store: told as ready, and as handed over, once."""

from odoo.exceptions import UserError
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from ..fulfillment_case import LOST_ANSWERS, PUT_OFF
from ..pickup_case import PickupCase

FLOW = "odoo.addons.bigcommerce_connector.sync.flow"
AWAITING_PICKUP, COMPLETED = 8, 10
PICKUPS = "/v3/orders/pickups"


class TestPickups(PickupCase):
    def test_ready_then_handed_over_where_it_is_collected(self):
        order = self.collect(("SHIRT-M", 2), ("MUG", 1))
        [transfer] = self.waiting(order)
        self.assertEqual(transfer.picking_type_id, self.outlet.out_type_id)
        self.assertEqual(transfer.state, "assigned")
        self.assertTrue(transfer.bigcommerce_is_pickup)
        self.assertTrue(transfer.bigcommerce_pickup_place)
        with self.requests():
            transfer.action_bigcommerce_ready()
        with self.requests("POST", "GET", "PUT"):
            self.send()
        self.assertEqual(self.there_now(order), (AWAITING_PICKUP, [False]))
        [pickup] = self.web_orders.pickups.values()
        units = {item.order_product_id: item.quantity for item in pickup.items}
        shirt, mug = self.there(order).lines
        self.assertEqual(units, {shirt.id: 2, mug.id: 1})
        with self.requests():
            self.send()
        order = self.synced(order.external_id)
        self.assertEqual(len(order.pos_order_ids), 1, "it is no news")
        self.deliver(transfer)
        with self.requests("PUT", "GET", "PUT"):
            self.send()
        self.assertEqual(self.there_now(order), (COMPLETED, [True]))
        self.assertEqual(order.pickup_ids.state, "done")
        order = self.synced(order.external_id)
        self.assertEqual(len(order.pos_order_ids), 1)
        with self.requests():
            self.send()

    def test_a_cashier_hands_over(self):
        cashier = new_test_user(
            self.env, "hands_over", "base.group_user,point_of_sale.group_pos_user"
        )
        till = self.env["bigcommerce.register"].with_user(cashier)
        order = self.collect(("MUG", 2))
        sale = order.pos_order_ids.id
        shown, mugs = till.read_web_order(sale), f"2 × {self.mug.display_name}"
        self.assertEqual(shown["to_hand_over"], [mugs])
        self.assertIn(order.pickup_location_id.name, shown["pickup_place"])
        [waiting] = shown["to_prepare"]
        self.assertEqual((waiting["stage"], waiting["goods"]), ("To Pick", mugs))
        [ready] = till.mark_ready(sale, waiting["id"])["to_prepare"]
        self.assertEqual(
            (ready["stage"], ready["is_ready"]), ("Packed and Ready", True)
        )
        self.send()
        self.assertEqual(self.there_now(order), (AWAITING_PICKUP, [False]))
        self.assertEqual(till.hand_over(sale)["to_hand_over"], [])
        self.assertFalse(self.waiting(order))
        self.send()
        self.assertEqual(self.there_now(order), (COMPLETED, [True]))
        with self.assertRaises(UserError):
            till.hand_over(sale)
        [missing] = self.waiting(short_order := self.collect(("MUG", 50)))
        short = short_order.pos_order_ids.id
        with self.assertRaises(UserError):
            till.mark_ready(short, missing.id)
        with self.assertRaises(UserError) as refused:
            till.hand_over(short)
        self.assertIn(self.mug.display_name, str(refused.exception))
        order = self.place(("MUG", 1), customer_message="Ring twice")
        shown = till.read_web_order(order.pos_order_ids.id)
        self.assertEqual((shown["to_hand_over"], shown["pickup_place"]), ([], ""))
        self.assertEqual(shown["customer_message"], "Ring twice")
        self.assertEqual(shown["to_prepare"][0]["id"], self.waiting(order).id)
        with self.subTest("a transfer of another order"):
            till.mark_ready(sale, shown["to_prepare"][0]["id"])
            self.assertFalse(self.waiting(order).bigcommerce_ready_on)

    def test_registers_list_what_waits_in_their_warehouse(self):
        """The oldest first, in as many queries for many orders as for one."""
        types = self.store.warehouse_id.pos_type_id | self.outlet.pos_type_id
        shop, outlet = (
            self.env["pos.config"].create(
                {"name": kind.warehouse_id.name, "picking_type_id": kind.id}
            )
            for kind in types
        )
        self.assertTrue(shop.bigcommerce_prepares)
        first, second = self.place(("MUG", 1)), self.place(("MUG", 1))
        there = self.collect(("MUG", 1)) | self.collect(("MUG", 1))
        left = self.place(("MUG", 1))
        self.deliver(self.waiting(left))
        till = self.env["bigcommerce.register"]

        def listed(register, stage, limit=30):
            page = till.search_posted(register.id, [], "", limit, 0, stage)
            self.assertGreaterEqual(page["count"], len(page["orders"]))
            return [row["id"] for row in page["orders"]], page["count"]

        self.assertEqual(listed(shop, "to_pick"), ((first | second).ids, 2))
        self.assertEqual(listed(shop, "to_pick", 1), (first.ids, 2))
        self.assertEqual(listed(outlet, "to_pick"), (there.ids, 2))
        self.waiting(second).action_bigcommerce_ready()
        self.assertEqual(listed(shop, "to_pick"), (first.ids, 1))
        self.assertEqual(listed(shop, "ready"), (second.ids, 1))
        self.assertEqual(listed(outlet, "ready"), ([], 0))
        found = till.search_posted(shop.id, [], "", 30, 0)["orders"]
        self.assertEqual(
            [(row["waits"], row["stage"], row["place"]) for row in found],
            [(False, "", "")]
            + [("pickup", "To Pick", "Outlet")] * 2
            + [("delivery", "Packed and Ready", ""), ("delivery", "To Pick", "")],
        )
        queries = []
        for limit in (1, 2):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            listed(outlet, "to_pick", limit)
            queries.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*queries)

    def test_parts_are_told_with_the_last_of_them(self):
        order = self.collect(("SHIRT-M", 3))
        self.deliver(self.waiting(order), 1)
        with self.requests():
            self.send()
        self.waiting(order).action_bigcommerce_ready()
        self.send()
        self.assertEqual(self.there_now(order), (AWAITING_PICKUP, [False]))
        self.deliver(self.waiting(order))
        self.send()
        self.assertEqual(self.there_now(order), (COMPLETED, [True]))

    @mute_logger(f"{FLOW}.run", PUT_OFF)
    def test_whatever_becomes_of_the_answer_there_is_one_pickup(self):
        writes = (("POST", PICKUPS), ("PUT", PICKUPS), ("PUT", "/v2/orders/*"))
        for kind, details in LOST_ANSWERS:
            for method, path in writes:
                with self.subTest(kind=kind, method=method, path=path):
                    order = self.collect(("MUG", 1))
                    self.fault(kind, method=method, path=path, **details)
                    self.deliver(self.waiting(order))
                    self.send()
                    rules = self.simulator.store.faults.rules
                    self.assertTrue(rules[-1].used, "it was met")
                    self.send()
                    self.assertEqual(self.there_now(order), (COMPLETED, [True]))

    @mute_logger(PUT_OFF)
    def test_what_got_no_answer_is_looked_up_though_it_is_off(self):
        for kind, is_there in (("timeout_after", True), ("500", False)):
            with self.subTest(kind=kind):
                order = self.collect(("MUG", 1))
                self.waiting(order).action_bigcommerce_ready()
                self.fault(kind, path=PICKUPS, seconds=0.1)
                self.send()
                row = order.pickup_ids
                self.assertEqual(row.state, "sending")
                self.assertEqual(self.send_off(pickup_sync=False), ["GET"])
                self.assertEqual(row.state, "done" if is_there else "planned")
                self.assertEqual(self.send_off(pickup_sync=False), [])
                self.send()
                self.assertEqual(self.there_now(order), (AWAITING_PICKUP, [False]))

    def test_staff_is_first(self):
        order = self.collect(("MUG", 1))
        line = self.line_id(order)
        method = self.there(order).pickup["pickup_method_id"]
        made = {
            "order_id": int(order.external_id),
            "pickup_method_id": method,
            "ready_at": "2026-01-01T00:00:00Z",
            "pickup_items": [{"order_product_id": line, "quantity": 1}],
        }
        self.shop.pickups.create_many([made])
        self.set_status(order, 12)  # manual verification: staff has a reason
        self.waiting(order).action_bigcommerce_ready()
        with self.requests("POST", "GET", "GET"):
            self.send()
        self.assertEqual(self.there_now(order), (12, [False]))
        self.assertEqual(order.pickup_ids.state, "done", "theirs is it")

    def test_handed_over_though_it_was_cancelled(self):
        order = self.collect(("MUG", 1))
        [transfer] = self.waiting(order)
        self.web_orders.edit(int(order.external_id), status_id=5)
        self.deliver(transfer)
        self.synced(order.external_id)
        with self.requests():
            self.send()
        self.assertEqual(order.pickup_ids.state, "refused")
        domain = [("store_id", "=", self.store.id), ("cause", "=", "pickup_refused")]
        [row] = self.env["bigcommerce.todo"].search(domain)
        self.assertIn("handed over", row.message)

    @mute_logger(f"{FLOW}.run", PUT_OFF)
    def test_what_was_put_back_is_looked_at_again(self):
        cancelled, shipped = self.collect_many(2)
        orders = cancelled | shipped
        self.deliver(self.waiting(orders))
        self.fault("429", path=PICKUPS, count=2)
        for _turn in orders:
            self.send()
        self.assertEqual(orders.pickup_ids.mapped("tries"), [1, 1])
        self.assertEqual(set(orders.pickup_ids.mapped("state")), {"planned"})
        self.web_orders.edit(int(cancelled.external_id), status_id=5)
        self.there(shipped).pickup = None
        self.web_orders.edit(int(shipped.external_id), status_id=11)
        self.sync_orders()
        with self.requests():
            self.send()
        self.assertEqual(cancelled.pickup_ids.state, "refused")
        self.assertEqual(shipped.pickup_ids.state, "nothing")

    @mute_logger(f"{FLOW}.run", PUT_OFF)
    def test_what_is_not_ready_any_more_is_not_told(self):
        called_off, told, back = self.collect_many(3)
        transfers = self.waiting(told)
        transfers.action_bigcommerce_ready()
        self.fault("429", method="PUT", path="/v2/orders/*")
        self.send()
        self.assertEqual(told.pickup_ids.state, "done", "but for the order's status")
        transfers |= self.waiting(back)
        self.waiting(called_off | back).action_bigcommerce_ready()
        self.web_orders.edit(int(called_off.external_id), status_id=5)
        self.synced(called_off.external_id)
        transfers.action_bigcommerce_not_ready()
        with self.requests():
            self.send()
        self.assertFalse((called_off | back).pickup_ids)
        transfers.action_bigcommerce_ready()
        self.send()
        for order in told | back:
            self.assertEqual(self.there_now(order), (AWAITING_PICKUP, [False]))

    def test_what_is_refused_afterwards_is_to_do(self):
        refused, deleted = orders = self.collect_many(2)
        transfers = [self.waiting(order) for order in orders]
        for transfer in transfers:
            transfer.action_bigcommerce_ready()
        self.send()
        self.web_orders.pickups.pop(int(deleted.pickup_ids.external_id))
        self.fault("422", method="PUT", path=PICKUPS)
        for transfer in transfers:
            self.deliver(transfer)
        with self.requests(*["PUT", "GET", "PUT"] * 2):
            self.send()
        domain = [("store_id", "=", self.store.id), ("cause", "=", "pickup_refused")]
        rows = self.env["bigcommerce.todo"].search(domain)
        self.assertEqual(rows.order_id, refused | deleted)
        self.assertTrue(all(row.order_id.name in row.message for row in rows))
        rows.action_retry()
        self.send()
        for order in orders:
            self.assertEqual(self.there_now(order), (COMPLETED, [True]))
            self.assertEqual(order.pickup_ids.state, "done")

    def test_what_was_dropped_is_not_told_as_collected(self):
        dropped, refunded = orders = self.collect_many(2, units=2)
        self.waiting(orders).action_bigcommerce_ready()
        self.send()
        for order in orders:
            self.deliver(self.waiting(order), 1)
        self.waiting(dropped).action_cancel()
        self.refund(refunded, 1)
        self.assertFalse(self.waiting(orders))
        self.send()
        self.assertEqual(self.there_now(dropped), (AWAITING_PICKUP, [False]))
        self.assertEqual(self.there_now(refunded)[1], [True])
        self.refund(dropped, 1)
        self.send()
        self.assertEqual(self.there_now(dropped)[1], [True])

    def test_in_several_steps_it_is_told_with_the_last(self):
        self.outlet.delivery_steps = "pick_ship"
        order = self.collect(("MUG", 3))
        self.deliver(self.waiting(order), 1)  # brought to the door
        leaving = self.waiting(order).filtered("bigcommerce_preparation")
        leaving.action_bigcommerce_ready()
        self.deliver(leaving)
        with self.requests():
            self.send()
        for _step in ("picked", "handed over"):
            self.deliver(self.waiting(order))
        self.send()
        self.assertEqual(self.there_now(order), (COMPLETED, [True]))
