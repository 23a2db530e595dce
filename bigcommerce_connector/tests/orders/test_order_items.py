"""Which product a line of a web order becomes, with which name and date."""

from datetime import timedelta
from decimal import Decimal

from freezegun import freeze_time

from odoo import fields
from odoo.tools import mute_logger

from ..order_life_case import OrderLifeCase


class TestOrderItems(OrderLifeCase):
    def offer(self, name, **details):
        """A product of BigCommerce alone; the variant that it has there."""
        self.shop.products.create(
            {"name": name, "type": "physical", "weight": 1, "price": 5, **details}
        )
        return max(
            self.simulator.store.catalog.variants.values(), key=lambda row: row.id
        )

    def place_variant(self, variant, quantity=1, **details):
        """An order of a variant that has no SKU."""
        web = self.web_orders.place(
            lines=[{"name": "Nosku", "price": "5.00", "quantity": quantity, **details}]
        )
        web.lines[0].variant_id = variant.id
        web.lines[0].product_id = variant.product_id
        return self.synced(web.id)

    def test_an_item_without_sku_is_created_once(self):
        self.store.unknown_item_policy = "create"
        variant = self.offer("Nosku")
        order = self.place_variant(variant)
        product = order.pos_order_ids.lines.product_id
        self.assertEqual(product.name, "Nosku")
        other = self.place_variant(variant, quantity=2)
        self.web_orders.edit(
            int(other.external_id), lines=[{"id": self.line_id(other), "quantity": 3}]
        )
        self.synced(other.external_id)
        self.assertEqual(other.pos_order_ids.lines.product_id, product)
        mapping = product.product_tmpl_id.bigcommerce_mapping_ids
        self.assertEqual(mapping.state, "skipped")

    def test_an_item_bought_twice_with_other_options_is_created_once(self):
        self.store.unknown_item_policy = "create"
        variant = self.offer("Nosku")
        line = {"name": "Nosku", "price": "5.00", "quantity": 1}
        web = self.web_orders.place(lines=[line, line])
        for row, text in zip(web.lines, ("Ada", "Eve"), strict=True):
            row.variant_id, row.product_id = variant.id, variant.product_id
            row.options.append(_option("Engraving", text))
        order = self.synced(web.id)
        self.assertEqual(len(order.line_ids), 2)
        self.assertEqual(len(order.pos_order_ids.lines.product_id), 1)

    def test_a_created_product_is_not_touched_on_bigcommerce(self):
        self.store.unknown_item_policy = "create"
        variant = self.offer("Nosku", inventory_tracking="product", inventory_level=8)
        self.place_variant(variant)
        for flow in ("catalog", "stock"):
            self.run_flow(flow)
        [row] = self.shop.products.list({"id:in": [variant.product_id]})
        self.assertEqual((row["inventory_level"], row["name"]), (8, "Nosku"))

    def test_the_catalog_takes_a_created_item_over(self):
        self.store.unknown_item_policy = "create"
        variant = self.offer("Nosku")
        made = self.place_variant(variant).pos_order_ids.lines.product_id
        hat = self.another_mug(default_code="HAT", bigcommerce_enabled=True)
        self.shop.products.update(variant.product_id, {"sku": "HAT"})
        self.run_flow("catalog")
        mapping = hat.product_tmpl_id.bigcommerce_mapping_ids
        self.assertEqual(mapping.state, "synced", mapping.message)
        self.assertEqual(mapping.variant_ids.external_id, str(variant.id))
        self.assertFalse(made.product_tmpl_id.bigcommerce_mapping_ids.variant_ids)

    def test_a_created_product_has_the_price_before_discounts(self):
        self.store.unknown_item_policy = "create"
        self.offer("Hat", sku="HAT")
        line = {"sku": "HAT", "quantity": 2, "discount": "4"}
        order = self.place(line, tax_rate="10")
        self.assertEqual(order.pos_order_ids.lines.product_id.list_price, 5)

    def test_a_created_product_has_its_price_in_the_companys_currency(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        self.env["res.currency.rate"].create(
            {"currency_id": euro.id, "rate": 0.8, "name": "2026-01-01"}
        )
        self.web_orders.exchange_rates["EUR"] = Decimal("0.8")
        self.store.unknown_item_policy = "create"
        self.offer("Hat", sku="HAT")
        order = self.place({"sku": "HAT", "quantity": 1, "price": "4"}, currency="EUR")
        self.assertEqual(order.pos_order_ids.lines.product_id.list_price, 5)

    def test_a_digital_item_is_created_as_a_service(self):
        self.store.unknown_item_policy = "create"
        self.offer("Song", sku="SONG", type="digital", weight=0)
        order = self.place(("SONG", 1))
        self.assertRecordValues(
            order.pos_order_ids.lines.product_id,
            [{"type": "service", "is_storable": False, "default_code": "SONG"}],
        )

    def test_the_mapping_comes_before_the_sku(self):
        variant = self.simulator.store.catalog.variant_by_sku("MUG")
        cup = self.env["product.product"].create(
            {"name": "Cup", "default_code": "CUP", "is_storable": True}
        )
        mapping = self.env["bigcommerce.product"].create(
            {"store_id": self.store.id, "product_tmpl_id": cup.product_tmpl_id.id}
        )
        self.env["bigcommerce.variant"].create(
            {
                "store_id": self.store.id,
                "mapping_id": mapping.id,
                "product_id": cup.id,
                "external_id": str(variant.id),
            }
        )
        order = self.place(("MUG", 1))
        self.assertEqual(order.pos_order_ids.lines.product_id, cup)

    def another_mug(self, **vals):
        return self.env["product.product"].create(
            {"name": "Mug", "default_code": "MUG", "is_storable": True, **vals}
        )

    def test_an_archived_product_of_the_same_sku_is_not_sold(self):
        self.another_mug(active=False)
        order = self.place(("MUG", 1))
        self.assertEqual(order.pos_order_ids.lines.product_id, self.mug)

    @mute_logger("odoo.addons.bigcommerce_connector.sync.orders.reconcile")
    def test_two_products_of_one_sku_are_for_a_person(self):
        self.another_mug()
        web = self.web_orders.place(lines=[{"sku": "MUG", "quantity": 1}])
        self.sync_orders()
        order = self.web_order(web.id)
        self.assertEqual(order.state, "attention")
        self.assertIn("several products", order.message)
        self.assertEqual(order.problem_code, "shared_sku")

    def test_the_line_says_which_options_were_chosen(self):
        web = self.web_orders.place(lines=[{"sku": "MUG", "quantity": 1}])
        web.lines[0].options.append(_option("Engraving", "For Ada"))
        order = self.synced(web.id)
        self.assertEqual(
            order.pos_order_ids.lines.full_product_name,
            "Product MUG (Engraving: For Ada)",
        )

    def test_a_sale_is_of_when_it_was_ordered_an_edit_of_when_it_was_made(self):
        ordered = fields.Datetime.now() - timedelta(seconds=40)
        with freeze_time(ordered):
            web = self.web_orders.place(lines=[{"sku": "MUG", "quantity": 3}])
        self.web_orders.edit(web.id, lines=[{"id": web.lines[0].id, "quantity": 2}])
        order = self.synced(web.id)
        self.assertLess(order.date_created, order.date_modified)
        self.assertEqual(order.pos_order_ids.date_order, order.date_created)
        self.edit(order, MUG=1)
        self.assertEqual(self.last(order).date_order, order.date_modified)

    @mute_logger("odoo.addons.bigcommerce_connector.sync.orders.reconcile")
    def test_goods_that_cannot_be_moved_for_another_reason_than_a_lot(self):
        order = self.place(("SHIRT-M", 2))
        other = self.env["res.company"].create({"name": "Other"})
        order.partner_id.company_id = other
        self.web_orders.edit(
            int(order.external_id), lines=[{"id": self.line_id(order), "quantity": 1}]
        )
        self.sync_orders()
        self.assertEqual(order.state, "attention")
        self.assertIn(self.env.company.name, order.message)
        self.assertNotIn("lot", order.message)


def _option(name, value):
    from bigcommerce_simulator.orders.line import Option

    return Option(1, 2, 2, name, value, value, "Text field")
