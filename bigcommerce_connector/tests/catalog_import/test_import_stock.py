"""Opening stock: once, where Odoo has none, with what web orders still hold."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..import_case import ImportCase


@tagged("post_install", "-at_install", "bigcommerce")
class TestImportStock(ImportCase):
    simulator_options = {"second_location": True}

    def stocked(self, document, quantity, location=None):
        """Give a product without options stock on BigCommerce."""
        location = location or self.store.location_ids.filtered("warehouse_id")[0]
        number = int(location.external_id)
        item = {"location_id": number, "product_id": document["id"]}
        self.shop.inventory.set_absolute(
            [{**item, "quantity": quantity}], reason="counted"
        )
        return document

    def quantity(self, product, warehouse=None):
        id_ = (warehouse or self.warehouse).id
        return product.with_context(warehouse_id=id_).qty_available

    def assertStockStays(self):
        start = len(self.exchanges)
        self.sync("stock")
        sent = [e["path"] for e in self.exchanges[start:] if e["method"] == "PUT"]
        self.assertEqual(sent, [])

    def test_stock_comes_in_and_is_not_sent_back(self):
        there = self.stocked(self.there(), 7)
        mug = self.line(self.imported(stock="empty"), there).product_tmpl_id
        self.assertEqual(self.quantity(mug), 7)
        self.assertStockStays()
        self.imported(stock="empty")
        self.assertEqual(self.quantity(mug), 7)

    def second_location(self, warehouse):
        """The other location on BigCommerce, showing the stock of a warehouse."""
        second = self.store.location_ids.filtered(lambda loc: loc.external_id == "2")
        second.warehouse_id = warehouse
        return second

    def test_each_location_has_its_own_stock(self):
        other = self.warehouse.copy({"name": "Other", "code": "OTHER"})
        two = self.second_location(other)
        mug, cup = self.stocked(self.there(), 7), self.stocked(self.there("CUP"), 4)
        self.stocked(mug, 5, two)
        have = self.product("CUP")
        self.env["stock.quant"]._update_available_quantity(
            have.product_variant_id, self.warehouse.lot_stock_id, 3
        )
        self.stocked(cup, 2, two)
        made = self.line(self.imported(stock="empty"), mug).product_tmpl_id
        for product, first, second in ((made, 7, 5), (have, 3, 2)):
            found = self.quantity(product), self.quantity(product, other)
            self.assertEqual(found, (first, second), product.name)
        self.imported(stock="all")
        found = self.quantity(have), self.quantity(have, other)
        self.assertEqual(found, (4, 2))
        self.assertStockStays()

    def test_of_two_locations_that_show_one_place_the_first_counts(self):
        two = self.second_location(self.warehouse)
        there = self.stocked(self.stocked(self.there(), 7), 9, two)
        mug = self.line(self.imported(stock="all"), there).product_tmpl_id
        self.assertEqual(self.quantity(mug), 7)

    def test_stock_that_odoo_has_is_kept_unless_the_owner_says_otherwise(self):
        self.stocked(self.there(), 7)
        mug = self.product()
        self.env["stock.quant"]._update_available_quantity(
            mug.product_variant_id, self.warehouse.lot_stock_id, 3
        )
        self.imported(stock="empty")
        self.assertEqual(self.quantity(mug), 3)
        self.imported(stock="all")
        self.assertEqual(self.quantity(mug), 7)

    def test_goods_of_an_open_web_order_are_in_the_shop_until_it_is_posted(self):
        there = self.stocked(self.there(), 7)
        order = self.simulator.store.orders.place(lines=[{"sku": "MUG", "quantity": 2}])
        self.sync_orders()
        self.assertEqual(self.web_order(order.id).state, "attention")
        mug = self.line(self.imported(stock="empty"), there).product_tmpl_id
        self.assertEqual(self.quantity(mug), 7)  # 5 there, and 2 of the order
        self.sync_orders()
        self.assertEqual(self.web_order(order.id).state, "synced")
        self.assertEqual(self.quantity(mug), 5)

    def test_stock_on_a_shelf_and_goods_that_are_promised_count(self):
        there = self.stocked(self.there(), 7)
        mug = self.product().product_variant_id
        place = self.warehouse.lot_stock_id
        shelf = place.create({"name": "Shelf", "location_id": place.id})
        quants = self.env["stock.quant"]
        quants._update_available_quantity(mug, shelf, 2)
        quants._update_available_quantity(mug, place, 3)
        self.promise(mug, 1)._action_assign()
        for _time in range(2):
            self.imported(stock="all")
            self.assertEqual(self.quantity(mug), 8)  # 1 of them is reserved
            self.assertEqual(
                mug.with_context(warehouse_id=self.warehouse.id).free_qty, 7
            )
        self.assertTrue(there)
        self.assertStockStays()

    def test_stock_that_lies_where_nothing_can_be_taken_off_is_told(self):
        """Below zero at the place itself, and promised goods that Odoo has not."""
        self.stocked(self.there(), 2)
        self.stocked(self.there("CUP"), 4)
        mug, cup = self.product(), self.product("CUP")
        place = self.warehouse.lot_stock_id
        shelf = place.create({"name": "Shelf", "location_id": place.id})
        quants = self.env["stock.quant"]
        quants._update_available_quantity(mug.product_variant_id, shelf, 5)
        self.promise(cup.product_variant_id, 3)
        job = self.imported(stock="all")
        [line] = job.line_ids.filtered(lambda line: line.product_tmpl_id == mug)
        self.assertIn("left as it is", line.message)
        self.assertEqual(self.quantity(mug), 5)
        self.assertEqual(self.quantity(cup), 7)  # 4 to sell, 3 promised
        self.sync()
        self.sync("stock")
        levels = {row.product_id: row.published_quantity for row in self.variants()}
        self.assertEqual(levels[mug.product_variant_id], 5)
        self.assertEqual(levels[cup.product_variant_id], 4)

    def variants(self):
        return self.env["bigcommerce.variant"].search(
            [("store_id", "=", self.store.id)]
        )

    def promise(self, product, quantity):
        """A delivery that is to be carried out.

        :rtype: stock.move
        """
        move = self.env["stock.move"].create(
            {
                "product_id": product.id,
                "product_uom_qty": quantity,
                "product_uom": product.uom_id.id,
                "location_id": self.warehouse.lot_stock_id.id,
                "location_dest_id": self.env.ref("stock.stock_location_customers").id,
            }
        )
        return move._action_confirm()

    def test_stock_that_cannot_be_taken_over_is_listed(self):
        there = self.stocked(self.there(), 7)
        mug = self.product(tracking="lot")
        line = self.line(self.imported(stock="empty"), there)
        self.assertIn("lots or serial numbers", line.message)
        self.assertEqual(self.quantity(mug), 0)

    def test_stock_that_odoo_refuses_keeps_no_other_away(self):
        there = [self.stocked(self.there(sku), 7) for sku in "AB"]
        odd = self.stocked(self.there("ODD"), 4321)
        self.env.cr.execute(
            "ALTER TABLE stock_quant ADD CONSTRAINT not_too_many"
            " CHECK (quantity != 4321)"
        )
        job = self.imported(stock="empty")
        for document in there:
            product = self.line(job, document).product_tmpl_id
            self.assertEqual(self.quantity(product), 7)
        line = self.line(job, odd)
        self.assertEqual(self.quantity(line.product_tmpl_id), 0)
        self.assertIn("Enter it in Odoo", line.message)

    def test_stock_is_imported_once_orders_are_read(self):
        self.store.state = "connected"
        with self.assertRaisesRegex(UserError, "Go live first"):
            self.start_import(stock="empty")

    def test_who_imported_before_going_live_is_told_of_stock_that_becomes_0(self):
        """And what is advised then keeps BigCommerce's quantities."""
        there = self.stocked(self.there(), 7)
        self.store.state = "connected"
        mug = self.line(self.imported(stock="none"), there).product_tmpl_id
        self.store.action_dry_run()
        self.run_flow("checks")
        wizard = self.env["bigcommerce.go.live"].create({"store_id": self.store.id})
        self.assertEqual((wizard.emptied_count, wizard.inventory_sync), (1, True))
        setup = self.env["bigcommerce.setup"].create({})
        self.assertEqual((setup.store_id, setup.emptied_count), (self.store, 1))

        self.store.inventory_sync = False
        wizard.action_go_live()
        self.sync("catalog")
        self.sync("stock")
        self.imported(stock="empty")
        self.assertEqual(self.quantity(mug), 7)
        self.store.inventory_sync = True
        self.assertStockStays()
        self.store.state = "connected"
        self.store.action_dry_run()
        self.run_flow("checks")
        wizard.invalidate_recordset()
        self.assertFalse(wizard.emptied_count)
