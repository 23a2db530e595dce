"""A gallery whose images are changed by themselves, not with their product."""

import base64

from odoo.tests import tagged

from odoo.addons.bigcommerce_connector.tests.catalog_case import CatalogCase
from odoo.addons.bigcommerce_connector.tests.images_case import (
    BLUE,
    GREEN,
    RED,
)


@tagged("post_install", "-at_install", "bigcommerce")
class TestGallery(CatalogCase):
    def sent(self, template):
        """Names and files as BigCommerce has them, in order."""
        with self.simulator.store.lock:
            catalog = self.simulator.store.catalog
            product = catalog.products[int(self.mapping(template).external_id)]
            return [
                (image.description, base64.b64encode(image.picture.data))
                for image in product.images
            ]

    def add(self, template, name, image):
        return self.env["product.image"].create(
            {"product_tmpl_id": template.id, "name": name, "image_1920": image}
        )

    def test_every_change_of_an_image_is_sent(self):
        mug, cup = self.many_products(["MUG", "CUP"], image_1920=RED)
        self.sync()
        own = ("Product MUG", RED)
        self.assertEqual(self.sent(mug), [own])
        back = self.add(mug, "Back", GREEN)
        side = self.add(mug, "Side", BLUE)
        self.sync()
        self.assertEqual(self.sent(mug), [own, ("Back", GREEN), ("Side", BLUE)])
        back.image_1920 = RED
        side.name = "Left side"
        self.sync()
        self.assertEqual(self.sent(mug), [own, ("Back", RED), ("Left side", BLUE)])
        side.sequence = back.sequence - 1
        self.sync()
        self.assertEqual(self.sent(mug), [own, ("Left side", BLUE), ("Back", RED)])
        side.product_tmpl_id = cup
        back.unlink()
        self.sync()
        self.assertEqual(self.sent(mug), [own])
        self.assertEqual(self.sent(cup)[1:], [("Left side", BLUE)])
        with self.assertNoRequests():
            self.sync()
