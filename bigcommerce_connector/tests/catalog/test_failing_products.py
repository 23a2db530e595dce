"""Products at which BigCommerce fails with errors of its own, while it takes others."""

from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from ...api import errors
from ...api.transport import Transport
from ..catalog_case import CatalogCase
from ..images_case import png

_LONG = "<p>" + 60_000 * "x" + "</p>"
_FAILING = "odoo.addons.bigcommerce_connector.sync.catalog.failing"
_FLOW = "odoo.addons.bigcommerce_connector.sync.flow.run"


@tagged("post_install", "-at_install", "bigcommerce")
class TestFailingProducts(CatalogCase):
    def keep_failing(self, method, count=None):
        path = "/v3/catalog/products"
        self.fault("500", method=method, path=path, above=50_000, count=count)

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
            self.run_flow_now("catalog")  # it waits, and nobody is asked in vain
        self.product("POT")
        self.sync()
        self.assertState(bad, "attention", "an error of its own")
        since = self.mapping(bad).attention_since
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
        self.assertTrue(self.store.last_error)
        self.assertEqual(set(self.mapping(products).mapped("state")), {"pending"})
        self.simulator.store.faults.rules.clear()
        self.sync()
        self.assertEqual(set(self.mapping(products).mapped("state")), {"synced"})

    @mute_logger(_FAILING, _FLOW)
    def test_an_update_that_gets_no_answer_keeps_others_for_a_moment(self):
        ask = Transport.__call__

        def send(transport, method, url, **details):
            """Odoo lets no request of a test end in less than ten seconds."""
            if method == "PUT" and len(details.get("body") or b"") > 50_000:
                raise errors.TimedOut("No answer in time.")
            return ask(transport, method, url, **details)

        products = self.many_products(["MUG", "CUP", "JUG", "POT"])
        self.sync()
        bad = products[1]
        (products - products[-1]).list_price = 12
        bad.public_description = _LONG
        with patch.object(Transport, "__call__", send):
            self.sync()
            self.assertTrue(self.store.last_error)
            products[-1].list_price = 12
            self.run_flow("catalog")
            prices = [self.remote(one)["price"] for one in products - bad]
            self.assertEqual([float(price) for price in prices], [12] * 3)
            self.assertFalse(self.store.last_error)
            self.assertState(bad, "attention", "an error of its own")
        self.sync()
        self.assertState(bad, "synced")

    @mute_logger(_FAILING)
    def test_images_and_options_that_bigcommerce_fails_at_stop_no_other(self):
        photo = png((255, 0, 0))
        bad, good = (self.shirt("S", "M", prefix=name) for name in ("BAD", "GOOD"))
        self.sync()
        number = self.mapping(bad).external_id
        path = f"/v3/catalog/products/{number}/"
        self.fault("500", method="POST", path=path + "images", count=None)
        self.fault("500", path=path + "options/*", count=None)
        (bad | good).image_1920 = photo
        for shirt in (bad, good):
            self.add_value(shirt, self.size, "L", prefix=shirt.name.split()[-1])
        late = self.product("LATE")
        for _run in range(2):
            self.sync()
        self.assertState(good, "synced")
        self.assertEqual(len(self.remote(good)["variants"]), 3)
        images = self.shop.images.list(self.mapping(good).external_id)
        self.assertEqual(len(list(images)), 1)
        self.assertEqual(len(self.remote(bad)["variants"]), 2)
        self.assertState(late, "synced")
        self.assertFalse(self.store.last_error)
        self.simulator.store.faults.rules.clear()
        self.sync()
        self.sync()
        self.assertState(bad, "synced")
        self.assertEqual(len(self.remote(bad)["variants"]), 3)
        self.assertFalse(self.mapping(bad).image_message)
