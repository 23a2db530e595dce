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

    def web_order(self, number, product, location_id=False):
        """A web order of 4, which is collected at a location, or shipped."""
        order = self.env["bigcommerce.order"].create(
            {
                "store_id": self.store.id,
                "external_id": number,
                "state": "pending",
                "needs_sync": False,
                "status_id": 11,
                "date_created": f"2026-01-{number}",
                "currency_id": self.env.company.currency_id.id,
                "is_pickup": bool(location_id),
                "pickup_location_id": location_id,
            }
        )
        self.env["bigcommerce.order.line"].create(
            {
                "store_id": self.store.id,
                "order_id": order.id,
                "key": "variant:1",
                "product_id": product.product_variant_id.id,
                "quantity": 4,
                "quantity_target": 4,
            }
        )
        return order

    def take(self, product, warehouse, quantity):
        self.env["stock.quant"]._update_available_quantity(
            product.product_variant_id, warehouse.lot_stock_id, -quantity
        )

    def test_who_collects_is_named_where_the_goods_lack(self):
        self.store.write({"goods_leave": "shipped", "pickup_sync": True})
        mug = self.product()
        self.give(mug, 5, 5)
        self.sync()
        outlet = self.store.location_ids.filtered("warehouse_id")[-1:]
        self.assertEqual(outlet.warehouse_id, self.outlet)
        shipped = self.web_order("10", mug)
        collected = self.web_order("11", mug, outlet.id)
        self.take(mug, self.warehouse, 4)
        self.sync("stock")
        self.assertFalse(collected.is_short)
        missing = f"Missing at {self.warehouse.name}: [MUG] Product MUG: 3"
        self.assertIn(missing, shipped.activity_ids.note)
        self.take(mug, self.outlet, 3)
        self.sync("stock")
        self.assertEqual(len(shipped.activity_ids), 1)
        asked = collected.activity_ids.note
        self.assertIn("Missing at Outlet: [MUG] Product MUG: 2", asked)

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
