"""Parts of a warehouse at locations of their own, and tills that sell from one."""

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ...sync.inventory.reasons import Reasons
from ..stock_case import StockCase


@tagged("post_install", "-at_install", "bigcommerce")
class TestStockPlaces(StockCase):
    """Location 1 shows the warehouse, location 2 its part *Shop*."""

    simulator_options = {"second_location": True}

    def setUp(self):
        super().setUp()
        self.main = self.warehouse.lot_stock_id
        self.shop_floor = self.env["stock.location"].create(
            {"name": "Shop", "location_id": self.main.id}
        )
        self.second = self.store.location_ids.filtered(lambda loc: not loc.is_default)
        self.second.write(
            {"warehouse_id": self.warehouse.id, "stock_location_id": self.shop_floor.id}
        )
        self.mug = self.product("MUG")
        self.put(self.main, 10)
        self.put(self.shop_floor, 4)
        self.sync()

    def put(self, location, quantity):
        self.env["stock.quant"]._update_available_quantity(
            self.mug.product_variant_id, location, quantity
        )

    def published(self):
        self.sync("stock")
        return self.on_hand(self.mug, 1), self.on_hand(self.mug, 2)

    def test_a_part_is_taken_out_of_the_whole(self):
        self.assertEqual(self.published(), (10, 4))
        self.second.stock_location_id = False  # two locations show the same place
        self.assertEqual(self.published(), (14, 14))

    def test_one_location_shows_the_places_of_several_shops(self):
        outlet = self.env["stock.warehouse"].create({"name": "Out", "code": "OUT"})
        self.put(outlet.lot_stock_id, 5)
        self.assertEqual(self.published(), (10, 4))
        self.second.more_location_ids = outlet.view_location_id
        self.assertEqual(self.published(), (10, 9))
        self.put(outlet.lot_stock_id, -7)  # each shop for itself takes it off the sum
        self.assertEqual(self.published(), (10, 2))
        reasons = Reasons(self.second, self.mug.product_variant_id)
        self.assertEqual(reasons.quantity, 2)
        self.assertEqual(sum(reason.quantity for reason in reasons.reasons), 2)

    def test_what_the_storefront_does_not_sell_is_said(self):
        default = self.store.location_ids - self.second
        self.assertFalse(default.storefront_note)
        self.assertIn("aggregated stock", self.second.storefront_note)
        (default | self.second).warehouse_id = False
        self.assertIn("sends it no stock", default.storefront_note)
        self.assertFalse(self.second.storefront_note)

    def test_a_place_of_another_warehouse_is_refused(self):
        outlet = self.env["stock.warehouse"].create({"name": "Out", "code": "OUT"})
        with self.assertRaisesRegex(ValidationError, "is not in the warehouse"):
            self.second.stock_location_id = outlet.lot_stock_id

    def test_a_location_that_moves_takes_its_stock_along(self):
        self.assertEqual(self.published(), (10, 4))
        corner = self.env["stock.location"].create(
            {"name": "Corner", "location_id": self.main.id}
        )
        self.put(corner, 3)
        self.assertEqual(self.published(), (13, 4))
        corner.location_id = self.shop_floor
        self.assertEqual(self.published(), (10, 7))

    def test_a_place_below_zero_takes_from_the_others(self):
        self.put(self.shop_floor, -6)
        self.assertEqual(self.published(), (8, 0))
        for location, debt in (self.second, 2), (self.store.location_ids[0], -2):
            reasons = Reasons(location, self.mug.product_variant_id)
            amounts = {reason.name: reason.quantity for reason in reasons.reasons}
            self.assertEqual(amounts["debts"], debt)
            self.assertEqual(sum(amounts.values()), reasons.quantity)

    def test_between_two_places_goods_are_in_neither(self):
        move = self.env["stock.move"].create(
            {
                "product_id": self.mug.product_variant_id.id,
                "product_uom_qty": 3,
                "location_id": self.main.id,
                "location_dest_id": self.shop_floor.id,
            }
        )
        move._action_confirm()
        move._action_assign()
        self.assertEqual(self.published(), (7, 4))
        move.picked = True
        move._action_done()
        self.assertEqual(self.published(), (7, 7))

    def test_a_location_that_is_off_keeps_what_it_has(self):
        self.assertEqual(self.published(), (10, 4))
        self.second.inventory_sync = False
        self.put(self.shop_floor, 5)
        self.assertEqual(self.published(), (10, 4))
        self.second.inventory_sync = True
        self.assertEqual(self.published(), (10, 9))

    def sell(self, quantity, source, **vals):
        """At a register that moves stock at its closing, from ``source``.

        :param vals: of its operation type
        """
        picking_type = self.warehouse.pos_type_id.copy(
            {"default_location_src_id": source.id, "sequence_code": "POSX", **vals}
        )
        config = self.env["pos.config"].create(
            {"name": "Register", "picking_type_id": picking_type.id}
        )
        session = self.env["pos.session"].create({"config_id": config.id})
        session.update_stock_at_closing = True
        self.sell_at(session, self.mug, quantity)

    def test_register_sale_is_taken_off_where_it_sells_from(self):
        self.assertEqual(self.published(), (10, 4))
        self.sell(3, self.shop_floor)
        self.assertEqual(self.published(), (10, 1))
        # A refund is added where the register puts it.
        self.sell(-5, self.shop_floor, return_picking_type_id=False)
        self.assertEqual(self.published(), (10, 6))
        back = self.warehouse.in_type_id.copy(
            {"default_location_dest_id": self.main.id, "sequence_code": "BACK"}
        )
        self.sell(-2, self.shop_floor, return_picking_type_id=back.id)
        self.assertEqual(self.published(), (12, 6))
        # A web order that is not posted, where its register will sell from.
        self.warehouse.pos_type_id.default_location_src_id = self.shop_floor
        lines = [{"sku": "MUG", "quantity": 4}]
        self.simulator.store.orders.place(lines=lines, status_id=7)
        self.sync_orders()
        self.assertEqual(self.published(), (12, 2))

    def test_a_till_that_sells_from_another_warehouse(self):
        outlet = self.env["stock.warehouse"].create({"name": "Out", "code": "OUT"})
        self.second.write({"warehouse_id": outlet.id, "stock_location_id": False})
        self.put(outlet.lot_stock_id, 5)
        self.assertEqual(self.published(), (14, 5))
        self.sell(3, outlet.lot_stock_id)
        self.assertEqual(self.published(), (14, 2))

    def test_sale_from_above_the_place_is_taken_off_it(self):
        """Nothing shows the whole warehouse, from which registers sell."""
        default = self.store.location_ids - self.second
        default.stock_location_id = self.shop_floor
        self.second.warehouse_id = False
        self.sync("stock")
        self.assertEqual(self.on_hand(self.mug), 4)
        self.sell(3, self.main)
        self.sync("stock")
        self.assertEqual(self.on_hand(self.mug), 1)
