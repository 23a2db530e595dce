from odoo import api, fields, models

from ..mappers.accepted import price_text


class BigcommerceProduct(models.Model):
    """Both sides of a mapping, as lists and cards show them."""

    _inherit = "bigcommerce.product"

    skus = fields.Char(
        "SKU",
        compute="_compute_skus",
        help="On BigCommerce; for a product that is not there, in Odoo.",
    )
    list_price = fields.Float(
        "Price in Odoo",
        related="product_tmpl_id.list_price",
        help="The sales price. A pricelist of the store may have another one sent.",
    )
    remote_price = fields.Char(
        "Price on BigCommerce",
        compute="_compute_remote_price",
        help="As BigCommerce accepted it last, in the currency and with the tax of the "
        "store. Variants may have prices of their own.",
    )
    held_price_note = fields.Char(
        "Price Held Back",
        compute="_compute_held_price_note",
        help="The price on BigCommerce, and the one that waits until somebody goes "
        "live again.",
    )
    published_quantity = fields.Integer(
        "Published",
        compute="_compute_published_quantity",
        help="The quantity that BigCommerce acknowledged last, all variants and "
        "locations together.",
    )

    @api.depends("variant_ids.sku", "product_tmpl_id.product_variant_ids.default_code")
    def _compute_skus(self):
        for mapping in self:
            skus = mapping.variant_ids.mapped("sku")
            if not any(skus):
                skus = mapping.product_tmpl_id.product_variant_ids.mapped(
                    "default_code"
                )
            mapping.skus = ", ".join(filter(None, skus)) or False

    @api.depends("accepted_values")
    def _compute_remote_price(self):
        for mapping in self:
            price = (mapping.accepted_values or {}).get("price")
            mapping.remote_price = price_text(price)

    @api.depends("held_price")
    def _compute_held_price_note(self):
        for mapping in self:
            prices = [price_text(price) or "?" for price in mapping.held_price or ()]
            mapping.held_price_note = " → ".join(prices) or False

    @api.depends("variant_ids.level_ids.quantity")
    def _compute_published_quantity(self):
        for mapping in self:
            levels = mapping.variant_ids.level_ids
            mapping.published_quantity = sum(levels.mapped("quantity"))
