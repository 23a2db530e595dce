"""Images that BigCommerce does not take, and answers about images that are lost."""

import base64

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..images_case import BLUE, GREEN, RED, ImagesCase

SEARCH = "GET catalog/products"
NEW_PRODUCT = "POST catalog/products"


@tagged("post_install", "-at_install", "bigcommerce")
class TestImagesRefused(ImagesCase):
    # === WHAT IS REFUSED === #

    def test_file_that_is_no_image_does_not_stop_the_product(self):
        mug, cup = self.product(image_1920=RED), self.product("CUP", image_1920=GREEN)
        self.replace_file(mug, "image", b"hello", "text/plain")
        self.sync()
        self.assertState(mug, "synced")
        self.assertIn("not in a format", self.mapping(mug).image_message)
        self.assertEqual(self.images(mug), [])
        self.assertFalse(self.mapping(cup).image_message)
        self.assertFalse(self.mapping(cup).is_image_check_due)
        self.assertEqual(self.files(cup), [base64.b64decode(GREEN)])
        with self.assertNoRequests():
            self.sync()
        mug.image_1920 = BLUE
        self.sync()
        self.assertEqual(self.files(mug), [base64.b64decode(BLUE)])
        self.assertFalse(self.mapping(mug).image_message)

    def test_an_image_of_40_mb_is_not_sent(self):
        mug = self.product(image_1920=RED)
        self.replace_file(mug, "image", base64.b64decode(RED) + b"\0" * 40 * 2**20)
        with self.requests(SEARCH, NEW_PRODUCT):
            self.sync()
        self.assertState(mug, "synced")
        self.assertIn("larger than BigCommerce", self.mapping(mug).image_message)

    def test_an_image_that_bigcommerce_refuses(self):
        mug = self.product(image_1920=RED)
        self.fault("422", method="POST", path="/v3/catalog/products/*/images")
        self.sync()
        self.assertState(mug, "synced")
        self.assertIn("refused the image", self.mapping(mug).image_message)
        with self.assertNoRequests():
            self.sync()
        self.mapping(mug).action_requeue()
        self.sync()
        self.assertEqual(self.files(mug), [base64.b64decode(RED)])
        self.assertFalse(self.mapping(mug).image_message)

    def test_image_refused_of_one_product_stops_no_other(self):
        mug, cup = self.product(image_1920=RED), self.product("CUP", image_1920=RED)
        self.sync()
        (mug | cup).image_1920 = GREEN
        path = f"/v3/catalog/products/{self.mapping(mug).external_id}/images/*"
        self.fault("422", method="DELETE", path=path)
        self.sync()
        self.assertIn("refused to change", self.mapping(mug).image_message)
        self.assertEqual(self.files(cup), [base64.b64decode(GREEN)])
        self.next_day()
        self.sync()
        self.assertEqual(self.files(mug), [base64.b64decode(GREEN)])
        self.assertFalse(self.mapping(mug).image_message)

    # === LOST ANSWERS === #

    def lose_answer(self, **details):
        path = "/v3/catalog/products/*/images"
        self.fault("502", method="POST", path=path, **details)

    @mute_logger("odoo.addons.bigcommerce_connector.sync.flow.run")
    def test_a_lost_answer_makes_no_second_image(self):
        mug = self.product(image_1920=RED)
        self.lose_answer(carried_out=True)
        self.sync()
        self.assertEqual(len(self.images(mug)), 1)
        self.sync()
        self.assertEqual(len(self.images(mug)), 1)
        self.assertFalse(self.mapping(mug).is_image_check_due)
        mug.image_1920 = GREEN
        self.sync()
        self.assertEqual(self.files(mug), [base64.b64decode(GREEN)])

    @mute_logger("odoo.addons.bigcommerce_connector.sync.flow.run")
    def test_a_lost_answer_to_another_image_leaves_no_old_one(self):
        mug = self.product(image_1920=RED)
        self.sync()
        mug.image_1920 = GREEN
        self.lose_answer(carried_out=True)
        self.sync()
        self.sync()
        self.assertEqual(self.files(mug), [base64.b64decode(GREEN)])

    @mute_logger("odoo.addons.bigcommerce_connector.sync.flow.run")
    def test_an_answer_that_never_came_is_sent_again(self):
        mug = self.product(image_1920=RED)
        self.lose_answer()
        self.sync()
        self.assertEqual(self.images(mug), [])
        self.sync()
        self.assertEqual(self.files(mug), [base64.b64decode(RED)])

    @mute_logger("odoo.addons.bigcommerce_connector.sync.flow.run")
    def test_changed_twice_while_the_answer_was_lost(self):
        mug = self.product(image_1920=RED)
        self.lose_answer(carried_out=True)
        self.sync()
        mug.image_1920 = GREEN
        self.sync()
        self.assertEqual(self.files(mug), [base64.b64decode(GREEN)])

    def test_a_requeued_product_misses_a_deleted_image(self):
        mug, cup = self.product(image_1920=RED), self.product("CUP", image_1920=GREEN)
        self.sync()
        [first] = self.images(mug)
        [kept] = self.images(cup)
        self.shop.images.delete(self.mapping(mug).external_id, first["id"])
        (self.mapping(mug) | self.mapping(cup)).action_requeue()
        self.sync()
        self.assertEqual(self.files(mug), [base64.b64decode(RED)])
        self.assertEqual([image["id"] for image in self.images(cup)], [kept["id"]])

    def test_a_product_that_is_created_again(self):
        mug = self.product(image_1920=RED)
        self.sync()
        self.shop.products.delete([self.mapping(mug).external_id])
        mug.list_price = 12
        self.sync()
        self.mapping(mug).action_requeue()
        self.sync()
        self.assertState(mug, "synced")
        self.assertEqual(self.files(mug), [base64.b64decode(RED)])
