"""Orders that are posted together come out as if posted one by one, row by row."""

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from ...models.company_check import are_of_one_company
from ...models.connector_context import as_connector
from ...sync.orders.post.known_overrides import is_any_unknown
from ..both_ways_case import MOST, ORDERS, BothWaysCase


class TestPostedTogether(BothWaysCase):
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
        self.by_lots()
        return ["SHIRT", "MUG", "FIFO", "AVERAGE", "PIECE", "SERVICE"]

    def by_lots(self):
        """A product of two lots, and one whose stock nobody has put into lots."""
        place = self.warehouse.lot_stock_id
        product = self.uncounted("NO LOT")
        product.tracking = "lot"
        self.env["stock.quant"]._update_available_quantity(product, place, ORDERS)
        product = self.uncounted("LOT")
        product.tracking = "lot"
        for name in "L1", "L2":
            lot = self.env["stock.lot"].create({"name": name, "product_id": product.id})
            self.env["stock.quant"]._update_available_quantity(
                product, place, ORDERS // 4, lot_id=lot
            )

    def rename_there(self):
        """Two orders of one variant, under the SKUs of two products of Odoo."""
        self.sell("OLD", 5)
        self.new_product("NEW", 7)
        self.place({"sku": "OLD"})
        [there] = self.shop.products.list({"sku": "OLD"})
        self.shop.products.update(there["id"], {"sku": "NEW"})
        self.place({"sku": "NEW"})

    def some_go_alone(self, skus):
        """Between the others, in one order of eight."""
        number = self.random_order(skus)
        if self.chance.randrange(8):
            return
        match self.chance.choice(["refunded", "lot", "typed in"]):
            case "refunded":
                self.refund(number, self.chance)
            case "lot":
                self.random_order(["LOT", *skus[:2]])
            case _:
                self.place({"sku": skus[0]}, {"name": "Typed in", "price": "3"})

    def test_every_row_is_as_one_by_one(self):
        skus = self.make_goods()
        self.accept("EUR", 0.8)
        self.rename_there()
        for _ in range(ORDERS):
            self.some_go_alone(skus)
        # These go alone.
        self.place({"sku": "LOT"}, {"sku": "SHIRT"})
        self.place({"sku": "NO LOT"}, {"sku": "SHIRT"})
        self.place({"sku": "RARE", "quantity": 150})
        self.place({"name": "Typed in", "price": "3"})
        self.place({"sku": "GONE"}, {"sku": "SHIRT"})
        self.assert_same_both_ways(later=lambda: self.more_of_everything(skus))
        self.assertTrue(any(count > 3 for count in self.joint), self.joint)

    def some_both_ways(self):
        skus = ["SHIRT", "MUG"]
        for _ in range(max(5, ORDERS // 4)):
            self.random_order(skus)
        self.assert_same_both_ways(later=lambda: self.more_of_everything(skus))

    def test_company_that_moves_goods_at_closing(self):
        """The goods of web orders leave at once there, too."""
        self.env.company.point_of_sale_update_stock_quantities = "closing"
        self.some_both_ways()
        self.assertGreater(max(self.joint), 3)

    def test_session_that_moves_goods_at_closing(self):
        self.place({"sku": "MUG"})
        self.sync_by(MOST)
        del self.joint[:]
        self.store.config_ids.session_ids.update_stock_at_closing = True
        self.some_both_ways()
        self.assertEqual(set(self.joint), {0})

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
        self.sync_by(MOST)
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
        self.sync_by(MOST)
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
        self.sync_by(MOST)
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
        self.sync_by(MOST)
        self.assertEqual(self.joint, [1])
        mugs = [("product_id", "=", self.mug.id), ("location_id", "=", place.id)]
        self.assertEqual(self.env["stock.quant"].search(mugs).mapped("quantity"), [96])
