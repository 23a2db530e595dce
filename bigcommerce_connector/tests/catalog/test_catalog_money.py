"""What shoppers pay and are sent: rates, taxes, sales, extras, weights."""

from datetime import timedelta

from odoo import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..catalog_case import CatalogCase

_FLOW = "odoo.addons.bigcommerce_connector.sync.flow.run"


@tagged("post_install", "-at_install", "bigcommerce")
class TestCatalogMoney(CatalogCase):
    def prices(self, template, name="calculated_price"):
        return [float(row[name]) for row in self.remote(template)["variants"]]

    def weigh_in_pounds(self):
        """There, while Odoo has kilograms, with two decimals."""
        self.simulator.store.settings.weight_units = "LBS"
        self.store.weight_unit = "LBS"
        self.env["ir.config_parameter"].set_param("product.weight_in_lbs", "0")

    def tomorrow(self):
        self.store._flow("catalog").last_success -= timedelta(days=1)
        self.store.drift_checked_on -= timedelta(days=1)
        self.sync()

    # === RATES AND TAXES === #

    @mute_logger(_FLOW)
    def test_without_any_rate_nothing_is_sold_one_for_one(self):
        self.product()
        euro = self.env.ref("base.EUR")
        euro.active = True
        euro.rate_ids.unlink()
        self.store.currency_id = euro
        with self.assertNoRequests():
            self.sync()
        flow = self.store._flow("catalog")
        self.assertIn("no exchange rate between EUR and USD", flow.message)
        euro.rate_ids.create({"currency_id": euro.id, "rate": 0.5})
        self.sync()
        self.assertFalse(flow.message)
        [sold] = self.shop.products.list(include_fields="price")
        self.assertEqual(float(sold["price"]), 5)

    def test_net_prices_keep_their_cents_where_taxes_are_rounded_by_line(self):
        self.env.company.tax_calculation_rounding_method = "round_per_line"
        tax = self.env["account.tax"].create(
            {"name": "19 %", "amount": 19, "price_include_override": "tax_included"}
        )
        mug = self.product(taxes_id=tax.ids, list_price=1.78)
        self.store.prices_include_tax = False
        self.sync()
        # 1.50 would be 1.79 with its tax.
        self.assertEqual(self.prices(mug), [1.4958])

    def test_included_taxes_of_a_group_are_taken_out_of_net_prices(self):
        group, *taxes = self.env["account.tax"].create(
            [
                {"name": "Both", "amount_type": "group"},
                *(
                    {
                        "name": name,
                        "amount": 10,
                        "price_include_override": "tax_included",
                        "type_tax_use": "none",
                    }
                    for name in ("Federal", "State")
                ),
            ]
        )
        group.children_tax_ids = [Command.set([tax.id for tax in taxes])]
        mug = self.product(taxes_id=group.ids, list_price=12)
        self.store.prices_include_tax = False
        self.sync()
        self.assertEqual(self.prices(mug), [10])

    # === VARIANTS === #

    def test_what_has_prices_by_extras_alone_is_not_listed_for_nothing(self):
        shirt = self.shirt("S", "M", list_price=0)
        for row, extra in zip(
            shirt.attribute_line_ids.product_template_value_ids, (20, 25), strict=True
        ):
            row.price_extra = extra
        self.sync()
        self.assertEqual(float(self.remote(shirt)["price"]), 20)
        self.assertEqual(self.prices(shirt), [20, 25])
        self.tomorrow()
        self.assertFalse(self.store.drift_ids)
        with self.assertNoRequests():
            self.sync()

    def test_an_extra_of_the_only_choice_is_paid(self):
        wrap = self.attribute("Wrap", "Gift", create_variant="no_variant")
        mug = self.product()
        line = {"attribute_id": wrap.id, "value_ids": wrap.value_ids.ids}
        mug.attribute_line_ids = [Command.create(line)]
        self.sync()
        external_id = self.mapping(mug).external_id
        self.assertFalse(list(self.shop.modifiers.list(external_id)))
        mug.attribute_line_ids.product_template_value_ids.price_extra = 2
        self.sync()
        [modifier] = self.shop.modifiers.list(external_id)
        [value] = modifier["option_values"]
        self.assertTrue(modifier["required"])
        self.assertEqual(value["adjusters"]["price"]["adjuster_value"], 2)

    # === WEIGHTS === #

    def test_a_new_variant_without_weight_has_that_of_its_product(self):
        shirt = self.shirt("S", "M")
        self.variant(shirt, "SHIRT-M").weight = 0
        self.sync()
        self.assertEqual(self.prices(shirt, "calculated_weight"), [1, 1])

    def test_a_weight_that_odoo_rounds_is_the_same(self):
        self.weigh_in_pounds()
        mug = self.product(weight=1)
        self.sync()
        self.shop.products.update(self.mapping(mug).external_id, {"weight": 0.3})
        self.tomorrow()
        self.assertEqual(self.store.drift_ids.field, "weight")
        self.store.drift_ids.action_take_theirs()
        self.assertEqual(mug.weight, 0.14)
        with self.assertNoRequests():
            self.sync()
        self.tomorrow()
        self.assertFalse(self.store.drift_ids)
        mug.weight = 0.2
        self.sync()
        self.assertEqual(float(self.remote(mug)["weight"]), 0.4409)
