"""Images of products on BigCommerce: the product's own, its gallery, its variants'."""

import base64
from datetime import timedelta

from odoo.tests import tagged

from ..images_case import BLUE, GREEN, RED, ImagesCase

SEARCH = "GET catalog/products"
NEW_PRODUCT = "POST catalog/products"


@tagged("post_install", "-at_install", "bigcommerce")
class TestImages(ImagesCase):
    # === THE PRODUCT'S OWN === #

    def test_the_image_is_sent_once(self):
        mug = self.product(image_1920=RED)
        self.sync()
        [image] = self.images(mug)
        self.assertEqual(
            (image["description"], image["is_thumbnail"]), ("Product MUG", True)
        )
        self.assertEqual(self.files(mug), [base64.b64decode(RED)])
        mug.list_price = 12
        with self.requests("PUT catalog/products"):
            self.sync()
        with self.assertNoRequests():
            self.sync()
        self.next_day()
        changed_on = self.mapping(mug).image_ids.write_date
        with self.assertNoRequests():
            self.sync()
        self.assertFalse(self.mapping(mug).is_image_check_due)
        self.assertEqual(self.mapping(mug).image_ids.write_date, changed_on)

    def test_a_product_without_image_costs_no_call(self):
        self.product()
        with self.requests(SEARCH, NEW_PRODUCT):
            self.sync()

    def test_a_new_name_leaves_the_main_image_and_the_order_to_staff(self):
        mug = self.product(image_1920=RED)
        self.sync()
        [ours] = self.images(mug)
        theirs = self.put_there(mug, sort_order=0, is_thumbnail=True)
        self.shop.images.update(
            self.mapping(mug).external_id, ours["id"], {"sort_order": 1}
        )
        mug.name = "Cup"
        self.sync()
        found = {
            image["id"]: (image["description"], image["sort_order"])
            for image in self.images(mug)
        }
        self.assertEqual(found, {theirs["id"]: ("Theirs", 0), ours["id"]: ("Cup", 1)})
        [main] = [image for image in self.images(mug) if image["is_thumbnail"]]
        self.assertEqual(main["id"], theirs["id"])

    def test_another_image_takes_its_place(self):
        mug = self.product(image_1920=RED)
        self.sync()
        [first] = self.images(mug)
        mug.image_1920 = GREEN
        delete = self.one("DELETE", mug, first["id"])
        with self.requests(self.upload(mug), delete):
            self.sync()
        [image] = self.images(mug)
        self.assertEqual(self.files(mug), [base64.b64decode(GREEN)])
        self.assertTrue(image["is_thumbnail"])

    def test_an_image_that_is_removed(self):
        mug = self.product(image_1920=RED)
        self.sync()
        theirs = self.put_there(mug)
        [first, _theirs] = self.images(mug)
        mug.image_1920 = False
        with self.requests(self.one("DELETE", mug, first["id"])):
            self.sync()
        [image] = self.images(mug)
        self.assertEqual(image["id"], theirs["id"])
        with self.assertNoRequests():
            self.sync()

    def test_a_new_name_is_the_alt_text(self):
        mug = self.product(image_1920=RED)
        self.sync()
        [first] = self.images(mug)
        mug.name = "Tea Mug"
        with self.requests("PUT catalog/products", self.one("PUT", mug, first["id"])):
            self.sync()
        self.assertEqual(self.images(mug)[0]["description"], "Tea Mug")

    def test_images_that_staff_add_stay(self):
        mug = self.product(image_1920=RED)
        self.sync()
        theirs = self.put_there(mug)
        mug.image_1920 = GREEN
        self.sync()
        self.assertEqual(
            self.files(mug), [base64.b64decode(GREEN), base64.b64decode(BLUE)]
        )
        self.assertIn(theirs["id"], [image["id"] for image in self.images(mug)])

    def test_an_image_that_staff_deleted(self):
        mug = self.product(image_1920=RED)
        self.sync()
        [first] = self.images(mug)
        self.shop.images.delete(self.mapping(mug).external_id, first["id"])
        mug.name = "Tea Mug"
        self.sync()  # its alt text has changed, so it is missed
        self.assertEqual(self.images(mug), [])
        self.sync()
        self.assertEqual(self.store.drift_ids.their_value, "(deleted)")
        self.mapping(mug).action_requeue()
        self.sync()
        self.assertEqual(self.images(mug), [], "a person is to decide")
        self.store.drift_ids.action_send_ours()
        self.sync()
        self.assertEqual(self.files(mug), [base64.b64decode(RED)])
        [second] = self.images(mug)
        self.shop.images.delete(self.mapping(mug).external_id, second["id"])
        mug.image_1920 = GREEN
        self.sync()
        self.assertEqual(self.files(mug), [base64.b64decode(GREEN)])
        [third] = self.images(mug)
        self.shop.images.delete(self.mapping(mug).external_id, third["id"])
        mug.image_1920 = False
        self.sync()
        self.assertEqual(self.images(mug), [])
        self.assertState(mug, "synced")

    def test_bigcommerce_keeps_its_images(self):
        self.store.writes_images = False
        mug = self.product(image_1920=RED)
        self.sync()
        self.assertEqual(self.images(mug), [])
        self.store.writes_images = True
        self.sync()
        self.assertEqual(self.files(mug), [base64.b64decode(RED)])
        self.store.writes_images = False
        mug.image_1920 = GREEN
        with self.assertNoRequests():
            self.sync()
        self.store.writes_images = True
        self.sync()
        self.assertEqual(self.files(mug), [base64.b64decode(GREEN)])

    def test_images_that_staff_deleted_described_or_sorted_are_listed(self):
        mug, cup = self.product(image_1920=RED), self.product("CUP", image_1920=RED)
        self.sync()
        [first], [second] = self.images(mug), self.images(cup)
        self.shop.images.delete(self.mapping(mug).external_id, first["id"])
        path = self.mapping(cup).external_id, second["id"]
        self.shop.images.update(*path, {"description": "Theirs"})
        self.put_there(cup, is_thumbnail=True)
        self.store.drift_checked_on -= timedelta(days=1)
        with self.requests(SEARCH, SEARCH):
            self.sync()
        drifts = self.store.drift_ids
        self.assertEqual(set(drifts.mapped("field")), {"images"})
        told = {row.product_tmpl_id: row.their_value for row in drifts}
        theirs = "Theirs, Main image: Theirs"
        self.assertEqual(told, {mug: "(deleted)", cup: theirs})
        drifts.action_send_ours()
        self.sync()
        self.assertEqual(self.files(mug), [base64.b64decode(RED)])
        images = {i["description"]: i["is_thumbnail"] for i in self.images(cup)}
        self.assertEqual(images, {"Product CUP": True, "Theirs": False})
        self.store.drift_checked_on -= timedelta(days=1)
        self.sync()
        self.assertFalse(self.store.drift_ids)

    # === FOUND THERE === #

    def found_mug(self, **vals):
        self.sell_there("MUG", **vals)
        return self.product(image_1920=RED)

    def test_a_product_found_with_images_keeps_them_until_odoos_changes(self):
        mug = self.found_mug(images=[{"image_url": "https://shop.example/mug.png"}])
        with self.requests(SEARCH, SEARCH):
            self.sync()
        self.assertEqual(len(self.images(mug)), 1)
        with self.assertNoRequests():
            self.sync()
        mug.image_1920 = GREEN
        self.sync()
        self.assertEqual(len(self.images(mug)), 2)
        self.assertIn(base64.b64decode(GREEN), self.files(mug))

    def test_an_image_that_odoo_gets_later_is_sent(self):
        mug = self.found_mug(images=[{"image_url": "https://shop.example/mug.png"}])
        mug.image_1920 = False
        self.sync()
        mug.image_1920 = GREEN
        self.sync()
        self.assertIn(base64.b64decode(GREEN), self.files(mug))

    def test_images_that_staff_added_before_images_were_compared_stay(self):
        self.store.writes_images = False
        mug = self.product(image_1920=RED)
        self.sync()
        self.mapping(mug).has_compared_images = False  # mapped by an older version
        self.put_there(mug)
        self.store.writes_images = True
        self.sync()
        self.assertEqual(self.files(mug), [base64.b64decode(BLUE)])

    def test_a_product_found_without_image_gets_odoos(self):
        mug = self.found_mug()
        self.sync()
        self.assertEqual(self.files(mug), [base64.b64decode(RED)])

    # === VARIANTS === #

    def test_the_image_of_a_variant(self):
        shirt = self.shirt_with_images()
        urls = self.urls(shirt)
        self.assertTrue(urls["SHIRT-M"])
        self.assertFalse(urls["SHIRT-S"])
        self.assertEqual(self.files(shirt), [base64.b64decode(RED)])
        with self.assertNoRequests():
            self.sync()
        self.variant(shirt, "SHIRT-M").image_variant_1920 = BLUE
        row = self.mapping(shirt).variant_ids.filtered(lambda r: r.sku == "SHIRT-M")
        path = f"catalog/products/{row.mapping_id.external_id}/variants"
        with self.requests(f"POST {path}/{row.external_id}/image"):
            self.sync()
        self.assertNotEqual(self.urls(shirt)["SHIRT-M"], urls["SHIRT-M"])

    def test_the_image_of_a_variant_that_is_removed(self):
        shirt = self.shirt_with_images()
        self.variant(shirt, "SHIRT-M").image_variant_1920 = False
        self.sync()
        self.assertFalse(self.urls(shirt)["SHIRT-M"])
        with self.assertNoRequests():
            self.sync()

    def test_an_excluded_variant_keeps_its_image(self):
        shirt = self.shirt_with_images()
        self.variant(shirt, "SHIRT-M").bigcommerce_excluded = True
        with self.requests(SEARCH):  # its options are compared
            self.sync()
        self.assertTrue(self.urls(shirt)["SHIRT-M"])

    def test_a_variant_image_above_1_mb_is_sent_in_a_smaller_size(self):
        shirt = self.shirt_with_images()
        medium = self.variant(shirt, "SHIRT-M")
        attachment = self.env["ir.attachment"].search(
            [
                ("res_model", "=", "product.product"),
                ("res_id", "=", medium.id),
                ("res_field", "=", "image_variant_1920"),
            ]
        )
        attachment.raw = base64.b64decode(BLUE) + b"\0" * 2**20
        self.env["bigcommerce.change"]._note("catalog", shirt.ids)
        before = self.urls(shirt)["SHIRT-M"]
        self.sync()
        self.assertNotEqual(self.urls(shirt)["SHIRT-M"], before)
        self.assertFalse(self.mapping(shirt).image_message)
