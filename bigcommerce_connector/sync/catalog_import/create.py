"""Products that Odoo lacks, made with all their variants in few batches."""

from functools import partial
from itertools import product as combinations
from math import prod

from odoo import Command
from odoo.tools.mail import html_sanitize

from ...mappers.html_links import absolute_links
from ...mappers.price_extras import price_extras
from ...mappers.product_import import odoo_weight
from .attributes import Attributes
from .barcodes import FreeBarcodes
from .brands import Brands
from .categories import NoCategories
from .price_rules import product_price
from .taxes import ImportedTaxes

# Odoo makes no product of more combinations.
_MAX_COMBINATIONS = 1000


class ProductMaker:
    """Makes products of Odoo out of those of BigCommerce.

    :param store: ``bigcommerce.store``
    :param categories: whose ``vals`` are the categories of a product
    """

    def __init__(self, store, categories=None):
        self.store = store
        company = store.company_id
        self.env = store.env(
            context={
                **store.env.context,
                "lang": company.partner_id.lang,
                "tracking_disable": True,
                # All are made here, in one go: those that BigCommerce has.
                "create_product_product": False,
            }
        )
        self.categories = categories or NoCategories()
        self.taxes = ImportedTaxes(store)
        parameters = store.env["ir.config_parameter"].sudo()
        self.weight = partial(
            odoo_weight,
            unit=store.weight_unit,
            is_pounds=parameters.get_param("product.weight_in_lbs") == "1",
        )
        self.warehouses = store.warehouse_id | store.location_ids.warehouse_id

    def make(self, plans):
        """Make them all, or none.

        :param list plans: of a page, those to be created; they get their ``template``
        :return: product.product id of each variant there, by its id
        :rtype: dict[int, int]
        """
        products = [plan.product for plan in plans]
        templates = self.env["product.template"].create(
            [self._template_vals(product) for product in products]
        )
        for plan, template in zip(plans, templates, strict=True):
            plan.template = template.with_env(self.store.env)
        Brands(self.env, self.store.brand_attribute_id).give(plans)
        ptavs = self._create_values(plans)
        barcodes = FreeBarcodes(self.env, products)
        rows, vals_list = [], []
        for plan in plans:
            chosen = ptavs[plan.template.id]
            for variant in plan.product.variants:
                rows.append(variant.external_id)
                vals_list.append(self._variant_vals(plan, variant, chosen, barcodes))
            vals_list_extra = self._combinations_not_there(plan, chosen)
            rows += [None] * len(vals_list_extra)
            vals_list += vals_list_extra
        made = self.env["product.product"].create(vals_list)
        return {
            external_id: product.id
            for external_id, product in zip(rows, made, strict=True)
            if external_id
        }

    # === TEMPLATE === #

    def _template_vals(self, product):
        address = f"https://{self.store.domain}" if self.store.domain else ""
        description = absolute_links(product.description, address)
        taxes, prices = self.taxes.of(product), self.taxes.prices(product)
        return {
            "name": product.name,
            "type": "consu" if product.is_goods else "service",
            "is_storable": product.is_goods and product.is_tracked,
            "list_price": float(prices.price(product_price(product))),
            "public_description": html_sanitize(
                description, sanitize_attributes=True, sanitize_style=True
            ),
            "taxes_id": [Command.set(taxes.ids)],
            "available_in_pos": True,
            "bigcommerce_enabled": True,
            # Where Odoo writes it, what is hidden there has to stay hidden.
            "sale_ok": product.is_visible or not self.store.writes_visibility,
            "bigcommerce_warehouse_ids": [Command.set(self.warehouses.ids)],
            **self.categories.vals(product),
        }

    # === ATTRIBUTES === #

    def _create_values(self, plans):
        """The values of all products, with their price extras.

        :return: by template id: (option name, label) → record
        :rtype: dict[int, dict[tuple[str, str], product.template.attribute.value]]
        """
        attributes = Attributes(self.env, [plan.product for plan in plans])
        found = {plan.template.id: {} for plan in plans}
        lines = self._create_lines(plans, attributes)
        rows, vals_list = [], []
        for plan in plans:
            extras = self._extras(plan.product)
            for name in plan.product.options:
                line = lines[plan.template.id, name]
                for label, value in attributes.values(plan.product, name).items():
                    rows.append((plan.template.id, (name, label)))
                    vals_list.append(
                        {
                            "attribute_line_id": line.id,
                            "product_attribute_value_id": value,
                            "price_extra": float(extras[name, label]),
                        }
                    )
        made = self.env["product.template.attribute.value"].create(vals_list)
        for (template_id, choice), ptav in zip(rows, made, strict=True):
            found[template_id][choice] = ptav
        return found

    def _create_lines(self, plans, attributes):
        keys, vals_list = [], []
        for plan in plans:
            for position, name in enumerate(plan.product.options):
                keys.append((plan.template.id, name))
                values = attributes.values(plan.product, name).values()
                vals_list.append(
                    {
                        "product_tmpl_id": plan.template.id,
                        "attribute_id": attributes.attribute(name).id,
                        "value_ids": [Command.set(list(values))],
                        "sequence": position,
                    }
                )
        lines = self.env["product.template.attribute.line"].create(vals_list)
        return dict(zip(keys, lines, strict=True))

    def _extras(self, product):
        variants = [(v.options, v.price) for v in product.variants]
        extras, _misfits = price_extras(product.price, variants)
        # Each price is converted by itself, so that none is off by a rounding.
        prices = self.taxes.prices(product)
        base = prices.price(product.price)
        return {
            choice: prices.price(product.price + extra) - base
            for choice, extra in extras.items()
        }

    # === VARIANTS === #

    def _variant_vals(self, plan, variant, chosen, barcodes):
        code = barcodes.take(variant.barcode)
        if variant.barcode and not code:
            plan.remarks.append(barcodes.remark(variant.barcode))
        return {
            "product_tmpl_id": plan.template.id,
            "product_template_attribute_value_ids": [
                Command.set([chosen[choice].id for choice in variant.options])
            ],
            "default_code": variant.sku or False,
            "barcode": code or False,
            "weight": float(self.weight(variant.weight)),
            "standard_price": float(self.taxes.prices(plan.product).cost(variant.cost)),
        }

    def _combinations_not_there(self, plan, chosen):
        """Combinations that Odoo would make itself once an attribute is edited.

        They are made archived and excluded, so that BigCommerce does not get them.
        """
        product = plan.product
        options = [
            [(name, label) for label in labels]
            for name, labels in product.options.items()
        ]
        if prod(map(len, options)) in (len(product.variants), 1):
            return []
        if prod(map(len, options)) > _MAX_COMBINATIONS:
            return []
        if "dynamic" in {ptav.attribute_id.create_variant for ptav in chosen.values()}:
            return []
        there = {frozenset(variant.options) for variant in product.variants}
        return [
            {
                "product_tmpl_id": plan.template.id,
                "product_template_attribute_value_ids": [
                    Command.set([chosen[choice].id for choice in choices])
                ],
                "active": False,
                "bigcommerce_excluded": True,
            }
            for choices in combinations(*options)
            if frozenset(choices) not in there
        ]
