"""Stock of several locations, each with a warehouse of its own."""

from odoo.tests import tagged

from ..catalog_case import CatalogCase
from ..stock_case import ORDERS, PUSH


@tagged("post_install", "-at_install", "bigcommerce")
class TestStockLocations(CatalogCase):
    simulator_options = {"second_location": True}

    def setUp(self):
        super().setUp()
        self.outlet = self.env["stock.warehouse"].create(
            {"name": "Outlet", "code": "OUT"}
        )
        second = self.store.location_ids.filtered(lambda loc: loc.external_id == "2")
        second.warehouse_id = self.outlet

    def on_hand(self, product):
        inventory = self.simulator.store.inventory
        variant_id = int(self.mapping(product).variant_ids.external_id)
        return inventory.on_hand(variant_id, 1), inventory.on_hand(variant_id, 2)

    def test_every_location_gets_the_stock_of_its_warehouse(self):
        """In one call, grouped by location."""
        mug, cup = self.product(), self.product("CUP")
        quant = self.env["stock.quant"]
        for warehouse, quantity in ((self.warehouse, 3), (self.outlet, 5)):
            for product in (mug, cup):
                quant._update_available_quantity(
                    product.product_variant_id, warehouse.lot_stock_id, quantity
                )
        self.sync()
        with self.requests(*ORDERS, PUSH):
            self.sync("stock")
        self.assertEqual(self.on_hand(mug), (3, 5))
        items = self.last_body()["items"]
        self.assertEqual([item["location_id"] for item in items], [1, 1, 2, 2])

    def test_enforcement_publishes_where_the_item_is_entitled(self):
        self.store.item_sync_enforcement = True
        mug = self.product(bigcommerce_warehouse_ids=self.warehouse.ids)
        both = self.product(
            "BOTH", bigcommerce_warehouse_ids=(self.warehouse | self.outlet).ids
        )
        for product in (mug, both):
            for warehouse in (self.warehouse, self.outlet):
                self.env["stock.quant"]._update_available_quantity(
                    product.product_variant_id, warehouse.lot_stock_id, 4
                )
        self.sync()
        self.sync("stock")
        self.assertEqual(self.on_hand(mug), (4, 0))
        self.assertEqual(self.on_hand(both), (4, 4))

    def test_a_disabled_location_is_left_out(self):
        mug = self.product()
        self.sync()
        self.store.location_ids.filtered(
            lambda location: location.external_id == "2"
        ).enabled = False
        self.sync("stock")
        locations = {item["location_id"] for item in self.last_body()["items"]}
        self.assertEqual(locations, {1})
        self.assertTrue(mug)

    # === THE STORE'S LOCATION === #

    def give(self, product, shop, outlet):
        for warehouse, quantity in ((self.warehouse, shop), (self.outlet, outlet)):
            self.env["stock.quant"]._update_available_quantity(
                product.product_variant_id, warehouse.lot_stock_id, quantity
            )

    def test_another_location_is_published_where_the_former_was(self):
        """A has 5, B has 9: what the web sells from B is 9."""
        self.store.location_ids.filtered(lambda loc: not loc.is_default).write(
            {"warehouse_id": False}
        )
        mug = self.product()
        self.give(mug, 5, 9)
        self.sync()
        self.sync("stock")
        self.assertEqual(self.on_hand(mug), (5, 0))
        self.store.warehouse_id = self.outlet
        self.sync("stock")
        self.assertEqual(self.on_hand(mug), (9, 0))
        told = " ".join(self.store.message_ids.mapped("body"))
        self.assertIn("now show the stock of Outlet", told)
        self.store.action_refresh()
        self.sync("stock")
        self.assertEqual(self.on_hand(mug), (9, 0))

    def test_another_location_while_disconnected(self):
        mug = self.product()
        self.give(mug, 5, 9)
        self.sync()
        self.sync("stock")
        self.store.action_disconnect()
        self.store.warehouse_id = self.outlet
        self.store.action_connect()
        self.store.action_go_live()
        self.sync("stock")
        self.assertEqual(self.on_hand(mug), (9, 9))

    def test_a_location_of_somebodys_choice_stays(self):
        mug = self.product()
        self.give(mug, 5, 9)
        third = self.env["stock.warehouse"].create({"name": "Third", "code": "THI"})
        self.store.location_ids.filtered("is_default").warehouse_id = third
        self.store.warehouse_id = self.outlet
        default = self.store.location_ids.filtered("is_default")
        self.assertEqual(default.warehouse_id, third)
