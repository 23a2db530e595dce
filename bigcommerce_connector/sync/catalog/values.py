"""Products of Odoo as plain values, in the store's currency, tax display and units."""

from dataclasses import replace
from decimal import Decimal
from functools import cache, partial

from odoo import models

from ...mappers.product import ProductValues, VariantValues
from ...mappers.weight import store_weight
from .attributes import ProductAttributes
from .brands import brand_name
from .category_ids import known_category_ids
from .descriptions import Descriptions
from .prices import StorePrices
from .tax_classes import TaxClasses

# Sales price of every new product, see product.template.
_DEFAULT_PRICE = 1.0


class BigcommerceProduct(models.Model):
    _inherit = "bigcommerce.product"

    def _catalog_values(self):
        """What these products are now: what BigCommerce is to have of them.

        Other addons may override this to change what is sent: the values are frozen,
        so they take ``dataclasses.replace``.

        :return: by mapping id; all of one store
        :rtype: dict[int, ProductValues]
        """
        store = self.store_id
        store.ensure_one()
        mappings = self.with_company(store.company_id).with_context(
            lang=store.company_id.partner_id.lang, active_test=True
        )
        in_pounds = (
            self.env["ir.config_parameter"].sudo().get_param("product.weight_in_lbs")
        )
        weight = cache(
            partial(_weight, unit=store.weight_unit, is_pounds=in_pounds == "1")
        )
        everyone = mappings.product_tmpl_id.product_variant_ids
        prices = StorePrices(store, mappings.product_tmpl_id, everyone)
        categories = known_category_ids(store, mappings.product_tmpl_id)
        attributes = ProductAttributes(everyone)
        descriptions = Descriptions(mappings.product_tmpl_id)
        tax_classes = TaxClasses(store)
        stocked = set(store._stocked_products(everyone).product_tmpl_id._ids)
        values = {}
        for mapping in mappings:
            template, has_own = mapping.product_tmpl_id, mapping._has_own_text()
            products = template.product_variant_ids.with_prefetch(everyone.ids)
            own_prices = prices.of(template)
            values[mapping.id] = _product_values(
                template,
                [product for product in products if not product.bigcommerce_excluded],
                mapping._option_lines(),
                attributes,
                own_prices,
                prices.cost if store.writes_cost_price else None,
                weight,
                brand_name(template, store.brand_attribute_id),
            )
            values[mapping.id] = replace(
                values[mapping.id],
                description=descriptions.text(template, has_own),
                keeps_description=has_own and descriptions.is_for_quotations(template),
                hidden_images=descriptions.hidden(template),
                modifiers=attributes.modifiers(
                    template,
                    store.brand_attribute_id,
                    own_prices.extra_of(template),
                ),
                categories=categories.get(template.id, ()),
                tax_class=tax_classes.of(template),
                is_stocked=template.type == "consu" and template.id in stocked,
            )
        return values

    def _has_own_text(self):
        """Whether BigCommerce had a description when the product was found there."""
        self.ensure_one()
        # Where nobody wrote it down, there may have been one.
        found = self.found_values
        return bool(self.is_matched and found and found.get("description", True))

    def _option_lines(self):
        """The attributes that are options: all those that make variants, as soon as
        one of them leaves a choice.

        An attribute with a single value is an option too then: so a second value can
        be added later, while BigCommerce could not add an option to variants that are
        there. Without any choice the product is a simple one (and stays one with
        options if it was that on BigCommerce before). One that BigCommerce lacks for
        that reason is left out.
        """
        self.ensure_one()
        left_out = self.left_out_attribute_ids
        # Not valid_product_template_attribute_line_ids: the same, many times slower.
        lines = self.product_tmpl_id.attribute_line_ids.filtered(
            lambda line: (
                line.attribute_id.create_variant != "no_variant"
                and line.value_ids
                and (len(line.value_ids) > 1 or line.attribute_id not in left_out)
            )
        )
        has_choice = any(len(line.value_ids) > 1 for line in lines)
        return lines if has_choice or self.has_options else lines.browse()


def _product_values(template, products, lines, attributes, prices, cost, weight, brand):
    """:rtype: ProductValues"""
    variants = []
    for product in sorted(products, key=attributes.order):
        options = attributes.options(product, lines)
        labels = ", ".join(label for _option, label in options)
        variants.append(
            VariantValues(
                id=product.id,
                name=f"{template.name} ({labels})" if labels else template.name or "",
                sku=(product.default_code or "").strip(),
                price=prices.price(product),
                sale_price=prices.sale_price(product),
                weight=weight(product.weight),
                barcode=product.barcode or "",
                cost=cost(product.standard_price) if cost else Decimal(0),
                options=options,
            )
        )
    is_simple = len(variants) == 1 and not variants[0].options
    return ProductValues(
        id=template.id,
        name=template.name or "",
        price=variants[0].price if is_simple else prices.price(template),
        sale_price=(
            variants[0].sale_price if is_simple else prices.sale_price(template)
        ),
        variants=tuple(variants),
        is_goods=template.type != "service",
        is_combo=template.type == "combo",
        has_default_price=prices.is_listed and _has_default_price(template, products),
        to_be_made=attributes.names_to_be_made(template),
        option_order=attributes.option_order(lines),
        option_looks=attributes.option_looks(lines),
        is_visible=template.sale_ok,
        brand=brand,
    )


def _has_default_price(template, products):
    return template.list_price == _DEFAULT_PRICE and all(
        product.lst_price == _DEFAULT_PRICE for product in products
    )


def _weight(weight, unit, is_pounds):
    return store_weight(Decimal(str(weight or 0)), unit, is_pounds)
