"""What nobody collects in time is to do."""

from datetime import timedelta

from odoo import fields

from ..pickup_case import PickupCase


class TestNotCollected(PickupCase):
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
