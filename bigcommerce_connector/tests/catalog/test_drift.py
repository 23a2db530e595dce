"""What staff changes on BigCommerce is listed, and a person decides about it."""

from datetime import timedelta

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from ..catalog_case import CatalogCase

READ = "GET catalog/products"
MANAGER = "bigcommerce_connector.bigcommerce_connector_group_manager"


@tagged("post_install", "-at_install", "bigcommerce")
class TestDrift(CatalogCase):
    def edit_there(self, template, **values):
        """Staff change the product in BigCommerce's control panel."""
        self.shop.products.update(self.mapping(template).external_id, values)

    def edit_variant_there(self, code, **values):
        [row] = self.shop.variants.list(sku=code)
        self.shop.variants.update_many([{"id": row["id"], **values}])

    def tomorrow(self):
        self.store.drift_checked_on -= timedelta(days=1)
        self.sync()

    @property
    def drifts(self):
        return self.store.drift_ids

    def drifted(self):
        return set(self.drifts.mapped("field"))

    def test_it_is_seen_within_a_day_and_nothing_is_overwritten(self):
        mug, cup = self.product(), self.product("CUP")
        self.sync()
        self.edit_there(mug, name="Staff's mug", price=12.1234)
        with self.assertNoRequests():
            self.sync()
        with self.requests(READ, READ):
            self.tomorrow()
        self.assertRecordValues(
            self.drifts.sorted("field"),
            [
                {
                    "product_tmpl_id": mug.id,
                    "field": "name",
                    "our_value": "Product MUG",
                    "their_value": "Staff's mug",
                },
                {
                    "product_tmpl_id": mug.id,
                    "field": "price",
                    "our_value": "$\xa010.00",
                    "their_value": "12.1234 USD",
                },
            ],
        )
        (mug | cup).write({"weight": 2})
        self.sync()
        remote = self.remote(mug)
        theirs = remote["name"], float(remote["price"])
        self.assertEqual(theirs, ("Staff's mug", 12.1234))
        self.assertEqual(float(remote["weight"]), 2)
        self.assertEqual(self.drifted(), {"name", "price"})

    def test_it_ends_when_both_sides_are_equal(self):
        mug = self.product()
        self.sync()
        self.edit_there(mug, name="Staff's mug", price=12)
        self.tomorrow()
        mug.list_price = 13  # the owner's latest word
        self.sync()
        self.assertEqual(self.drifted(), {"name"})
        self.assertEqual(float(self.remote(mug)["price"]), 13)
        self.edit_there(mug, name="Product MUG")
        self.tomorrow()
        self.assertFalse(self.drifts)

    def test_kept_or_missing_value_is_no_drift(self):
        self.store.writes_name = False
        mug = self.product(weight=0, description_sale="A <b> mug")
        self.sync()
        self.edit_there(mug, name="Staff's", weight=3, upc="12345678")
        description = self.remote(mug)["description"]
        self.edit_there(mug, description=f"<div>{description}</div>")
        self.tomorrow()
        self.assertFalse(self.drifts)
        self.assertState(mug, "synced")
        self.edit_there(mug, description="<p>Another</p>")
        self.tomorrow()
        self.assertEqual(self.drifts.their_value, "Another")

    def test_variants_that_staff_deleted_are_told(self):
        shirt, cap = self.shirt("S", "M"), self.shirt("S", "L", prefix="CAP")
        self.sync()
        [gone] = self.shop.variants.list(sku="SHIRT-M")
        self.shop.variants.delete(self.mapping(shirt).external_id, gone["id"])
        self.tomorrow()
        self.sync()
        self.assertState(shirt, "attention", "were deleted on BigCommerce")
        self.assertState(cap, "synced")
        self.tomorrow()
        self.assertState(shirt, "attention", "were deleted on BigCommerce")
        self.mapping(shirt).action_requeue()
        self.sync()
        self.assertState(shirt, "synced")
        self.assertEqual(len(self.remote(shirt)["variants"]), 2)

    def test_requeued_it_waits_for_a_decision_still(self):
        mug = self.product(public_description="<p>Ours</p>")
        shirt = self.shirt("S", "M")
        self.sync()
        self.edit_there(mug, description="<p>Theirs</p>")
        self.edit_variant_there("SHIRT-S", weight=4)
        self.tomorrow()
        self.edit_there(mug, weight=7)
        mappings = self.mapping(mug) | self.mapping(shirt)
        mappings.action_requeue()
        self.sync()
        self.assertEqual(set(mappings.mapped("state")), {"synced"})
        self.assertEqual(self.drifted(), {"description", "weight"})
        remote = self.remote(mug)
        self.assertEqual(remote["description"], "<p>Theirs</p>")
        self.assertEqual(float(remote["weight"]), 1, "what nobody saw is sent again")
        [row] = self.shop.variants.list(sku="SHIRT-S")
        self.assertEqual(float(row["weight"]), 4)
        self.drifts.action_send_ours()
        self.sync()
        self.assertIn("Ours", self.remote(mug)["description"])
        self.tomorrow()
        self.assertFalse(self.drifts)

    def test_send_ours(self):
        shirt = self.shirt("S", "M")
        self.sync()
        self.edit_variant_there("SHIRT-S", sku="X", price=4)
        self.edit_there(shirt, price=20)
        self.tomorrow()
        self.assertEqual(
            set(
                self.drifts.mapped(lambda row: (row.product_id.default_code, row.field))
            ),
            {("SHIRT-S", "sku"), ("SHIRT-S", "price"), (False, "price")},
        )
        self.drifts.action_send_ours()
        with self.requests("PUT catalog/products", "PUT catalog/variants"):
            self.sync()
        self.assertState(shirt, "synced")
        remote = self.remote(shirt)
        self.assertEqual(float(remote["price"]), 10)
        self.assertEqual(
            {(v["sku"], float(v["calculated_price"])) for v in remote["variants"]},
            {("SHIRT-S", 10), ("SHIRT-M", 10)},
        )
        self.tomorrow()
        self.assertFalse(self.drifts)

    def test_take_theirs(self):
        self.store.writes_cost_price = self.store.writes_visibility = True
        brands = self.attribute("Brand", "Acme", create_variant="no_variant")
        self.store.brand_attribute_id = brands
        line = {"attribute_id": brands.id, "value_ids": brands.value_ids.ids}
        mug = self.product(
            description_sale="Ours",
            standard_price=3,
            barcode="12345678",
            attribute_line_ids=[Command.create(line)],
        )
        self.sync()
        theirs = {
            "name": "Staff's mug",
            "description": "<p>Theirs</p><script>alert(1)</script>",
            "price": 12.5,
            "cost_price": 4,
            "weight": 2,
            "sku": "THEIRS",
            "upc": "87654321",
            "is_visible": False,
        }
        self.edit_there(mug, brand_name="Umbrella", **theirs)
        self.tomorrow()
        self.assertEqual(self.drifted(), {*theirs, "brand_name"})
        self.drifts.action_take_theirs()
        self.assertFalse(self.drifts)
        self.assertRecordValues(
            mug,
            [
                {
                    "name": "Staff's mug",
                    "list_price": 12.5,
                    "standard_price": 4,
                    "default_code": "THEIRS",
                    "barcode": "87654321",
                    "sale_ok": False,
                }
            ],
        )
        self.assertEqual(mug.public_description, "<p>Theirs</p>")
        self.assertEqual(mug.attribute_line_ids.value_ids.name, "Umbrella")
        with self.assertNoRequests():
            self.sync()
        self.assertState(mug, "synced")
        self.tomorrow()
        self.assertFalse(self.drifts)

    def test_value_that_cannot_be_taken_stops_no_other(self):
        self.shirt("S", "M")
        mug = self.product(barcode="12345678")
        self.product("OTHER", barcode="11111111")
        self.sync()
        self.edit_variant_there("SHIRT-S", price=4)
        self.edit_there(mug, name="Staff's mug", upc="11111111")
        self.tomorrow()
        by_field = self.drifts.grouped("field")
        with self.assertRaisesRegex(UserError, "extra prices"):
            by_field["price"].action_take_theirs()
        told = self.drifts.action_take_theirs()
        self.assertIn("extra prices", told["params"]["message"])
        self.assertEqual(mug.name, "Staff's mug")
        self.assertEqual(self.drifted(), {"upc", "price"})

    def test_let_bigcommerce_keep_the_field(self):
        mug, cup = self.product(), self.product("CUP")
        self.sync()
        self.edit_there(mug, price=12, sku="X")
        self.edit_there(cup, price=13)
        self.tomorrow()
        with self.assertRaisesRegex(UserError, "SKU"):
            self.drifts.action_keep()
        self.drifts.filtered(lambda row: row.field == "price")[:1].action_keep()
        self.assertFalse(self.store.writes_price)
        self.assertEqual(self.drifted(), {"sku"})
        mug.list_price = 99
        self.sync()
        self.assertEqual(float(self.remote(mug)["price"]), 12)

    def test_user_reads_and_manager_decides_on_drift(self):
        mug = self.product()
        self.sync()
        self.edit_there(mug, name="Staff's mug")
        self.tomorrow()
        reader = new_test_user(
            self.env, "reads", "bigcommerce_connector.bigcommerce_connector_group_user"
        )
        manager = new_test_user(self.env, "manages", f"base.group_user,{MANAGER}")
        self.assertEqual(self.drifts.with_user(reader).their_value, "Staff's mug")
        for method in ("action_send_ours", "action_take_theirs", "action_keep"):
            with self.assertRaises(AccessError):
                getattr(self.drifts.with_user(reader), method)()
        # The rights on products are not the connector's.
        if not mug.with_user(manager).has_access("write"):
            with self.assertRaises(AccessError):
                self.drifts.with_user(manager).action_take_theirs()
        self.drifts.with_user(manager).action_send_ours()
        self.sync()
        self.assertEqual(self.remote(mug)["name"], "Product MUG")

    def test_product_deleted_there_is_marked_and_not_made_anew(self):
        mug = self.product()
        self.sync()
        self.shop.products.delete([self.mapping(mug).external_id])
        self.tomorrow()
        self.assertState(mug, "attention", "deleted on BigCommerce")
        self.assertTrue(self.mapping(mug).is_deleted)
        self.sync()
        self.assertFalse(list(self.shop.products.list()))

    def test_without_product_sync_nothing_is_looked_for(self):
        mug = self.product()
        self.sync()
        self.edit_there(mug, name="Staff's mug")
        self.tomorrow()
        self.store.product_sync = False
        with self.assertNoRequests():
            self.tomorrow()
        self.assertFalse(self.drifts)

    def test_what_staff_change_while_product_sync_is_off_is_listed(self):
        """Switched on again, nothing of it is overwritten."""
        mug = self.product(public_description="<p>Ours</p>")
        cup = self.product("CUP")
        self.sync()
        self.store.product_sync = False
        self.sync()
        self.store._flow("catalog").last_success -= timedelta(days=1)
        self.sync()
        theirs = {"name": "Staff's mug", "description": "<p>Theirs</p>", "price": 15}
        self.edit_there(mug, **theirs)
        cup.list_price = 12
        self.sync()
        self.store.product_sync = True
        with self.requests("PUT catalog/products", READ):
            self.sync()
        remote = self.remote(mug)
        self.assertEqual({name: remote[name] for name in theirs}, theirs)
        self.assertEqual(self.drifted(), set(theirs))
        self.assertEqual(float(self.remote(cup)["price"]), 12)
        with self.assertNoRequests():
            self.sync()
