"""A gallery that comes from BigCommerce: with an import, and by *Take Theirs*."""

import base64
from datetime import timedelta

from odoo.tests import tagged

from odoo.addons.bigcommerce_connector.tests.images_case import (
    BLUE,
    GREEN,
    RED,
)
from odoo.addons.bigcommerce_connector.tests.import_case import ImportCase


@tagged("post_install", "-at_install", "bigcommerce")
class TestGalleryIn(ImportCase):
    def setUp(self):
        super().setUp()
        self.let_images_be_read()

    def add_there(self, product_id, name, image, **values):
        """Staff add an image in the control panel."""
        return self.shop.images.create(
            product_id,
            f"{name}.png",
            base64.b64decode(image),
            {"description": name, "sort_order": 5, "is_thumbnail": False, **values},
        )

    def gallery(self, template):
        images = template.product_template_image_ids.sorted(
            lambda image: (image.sequence, image.id)
        )
        return [(image.name, image.image_1920) for image in images]

    def test_a_gallery_comes_with_its_product_in_its_order(self):
        there = self.there()
        self.add_there(there["id"], "Side", GREEN, sort_order=3)
        self.add_there(there["id"], "Back", BLUE, sort_order=2)
        self.add_there(there["id"], "Main", RED, sort_order=4, is_thumbnail=True)
        mug = self.line(self.imported(), there).product_tmpl_id
        self.assertEqual(mug.image_1920, RED)
        self.assertEqual(self.gallery(mug), [("Back", BLUE), ("Side", GREEN)])
        self.assertPushesNothing()
        self.imported()
        self.assertEqual(len(self.gallery(mug)), 2)

    def test_a_gallery_is_as_it_is_there(self):
        mug = self.product(image_1920=RED)
        images = self.env["product.image"]
        for name, image in (("Back", BLUE), ("Side", GREEN), ("Top", RED)):
            vals = {"product_tmpl_id": mug.id, "name": name, "image_1920": image}
            images.create(vals)
        self.sync()
        product_id = self.mapping(mug).external_id
        by_name = {row["description"]: row for row in self.shop.images.list(product_id)}
        self.shop.images.delete(product_id, by_name["Side"]["id"])
        last = {"description": "Rear", "sort_order": 9}
        self.shop.images.update(product_id, by_name["Back"]["id"], last)
        self.store.drift_checked_on -= timedelta(days=1)
        self.sync()
        self.store.drift_ids.action_take_theirs()
        self.assertEqual(self.gallery(mug), [("Top", RED), ("Rear", BLUE)])
        self.assertPushesNothing()
        self.store.drift_checked_on -= timedelta(days=1)
        self.sync()
        self.assertFalse(self.store.drift_ids)
