"""Whatever happens to kits and to what they are made of, the next run knows it: only
what changed is computed, and that is enough."""

import random

from odoo import Command, fields

from odoo.addons.bigcommerce_connector.sync.inventory.comparison import (
    StockComparison,
)
from odoo.addons.bigcommerce_connector.sync.inventory.reasons import Reasons

from .test_kit_stock import KitStockCase

_STEPS = 8


class Workshop(KitStockCase):
    """A pair of parts is a kit, a box of pairs too, and a table is made of parts."""

    def setUp(self):
        super().setUp()
        self.part = self.goods("Part", 10, **self.on_web("PART"))
        self.other = self.goods("Other", 30, **self.on_web("OTHER"))
        self.pair = self.kit("Pair", {self.part: 2, self.other: 1}, **self.on_web("P"))
        self.box = self.kit("Box", {self.pair: 2}, **self.on_web("BOX"))
        self.table = self.goods("Table", 0, **self.on_web("TABLE"))
        self.plan_of_table = self.make_kit(self.table, {self.part: 4}, type="normal")
        self.sync()
        self.items = self.part, self.pair, self.box, self.table
        self.assertEqual(self.numbers(*self.items), [10, 5, 2, 0])

    def plan(self):
        """An order to make a table, as a draft."""
        return self.env["mrp.production"].create(
            {
                "product_id": self.table.id,
                "bom_id": self.plan_of_table.id,
                "product_qty": 1,
            }
        )

    def finish(self, order):
        order.button_mark_done()
        self.assertEqual(order.state, "done")


class TestKitChanges(Workshop):
    def test_manufacturing_takes_components_once_it_is_confirmed(self):
        order = self.plan()
        for happen, expected in (
            (order.action_confirm, [6, 3, 1, 0]),
            (order.do_unreserve, [6, 3, 1, 0]),
            (order.action_cancel, [10, 5, 2, 0]),
        ):
            with self.subTest(happen.__name__):
                happen()
                self.assertEqual(self.numbers(*self.items), expected)
        order = self.plan()
        order.action_confirm()
        self.finish(order)
        self.assertEqual(self.numbers(*self.items), [6, 3, 1, 1])

    def test_bills_of_another_company_and_one_that_contains_itself(self):
        """Another company's; and of one that contains itself there is none to sell."""
        other = self.env["res.company"].create({"name": "Other"})
        foreign = {"sequence": -1, "company_id": other.id}
        self.make_kit(self.pair, {self.part: 1}, **foreign)
        self.make_kit(self.part, {self.other: 1}, **foreign)
        with self.assertNoRequests():
            self.sync("stock")
        bom = self.pair.bom_ids.filtered(lambda bom: bom.company_id != other)
        self.env.flush_all()
        self.env.cr.execute(  # Odoo refuses it
            "UPDATE mrp_bom_line SET product_id = %s WHERE id = %s",
            [self.box.id, bom.bom_line_ids[1].id],
        )
        self.env.invalidate_all()
        self.stock(self.part, 1)
        self.env["bigcommerce.change"]._note_all_stock()
        self.assertEqual(self.numbers(*self.items), [11, 0, 0, 0])

    def test_number_of_a_kit_is_explained_by_its_components(self):
        session = self.register(at_closing=True)
        sale = self.sell(session, {self.box: 1, self.part: 1})
        reasons = Reasons(self.store.location_ids, self.pair)
        self.assertEqual(reasons.quantity, 2)
        self.assertEqual(reasons.components, {self.part.id: 2, self.other.id: 1})
        self.assertEqual(
            {
                (reason.name, reason.product_id): reason.quantity
                for reason in reasons.reasons
            },
            {
                ("on_hand", self.part.id): 10,
                ("sessions", self.part.id): -5,
                ("on_hand", self.other.id): 30,
                ("sessions", self.other.id): -2,
            },
        )
        behind = {
            reason.record_ids for reason in reasons.reasons if reason.name == "sessions"
        }
        self.assertEqual(behind, {(sale.id,)})

    def test_goods_that_are_shipped_later_are_taken_off_once(self):
        session = self.register(at_closing=True)
        session.config_id.write({"ship_later": True, "warehouse_id": self.warehouse.id})
        partner = self.env["res.partner"].create({"name": "Later"})
        later = {"shipping_date": fields.Date.today(), "partner_id": partner.id}
        self._ring_up(session, [{"product_id": self.pair.id, "qty": 1}], **later)
        self.assertEqual(self.numbers(*self.items), [8, 4, 2, 0])
        self.close(session)
        self.assertEqual(self.numbers(*self.items), [8, 4, 2, 0])


class TestKitLife(Workshop):
    """A random life of the shop."""

    def setUp(self):
        super().setUp()
        self.random = random.Random(20_261_130)
        self.tills = [self.register(), self.register(at_closing=True)]
        self.sales, self.orders = [], []

    def any_item(self):
        return self.random.choice([self.part, self.other, self.pair, self.box])

    # === WHAT HAPPENS === #

    def count(self):
        component = self.random.choice([self.part, self.other])
        self.stock(component, self.random.choice([-2, 1, 5]))

    def ring_up(self):
        till, item = self.random.choice(self.tills), self.any_item()
        self.sales.append((till, item, self.sell(till, {item: 1})))

    def take_back(self):
        if self.sales:
            till, item, sale = self.sales.pop()
            self.refund(till, sale, {item: 1})

    def close_a_till(self):
        self.close(self.tills[1])
        self.tills[1] = self.register(at_closing=True)
        self.sales = [sale for sale in self.sales if sale[0] == self.tills[0]]

    def plan_production(self):
        self.orders.append(self.plan())
        self.orders[-1].action_confirm()

    def go_on_with_production(self):
        if self.orders:
            order = self.orders.pop()
            what = self.random.choice(["unreserve", "cancel", "finish"])
            if what == "unreserve":
                order.do_unreserve()
                self.orders.insert(0, order)
            elif what == "cancel":
                order.action_cancel()
            else:
                self.finish(order)

    def order_on_the_web(self):
        item = self.any_item()
        lines = [{"sku": item.default_code, "quantity": 1}]
        self.simulator.store.orders.place(lines=lines, status_id=7)
        self.sync("orders")

    def change_a_recipe(self):
        line = self.random.choice([*self.pair.bom_ids.bom_line_ids])
        line.product_qty = self.random.randint(1, 3)

    def archive_a_recipe(self):
        bom = self.box.with_context(active_test=False).bom_ids
        bom.active = not bom.active

    def replace_a_recipe(self):
        lines = [Command.create({"product_id": self.other.id, "product_qty": 2})]
        self.box.bom_ids.write({"bom_line_ids": [Command.clear(), *lines]})

    def test_incremental_run_finds_all_that_differs(self):
        events = {
            self.count: 3,
            self.ring_up: 4,
            self.take_back: 2,
            self.close_a_till: 1,
            self.plan_production: 2,
            self.go_on_with_production: 4,
            self.order_on_the_web: 2,
            self.change_a_recipe: 1,
            self.archive_a_recipe: 1,
            self.replace_a_recipe: 1,
        }
        for step in range(_STEPS):
            happened = self.random.choices(list(events), list(events.values()), k=2)
            for event in happened:
                event()
            self.end_transaction()
            self.sync("stock")
            with self.subTest(step=step, events=[event.__name__ for event in happened]):
                self.assertFalse(StockComparison(self.store).levels_to_send())
