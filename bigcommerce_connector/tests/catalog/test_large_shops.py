"""Shops with more products than a run has time for, and outages half-way.

Pages and parts are made small, so that few products are many.
"""

import re
from datetime import timedelta

from odoo.tests import tagged
from odoo.tools import mute_logger

from ...sync.catalog import match, queue, step
from ..catalog_case import CatalogCase

_PAGE = 5
_COUNT = 28


@tagged("post_install", "-at_install", "bigcommerce")
class TestLargeShops(CatalogCase):
    simulator_options = {"largest_page": _PAGE}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.classPatch(step, "PART", 6)
        cls.classPatch(queue, "PART", 6)
        cls.classPatch(match, "_BATCH_SIZE", 4)

    def sell_there(self, sku, **values):
        body = {"name": f"Their {sku}", "type": "physical", "weight": 1, "price": 10}
        return self.shop.products.create({**body, "sku": sku, **values})

    def sell_many(self):
        """Both sides sell the same, but for BigCommerce's first and Odoo's last."""
        self.there = [self.sell_there(f"T{number}")["id"] for number in range(_COUNT)]
        skus = [f"T{number}" for number in range(1, _COUNT)]
        self.products = self.many_products([*skus, "Z"])  # which is looked for last

    def asked_after(self, start):
        """Behind which product each page of the catalog was asked for since."""
        queries = (exchange["query"] for exchange in self.exchanges[start:])
        found = (re.search(r"id(?::|%3A)greater=(\d+)", query) for query in queries)
        return [int(one[1]) for one in found if one]

    def fail_after_four_pages(self, run):
        """:return: how many requests there were by then"""
        self.fault("503", count=None, method="GET", path="*catalog/products*", skip=4)
        with mute_logger("odoo.addons.bigcommerce_connector.sync.flow.run"):
            run()
        self.simulator.store.faults.rules.clear()
        return len(self.exchanges)

    @property
    def kept(self):
        return self.env["bigcommerce.read.product"].search([])

    # === MATCH === #

    def test_matching_goes_on_behind_the_last_page(self):
        self.sell_many()
        self.fail_after_four_pages(self.sync)
        self.assertFalse(any(self.mapping(self.products).mapped("external_id")))
        self.assertEqual(len(self.kept), 4 * _PAGE)
        first = self.there[0]
        self.assertFalse(self.kept.filtered(lambda r: r.external_id == first).document)
        late = self.product("T0")  # found in what was read before it was looked for
        start = len(self.exchanges)
        self.sync()
        self.assertEqual(self.asked_after(start), [self.there[19], self.there[24]])
        known = self.mapping(late | self.products[:-1]).mapped("external_id")
        self.assertEqual(known, [str(id_) for id_ in self.there])
        self.assertEqual(self.mapping(self.products).mapped("state")[-1], "synced")
        self.assertFalse(self.kept)

    def test_what_changed_on_bigcommerce_meanwhile_is_drift(self):
        self.sell_many()
        self.fail_after_four_pages(self.sync)
        self.shop.products.update(self.there[1], {"price": 12})
        self.shop.products.delete([self.there[2]])
        self.sync()
        first, second = self.products[:2]
        self.assertState(first, "synced")
        self.store.drift_checked_on -= timedelta(days=1)
        self.sync()
        drift = self.mapping(first).drift_ids
        self.assertEqual((drift.field, drift.their_value), ("price", "$\xa012.00"))
        self.assertState(second, "attention", "deleted on BigCommerce")

    def test_another_rule_begins_anew(self):
        self.sell_many()
        self.fail_after_four_pages(self.sync)
        self.store.match_rule_ids.write(
            {"odoo_field": "product.name", "remote_field": "product.name"}
        )
        named = self.product("OTHER", name="Their T3")
        self.sync()
        self.assertEqual(self.mapping(named).external_id, str(self.there[3]))

    def test_what_is_old_is_read_anew(self):
        self.sell_many()
        self.fail_after_four_pages(self.sync)
        self.assertEqual(self.kept._gc_old(), (0, False))
        self.make_old()
        start = len(self.exchanges)
        self.sync()
        self.assertEqual(self.asked_after(start)[0], self.there[4])
        self.assertTrue(all(self.mapping(self.products[:-1]).mapped("external_id")))
        self.kept.create({"store_id": self.store.id, "external_id": 1, "keys": "{}"})
        self.make_old()
        self.assertEqual(self.kept._gc_old(), (1, False))

    def make_old(self):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE bigcommerce_read_product"
            " SET create_date = create_date - interval '2 days'"
        )
        self.env.invalidate_all()

    def test_rivals_are_seen_however_far_apart(self):
        self.store.product_sync = False
        self.sell_many()
        self.env["bigcommerce.match.rule"].create(
            {
                "store_id": self.store.id,
                "odoo_field": "variant.barcode",
                "remote_field": "product.mpn",
                "sequence": 1,
            }
        )
        self.shop.products.update(self.there[1], {"mpn": "111"})
        self.products[-1].barcode = "111"  # by the first rule, T1 is this one
        self.sync()
        self.assertEqual(
            self.mapping(self.products[-1]).external_id, str(self.there[1])
        )
        self.assertState(self.products[0], "attention", self.products[-1].name)

    # === CHECKS === #

    def lines(self):
        self.store.action_dry_run()
        self.run_flow("checks")
        return self.found("dry_run", "line_ids", "action", "field_name", "new_value")

    def found(self, kind, field, *names):
        check = self.env["bigcommerce.check"]._of(self.store, kind)
        self.assertEqual(check.state, "done", check.progress)
        return sorted(
            tuple(str(row[name]) for name in (*names, "product_tmpl_id"))
            for row in check[field]
        )

    def test_a_dry_run_goes_on_behind_the_last_page(self):
        self.sell_many()
        self.product("X", name="Their T0")  # is taken, as the first page said
        whole = self.lines()
        self.assertEqual([row[0] for row in whole].count("link"), _COUNT - 1)
        self.store.action_dry_run()
        start = self.fail_after_four_pages(lambda: self.run_flow("checks"))
        self.assertEqual(len(self.kept), 4 * _PAGE)
        self.run_flow("checks")
        self.assertEqual(self.asked_after(start)[:2], [self.there[19], self.there[24]])
        again = self.found("dry_run", "line_ids", "action", "field_name", "new_value")
        self.assertEqual(again, whole)
        self.assertFalse(self.kept)

    def test_a_pre_flight_goes_on_behind_the_last_page(self):
        self.sell_many()
        for number in (1, 22):
            self.shop.products.update(self.there[number], {"weight": 0})
        self.product("X", name="Their T2")
        self.store.action_preflight()
        self.run_flow("checks")
        names = "cause", "side", "name", "message"
        whole = self.found("preflight", "issue_ids", *names)
        self.assertTrue(whole)
        listed = self.env["bigcommerce.remote.product"].search([])
        self.assertEqual(listed.mapped("name"), ["Their T0"])
        self.store.action_preflight()
        start = self.fail_after_four_pages(lambda: self.run_flow("checks"))
        for table, name in (("read", "create_date"), ("remote", "seen_on")):
            self.env.cr.execute(
                f"UPDATE bigcommerce_{table}_product"  # noqa: S608
                f" SET {name} = {name} - interval '1 hour'"
            )
        self.run_flow("checks")
        self.assertEqual(self.asked_after(start), [self.there[19], self.there[24]])
        self.assertEqual(self.found("preflight", "issue_ids", *names), whole)
        self.assertEqual(listed.exists().mapped("name"), ["Their T0"])
        self.assertFalse(self.kept)
