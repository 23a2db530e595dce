"""Products of Odoo as plain values, in the store's currency, tax display and units."""

from decimal import Decimal
from functools import partial

from odoo import fields, models
from odoo.tools import is_html_empty
from odoo.tools.mail import plaintext2html

from ...mappers.amounts import rounded
from ...mappers.html_links import absolute_links
from ...mappers.product import PLACES, ProductValues, VariantValues, store_weight

# Sales price of every new product, see product.template.
_DEFAULT_PRICE = 1.0


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
        everyone = mappings.product_tmpl_id.product_variant_ids
        converted = {}
        values = {}
        for mapping in mappings:
            template = mapping.product_tmpl_id
            products = template.product_variant_ids.with_prefetch(everyone.ids)
            values[mapping.id] = _product_values(
                template,
                [product for product in products if not product.bigcommerce_excluded],
                self._option_lines(mapping),
                self._price_reader(template, converted),
                weight,
            )
        return values

    def _option_lines(self, mapping):
        """The attributes that are options: all those that make variants, as soon as
        one of them leaves a choice.

        An attribute with a single value is an option too then: so a second value can
        be added later, while BigCommerce could not add an option to variants that are
        there. Without any choice the product is a simple one (and stays one with
        options if it was that on BigCommerce before). One that BigCommerce lacks for
        that reason is left out.
        """
        lines = mapping.product_tmpl_id.valid_product_template_attribute_line_ids
        lines = lines.filtered(
            lambda line: line.attribute_id.create_variant != "no_variant"
        )
        left_out = mapping.left_out_attribute_ids
        lines = lines.filtered(
            lambda line: len(line.value_ids) > 1 or line.attribute_id not in left_out
        )
        has_choice = any(len(line.value_ids) > 1 for line in lines)
        return lines if has_choice or mapping.has_options else lines.browse()

    # === PRICES === #

    def _price_reader(self, template, converted):
        """Turns a sales price of Odoo into the store's price.

        Net and gross follow Odoo's taxes of the product; a net price taken out of a
        gross one keeps four decimals, so that BigCommerce comes back to the gross.

        :param dict converted: what was converted before, for equal prices
        """
        company, included = self.company_id, self.prices_include_tax
        own, foreign = company.currency_id, self.currency_id or company.currency_id
        taxes = template.taxes_id._filter_taxes_by_company(company)
        as_it_is = all(tax.price_include == included for tax in taxes)
        # Only a tax by formula may look at the product itself.
        has_formula = "code" in taxes.flatten_taxes_hierarchy().mapped("amount_type")
        today = fields.Date.context_today(self)
        is_computed = foreign != own or (included and not as_it_is)
        places = min(foreign.decimal_places, PLACES) if is_computed else PLACES

        def convert(amount, product):
            if not as_it_is:
                amounts = taxes.with_context(round_base=False).compute_all(
                    amount, own, 1, product
                )
                amount = amounts["total_included" if included else "total_excluded"]
            if foreign != own:
                amount = own._convert(amount, foreign, company, today, round=False)
            exact = Decimal(str(amount))
            # What is lost by rounding is for a person to see.
            return rounded(exact, places) or rounded(exact, PLACES) or exact

        def read(amount, product=None):
            asked = product if has_formula else None
            key = (*taxes.ids, amount, asked and asked.id)
            if key not in converted:
                converted[key] = convert(amount, asked)
            return converted[key]

        return read


def _product_values(template, products, lines, price, weight):
    """:rtype: ProductValues"""
    variants = []
    for product in sorted(products, key=_in_order_of_options):
        options = _options(product, lines)
        labels = ", ".join(label for _option, label in options)
        variants.append(
            VariantValues(
                id=product.id,
                name=f"{template.name} ({labels})" if labels else template.name or "",
                sku=(product.default_code or "").strip(),
                price=price(product.lst_price, product),
                weight=weight(product.weight),
                barcode=product.barcode or "",
                options=options,
            )
        )
    is_simple = len(variants) == 1 and not variants[0].options
    return ProductValues(
        id=template.id,
        name=template.name or "",
        price=variants[0].price if is_simple else price(template.list_price),
        variants=tuple(variants),
        description=_description(template),
        is_goods=template.type != "service",
        is_stocked=template.type == "consu" and template.is_storable,
        is_combo=template.type == "combo",
        has_default_price=_has_default_price(template, products),
        to_be_made=_names_to_be_made(template),
        option_order=_option_order(lines),
    )


def _has_default_price(template, products):
    return template.list_price == _DEFAULT_PRICE and all(
        product.lst_price == _DEFAULT_PRICE for product in products
    )


def _names_to_be_made(template):
    if template.product_variant_ids:
        return ()
    attributes = template.valid_product_template_attribute_line_ids.attribute_id
    dynamic = attributes.filtered(lambda a: a.create_variant == "dynamic")
    return tuple(dynamic.mapped("name"))


def _weight(weight, unit, is_pounds):
    return store_weight(Decimal(str(weight or 0)), unit, is_pounds)


def _options(product, lines):
    return tuple(
        (value.attribute_id.name, value.name)
        for value in product.product_template_attribute_value_ids
        if value.attribute_line_id in lines
    )


def _option_order(lines):
    return tuple(
        (
            line.attribute_id.name,
            tuple(v.name for v in line.value_ids.sorted(_in_sequence)),
        )
        for line in lines.sorted(_in_sequence_of_lines)
    )


def _in_order_of_options(product):
    """Sizes from small to large, as the attribute lists them."""
    return [
        (
            *_in_sequence_of_lines(value.attribute_line_id),
            *_in_sequence(value.product_attribute_value_id),
        )
        for value in product.product_template_attribute_value_ids
    ]


def _in_sequence_of_lines(line):
    """As Odoo orders the attributes of a product."""
    return (line.sequence, *_in_sequence(line.attribute_id), line.id)


def _in_sequence(record):
    return (record.sequence, record.id)


def _description(template):
    if not is_html_empty(template.public_description):
        return absolute_links(template.public_description, template.get_base_url())
    if template.description_sale:
        return str(plaintext2html(template.description_sale))
    return ""
