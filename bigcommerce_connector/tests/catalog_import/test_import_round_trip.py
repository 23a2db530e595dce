"""Random shops come in, and going out again they are the same: nothing is written.

``IMPORTED_SHOPS`` says how many random shops are tried, ``IMPORTED_SHOPS_SEED`` which.
"""

import os
import random
from datetime import timedelta

from odoo.tests import tagged

from ..catalog.catalog_agreement import CatalogAgreement
from ..catalog.catalog_oracle import NOTHING, CatalogOracle
from ..catalog.shop_snapshot import shop_snapshot
from ..import_case import ImportCase
from .random_shop import RandomShop

FIRST = int(os.environ.get("IMPORTED_SHOPS_SEED", "0"))
SEEDS = range(FIRST, FIRST + int(os.environ.get("IMPORTED_SHOPS", "3")))
# What an import may make.
_MODELS = (
    "product.template",
    "product.product",
    "product.attribute",
    "product.attribute.value",
    "product.template.attribute.line",
    "product.pricelist.item",
    "product.category",
    "pos.category",
    "bigcommerce.product",
    "bigcommerce.variant",
    "bigcommerce.category",
)


class ImportedOracle(CatalogOracle):
    """What shoppers see: of a product with options they see its variants."""

    def said(self, product, has_options):
        said = super().said(product, has_options)
        if has_options:
            names = ("price", "sale_price", "weight")
            said.values |= dict.fromkeys(names, NOTHING)
        return said


class ImportAgreement(CatalogAgreement):
    """Options stay as the merchant shows them; labels are the same in any case."""

    def _compare_options(self, said, after, sold):
        return

    def _compare_labels(self, said, id_, row):
        shown = {
            v["option_display_name"].strip().lower(): v["label"].strip().lower()
            for v in row["option_values"]
        }
        for name, label in said.labels[id_].items():
            label, there = label.lower(), shown.get(name.lower())
            self._expect(self.name, f"{row['sku']} {name}", there, label)

    def _expect_tracking(self, shown, wanted):
        """Odoo counts no stock of what is no goods."""
        wanted = wanted if shown["type"] == "physical" else shown["inventory_tracking"]
        return super()._expect_tracking(shown, wanted)


def reduced_prices(snapshot):
    """A sale price that is no lower reduces nothing: it is none."""
    for product in snapshot[0].values():
        of_product = product["values"]
        for row in product["variants"].values():
            price, sale = row["price"], row["sale_price"]
            if price is None:
                price = of_product["price"]
                sale = of_product["sale_price"] if sale is None else sale
            row["sale_price"] = sale if sale and sale < price else 0
        if of_product["sale_price"] >= of_product["price"]:
            of_product["sale_price"] = 0
    return snapshot


@tagged("post_install", "-at_install", "bigcommerce")
class TestImportRoundTrip(ImportCase):
    def setUp(self):
        super().setUp()
        self.let_images_be_read()
        self.brand = self.attribute("Brand", "Bolt & Sons", create_variant="no_variant")
        self.sale = self.env["product.pricelist"].create({"name": "Sale"})

    def test_a_random_shop_is_sent_back_as_it_came(self):
        for seed in SEEDS:
            with self.subTest(seed=seed), self.by_itself():
                draw = random.Random(seed)
                categories = self.choose(draw)
                shop = RandomShop(self, draw, str(seed))
                there = [shop.product(number) for number in range(8)]
                before = reduced_prices(shop_snapshot(self.simulator))
                job = self.imported(categories=categories)
                for document in there:
                    line = self.line(job, document)
                    self.assertEqual(line.outcome, "create", line.message)
                self.assertPushesNothing()
                self.assertAgreed(before)
                self.assert_again_changes_nothing(categories)
                self.store.drift_checked_on -= timedelta(days=1)
                self.sync()
                drifts = self.store.drift_ids
                self.assertFalse(
                    drifts.mapped(
                        lambda d: (
                            d.field,
                            d.our_value,
                            d.their_value,
                            d.display_name,
                            d.variant_id.sku,
                        )
                    )
                )
                self.assert_new_prices_arrive()

    def choose(self, draw):
        """What the owner has chosen before.

        :return: what categories become in Odoo
        """
        categories = draw.choice(["none", "pos", "product"])
        self.store.write(
            {
                "writes_cost_price": draw.random() < 0.5,
                "writes_visibility": draw.random() < 0.5,
                "sale_pricelist_id": draw.random() < 0.5 and self.sale.id,
                "brand_attribute_id": draw.random() < 0.5 and self.brand.id,
                "categories_from": categories != "none" and categories,
                "pricelist_id": False,
            }
        )
        return categories

    def assertAgreed(self, before):
        """Field by field Odoo says what BigCommerce had, and has."""
        after = reduced_prices(shop_snapshot(self.simulator))
        agreement = ImportAgreement(ImportedOracle(self.store), self.store)
        sold = self.store.product_ids.product_tmpl_id
        faults = agreement.faults_of(before, after, sold, sold.browse(), is_final=True)
        self.assertFalse(faults, "\n".join(faults))

    def assert_again_changes_nothing(self, categories):
        """Imported twice is the same as once."""
        counts = self.counts()
        job = self.imported(categories=categories)
        self.assertEqual(self.counts(), counts)
        self.assertNotIn("create", job.line_ids.mapped("outcome"))
        self.assertPushesNothing()

    def assert_new_prices_arrive(self):
        """At every variant, also where BigCommerce has it as the variant's own."""
        raw = shop_snapshot(self.simulator)[0]
        before = reduced_prices(shop_snapshot(self.simulator))
        keeps_sale = "sale_price" in self.store._field_rules().kept
        for product in self.store.product_ids.product_tmpl_id:
            if all(product.product_variant_ids.mapped("default_code")):
                product.list_price += 1
        self.sync()
        there = shop_snapshot(self.simulator)[0]
        for number, product in before[0].items():
            if product["has_options"]:  # shoppers see the variants
                price = there[number]["values"]["price"]
                product["values"]["price"] = price
            for id_, row in product["variants"].items():
                priced = there[number]["variants"][id_]["price"] is not None
                # A rule of the import: it does not follow, and what BigCommerce keeps
                # of its product's sale is not for a variant with a price of its own.
                own = raw[number]["variants"][id_]
                inherits = own["price"] is None and own["sale_price"] is None
                if inherits and priced and keeps_sale:
                    row["sale_price"] = 0
        self.assertAgreed(before)

    def counts(self):
        models = [self.env[name].with_context(active_test=False) for name in _MODELS]
        return {model._name: model.search_count([]) for model in models}
