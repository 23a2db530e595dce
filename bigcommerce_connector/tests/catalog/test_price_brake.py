"""Before many prices change on BigCommerce, or some beyond all reason, a person is
asked."""

from contextlib import contextmanager
from unittest.mock import patch

from odoo import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.base.models import ir_cron

from ...sync.catalog import update
from ..catalog_case import CatalogCase

RUN = "odoo.addons.bigcommerce_connector.sync.flow.run"
PAUSE = "odoo.addons.bigcommerce_connector.sync.flow.buttons"


@tagged("post_install", "-at_install", "bigcommerce")
class TestPriceBrake(CatalogCase):
    def prices(self, products):
        ids = products.bigcommerce_mapping_ids.mapped("external_id")
        return {float(row["price"]) for row in self.shop.products.list({"id:in": ids})}

    def assertAsked(self, *texts):
        """The store is paused, and the To Do page says why."""
        self.assertEqual(self.store.state, "paused")
        paused = [("store_id", "=", self.store.id), ("cause", "=", "paused")]
        message = self.env["bigcommerce.todo"].search(paused).message
        for text in texts:
            self.assertIn(text, message)

    def found(self, count, price):
        """Products that were on BigCommerce before, at this price; in Odoo at 10."""
        skus = [f"FOUND{number:02}" for number in range(count)]
        for sku in skus:
            found = {"name": sku, "sku": sku, "type": "physical"}
            self.shop.products.create({**found, "weight": 1, "price": price})
        return self.many_products(skus)

    @contextmanager
    def nothing_sent(self):
        """What is sent in this block does not get through."""
        self.fault("503", method="PUT", path="/v3/catalog/products", count=None)
        yield
        with self.simulator.store.lock:
            self.simulator.store.faults.rules.clear()

    def go_on(self):
        self.store.action_go_live()
        self.sync()
        self.assertEqual(self.store.state, "live", self.store.pause_reason)

    @mute_logger(PAUSE)
    def test_many_prices_change_once_somebody_said_so(self):
        products = self.many_products([f"P{number:02}" for number in range(24)])
        few, many = products[:19], products[:20]
        self.sync()
        few.list_price = 15
        self.sync()
        self.assertEqual(self.prices(few), {15})
        few.list_price = 10
        self.sync()
        products.list_price = 10.5  # as by another rate of a tax
        self.sync()
        self.assertEqual(self.prices(products), {10.5})
        for before, price in ((10.5, 15), (15, 20)):  # it is asked for each time anew
            many.list_price = price
            with self.assertNoRequests():
                self.sync()
            example = f"Product P00 ($\xa0{before:.2f} → $\xa0{price:.2f})"
            self.assertAsked("20 of 24 products", example)
            notes = self.mapping(many).filtered("held_price").mapped("held_price_note")
            self.assertEqual(notes, [f"{before:.2f} → {price:.2f}"] * 20)
            self.go_on()
            self.assertEqual(self.prices(many), {price})
        many.list_price = 40
        products[23].name = "Does Not Wait"
        self.sync()
        self.assertAsked("20 of 24 products")
        self.assertEqual(self.remote(products[23])["name"], "Does Not Wait")
        many.list_price = 20  # it was a mistake
        with self.assertNoRequests():
            self.go_on()
        self.assertEqual(set(self.store.product_ids.mapped("state")), {"synced"})

    @mute_logger(PAUSE)
    def test_some_prices_change_beyond_all_reason_once_somebody_said_so(self):
        shirt = self.shirt("S", "M")
        mugs = self.many_products([f"MUG{number}" for number in range(4)])
        self.sync()
        mugs.list_price = 100
        self.sync()
        self.assertEqual(self.prices(mugs), {100})
        mugs.list_price = 10
        shirt.attribute_line_ids.product_template_value_ids[0].price_extra = 90
        mugs[0].weight = 2
        self.sync()
        self.assertAsked("5 of 5 products", "5 of them by a factor", "→ $\xa0100.00")
        self.assertEqual(self.prices(mugs), {100})
        self.go_on()
        self.assertEqual(self.prices(mugs), {10})
        variants = self.remote(shirt)["variants"]
        self.assertEqual([row["calculated_price"] for row in variants], [100, 10])

    @mute_logger(RUN)
    def test_first_prices_of_products_found_there_are_sent_unasked(self):
        mugs = self.found(20, price=2)
        with self.nothing_sent():
            self.sync()
        self.assertEqual(self.prices(mugs), {2})
        self.sync()
        self.assertEqual(self.store.state, "live", self.store.pause_reason)
        self.assertEqual(self.prices(mugs), {10})
        self.assertFalse(any(self.mapping(mugs).mapped("keeps_price")))

    @mute_logger(PAUSE)
    def test_first_prices_beyond_all_reason_are_asked_about(self):
        mugs = self.found(5, price=1)
        self.sync()
        self.assertAsked("5 of them by a factor")
        self.assertEqual(self.prices(mugs), {1})
        self.go_on()
        self.assertEqual(self.prices(mugs), {10})

    @mute_logger(PAUSE, RUN)
    def test_other_prices_than_a_person_was_asked_about(self):
        mugs = self.many_products([f"MUG{number}" for number in range(5)])
        self.sync()
        mugs.list_price = 100
        self.sync()
        self.assertAsked("→ $\xa0100.00")
        mugs.list_price = 1000
        with self.assertNoRequests():
            self.store.action_go_live()
            self.sync()
        self.assertAsked("→ $\xa01,000.00")
        with self.nothing_sent():
            self.go_on()
        self.assertEqual(self.prices(mugs), {10})
        rule = Command.create({"compute_price": "fixed", "fixed_price": 5000})
        self.store.pricelist_id = self.env["product.pricelist"].create(
            {"name": "Wrong", "item_ids": [rule]}
        )
        with self.assertNoRequests():
            self.sync()
        self.assertAsked("→ $\xa05,000.00")
        mugs.weight = 2  # the prices are those that were asked about
        self.go_on()
        self.assertEqual(self.prices(mugs), {5000})

    @mute_logger(PAUSE)
    def test_prices_that_replace_unknown_ones(self):
        mugs = self.many_products([f"MUG{number:02}" for number in range(20)])
        self.sync()
        self.store.writes_price = False
        mugs.list_price = 15
        self.sync()
        self.store.writes_price = True
        with self.assertNoRequests():
            self.sync()
        self.assertAsked("20 of 20 products", "(? → $\xa015.00)")
        notes = self.mapping(mugs).mapped("held_price_note")
        self.assertEqual(notes, ["? → 15.00"] * 20)
        self.go_on()
        self.assertEqual(self.prices(mugs), {15})
        self.mapping(mugs[:19]).action_requeue()
        self.sync()
        self.assertEqual(set(self.mapping(mugs).mapped("state")), {"synced"})
        self.mapping(mugs).action_requeue()
        self.sync()
        self.assertAsked("20 of 20 products")

    @mute_logger(PAUSE)
    def test_what_is_not_to_be_sent_does_not_wait(self):
        mugs = self.many_products([f"MUG{number}" for number in range(5)])
        self.sync()
        mugs.list_price = 100
        self.sync()
        refused, skipped, forgotten, given_up, unsent = self.mapping(mugs)
        self.assertTrue(all(self.mapping(mugs).mapped("held_price")))
        refused._set_attention("Refused.")
        skipped._skip()
        forgotten._forget_remote()
        given_up._give_up()
        for mapping in refused | skipped | forgotten | given_up:
            self.assertFalse(mapping.held_price, mapping.display_name)
        self.store.product_sync = False
        self.go_on()
        self.assertFalse(unsent.held_price)

    @mute_logger(PAUSE)
    def test_prices_wait_until_all_are_known_however_short_the_runs(self):
        mugs = self.many_products([f"MUG{number}" for number in range(6)])
        self.sync()
        self.enterContext(patch.object(ir_cron, "MIN_TIME_PER_JOB", 0))
        self.enterContext(patch.object(ir_cron, "MIN_RUNS_PER_JOB", 1))
        self.enterContext(patch.object(update, "_BATCH", 2))
        mugs.list_price = 100
        with self.assertNoRequests():
            for _run in range(4):
                self.assertEqual(self.store.state, "live")
                self.sync()
        self.assertAsked("6 of 6 products")
        self.go_on()
        for _run in range(8):
            self.sync()
        self.assertEqual(self.prices(mugs), {100})
        self.assertEqual(self.store.product_ids.mapped("state"), ["synced"] * 6)
        self.assertFalse(any(self.store.product_ids.mapped("held_price")))
