"""Products of BigCommerce made and linked in Odoo, and what is sent back: nothing."""

from datetime import timedelta

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..import_case import ImportCase


@tagged("post_install", "-at_install", "bigcommerce")
class TestImport(ImportCase):
    def test_a_product_without_options_is_made_with_its_values(self):
        there = self.there(
            price=12.5,
            weight=2,
            upc="4006381333931",
            cost_price=4.25,
            description="<p>A <b>mug</b></p><script>alert(1)</script>",
        )
        job = self.imported()
        line = self.line(job, there)
        self.assertEqual(line.outcome, "create", line.message)
        mug = line.product_tmpl_id
        self.assertEqual(mug.name, "Product MUG")
        self.assertEqual(mug.default_code, "MUG")
        self.assertEqual(mug.barcode, "4006381333931")
        self.assertEqual(mug.list_price, 12.5)
        self.assertEqual(mug.standard_price, 4.25)
        self.assertTrue(mug.is_storable)
        self.assertTrue(mug.available_in_pos)
        self.assertTrue(mug.bigcommerce_enabled)
        taxes = mug.taxes_id._filter_taxes_by_company(self.env.company)
        self.assertEqual(taxes, self.env.company.account_sale_tax_id)
        self.assertIn("<b>mug</b>", mug.public_description)
        self.assertNotIn("script", mug.public_description)
        self.assertState(mug, "synced")
        self.assertEqual(self.mapping(mug).external_id, str(there["id"]))
        self.assertPushesNothing()

    def test_what_is_hidden_stays_hidden_where_odoo_writes_it(self):
        there = [self.there(sku, is_visible=False) for sku in ("MUG", "CUP")]
        first = self.line(
            self.imported(scope="products", product_names="MUG"), there[0]
        )
        self.assertTrue(first.product_tmpl_id.sale_ok)
        self.store.writes_visibility = True
        job = self.imported(scope="products", product_names="CUP")
        self.assertFalse(self.line(job, there[1]).product_tmpl_id.sale_ok)

    def test_a_variant_without_sku_changes_nothing_there(self):
        shirt = self.shirt_there(*(({"size": label}, {"weight": 2}) for label in "SM"))
        rows = self.shop.products.get(shirt["id"], include="variants")["variants"]
        self.shop.variants.update_many([{"id": rows[0]["id"], "sku": ""}])
        line = self.line(self.imported(), shirt)
        self.assertPushesNothing()
        self.assertState(line.product_tmpl_id, "attention", "internal reference")
        line.product_tmpl_id.list_price = 12  # that of both variants
        self.sync()
        row = self.shop.products.get(shirt["id"], include="options")
        self.assertEqual(float(row["price"]), 12)
        self.assertEqual([o["display_name"] for o in row["options"]], ["size"])

    def test_variants_use_attributes_and_values_of_the_same_name(self):
        there = self.shirt_there(
            ({"size": "s", "COLOR": "Black"}, {}),
            ({"size": "M", "COLOR": "Black"}, {"price": 12, "upc": "96385074"}),
            ({"size": "s", "COLOR": "Green"}, {"weight": 3}),
            ({"size": "M", "COLOR": "Green"}, {"price": 12}),
        )
        job = self.imported()
        shirt = self.line(job, there).product_tmpl_id
        self.assertEqual(shirt.attribute_line_ids.attribute_id, self.size | self.color)
        self.assertEqual(
            self.env["product.attribute"].search_count([("name", "=ilike", "size")]), 1
        )
        self.assertIn("Green", self.color.value_ids.mapped("name"))
        variants = {p.default_code: p for p in shirt.product_variant_ids}
        prices = {code: product.lst_price for code, product in variants.items()}
        self.assertEqual(
            prices,
            {
                "TEE-s-Black": 10,
                "TEE-M-Black": 12,
                "TEE-s-Green": 10,
                "TEE-M-Green": 12,
            },
        )
        self.assertEqual(variants["TEE-M-Black"].barcode, "96385074")
        self.assertAlmostEqual(
            variants["TEE-s-Green"].weight, 3 * variants["TEE-s-Black"].weight, 1
        )
        self.assertPushesNothing()
        variants["TEE-s-Black"].default_code = "TEE-NEW"
        with self.requests("PUT catalog/variants"):
            self.sync()  # what changes in Odoo is sent as ever
        self.assertEqual(self.remote(shirt)["variants"][0]["sku"], "TEE-NEW")

    def test_combinations_that_bigcommerce_lacks_are_not_sold_there(self):
        there = self.shirt_there(
            ({"Size": "S", "Color": "Black"}, {}),
            ({"Size": "M", "Color": "Black"}, {}),
            ({"Size": "S", "Color": "White"}, {}),
        )
        shirt = self.line(self.imported(), there).product_tmpl_id
        self.assertEqual(len(shirt.product_variant_ids), 3)
        self.assertPushesNothing()
        shirt.attribute_line_ids[0].value_ids += self.values(self.size, ["L"])
        lacking = shirt.product_variant_ids.filtered(lambda p: not p.default_code)
        self.assertEqual(
            lacking.filtered("bigcommerce_excluded").mapped(
                "product_template_attribute_value_ids.name"
            ),
            ["M", "White"],
        )

    def test_a_barcode_that_is_taken_is_left_out_and_said(self):
        self.product("OTHER", barcode="4006381333931", bigcommerce_enabled=False)
        there = self.there(upc="4006381333931")
        line = self.line(self.imported(), there)
        self.assertFalse(line.product_tmpl_id.barcode)
        self.assertIn("4006381333931", line.message)
        self.assertPushesNothing()

    def test_a_barcode_of_another_company_is_left_out(self):
        other = self.env["res.company"].create({"name": "Other"})
        theirs = {"company_id": other.id, "barcode": "4006381333931"}
        self.product("OTHER", bigcommerce_enabled=False, **theirs)
        there = self.there(upc="4006381333931")
        line = self.line(self.imported(), there)
        self.assertEqual(line.outcome, "create", line.message)
        self.assertFalse(line.product_tmpl_id.barcode)

    def test_categories_that_odoo_sends_later_on_are_those_that_came(self):
        clothes = self.category_there("Clothes")
        shirts, sale = (
            self.category_there("Shirts", clothes),
            self.category_there("Sale"),
        )
        self.env["pos.category"].create({"name": "CLOTHES"})
        there = self.there(categories=[shirts, sale])
        self.there("CUP")
        for kind in ("pos", "product"):
            with self.subTest(kind):
                self.store.categories_from = kind
                line = self.line(self.imported(categories=kind), there)
                self.assertPushesNothing()
                product = line.product_tmpl_id
                if kind == "pos":
                    product.pos_categ_ids = product.pos_categ_ids[:1]
                    self.sync()  # what changes in Odoo is sent as ever
                    self.assertEqual(len(self.remote(product)["categories"]), 1)
                self.mapping(product).unlink()
                product.unlink()

    def test_categories_of_another_storefront_are_left_out(self):
        path = "/v3/catalog/trees"
        outlet = {"name": "Outlet", "type": "storefront", "status": "active"}
        channel = self.simulator.store.channels.add(outlet)
        body = [{"name": "Other", "channels": [channel["id"]]}]
        [tree] = self.shop.products._send("PUT", path, payload=body)["data"]
        body = [{"name": "Outlet", "tree_id": tree["id"]}]
        made = self.shop.products._send("POST", f"{path}/categories", payload=body)
        there = self.there(categories=[made["data"][0]["category_id"]])
        line = self.line(self.imported(categories="pos"), there)
        self.assertFalse(line.product_tmpl_id.pos_categ_ids)

    def test_a_barcode_that_is_kept_as_gtin_comes_in(self):
        there = self.there(upc="", gtin="4006381333931")
        tee = self.shirt_there(
            ({"Size": "S"}, {"gtin": "96385074"}), ({"Size": "M"}, {})
        )
        job = self.imported()
        mug = self.line(job, there).product_tmpl_id
        self.assertEqual(mug.barcode, "4006381333931")
        variants = self.line(job, tee).product_tmpl_id.product_variant_ids
        self.assertEqual(set(variants.mapped("barcode")), {"96385074", False})
        self.assertPushesNothing()

    def test_weights_come_in_odoos_unit(self):
        self.simulator.store.settings.weight_units = "KGS"
        self.store.weight_unit = "Grams"
        there = self.there(weight=1500)
        mug = self.line(self.imported(), there).product_tmpl_id
        pounds = self.env["ir.config_parameter"].get_param("product.weight_in_lbs")
        self.assertAlmostEqual(mug.weight, 3.31 if pounds == "1" else 1.5, 2)
        self.assertPushesNothing()

    def test_a_weight_that_odoo_rounds_is_no_difference(self):
        self.simulator.store.settings.weight_units = "LBS"
        self.store.weight_unit = "LBS"
        self.env["ir.config_parameter"].set_param("product.weight_in_lbs", "0")
        there = self.there(weight=0.3)
        tee = self.shirt_there(
            ({"Size": "S"}, {}), ({"Size": "M"}, {"weight": 0.7}), weight=0.3
        )
        cup_there = self.there("CUP", weight=0.3)
        cup = self.product("CUP", weight=0.14, bigcommerce_enabled=False)
        job = self.imported()
        for document in (there, tee, cup_there):
            self.assertFalse(self.line(job, document).message)
        self.assertEqual(self.line(job, there).product_tmpl_id.weight, 0.14)
        self.assertPushesNothing()
        self.assertState(cup, "synced")
        self.store.drift_checked_on -= timedelta(days=1)
        self.sync()
        self.assertFalse(self.store.drift_ids)

    def test_categories_come_as_the_owner_chooses(self):
        clothes = self.category_there("Clothes")
        shirts = self.category_there("Shirts", clothes)
        have = self.env["pos.category"].create({"name": "CLOTHES"})
        mug = self.there(categories=[clothes, shirts])
        line = self.line(self.imported(categories="pos"), mug)
        found = line.product_tmpl_id.pos_categ_ids
        self.assertEqual(sorted(found.mapped("name")), ["CLOTHES", "Shirts"])
        self.assertEqual(found.parent_id, have)
        cup = self.there("CUP", categories=[clothes, shirts])
        line = self.line(self.imported(categories="product"), cup)
        category = line.product_tmpl_id.categ_id
        self.assertEqual(category.complete_name, "Clothes / Shirts")
        self.assertPushesNothing()

    def test_categories_brands_and_single_products_can_be_chosen(self):
        clothes = self.category_there("Clothes")
        shirts = self.category_there("Shirts", clothes)
        self.category_there("Food")
        shirt = self.there("SHIRT", categories=[shirts])
        acme = self.there("ACME", brand_name="Acme")
        other = self.there("OTHER", brand_name="Other")
        tee = self.shirt_there(({"Size": "S"}, {}), ({"Size": "M"}, {}))
        for vals, expected in (
            ({"scope": "categories", "chosen": ["Clothes"]}, [shirt]),
            ({"scope": "brands", "chosen": ["Acme"]}, [acme]),
            (
                {"scope": "products", "product_names": f"tee-m\n#{other['id']}\n"},
                [other, tee],
            ),
        ):
            job = self.imported(is_dry_run=True, **vals)
            self.assertEqual(
                job.line_ids.mapped("external_id"),
                [str(document["id"]) for document in expected],
                vals,
            )
        with self.assertRaisesRegex(UserError, "NONE"):
            self.start_import(scope="products", product_names="NONE")

    def test_a_dry_run_lists_and_writes_nothing(self):
        there = self.there()
        mug = self.there("MINE")
        mine = self.product("MINE", bigcommerce_enabled=False)
        products = self.env["product.template"].search_count([])
        job = self.imported(is_dry_run=True)
        self.assertEqual(self.line(job, there).outcome, "create")
        self.assertEqual(self.line(job, mug).outcome, "link")
        self.assertEqual(self.env["product.template"].search_count([]), products)
        self.assertFalse(mine.bigcommerce_enabled)
        self.assertFalse(mine.bigcommerce_mapping_ids)
        action = job.action_import()
        self.run_flow("import")
        real = self.env["bigcommerce.import"].browse(action["res_id"])
        self.assertEqual((real.created_count, real.linked_count), (1, 1))
