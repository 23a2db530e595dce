"""The demo data: orders of every kind, read and posted as in earnest; no network. And
what its pages look like.
"""

import json

from odoo import fields
from odoo.tests import tagged
from odoo.tools import file_open
from odoo.tools.convert import convert_file

from .test_back_office_tours import ACTION, BackOfficeTour

MODULE = "bigcommerce_connector"
STORE = f"{MODULE}.demo_store"
PAGES = (
    "dashboard",
    "todo",
    "order",
    "order_fetch",
    "product",
    "remote_product",
    "drift",
    "stock_drift",
    "sync_log",
    "import",
    "check",
    "customer",
    "store",
    "setup",
)
READY = "!!document.querySelector('.o_action') && !!odoo.__WOWL_DEBUG__.root"


@tagged("post_install", "-at_install", "bigcommerce")
class TestDemo(BackOfficeTour):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not cls.env.ref(STORE, raise_if_not_found=False):
            path = "demo/bigcommerce_demo.xml"
            convert_file(cls.env, MODULE, path, {}, "init", noupdate=True)
        cls.store = cls.env.ref(STORE)
        cls.orders = cls.store.order_ids

    def test_a_store_with_orders_of_every_kind_that_is_never_connected(self):
        kinds = {
            state: self.orders.filtered_domain([("state", "=", state)])
            for state in ("synced", "pending", "attention", "skipped")
        }
        self.assertEqual(
            {state: len(found) for state, found in kinds.items()},
            {"synced": 10, "pending": 1, "attention": 1, "skipped": 1},
        )
        self.assertTrue(all(kinds["synced"].mapped("is_reconciled")))
        self.assertEqual(kinds["attention"].problem_code, "no_product")
        for name in ("amount_to_refund", "amount_to_collect", "amount_refunded"):
            self.assertTrue(any(self.orders.mapped(name)), name)
        # Each change posted its difference.
        posted = sorted(len(order.pos_order_ids) for order in kinds["synced"])
        self.assertEqual(posted, [1] * 6 + [2] * 4)
        taxes = self.orders.pos_order_ids.lines.tax_ids
        self.assertFalse(
            taxes.bigcommerce_store_id, "Odoo's own sales tax has the rate"
        )
        self.assertEqual(self.store.state, "paused")
        self.assertFalse(self.store.flow_ids.cron_id, "nothing runs for it")
        card = self.env["bigcommerce.dashboard"].browse(self.store.id)
        self.assertIn("demo data", card.condition)

    def test_no_header_label_badge_or_button_is_cut_off(self):
        """On a desk, also in German with its long words, and on a phone."""
        self.compile_bundles("web.assets_web", "web.assets_web_print")
        self.fill_lists()
        self.speak_german()
        with file_open(f"{MODULE}/tests/screens/cut_texts.js") as script:
            code = f"{script.read()}\ncutTexts({json.dumps(self.pages())})"
        admin = self.env.ref("base.user_admin")
        address = f"{ACTION}bigcommerce_order_action"
        for lang, width in (("en_US", 1400), ("de_DE", 1400), ("de_DE", 420)):
            with self.subTest(lang=lang, width=width):
                admin.lang = lang
                self.browser_size = f"{width}x900"
                self.touch_enabled = width < 700
                self.browser_js(address, code, READY, login="admin")

    def pages(self):
        """:return: of each its action, the kind of view, and the id of the record"""
        refunds = self.orders.filtered("amount_to_refund")
        odd = self.orders.filtered("problem_code")
        records = [
            *(("order", order) for order in (refunds[:1], odd[:1])),
            *(("product", mapping) for mapping in self.store.product_ids[:1]),
            ("store", self.store),
        ]
        lists = [(f"{MODULE}.bigcommerce_{name}_action", "", 0) for name in PAGES]
        lists.append((f"{MODULE}.stock_picking_preparation_action", "", 0))
        forms = [
            (f"{MODULE}.bigcommerce_{name}_action", "form", record.id)
            for name, record in records
        ]
        return lists + forms

    def fill_lists(self):
        """Of what the demo data has nothing."""
        variant = self.store.product_ids.variant_ids[:1]
        of_store, now = {"store_id": self.store.id}, fields.Datetime.now()
        seen = {**of_store, "last_seen_on": now}
        of_product = {"mapping_id": variant.mapping_id.id, "field": "price"}
        self.env["bigcommerce.drift"].create({**seen, **of_product})
        difference = {"cause": "edited", "our_quantity": 5, "found_on": now}
        place = {
            "variant_id": variant.id,
            "location_id": self.store.location_ids[:1].id,
        }
        self.env["bigcommerce.stock.drift"].create({**seen, **place, **difference})
        there = {"external_id": "900", "name": "Poster", "seen_on": now}
        self.env["bigcommerce.remote.product"].create({**of_store, **there})
        held = {"order_number": "77", "quantity": 2, "variant_external_id": "201"}
        self.env["bigcommerce.held.stock"].create({**of_store, **held})

    def speak_german(self):
        self.env["res.lang"]._activate_lang("de_DE")
        modules = ["web", "point_of_sale", MODULE]
        self.env["ir.module.module"]._load_module_terms(modules, ["de_DE"])
