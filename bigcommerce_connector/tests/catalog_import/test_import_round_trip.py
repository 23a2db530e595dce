"""Random shops come in, and going out again they are the same: nothing is written.

``IMPORTED_SHOPS`` says how many random shops are tried.
"""

import os
import random
from itertools import product as combinations

from odoo.tests import tagged

from ..import_case import ImportCase

SEEDS = range(int(os.environ.get("IMPORTED_SHOPS", "3")))
OPTIONS = {
    "Size": ["S", "M", "L", "XL"],
    "color": ["Black", "WHITE", "Teal"],
    "Cut": ["Slim", "Wide"],
}


@tagged("post_install", "-at_install", "bigcommerce")
class TestImportRoundTrip(ImportCase):
    def random_product(self, draw, number):
        """One with or without options, its values drawn at random."""
        values = {
            "name": f"Thing {number}",
            "price": draw.randrange(1, 9999) / 100,
            "weight": draw.randrange(0, 500) / 100,
            "description": draw.choice(["", "<p>Good &amp; <em>cheap</em></p>"]),
            "inventory_tracking": draw.choice(["none", "product"]),
            "type": draw.choice(["physical", "physical", "physical", "digital"]),
        }
        if draw.random() < 0.4:
            return self.there(f"S-{number}", cost_price=draw.randrange(9), **values)
        values["inventory_tracking"] = draw.choice(["none", "variant"])
        names = draw.sample(list(OPTIONS), draw.randrange(1, 4))
        chosen = {
            name: draw.sample(OPTIONS[name], draw.randrange(1, len(OPTIONS[name]) + 1))
            for name in names
        }
        rows = [
            dict(zip(chosen, labels, strict=True))
            for labels in combinations(*chosen.values())
        ]
        rows = draw.sample(rows, draw.randrange(1, len(rows) + 1))
        return self.shirt_there(
            *((row, self.random_variant(draw)) for row in rows),
            prefix=f"V-{number}",
            **values,
        )

    def random_variant(self, draw):
        """Most have a price of their own, or a weight."""
        return {
            "price": draw.choice([None, draw.randrange(1, 9999) / 100]),
            "weight": draw.choice([None, draw.randrange(0, 500) / 100]),
        }

    def test_a_random_shop_is_sent_back_as_it_came(self):
        for seed in SEEDS:
            with self.subTest(seed=seed):
                draw = random.Random(seed)
                there = [
                    self.random_product(draw, f"{seed}-{number}") for number in range(8)
                ]
                job = self.imported(categories="none")
                for document in there:
                    self.assert_same(job, document)
                self.assertPushesNothing()
                states = self.store.product_ids.mapped("state")
                self.assertEqual(set(states), {"synced"})

    def assert_same(self, job, document):
        """What Odoo would send of each variant is what BigCommerce has."""
        line = self.line(job, document)
        self.assertEqual(line.outcome, "create", line.message)
        mapping = self.mapping(line.product_tmpl_id)
        [values] = mapping._catalog_values().values()
        remote = self.shop.products.get(document["id"], include="variants")
        own = {variant.sku: variant for variant in values.variants}
        for row in remote["variants"]:
            price = remote["price"] if row["price"] is None else row["price"]
            self.assertEqual(own.pop(row["sku"]).price, price, row["sku"])
        self.assertFalse(own)
