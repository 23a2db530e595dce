"""The front end's own unit tests: static/tests/unit."""

from odoo.tests import tagged

from odoo.addons.web.tests import test_js

from .test_back_office_tours import BackOfficeTour

SUITE = "@bigcommerce_connector"


@tagged("post_install", "-at_install", "bigcommerce")
class TestHoot(BackOfficeTour):
    bundles = ("web.assets_unit_tests_setup",)

    def test_front_end_unit_tests(self):
        suite = test_js.HOOTCommon._generate_hash(self, SUITE)
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset=desktop&timeout=60000&id={suite}",
            "",
            "",
            login="admin",
            timeout=600,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=test_js.unit_test_error_checker,
        )
