"""Images of products that come in, from public addresses only."""

import base64
import struct
import zlib

from odoo.tests import tagged

from ..images_case import RED
from ..import_case import ImportCase

ANYWHERE = "https://images.example/mug.png"


@tagged("post_install", "-at_install", "bigcommerce")
class TestImportImages(ImportCase):
    def mug_there(self, sku="MUG", **values):
        images = [{"image_url": ANYWHERE, "is_thumbnail": True}]
        return self.there(sku, images=images, **values)

    def test_an_image_comes_with_its_product(self):
        self.let_images_be_read()
        there = self.mug_there()
        job = self.imported()
        mug = self.line(job, there).product_tmpl_id
        self.assertTrue(mug.image_1920)
        self.assertFalse(self.line(job, there).message)
        self.assertFalse(job.images_left)
        self.assertPushesNothing()

    def test_each_variant_has_its_image(self):
        self.let_images_be_read()
        there = self.shirt_there(
            ({"Size": "S"}, {}),
            ({"Size": "M"}, {}),
            images=[{"image_url": ANYWHERE, "is_thumbnail": True}],
        )
        [row] = self.shop.variants.list(sku="TEE-S")
        file = "small.png", base64.b64decode(RED)
        self.shop.images.create_for_variant(there["id"], row["id"], *file)
        job = self.imported()
        shirt = self.line(job, there).product_tmpl_id
        self.assertFalse(self.line(job, there).message)
        small, medium = map(self.variant, (shirt, shirt), ("TEE-S", "TEE-M"))
        self.assertEqual(small.image_variant_1920, RED)
        self.assertNotEqual(shirt.image_1920, RED)
        self.assertFalse(medium.image_variant_1920)
        self.assertPushesNothing()
        small.image_variant_1920 = False
        self.sync()
        kept = self.shop.variants.list(sku="TEE-S")
        self.assertTrue(next(iter(kept))["image_url"], "it is BigCommerce's own")

    def test_images_come_later_where_they_were_left_out(self):
        self.let_images_be_read()
        mug, cup = self.mug_there(), self.mug_there("CUP")
        job = self.imported(with_images=False)
        products = [self.line(job, one).product_tmpl_id for one in (mug, cup)]
        products[1].image_1920 = RED
        job = self.imported()
        self.assertEqual(job.known_count, 2)
        self.assertTrue(products[0].image_1920)
        self.assertEqual(products[1].image_1920, RED, "what Odoo has stays")
        self.assertFalse(job.images_left)

    def test_images_that_odoo_has_no_place_for_are_named(self):
        self.let_images_be_read()
        more = [{"image_url": f"{ANYWHERE}?{number}"} for number in range(2)]
        there = self.there(images=[{"image_url": ANYWHERE}, *more])
        line = self.line(self.imported(), there)
        has_galleries = "product.image" in self.env
        self.assertEqual("2 more images" in (line.message or ""), not has_galleries)

    def test_an_image_within_the_own_network_is_refused_and_stops_nothing(self):
        there = [self.mug_there("A"), self.there("B")]
        job = self.imported()
        line = self.line(job, there[0])
        self.assertFalse(line.product_tmpl_id.image_1920)
        self.assertIn("no public web address", line.message)
        self.assertEqual(job.created_count, 2)

    def test_file_that_is_no_image_is_refused_and_said(self):
        self.let_images_be_read()
        there = self.mug_there()
        pictures = self.simulator.store.catalog.pictures
        for number, picture in pictures.items():
            object.__setattr__(picture, "data", b"<svg onload='x'/>")
            pictures[number] = picture
        line = self.line(self.imported(), there)
        self.assertFalse(line.product_tmpl_id.image_1920)
        self.assertIn("no image", line.message)

    def test_an_image_of_40_mb_is_refused_and_said(self):
        self.let_images_be_read()
        there = self.mug_there()
        for picture in self.simulator.store.catalog.pictures.values():
            object.__setattr__(picture, "data", picture.data + b"\0" * 40 * 2**20)
        line = self.line(self.imported(), there)
        self.assertFalse(line.product_tmpl_id.image_1920)
        self.assertIn("larger than 10 MB", line.message)

    def test_an_image_that_unpacks_to_a_giant_is_refused_and_said(self):
        self.let_images_be_read()
        there = self.mug_there()
        pictures = self.simulator.store.catalog.pictures
        size = struct.pack(">II", 20_000, 20_000)
        for number, picture in pictures.items():
            head = b"IHDR" + size + picture.data[24:29]
            data = picture.data[:12] + head + struct.pack(">I", zlib.crc32(head))
            object.__setattr__(picture, "data", data + picture.data[33:])
            pictures[number] = picture
        line = self.line(self.imported(), there)
        self.assertFalse(line.product_tmpl_id.image_1920)
        self.assertIn("could not be read", line.message)

    def test_images_are_compared_once_all_have_come(self):
        self.let_images_be_read()
        there = self.mug_there()
        job = self.imported()
        line, mug = self.line(job, there), self.line(job, there).product_tmpl_id
        job.sudo().state = "running"  # as before the image was read
        line.sudo().image_urls = [{"kind": "main", "url": ANYWHERE}]
        with self.assertNoRequests():
            self.sync()
        self.assertTrue(self.mapping(mug).is_image_check_due)
        self.run_flow("import")
        self.assertPushesNothing()
        self.assertFalse(self.mapping(mug).is_image_check_due)

    def test_an_owner_can_leave_images_out(self):
        there = self.mug_there()
        line = self.line(self.imported(with_images=False), there)
        self.assertFalse(line.message)

    def test_an_image_that_odoo_has_stays(self):
        self.let_images_be_read()
        there = self.mug_there()
        mug = self.product("MUG")
        line = self.line(self.imported(), there)
        self.assertEqual(line.outcome, "link")
        self.assertFalse(mug.image_1920)
