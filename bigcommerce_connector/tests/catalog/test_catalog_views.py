"""What an owner does on the product: switch it on, exclude a variant, see the state."""

from odoo.tests import Form, new_test_user, tagged

from ..catalog_case import CatalogCase


@tagged("post_install", "-at_install", "bigcommerce")
class TestCatalogViews(CatalogCase):
    def setUp(self):
        super().setUp()
        self.owner = new_test_user(
            self.env,
            "owner",
            "bigcommerce_connector.bigcommerce_connector_group_manager,"
            "product.group_product_manager,stock.group_stock_manager",
        )

    def test_sell_on_bigcommerce_on_the_product(self):
        mug = self.product(bigcommerce_enabled=False)
        with Form(mug.with_user(self.owner)) as form:
            form.bigcommerce_enabled = True
            form.bigcommerce_warehouse_ids.add(self.warehouse)
        self.sync()
        self.assertState(mug, "synced")
        self.assertEqual(
            mug.with_user(self.owner).bigcommerce_mapping_ids.state, "synced"
        )

    def test_exclude_a_variant(self):
        shirt = self.shirt("S", "M")
        small = self.variant(shirt, "SHIRT-S").with_user(self.owner)
        with Form(small, "product.product_variant_easy_edit_view") as form:
            form.bigcommerce_excluded = True
        with Form(small, "product.product_normal_form_view") as form:
            self.assertTrue(form.bigcommerce_excluded)

    def choose(self, name, records):
        """An entry of the *Action* menu of a list."""
        action = self.env.ref(f"bigcommerce_connector.{name}")
        return (
            action.with_user(self.owner)
            .with_context(active_model=records._name, active_ids=records.ids)
            .run()
        )

    def test_sell_many_from_the_list(self):
        mugs = self.product(bigcommerce_enabled=False)
        mugs |= self.product("OTHER", bigcommerce_enabled=False)
        mugs[1].default_code = False
        told = self.choose("product_template_action_sell", mugs)["params"]["message"]
        self.assertIn("Products sent to BigCommerce within a minute or so: 2.", told)
        self.assertIn("Of these, 1 cannot be sent", told)
        self.assertIn("the SKU there: Product OTHER.", told)
        self.assertEqual(mugs.mapped("bigcommerce_enabled"), [True, True])
        told = self.choose("product_template_action_stop", mugs)["params"]["message"]
        self.assertIn("Products no longer updated on BigCommerce: 2.", told)
        self.assertEqual(mugs.mapped("bigcommerce_enabled"), [False, False])
        self.store.action_pause()
        told = self.choose("product_template_action_sell", mugs[0])["params"]["message"]
        self.assertEqual(told, "Products sent to BigCommerce once a store is live: 1.")

    def entitle(self, products, *warehouses):
        action = self.env.ref(
            "bigcommerce_connector.bigcommerce_product_entitle_action"
        )
        self.assertEqual(action.binding_model_id.model, "product.template")
        wizard = self.env[action.res_model].with_user(self.owner)
        with Form(wizard.with_context(active_ids=products.ids)) as form:
            for warehouse in warehouses:
                form.warehouse_ids.add(warehouse)
        return form.save()

    def test_entitle_many_from_the_list(self):
        mugs = self.product() | self.product("OTHER")
        elsewhere = self.warehouse.copy({"name": "Elsewhere", "code": "ELSE"})
        mugs[0].bigcommerce_warehouse_ids = elsewhere
        self.entitle(mugs, self.warehouse).action_entitle()
        self.assertEqual(mugs[0].bigcommerce_warehouse_ids, elsewhere | self.warehouse)
        self.assertEqual(mugs[1].bigcommerce_warehouse_ids, self.warehouse)
        self.entitle(mugs, self.warehouse).action_end()
        self.assertEqual(mugs.bigcommerce_warehouse_ids, elsewhere)

    def test_form_counts_what_enforcement_would_change_before_it_is_saved(self):
        mugs = self.product() | self.product("OTHER") | self.product("THIRD")
        mugs[0].bigcommerce_warehouse_ids = self.warehouse
        with Form(self.store) as form:
            self.assertFalse(form.eligibility_change)
            form.item_sync_enforcement = True
            self.assertIn("2 products are no longer sold", form.eligibility_change)
            self.assertIn("0 more", form.eligibility_change)
            form.item_sync_enforcement = False
            self.assertFalse(form.eligibility_change)
        self.store.item_sync_enforcement = True
        with Form(self.store) as form:
            form.item_sync_enforcement = False
            self.assertIn("2 more", form.eligibility_change)

    def test_exclude_many_from_the_list(self):
        variants = self.shirt("S", "M").product_variant_ids
        told = self.choose("product_product_action_exclude", variants)
        self.assertIn("no longer updated", told["params"]["message"])
        self.assertEqual(variants.mapped("bigcommerce_excluded"), [True, True])
        told = self.choose("product_product_action_include", variants)
        self.assertIn("within a minute or so: 2.", told["params"]["message"])
        self.assertEqual(variants.mapped("bigcommerce_excluded"), [False, False])

    def test_a_cashier_reads_products(self):
        mug = self.product()
        self.sync()
        cashier = new_test_user(
            self.env, "cashier", "base.group_user,point_of_sale.group_pos_user"
        )
        self.assertEqual(mug.with_user(cashier).read(["name"])[0]["name"], mug.name)
        with Form(mug.with_user(cashier)) as form:
            self.assertNotIn("bigcommerce_mapping_ids", form._view["fields"])

    def test_requeue_and_open(self):
        mug = self.product(sku=False)
        self.sync()
        mapping = self.mapping(mug).with_user(self.owner)
        self.assertEqual(mapping.display_name, mug.name)
        mapping.action_requeue()
        self.assertEqual(mapping.state, "pending")
        mug.default_code = "NOW"
        self.sync()
        url = mapping.action_open_on_bigcommerce()["url"]
        self.assertTrue(url.endswith(f"/manage/products/edit/{mapping.external_id}"))
        panel = mapping.store_id.action_open_on_bigcommerce()["url"]
        self.assertEqual(url, f"{panel}/products/edit/{mapping.external_id}")
        self.sync("stock")
        self.assertEqual(mapping.variant_ids.published_quantity, 0)

    def test_the_list_shows_both_sides(self):
        shirt, lacking = self.shirt("S", "M"), self.product("LACKING", taxes_id=[])
        self.env["stock.quant"]._update_available_quantity(
            self.variant(shirt, "SHIRT-S"), self.warehouse.lot_stock_id, 4
        )
        self.sync()
        self.sync("stock")
        mapping = self.mapping(shirt)
        self.assertEqual(set(mapping.skus.split(", ")), {"SHIRT-S", "SHIRT-M"})
        self.assertEqual(mapping.remote_price, "10.00")
        self.assertEqual(mapping.published_quantity, 4)
        self.assertEqual(set(mapping.variant_ids.mapped("options")), {"S", "M"})
        self.mapping(lacking)._forget_remote()
        self.assertEqual(self.mapping(lacking).skus, "LACKING")
