"""Tests over Odoo's HTTP server and a browser, with patience for a busy machine."""

from odoo.tests import HttpCase, common

# Seconds: whoever waits for another process waits long, and nothing is tried twice.
TIMEOUT = 120


class PatientHttpCase(HttpCase):
    """Odoo's own limits, of 10 to 60 seconds, are for a quiet machine."""

    @classmethod
    def setUpClass(cls):
        iterations = int(TIMEOUT / common.CHECK_BROWSER_SLEEP)
        cls.classPatch(common, "CHECK_BROWSER_ITERATIONS", iterations)
        ask = common.ChromeBrowser._websocket_request

        def ask_patiently(browser, method, *, params=None, timeout=TIMEOUT):
            return ask(browser, method, params=params, timeout=max(timeout, TIMEOUT))

        cls.classPatch(common.ChromeBrowser, "_websocket_request", ask_patiently)
        super().setUpClass()

    @classmethod
    def compile_bundles(cls, *names):
        """Once for all tests of the class: what a test compiles is rolled back."""
        for name in names:
            bundle = cls.env["ir.qweb"]._get_asset_bundle(name)
            bundle.js()
            bundle.css()

    def url_open(self, url, *args, timeout=TIMEOUT, **details):
        return super().url_open(url, *args, timeout=timeout, **details)

    def browser_js(self, *args, timeout=TIMEOUT, **details):
        return super().browser_js(*args, timeout=max(timeout, TIMEOUT), **details)

    def _wait_remaining_requests(self, timeout=TIMEOUT):
        return super()._wait_remaining_requests(timeout)
