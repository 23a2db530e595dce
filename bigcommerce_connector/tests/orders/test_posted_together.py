"""Orders that are posted together come out as if posted one by one, row by row."""

import os
from contextlib import closing
from pprint import pformat
from random import Random

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from ...models.company_check import are_of_one_company
from ...models.connector_context import as_connector
from ...settlement.pace import Pace
from ...sync.orders import posting_queue
from ...sync.orders.post.joint_transfers import JointTransfers
from ...sync.orders.post.known_overrides import is_any_unknown
from ..common import BigcommerceCase
from ..rows import Rows, differences

ORDERS = int(os.environ.get("ORDERS_TOGETHER", "16"))
SEED = int(os.environ.get("ORDERS_TOGETHER_SEED", "1"))


class TestPostedTogether(BigcommerceCase):
    def setUp(self):
        super().setUp()
        self.chance = Random(SEED)
        self.shirt, self.mug = self.sell("SHIRT", 20), self.sell("MUG", 7.5)
        self.joint = []
        self.patch(posting_queue, "_pace", Pace())  # not of slow tests before
        carry_out = JointTransfers.carry_out

        def watch(transfers, posted):
            self.joint.append(len(transfers._requests))
            carry_out(transfers, posted)

        self.patch(JointTransfers, "carry_out", watch)

    def place(self, *lines, **details):
        lines = [{"quantity": 1, **line} for line in lines]
        return self.simulator.store.orders.place(lines=lines, **details).id

    def sync_by(self, most):
        """Read what waits, and post as many together."""
        self.env["ir.config_parameter"].set_param(
            posting_queue.MOST_TOGETHER, str(most)
        )
        self.sync_orders()
        for _ in range(ORDERS):  # a busy machine needs more than one run
            if self.store.order_ids.filtered("needs_sync"):
                self.sync_orders()

    def close(self):
        self.store.config_ids.session_ids.start_at = "2026-01-01 10:00:00"
        self.run_flow("sessions")
        states = set(self.store.config_ids.session_ids.mapped("state"))
        self.assertEqual(states, {"closed"}, self.store.closing_problem)

    def both_ways(self):
        """What posting and closing made, each order alone and together."""
        self.env.flush_all()
        rows = Rows(self.env.cr)
        found = []
        for most in 0, 25:
            with closing(self.env.cr.savepoint()):
                self.sync_by(most)
                posted = rows.read()
                self.close()
                found.append((posted, rows.read()))
            self.env.invalidate_all()
            self.registry.clear_all_caches()
        return found

    def assert_same_both_ways(self):
        one_by_one, together = self.both_ways()
        for before, after in zip(one_by_one, together, strict=True):
            found = differences(before, after)
            self.assertFalse(found, pformat(found, width=150))

    # === IDENTICAL === #

    def fifo(self):
        """A product of which some cost more than others."""
        category = self.env["product.category"].create(
            {
                "name": "FIFO",
                "property_cost_method": "fifo",
                "property_valuation": "real_time",
            }
        )
        product = self.sell("FIFO", 30, categ_id=category.id)
        for cost in 5, 8:
            move = self.env["stock.move"].create(
                {
                    "product_id": product.id,
                    "product_uom_qty": 4,
                    "price_unit": cost,
                    "location_id": self.env.ref("stock.stock_location_suppliers").id,
                    "location_dest_id": self.warehouse.lot_stock_id.id,
                }
            )
            move._action_confirm()
            move.quantity = 4
            move.picked = True
            move._action_done()
        return product

    def random_order(self, skus):
        chance = self.chance
        chosen = chance.sample(skus, chance.randint(1, min(3, len(skus))))
        details = {
            "tax_rate": chance.choice([None, "8.25", ["5", "2.5"]]),
            "shipping": chance.choice([None, {"cost": "4.99", "method": "Post"}]),
            "discount": chance.choice([None, None, "1.37"]),
            "customer": {
                "email": f"shopper{chance.randint(1, 5)}@example.com",
                "first_name": "Ann",
                "city": chance.choice(["Austin", "Waco"]),
            },
            "gift_certificate": chance.choice([None, None, "2.50"]),
        }
        self.place(
            *({"sku": sku, "quantity": chance.randint(1, 3)} for sku in chosen),
            **{name: value for name, value in details.items() if value},
        )

    def uncounted(self, sku):
        """A product without stock."""
        product = self.sell(sku, 6)
        self.env["stock.quant"].search([("product_id", "=", product.id)]).unlink()
        return product

    def make_goods(self):
        self.fifo()
        average = self.env["product.category"].create(
            {"name": "Average", "property_cost_method": "average"}
        )
        self.sell("AVERAGE", 12, categ_id=average.id, standard_price=4)
        self.uncounted("PIECE").is_storable = False
        self.uncounted("SERVICE").type = "service"
        self.sell("RARE", 11)
        self.sell("GONE", 8).default_code = "RENAMED"
        self.uncounted("LOT").tracking = "lot"
        return ["SHIRT", "MUG", "FIFO", "AVERAGE", "PIECE", "SERVICE"]

    def rename_there(self):
        """Two orders of one variant, under the SKUs of two products of Odoo."""
        self.sell("OLD", 5)
        self.new_product("NEW", 7)
        self.place({"sku": "OLD"})
        [there] = self.shop.products.list({"sku": "OLD"})
        self.shop.products.update(there["id"], {"sku": "NEW"})
        self.place({"sku": "NEW"})

    def test_every_row_is_as_one_by_one(self):
        skus = self.make_goods()
        self.rename_there()
        for _ in range(ORDERS):
            self.random_order(skus)
        # These go alone.
        self.place({"sku": "LOT"}, {"sku": "SHIRT"})
        self.place({"sku": "RARE", "quantity": 150})
        self.place({"name": "Typed in", "price": "3"})
        self.place({"sku": "GONE"}, {"sku": "SHIRT"})
        self.assert_same_both_ways()
        self.assertTrue(any(count > 3 for count in self.joint), self.joint)

    def test_goods_that_leave_at_closing(self):
        self.place({"sku": "MUG"})
        self.sync_by(25)
        self.store.config_ids.session_ids.update_stock_at_closing = True
        for _ in range(5):
            self.random_order(["SHIRT", "MUG"])
        self.assert_same_both_ways()

    def test_another_addon_that_takes_a_hand_is_asked_for_each_order(self):
        PosOrder = type(self.env["pos.order"])
        plain, seen = PosOrder.sync_from_ui, []

        def sync_from_ui(orders, vals_list):
            seen.append(len(vals_list))
            return plain(orders, vals_list)

        sync_from_ui.__module__ = "odoo.addons.shop.models.pos_order"
        self.patch(PosOrder, "sync_from_ui", sync_from_ui)
        for _ in range(4):
            self.place({"sku": "SHIRT"})
        self.sync_by(25)
        self.assertEqual((seen, self.joint), ([1] * 4, []))

    def test_the_company_check_of_many_refuses_what_odoo_refuses(self):
        company = self.env["res.company"].create({"name": "Other"})
        owner = {"name": "Stranger", "company_id": company.id}
        vals = {
            "product_id": self.mug.id,
            "product_uom_qty": 1,
            "location_id": self.warehouse.lot_stock_id.id,
            "location_dest_id": self.env.ref("stock.stock_location_customers").id,
        }
        stranger = self.env["res.partner"].create(owner).id
        moves = self.env["stock.move"].create(
            [vals, {**vals, "restrict_partner_id": stranger}]
        )
        together = as_connector(moves, transfers=self)
        for every in moves, together:
            every[0]._check_company()
            with self.assertRaisesRegex(UserError, "Stranger"):
                every._check_company()
        self.assertTrue(are_of_one_company(moves, ["location_id"]))
        self.assertFalse(are_of_one_company(moves, ["company_id"]))

    def test_another_addon_that_checks_companies_is_known_of(self):
        self.assertFalse(is_any_unknown(self.env))
        Moves = type(self.env["stock.move"])

        def _check_company(moves, fnames=None):
            """Of another addon."""

        _check_company.__module__ = "odoo.addons.shop.models.stock_move"
        self.patch(Moves, "_check_company", _check_company)
        self.assertTrue(is_any_unknown(self.env))

    # === WHAT CANNOT BE POSTED === #

    def refuse_to_move(self, product):
        """The database does not take any move of a product."""
        self.env.cr.execute(
            """
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql
                AS $$ BEGIN RAISE EXCEPTION 'refused'; END $$;
            CREATE TRIGGER refuse BEFORE INSERT ON stock_move FOR EACH ROW
                WHEN (NEW.product_id = %s) EXECUTE FUNCTION refuse()
            """,
            [product.id],
        )

    @mute_logger(
        "odoo.sql_db", "odoo.addons.bigcommerce_connector.sync.orders.reconcile"
    )
    def test_what_cannot_be_posted_stops_no_other_and_says_why(self):
        self.refuse_to_move(self.mug)
        good = [self.place({"sku": "SHIRT"}) for _ in range(3)]
        unmoved = self.place({"sku": "SHIRT"}, {"sku": "MUG"})
        foreign = self.place({"sku": "SHIRT"}, currency="CHF")
        good += [self.place({"sku": "SHIRT"}) for _ in range(3)]
        self.sync_by(25)
        for number in good:
            order = self.web_order(number)
            self.assertEqual((order.state, len(order.pos_order_ids)), ("synced", 1))
            self.assertEqual(
                set(order.pos_order_ids.picking_ids.mapped("state")), {"done"}
            )
        for number, text in (unmoved, "unexpected"), (foreign, "CHF"):
            order = self.web_order(number)
            self.assertEqual(order.state, "attention")
            self.assertIn(text, order.message)
            self.assertFalse(order.pos_order_ids)
        self.assertGreater(max(self.joint), 1)
        on_hand = self.shirt.with_context(warehouse_id=self.warehouse.id).qty_available
        self.assertEqual(on_hand, 100 - len(good))

    def test_a_sale_that_takes_more_than_is_free_says_what_is_missing(self):
        numbers = [self.place({"sku": "MUG", "quantity": 30}) for _ in range(5)]
        self.sync_by(25)
        orders = [self.web_order(number) for number in numbers]
        self.assertEqual({order.state for order in orders}, {"synced"})
        missing = [bool(order.activity_ids) for order in orders]
        self.assertEqual(missing, [False, False, False, True, True])
        self.assertEqual(self.joint[0], 3)

    def test_rows_of_stock_that_rivals_got_are_put_together(self):
        """Odoo gives one to whoever sells while the others are locked."""
        place = self.warehouse.lot_stock_id
        self.env["stock.quant"].create(
            {"product_id": self.mug.id, "location_id": place.id, "quantity": -3}
        )
        self.place({"sku": "MUG"})
        self.sync_by(25)
        self.assertEqual(self.joint, [1])
        mugs = [("product_id", "=", self.mug.id), ("location_id", "=", place.id)]
        self.assertEqual(self.env["stock.quant"].search(mugs).mapped("quantity"), [96])
