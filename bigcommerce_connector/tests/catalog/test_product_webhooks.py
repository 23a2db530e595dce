"""Webhooks about products: noted in the request, read by the next run, once."""

import json

from odoo.tests import tagged

from ...sync.store.webhooks import SECRET_HEADER
from ..catalog_case import CatalogCase
from ..http_case import PatientHttpCase

READ, UPDATE = "GET catalog/products", "PUT catalog/products"


@tagged("post_install", "-at_install", "bigcommerce")
class TestProductWebhooks(CatalogCase, PatientHttpCase):
    def setUp(self):
        super().setUp()
        self.store.client_secret = False  # our own header is proof enough here
        self.mug = self.product()
        self.sync()
        self.number = int(self.mapping(self.mug).external_id)

    def deliver(self, event, data=None):
        """As BigCommerce documents its events."""
        body = {
            "scope": f"store/{event}",
            "store_id": "1",
            "data": data or {"type": "product", "id": self.number},
            "hash": event,
        }
        answer = self.url_open(
            f"/bigcommerce/webhook/{self.store.store_hash}",
            data=json.dumps(body),
            headers={
                SECRET_HEADER: self.store.webhook_secret,
                "Content-Type": "application/json",
            },
        )
        self.assertEqual(answer.status_code, 200)

    def edit_there(self, **values):
        self.shop.products.update(self.number, values)

    def test_product_changed_several_times_is_read_once(self):
        self.edit_there(price=12)
        sku = {"product_id": self.number, "variant_id": 509}
        with self.assertNoRequests():
            self.deliver("product/updated")
            self.deliver("product/updated")
            self.deliver("sku/updated", {"type": "sku", "id": 461, "sku": sku})
        self.assertFalse(
            self.env["bigcommerce.order.fetch"].search(
                [("store_id", "=", self.store.id)]
            )
        )
        with self.requests(READ):
            self.sync()
        self.assertEqual(self.store.drift_ids.their_value, "$\xa012.00")
        with self.assertNoRequests():
            self.sync()

    def test_one_that_comes_after_our_own_push_ends_there(self):
        self.mug.list_price = 12
        with self.requests(UPDATE):
            self.sync()
        self.deliver("product/updated")
        with self.requests(READ):
            self.sync()
        with self.assertNoRequests():
            self.sync()
        self.assertFalse(self.store.drift_ids)
        self.assertState(self.mug, "synced")

    def test_deleted_product_is_marked(self):
        self.shop.products.delete([self.number])
        self.deliver("product/deleted")
        self.sync()
        self.assertState(self.mug, "attention", "deleted on BigCommerce")
        self.deliver("product/updated")  # late
        with self.assertNoRequests():
            self.sync()

    def test_without_product_sync_they_are_logged_only(self):
        self.store.product_sync = False
        self.sync()
        self.deliver("product/updated")
        with self.assertNoRequests():
            self.sync()
        self.assertFalse(
            self.env["bigcommerce.change"].search([("kind", "=", "remote")])
        )

    def test_impossible_product_id_does_no_harm(self):
        for number, data in enumerate(({"id": 4294967295}, {"id": "x"}, {"sku": []})):
            self.deliver(f"product/updated{number}", data)
        with self.assertNoRequests():
            self.sync()
