"""Products at which BigCommerce fails with errors of its own, while it takes others."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..catalog_case import CatalogCase

_LONG = "<p>" + 60_000 * "x" + "</p>"
_FAILING = "odoo.addons.bigcommerce_connector.sync.catalog.failing"
_FLOW = "odoo.addons.bigcommerce_connector.sync.flow.run"


@tagged("post_install", "-at_install", "bigcommerce")
class TestFailingProducts(CatalogCase):
    def keep_failing(self, method, count=None):
        path = "/v3/catalog/products"
        self.fault("500", method=method, path=path, above=50_000, count=count)

    def wait(self, products):
        """Until what waits is tried again."""
        self.mapping(products).retry_at = fields.Datetime.now() - timedelta(minutes=1)
        self.store._flow("catalog").retry_at = False

    @mute_logger(_FAILING)
    def test_one_that_bigcommerce_fails_to_create_stops_no_other(self):
        bad = self.product("BAD", public_description=_LONG)
        others = self.many_products(["CUP", "JUG"])
        self.keep_failing("POST")
        self.sync()
        for other in others:
            self.assertState(other, "synced")
        self.assertState(bad, "pending")  # one error is everyday life
        self.assertFalse(self.mapping(bad).message)
        with self.assertNoRequests():
            self.sync()  # it waits, and nobody is asked for it in vain
        self.wait(bad)
        self.product("POT")
        self.sync()
        self.assertState(bad, "attention", "an error of its own")
        since = self.mapping(bad).attention_since
        self.wait(bad)
        self.simulator.store.faults.rules.clear()
        self.sync()
        self.assertState(bad, "synced")
        self.assertTrue(since)
        self.assertFalse(self.mapping(bad).tries)
        self.assertFalse(self.store.last_error)

    @mute_logger(_FAILING)
    def test_one_that_bigcommerce_fails_to_change_stops_no_other(self):
        products = self.many_products(["MUG", "CUP", "JUG", "POT"])
        self.sync()
        bad = products[1]
        products.list_price = 12
        bad.public_description = _LONG
        self.keep_failing("PUT")
        self.sync()
        prices = [self.remote(one)["price"] for one in products - bad]
        self.assertEqual([float(price) for price in prices], [12] * 3)
        self.assertState(bad, "pending")
        bad.public_description = "<p>Short</p>"  # whoever mends it need not wait
        self.sync()
        self.assertState(bad, "synced")
        self.assertEqual(float(self.remote(bad)["price"]), 12)

    @mute_logger(_FAILING, _FLOW)
    def test_where_all_fail_the_flow_waits_and_nobody_is_sent_to_products(self):
        products = self.many_products(["MUG", "CUP", "JUG", "POT", "PAN"])
        self.fault("500", method="POST", path="/v3/catalog/products", count=None)
        for _run in range(3):
            self.sync()
            self.wait(products)
        self.assertTrue(self.store.last_error)
        self.assertEqual(set(self.mapping(products).mapped("state")), {"pending"})
        self.simulator.store.faults.rules.clear()
        self.sync()
        self.assertEqual(set(self.mapping(products).mapped("state")), {"synced"})
