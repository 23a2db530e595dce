"""Term by term: what is there, and what of it is promised."""

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from ...sync.inventory.quantities import Quantities
from ...sync.inventory.stock_day import end_of_stock_day
from ..stock_case import StockCase


@tagged("post_install", "-at_install", "bigcommerce")
class TestStockTerms(StockCase):
    def setUp(self):
        super().setUp()
        self.mug = self.synced("MUG")
        self.customers = self.env.ref("stock.stock_location_customers")
        self.shelf = self.location("Shelf", self.warehouse.lot_stock_id)

    def location(self, name, parent, usage="internal"):
        return self.env["stock.location"].create(
            {"name": name, "location_id": parent.id, "usage": usage}
        )

    def move(self, quantity, target, source=None, product=None):
        """A confirmed move that has reserved nothing."""
        move = self.env["stock.move"].create(
            {
                "product_id": (product or self.mug).product_variant_id.id,
                "product_uom_qty": quantity,
                "location_id": (source or self.warehouse.lot_stock_id).id,
                "location_dest_id": target.id,
            }
        )
        move._action_confirm()
        move._do_unreserve()
        return move

    def published(self, product=None):
        self.sync("stock")
        return self.on_hand(product or self.mug)

    def test_free_quantity_as_odoo_counts_it(self):
        cup = self.synced("CUP", quantity=2.5)
        self.stock(self.mug, -13)
        outlet = self.env["stock.warehouse"].create({"name": "Out", "code": "OUT"})
        self.stock(cup, 7, outlet)
        products = (self.mug | cup).product_variant_id
        place = self.warehouse.view_location_id.id
        quantities = Quantities(self.store)
        left = quantities.left(quantities.rows())
        for product in products.with_context(warehouse_id=self.warehouse.id):
            self.assertEqual(left[place, product.id], product.free_qty)

    def test_what_left_no_note_is_found_within_the_hour(self):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE stock_quant SET quantity = 4"
            " WHERE product_id = %s AND quantity > 0",
            [self.mug.product_variant_id.id],
        )
        self.env.invalidate_all()
        with self.assertNoRequests():
            self.sync("stock")
        with freeze_time(fields.Datetime.now() + timedelta(hours=1)):
            self.assertEqual(self.published(), 4)

    def test_promised_without_a_reservation(self):
        """A sales order whose goods are reserved later, by hand or by date."""
        move = self.move(4, self.customers)
        self.assertEqual(self.mug.product_variant_id.free_qty, 10)
        self.assertEqual(self.published(), 6)
        move._action_assign()
        self.assertEqual(self.published(), 6)
        move._action_cancel()
        self.assertEqual(self.published(), 10)

    def test_more_is_promised_than_there_is(self):
        move = self.move(12, self.customers)
        move._action_assign()
        self.assertEqual(self.published(), 0)
        self.stock(self.mug, 5)
        self.assertEqual(self.published(), 3)

    def test_shelf_work_takes_nothing_off(self):
        move = self.move(4, self.shelf)
        self.assertEqual(self.published(), 10)
        move._action_assign()
        self.assertEqual(self.mug.product_variant_id.free_qty, 6)
        self.assertEqual(self.published(), 10)
        move.picked = True
        move._action_done()
        self.assertEqual(self.published(), 10)

    def test_reservation_of_no_move_takes_nothing_off(self):
        """Odoo may leave one where rivals want the same row."""
        move = self.move(3, self.customers)
        move._action_assign()
        self.env["stock.quant"]._update_reserved_quantity(
            self.mug.product_variant_id, self.warehouse.lot_stock_id, 2
        )
        self.assertEqual(self.mug.product_variant_id.free_qty, 5)
        self.assertEqual(self.published(), 7)
        self.env["stock.quant"]._clean_reservations()
        self.assertEqual(self.mug.product_variant_id.free_qty, 7)
        self.assertEqual(self.published(), 7)

    def test_picked_for_a_customer(self):
        """In two steps: from its reservation until it has left, taken off once."""
        self.warehouse.delivery_steps = "pick_ship"
        rules, product = self.env["stock.rule"], self.mug.product_variant_id
        vals = {"warehouse_id": self.warehouse, "date_planned": fields.Datetime.now()}
        asked = (product, 4, product.uom_id, self.customers, "S1", "S1")
        rules.run([rules.Procurement(*asked, self.env.company, vals)])
        pick = self.env["stock.move"].search([("product_id", "=", product.id)], limit=1)
        self.assertEqual(pick.location_dest_id, self.warehouse.wh_output_stock_loc_id)
        pick._do_unreserve()
        self.assertEqual(self.published(), 6)
        pick._action_assign()
        self.assertEqual(self.published(), 6)
        pick.picked = True
        pick._action_done()
        self.assertEqual(pick.move_dest_ids.location_dest_id, self.customers)
        self.assertEqual(self.published(), 6)
        pick.move_dest_ids._do_unreserve()
        self.assertEqual(self.published(), 6)

    def test_a_delivery_that_waits_for_its_picking(self):
        ship = self.move(4, self.customers, self.shelf)
        pick = self.move(4, self.shelf)
        ship.move_orig_ids = pick
        self.stock(self.mug, 1)  # it is counted again
        self.assertEqual(self.published(), 7)

    def test_goods_that_are_to_come_are_no_stock(self):
        ship = self.move(4, self.customers)
        ship.move_orig_ids = self.move(
            4,
            self.warehouse.lot_stock_id,
            self.env.ref("stock.stock_location_suppliers"),
        )
        self.stock(self.mug, 1)
        self.assertEqual(self.published(), 11)

    def test_goods_in_transit_or_lost_are_no_stock(self):
        for usage in ("transit", "inventory"):
            place = self.location(usage, self.warehouse.view_location_id, usage)
            self.env["stock.quant"]._update_available_quantity(
                self.mug.product_variant_id, place, 3
            )
        self.stock(self.mug, 1)
        self.assertEqual(self.published(), 11)

    def test_goods_that_expire_today_where_the_company_is(self):
        lots = self.env["stock.lot"]
        if "removal_date" not in lots._fields:
            self.skipTest("The addon product_expiry is not installed.")
        self.env.company.partner_id.tz = "Asia/Tokyo"
        self.store.compare_stock_at = False  # it was set by the clock of before
        milk = self.product("MILK", tracking="lot", use_expiration_date=True)
        product = milk.product_variant_id
        tomorrow = end_of_stock_day(self.store)
        for name, date in (("L1", tomorrow - timedelta(seconds=1)), ("L2", tomorrow)):
            lot = lots.create({"name": name, "product_id": product.id})
            lot.removal_date = date
            self.env["stock.quant"]._update_available_quantity(
                product, self.warehouse.lot_stock_id, 5, lot_id=lot
            )
        self.sync()
        self.assertEqual(self.published(milk), 5)
        lot.removal_date = tomorrow - timedelta(seconds=1)
        self.assertEqual(self.published(milk), 0)
        lot.removal_date = tomorrow
        self.assertEqual(self.published(milk), 5)
        with self.assertNoRequests():
            self.sync("stock")
        with freeze_time(tomorrow):  # nobody does anything: the day turns
            self.assertEqual(self.published(milk), 0)
        with freeze_time(tomorrow - timedelta(days=3)):
            self.assertEqual(end_of_stock_day(self.store).hour, 15)
