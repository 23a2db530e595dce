"""A value of BigCommerce, written to the product in Odoo."""

from decimal import Decimal

from odoo import Command
from odoo.exceptions import UserError
from odoo.tools.mail import html_sanitize

from ...mappers.accepted import accepted_values
from ...mappers.drift import is_same
from ...mappers.html_links import absolute_links
from ...mappers.product import full_payload, full_variant_payload
from ...mappers.product_import import odoo_weight
from .category_ids import ids_text
from .own_prices import OwnPrices
from .their_categories import take_categories
from .their_images import take_images
from .their_pricelist import FixedPrice


class TheirValues:
    """One field that has drifted, in Odoo's language, currency, taxes and units.

    :param row: a ``bigcommerce.drift``; whose rights it has are the product's
    :param ImagesThere images: what was read of them, where they are to be taken
    """

    def __init__(self, row, images=None):
        self.row, self.images = row, images
        self.store = row.store_id
        self.mapping = row.mapping_id
        company = self.store.company_id
        self.template = row.mapping_id.product_tmpl_id.with_company(
            company
        ).with_context(lang=company.partner_id.lang)
        self.products = (row.variant_id or row.mapping_id.variant_ids).product_id
        self.products = self.products.with_env(self.template.env)

    def take(self):
        """Write it.

        :raise AccessError: the user may not write products
        :raise UserError: no field of the product holds it, or Odoo refuses it
        """
        if not self.row.can_take:
            raise UserError(self.why_not())
        self.template.check_access("write")
        getattr(self, f"_take_{self.row.field}")(self.row.value)
        self.row.env.flush_all()  # what the database refuses is this one's

    def accepted(self):
        """What BigCommerce is known to have, now that Odoo has it too.

        :return: by field, as in ``accepted_values``
        :rtype: dict
        """
        name, value = self.row.field, self.row.value
        if name == "images":
            return {}
        if name == "categories":
            return {name: ids_text(self._current().categories) or None}
        ours = self._ours()
        number = Decimal(value) if _is_number_text(ours, value) else value
        return accepted_values({name: ours if is_same(name, ours, number) else number})

    def _ours(self):
        values = self._current()
        if not self.row.variant_id:
            return full_payload(values).get(self.row.field)
        own = self.row.variant_id.product_id.id
        variant = next((v for v in values.variants if v.id == own), None)
        payload = full_variant_payload(values, variant) if variant else {}
        return payload.get(self.row.field)

    # === FIELDS === #

    def _take_name(self, value):
        self.template.name = value

    def _take_sku(self, value):
        self.products.default_code = value

    def _take_upc(self, value):
        self.products.barcode = value or False

    def _take_description(self, value):
        address = f"https://{self.store.domain}" if self.store.domain else ""
        self.template.public_description = html_sanitize(
            absolute_links(value or "", address),
            sanitize_attributes=True,
            sanitize_style=True,
        )

    def _take_price(self, value):
        if self.store.pricelist_id:
            self._fix_price(self.store.pricelist_id, value)
            return
        taxes = self.template.taxes_id._filter_taxes_by_company(self.store.company_id)
        price = float(OwnPrices(self.store, taxes).price(Decimal(value or 0)))
        # The only variant of a product may have an extra price of its own.
        extra = 0 if self.mapping.has_options else self.products[:1].price_extra
        self.template.list_price = price - extra

    def _take_sale_price(self, value):
        self._fix_price(self.store.sale_pricelist_id, value)

    def _fix_price(self, pricelist, value):
        """One that a pricelist gives becomes a rule of it, for this product alone."""
        variant = self.row.variant_id.product_id.with_env(self.template.env)
        price = FixedPrice(self.store, pricelist, variant or self.template)
        price.set(Decimal(value or 0), self._current())
        if not is_same(self.row.field, self._ours(), Decimal(value or 0)):
            raise UserError(self._pricelist_text(pricelist))

    def _current(self):
        return self.mapping._catalog_values()[self.mapping.id]

    def _take_cost_price(self, value):
        taxes = self.template.taxes_id.browse()
        cost = OwnPrices(self.store, taxes).cost(Decimal(value or 0))
        self.products.standard_price = float(cost)

    def _take_weight(self, value):
        parameters = self.template.env["ir.config_parameter"].sudo()
        is_pounds = parameters.get_param("product.weight_in_lbs") == "1"
        unit = self.store.weight_unit
        own = float(odoo_weight(Decimal(value or 0), unit, is_pounds))
        products = self.products
        if not self.row.variant_id:
            # Variants without a weight of their own there have the product's.
            values = self.mapping._catalog_values()[self.mapping.id]
            first = products.browse(values.variants[0].id)
            products = products.filtered(lambda p: p.weight == first.weight)
        products.weight = own

    def _take_is_visible(self, value):
        self.template.sale_ok = bool(value)

    def _take_categories(self, value):
        take_categories(self.store, self.template, value)

    def _take_images(self, _value):
        take_images(self.mapping, self.template, self.images)

    def _take_brand_name(self, value):
        attribute = self.store.brand_attribute_id
        lines = self.template.attribute_line_ids.filtered(
            lambda line: line.attribute_id == attribute
        )
        if not value:
            lines.unlink()
            return
        known = attribute.value_ids.filtered(lambda brand: brand.name == value)
        brand = known[:1] or attribute.value_ids.create(
            {"attribute_id": attribute.id, "name": value}
        )
        if lines:
            lines[0].value_ids = brand
        else:
            vals = {"attribute_id": attribute.id, "value_ids": [Command.set(brand.ids)]}
            self.template.attribute_line_ids = [Command.create(vals)]

    def why_not(self):
        """Why no field of the product holds this value.

        :rtype: str
        """
        return self.row.env._(
            "The prices of the variants of “%s” come from the extra prices of their "
            "attribute values. Change them on the product, or send Odoo's price.",
            self.template.name,
        )

    def _pricelist_text(self, pricelist):
        return self.row.env._(
            "The price of “%(name)s” comes from the pricelist %(pricelist)s. "
            "Change it there, or send Odoo's price.",
            name=self.template.name,
            pricelist=pricelist.name,
        )


def _is_number_text(ours, value):
    return isinstance(value, str) and isinstance(ours, Decimal)
