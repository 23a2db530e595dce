"""Products of Odoo as plain values, in the store's currency, tax display and units."""

from decimal import Decimal
from functools import partial

from odoo import fields, models
from odoo.tools import is_html_empty
from odoo.tools.mail import plaintext2html

from ..mappers.money import rounded
from ..mappers.product import PLACES, ProductValues, VariantValues, store_weight


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _catalog_values(self, mappings):
        """What the products of these mappings are now.

        :return: by mapping id
        :rtype: dict[int, ProductValues]
        """
        self.ensure_one()
        mappings = mappings.with_company(self.company_id).with_context(
            lang=self.company_id.partner_id.lang, active_test=True
        )
        in_pounds = (
            self.env["ir.config_parameter"].sudo().get_param("product.weight_in_lbs")
        )
        weight = partial(_weight, unit=self.weight_unit, is_pounds=in_pounds == "1")
        return {
            mapping.id: self._product_values(mapping, weight) for mapping in mappings
        }

    def _product_values(self, mapping, weight):
        template = mapping.product_tmpl_id
        price = self._price_reader(template)
        options = self._option_lines(mapping)
        products = template.product_variant_ids.filtered(
            lambda product: not product.bigcommerce_excluded
        )
        variants = [
            VariantValues(
                id=product.id,
                name=product.display_name,
                sku=(product.default_code or "").strip(),
                price=price(product, product.lst_price),
                weight=weight(product.weight),
                barcode=product.barcode or "",
                options=_options(product, options),
            )
            for product in products.sorted(_in_order_of_options)
        ]
        template_price = price(template, template.list_price)
        if len(variants) == 1 and not variants[0].options:
            template_price = variants[0].price
        return ProductValues(
            id=template.id,
            name=template.name or "",
            price=template_price,
            variants=tuple(variants),
            description=_description(template),
            is_goods=template.type != "service",
            is_stocked=template.type == "consu" and template.is_storable,
            is_combo=template.type == "combo",
        )

    def _option_lines(self, mapping):
        """The attributes that are options: all those that make variants, as soon as
        one of them leaves a choice.

        An attribute with a single value is an option too then: so a second value can
        be added later, while BigCommerce could not add an option to variants that are
        there. Without any choice the product is a simple one (and stays one with
        options if it was that on BigCommerce before).
        """
        lines = mapping.product_tmpl_id.valid_product_template_attribute_line_ids
        lines = lines.filtered(
            lambda line: line.attribute_id.create_variant != "no_variant"
        )
        has_choice = any(len(line.value_ids) > 1 for line in lines)
        return lines if has_choice or mapping.has_options else lines.browse()

    # === PRICES === #

    def _price_reader(self, template):
        """Turns a sales price of Odoo into the store's price.

        Net and gross follow Odoo's taxes of the product; a net price taken out of a
        gross one keeps four decimals, so that BigCommerce comes back to the gross.
        """
        company, included = self.company_id, self.prices_include_tax
        own, foreign = company.currency_id, self.currency_id or company.currency_id
        taxes = template.taxes_id._filter_taxes_by_company(company)
        as_it_is = all(tax.price_include == included for tax in taxes)
        today = fields.Date.context_today(self)

        def read(product, amount):
            if not as_it_is:
                amounts = taxes.with_context(round_base=False).compute_all(
                    amount, own, 1, product if product._name != template._name else None
                )
                amount = amounts["total_included" if included else "total_excluded"]
            if foreign != own:
                amount = own._convert(amount, foreign, company, today, round=False)
            is_computed = foreign != own or (included and not as_it_is)
            places = min(foreign.decimal_places, PLACES) if is_computed else PLACES
            return rounded(Decimal(str(amount)), places)

        return read


def _weight(weight, unit, is_pounds):
    return store_weight(Decimal(str(weight or 0)), unit, is_pounds)


def _options(product, lines):
    return tuple(
        (value.attribute_id.name, value.name)
        for value in product.product_template_attribute_value_ids
        if value.attribute_line_id in lines
    )


def _in_order_of_options(product):
    """Sizes from small to large, as the attribute lists them."""
    return [
        (
            value.attribute_line_id.sequence,
            value.attribute_line_id.id,
            value.product_attribute_value_id.sequence,
            value.product_attribute_value_id.id,
        )
        for value in product.product_template_attribute_value_ids
    ]


def _description(template):
    if not is_html_empty(template.public_description):
        return str(template.public_description)
    if template.description_sale:
        return str(plaintext2html(template.description_sale))
    return ""
