"""Web orders that are collected in a store: told as ready, and as handed over, once."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from ..fulfillment_case import LOST_ANSWERS, PUT_OFF
from ..pickup_case import PickupCase

FLOW = "odoo.addons.bigcommerce_connector.sync.flow"
AWAITING_PICKUP, COMPLETED = 8, 10
PICKUPS = "/v3/orders/pickups"


class TestPickups(PickupCase):
    def collect_many(self, count, units=1):
        """So many web orders of a mug, read at once."""
        lines = [{"sku": "MUG", "quantity": units}]
        customer = {"email": "ada@example.com", "id": 5}
        placed = [
            self.web_orders.place(lines=lines, location_id=2, customer=customer).id
            for _turn in range(count)
        ]
        self.sync_orders()
        return self.store.order_ids.browse(
            self.web_order(number).id for number in placed
        )

    def there_now(self, order):
        """The order's status, and whether each of its pickups was collected."""
        rows = self.web_orders.pickups.values()
        mine = [row for row in rows if row.order_id == int(order.external_id)]
        return self.there(order).status_id, [
            all(item.collected for item in row.items) for row in mine
        ]

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

    def test_what_was_collected_has_left_for_the_rule_of_refunds(self):
        self.store.restock_policy = "unshipped"
        order = self.collect(("MUG", 2))
        self.deliver(self.waiting(order))
        self.refund(order, 1)
        self.assertEqual(self.at_outlet(), 8)
        returned = self.store.returns_location_id.quant_ids
        self.assertEqual(sum(returned.mapped("quantity")), 1)

    def not_collected(self):
        domain = [("store_id", "=", self.store.id), ("cause", "=", "not_collected")]
        return self.env["bigcommerce.todo"].search(domain)

    def test_what_nobody_collects_is_to_do_until_it_is_settled(self):
        orders = self.collect_many(4, units=2)
        in_parts, back, refunded, cancelled = orders
        self.waiting(in_parts).move_ids.quantity = 1
        self.waiting(in_parts).action_split_transfer()
        self.assertEqual(len(self.waiting(in_parts)), 2)
        ready = self.waiting(orders)
        ready.action_bigcommerce_ready()
        late = fields.Datetime.now() - timedelta(days=1)
        ready.bigcommerce_collect_until = late
        rows = self.not_collected()
        self.assertEqual(rows.order_id, orders)
        self.assertEqual((len(rows), rows.mapped("since")), (4, [late] * 4))
        place = back.pickup_location_id.name
        told = f"2 × {self.mug.display_name}: to be collected at {place} until"
        self.assertIn(told, rows.filtered(lambda row: row.order_id == back).message)
        card = self.env["bigcommerce.dashboard"].browse(self.store.id)
        self.assertEqual(card.todo_count, 4)
        self.assertIn("need a decision", rows.action_retry()["params"]["message"])
        self.assertEqual(rows[0].action_fix()["res_model"], "bigcommerce.order")
        self.waiting(back).action_bigcommerce_not_ready()
        self.refund(refunded, 2)
        self.set_status(cancelled, 5)
        self.assertEqual(self.not_collected().order_id, in_parts)
        self.deliver(self.waiting(in_parts))
        self.assertFalse(self.not_collected())

    def test_what_nobody_collects_is_listed_and_off_is_off(self):
        order = self.collect(("MUG", 1))
        [transfer] = self.waiting(order)
        transfer.action_bigcommerce_ready()
        self.assertEqual(
            transfer.bigcommerce_collect_until.date(),
            (fields.Datetime.now() + timedelta(days=7)).date(),
        )
        late = [("bigcommerce_collect_until", "<", "+8d")]
        self.assertEqual(transfer.search(late), transfer)
        self.assertFalse(self.not_collected(), "it is not late yet")
        self.store.pickup_sync = False
        order = self.collect(("MUG", 1))
        [transfer] = self.waiting(order)
        self.assertEqual(transfer.picking_type_id, self.warehouse.out_type_id)
        transfer.action_bigcommerce_ready()
        self.assertFalse(order.pickup_ids)
        self.assertFalse(transfer.bigcommerce_collect_until)
