"""Whatever happened on either side, BigCommerce ends as Odoo says, and no call is left.

``CATALOG_HISTORIES`` says how many random histories are tried.
"""

import os
from datetime import timedelta

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from odoo.tests import tagged

from ..catalog_case import CatalogCase
from .catalog_history import STEPS, CatalogHistory

_COUNT = int(os.environ.get("CATALOG_HISTORIES", "6"))
_STEP = st.tuples(st.sampled_from(STEPS), st.integers(0, 9999))


@tagged("post_install", "-at_install", "bigcommerce")
class TestCatalogHistories(CatalogCase):
    def setUp(self):
        super().setUp()
        self.cut = self.attribute("Cut", "Slim", "Wide")
        self.gift = self.attribute(
            "Gift", "None", "Bow", "Card", create_variant="no_variant"
        )
        self.attributes = self.size + self.color + self.cut + self.gift

    @settings(
        max_examples=_COUNT,
        deadline=None,
        database=None,
        derandomize="CATALOG_HISTORIES" not in os.environ,
        phases=[Phase.generate],  # a history takes seconds: too long to be shortened
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(_STEP, min_size=3, max_size=14))
    def test_bigcommerce_ends_as_odoo_says(self, steps):
        self.begin()
        history = CatalogHistory(self)
        history.do("new_shirt", 1)
        history.do("sync", 0)
        for step, choice in steps:
            history.do(step, choice)
        with self.simulator.store.lock:
            self.simulator.store.faults.rules.clear()
        self.sync()
        self.sync()
        # Nobody has done anything yet, and no day has passed: notes alone tell it.
        for product in history.sold - history.changed_by_staff:
            self.assertAsInOdoo(product)
        self.decide_about_staffs_changes(history)
        for product in history.sold:
            self.assertAsInOdoo(product)
        with self.assertNoRequests():
            for product in history.sold:
                product.name = product.name
            self.sync()

    def decide_about_staffs_changes(self, history):
        """They are listed the next day, but for labels; a person wants Odoo's."""
        self.store.drift_checked_on -= timedelta(days=1)
        self.sync()
        self.store.drift_ids.action_send_ours()
        self.mapping(history.relabeled).filtered("external_id").action_requeue()
        self.sync()

    def begin(self):
        """A shop without products, on both sides."""
        with self.simulator.store.lock:
            self.simulator.store.faults.rules.clear()
        self.store.product_ids.unlink()
        self.env["product.template"].search(
            [("bigcommerce_enabled", "=", True)]
        ).bigcommerce_enabled = False
        rows = [row["id"] for row in self.shop.products.list(include_fields="name")]
        if rows:
            self.shop.products.delete(rows)
        for number, attribute in enumerate(self.attributes):
            attribute.display_type = "radio"
            attribute.sequence = number
            for position, value in enumerate(attribute.value_ids):
                label = self.labels[attribute, position]
                value.write({"name": label, "sequence": position, "html_color": False})

    @property
    def labels(self):
        names = {
            self.size: ("S", "M", "L", "XL"),
            self.color: ("Black", "White"),
            self.cut: ("Slim", "Wide"),
            self.gift: ("None", "Bow", "Card"),
        }
        return {(a, n): label for a in names for n, label in enumerate(names[a])}

    def assertAsInOdoo(self, product):
        mapping = self.mapping(product)
        self.assertEqual(mapping.state, "synced", mapping.message)
        remote = self.remote(product)
        self.assertEqual(remote["name"], product.name)
        self.assertEqual(product.public_description or "", remote["description"])
        rows = {str(row["id"]): row for row in remote["variants"]}
        mapped = {row.product_id: rows[row.external_id] for row in mapping.variant_ids}
        for variant in product.product_variant_ids:
            if variant.bigcommerce_excluded:
                continue
            row = mapped[variant]
            self.assertEqual(row["sku"], variant.default_code)
            for name, value in (
                ("price", variant.lst_price),
                ("weight", variant.weight),
            ):
                shown = remote[name] if row[name] is None else row[name]
                self.assertAlmostEqual(float(shown), value, 4, name)
            self.assertLabels(variant, row)
        self.assertOptions(product, remote)
        self.assertModifiers(product)

    def assertModifiers(self, product):
        """Choices that make no variants, with their extra prices. What was there when
        the product was matched is staff's, and stays."""
        if self.mapping(product).is_matched:
            return
        lines = product.attribute_line_ids.filtered(self.is_modifier)
        wanted = {
            line.attribute_id.name: [
                (value.name, value.price_extra)
                for value in line.product_template_value_ids.filtered(
                    "ptav_active"
                ).sorted(
                    lambda row: (
                        row.product_attribute_value_id.sequence,
                        row.product_attribute_value_id.id,
                    )
                )
            ]
            for line in lines
        }
        there = self.shop.modifiers.list(self.mapping(product).external_id)
        shown = {
            row["display_name"]: [
                (value["label"], float(value["adjusters"]["price"]["adjuster_value"]))
                for value in sorted(row["option_values"], key=lambda v: v["sort_order"])
            ]
            for row in there
        }
        self.assertEqual(shown, wanted)

    def is_modifier(self, line):
        is_choice = len(line.value_ids) > 1
        return is_choice and line.attribute_id.create_variant == "no_variant"

    def assertLabels(self, variant, row):
        """But for attributes of one value, which BigCommerce may lack, and options that
        Odoo has no more."""
        shown = {v["option_display_name"]: v["label"] for v in row["option_values"]}
        for value in variant.product_template_attribute_value_ids:
            if len(value.attribute_line_id.value_ids) > 1:
                self.assertEqual(shown.get(value.attribute_id.name), value.name)

    def assertOptions(self, product, remote):
        """In the order of Odoo, and shown as there."""
        for line in product.attribute_line_ids.filtered(
            lambda row: len(row.value_ids) > 1 and not self.is_modifier(row)
        ):
            [option] = [
                option
                for option in remote["options"]
                if option["display_name"] == line.attribute_id.name
            ]
            rows = sorted(option["option_values"], key=lambda row: row["sort_order"])
            used = {
                value["id"]
                for row in remote["variants"]
                for value in row["option_values"]
                if str(row["id"])
                in self.mapping(product).variant_ids.mapped("external_id")
            }
            shown = [row["label"] for row in rows if row["id"] in used]
            wanted = line.value_ids.sorted(lambda value: (value.sequence, value.id))
            self.assertEqual(shown, [n for n in wanted.mapped("name") if n in shown])
