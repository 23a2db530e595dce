"""What Odoo has already is linked by an import, and not changed."""

from odoo import Command
from odoo.tests import tagged

from ..import_case import ImportCase


@tagged("post_install", "-at_install", "bigcommerce")
class TestImportLinks(ImportCase):
    def test_an_import_twice_is_the_same_as_once(self):
        there = [self.there("A"), self.there("B")]
        self.imported()
        products = self.env["product.template"].search_count([])
        job = self.imported()
        self.assertEqual(job.known_count, 2)
        self.assertEqual(self.env["product.template"].search_count([]), products)
        self.assertEqual(
            job.line_ids.mapped("external_id"), [str(row["id"]) for row in there]
        )

    def test_a_product_that_odoo_has_is_linked_and_not_changed(self):
        there = self.there("mug", price=25, name="Their Mug")
        mug = self.product("MUG", list_price=10, bigcommerce_enabled=False)
        line = self.line(self.imported(), there)
        self.assertEqual(line.outcome, "link", line.message)
        self.assertEqual(line.product_tmpl_id, mug)
        self.assertEqual((mug.name, mug.list_price), ("Product MUG", 10))
        self.assertTrue(mug.bigcommerce_enabled)
        self.assertEqual(self.mapping(mug).external_id, str(there["id"]))
        self.assertIn("Price", line.message)

    def test_a_linked_product_that_is_the_same_is_not_written(self):
        there = self.there(price=25, weight=2)
        mug = self.product(list_price=25, weight=2, bigcommerce_enabled=False)
        line = self.line(self.imported(), there)
        self.assertEqual((line.outcome, line.product_tmpl_id), ("link", mug))
        self.assertPushesNothing()
        self.assertState(mug, "synced")

    def test_whoever_imports_what_was_unlinked_has_it_linked(self):
        mug = self.product()
        self.sync()
        mapping = self.mapping(mug)
        there = {"id": int(mapping.external_id)}
        mapping.action_unlink_remote()
        self.store.unsold_items = "hide"
        job = self.imported()
        self.assertEqual(self.line(job, there).outcome, "link")
        self.sync()
        self.assertState(mug, "synced")
        self.assertFalse(mapping.is_unlinked)
        self.assertTrue(self.remote(mug)["is_visible"])

    def test_a_page_with_a_video_stays_until_its_text_changes(self):
        page = '<p>Soft</p><iframe src="https://videos.example/1"></iframe>'
        there = self.there(description=page)
        mug = self.line(self.imported(), there).product_tmpl_id
        self.assertNotIn("iframe", mug.public_description)
        self.mapping(mug).action_requeue()
        self.sync()
        self.assertState(mug, "synced")
        self.assertEqual(self.remote(mug)["description"], page)
        mug.public_description = "<p>Hard</p>"
        self.sync()
        self.assertEqual(self.remote(mug)["description"], "<p>Hard</p>")

    def test_product_that_cannot_be_linked_is_a_conflict_and_is_left_alone(self):
        split = self.shirt_there(({"Size": "S"}, {}), ({"Size": "M"}, {}))
        self.product("TEE-S")
        self.product("TEE-M")
        sizes = [({"Size": size}, {}) for size in "SML"]
        part = self.shirt_there(*sizes, prefix="POLO")
        self.shirt("S", "M", prefix="POLO")
        old = self.there("OLD")
        self.product("OLD").active = False
        good = self.there("GOOD")
        products = self.env["product.template"].search_count([])
        job = self.imported()
        for document, text in (
            (split, "several products"),
            (part, "lacks other variants"),
            (old, "archived"),
        ):
            line = self.line(job, document)
            self.assertEqual(line.outcome, "conflict", document["name"])
            self.assertIn(text, line.message)
            self.assertFalse(line.product_tmpl_id)
        self.assertEqual(self.line(job, good).outcome, "create")
        self.assertEqual(self.env["product.template"].search_count([]), products + 1)

    def test_products_are_found_by_the_matching_rules_of_the_store(self):
        self.store.match_rule_ids = [
            Command.clear(),
            Command.create(
                {"odoo_field": "variant.barcode", "remote_field": "variant.upc"}
            ),
        ]
        mug = self.product("OURS", barcode="036000291452")
        self.product("SAME")
        there = self.there("THEIRS", upc="0036000291452")  # the same as an EAN
        same = self.there("SAME", upc="4006381333931")
        job = self.imported()
        line = self.line(job, there)
        self.assertEqual(line.product_tmpl_id, mug, line.message)
        self.assertEqual(line.outcome, "link")
        self.assertIn("UPC", self.mapping(mug).matched_by)
        self.assertEqual(self.line(job, same).outcome, "conflict")
        self.assertIn("Matching Rules", self.line(job, same).message)
