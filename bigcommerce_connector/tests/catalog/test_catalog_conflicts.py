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
                    field_errors={field: "The resource was in conflict."},
                )
                mapping._refused(error, is_variant=False)
                self.assertEqual(mapping.state, "attention")
                self.assertIn(sentence, mapping.message)
                self.assertIn("status 409", mapping.message)
