"""What a conflict (409) of BigCommerce is about, in a sentence that helps."""

from odoo.tests import tagged
from odoo.tools import mute_logger

from ...api import errors
from ..catalog_case import CatalogCase

SENTENCES = {
    "option_values": "an option or value that already exists",
    "custom_url": "Another page on BigCommerce has this product's address",
    "brand_id": "brand no longer exists on BigCommerce",
    "categories": "A category of this product no longer exists",
    "other": "conflicts with data on BigCommerce",
}


@tagged("post_install", "-at_install", "bigcommerce")
class TestCatalogConflicts(CatalogCase):
    def test_sku_name_and_option_that_are_taken_are_told_as_what_they_are(self):
        mug, cup, cap, jug = map(self.product, ("MUG", "CUP", "CAP", "JUG"))
        self.sync()
        taken = {"name": "Tea", "sku": "TEA", "type": "physical"}
        self.shop.products.create({**taken, "weight": 1, "price": 1})
        self.shop.modifiers.create(
            self.mapping(cap).external_id,
            {"display_name": "Size", "type": "text", "required": False},
        )
        mug.default_code = "TEA"
        cup.name = "Tea"
        self.add_attributes(cap, self.size, prefix="CAP")
        jug.list_price = 12
        self.sync()
        self.assertState(mug, "attention", "refused the internal reference")
        self.assertState(cup, "attention", "has the name “Tea”")
        self.assertState(cap, "attention", SENTENCES["option_values"])
        self.assertState(jug, "synced")
        self.assertEqual(float(self.remote(jug)["price"]), 12)

    @mute_logger("odoo.addons.bigcommerce_connector.models.bigcommerce_product")
    def test_a_conflict_names_its_cause_and_a_remedy(self):
        mug = self.product()
        self.sync()
        mapping = self.mapping(mug)
        for field, sentence in SENTENCES.items():
            with self.subTest(field):
                error = errors.Conflict(
                    "BigCommerce refused it: PUT /v3/catalog/products, status 409.",
                    status=409,
                    path="/v3/catalog/products",
                    told="The resource was in conflict.",
                    field_errors={field: "The resource was in conflict."},
                )
                mapping._refused(error, is_variant=False)
                self.assertEqual(mapping.state, "attention")
                self.assertIn(sentence, mapping.message)
                self.assertNotIn("PUT", mapping.message)
