from textwrap import shorten

from odoo import api, fields, models

from .notification import notification

# What the payload of a product is made of. Written by a user, they are noted. The cost
# and the category are part of prices: rules of pricelists rest on them.
CATALOG_FIELDS = {
    "active",
    "attribute_line_ids",
    "barcode",
    "bigcommerce_enabled",
    "bigcommerce_warehouse_ids",
    "categ_id",
    "company_id",
    "default_code",
    "description_sale",
    "image_1920",
    "is_storable",
    "list_price",
    "name",
    "pos_categ_ids",
    "product_template_image_ids",  # of the eCommerce addon
    "public_description",
    "sale_ok",
    "standard_price",
    "taxes_id",
    "type",
    "weight",
}
# What decides how much of a product is published, and where. Buffers are of categories.
_STOCK_FIELDS = {"bigcommerce_warehouse_ids", "categ_id", "is_storable"}


class ProductTemplate(models.Model):
    _inherit = "product.template"

    bigcommerce_enabled = fields.Boolean(
        "Sell on BigCommerce",
        copy=False,
        help="Publish this product, its variants and their stock on BigCommerce, "
        "within a minute or so. If BigCommerce has the product already (one with the "
        "same SKU, unless the store's matching rules say otherwise), Odoo replaces its "
        "name, price and weight there. Dry Run on the store's page shows it before.",
    )
    bigcommerce_warehouse_ids = fields.Many2many(
        "stock.warehouse",
        string="Entitled Locations",
        copy=False,
        help="The locations from which this product may be sold on BigCommerce. "
        "Used by stores with Item Sync Enforcement. Empty: none.",
    )
    bigcommerce_mapping_ids = fields.One2many(
        "bigcommerce.product",
        "product_tmpl_id",
        "BigCommerce",
        readonly=True,
        groups="bigcommerce_connector.bigcommerce_connector_group_user",
    )

    @api.model_create_multi
    def create(self, vals_list):
        templates = super().create(vals_list)
        enabled = templates.filtered("bigcommerce_enabled")
        self.env["bigcommerce.change"]._note("catalog", enabled.ids)
        return templates

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & CATALOG_FIELDS:
            self.env["bigcommerce.change"]._note("catalog", self.ids)
        if vals.keys() & _STOCK_FIELDS:
            products = self.product_variant_ids
            self.env["bigcommerce.change"]._note("stock", products.ids)
        return result

    def _bigcommerce_sell(self, is_sold):
        """Switch *Sell on BigCommerce* for all of them.

        :return: a notification of what happens now, and what is in the way
        """
        self.write({"bigcommerce_enabled": is_sold})
        return notification(self._bigcommerce_sell_message(is_sold))

    def _bigcommerce_sell_message(self, is_sold):
        if not is_sold:
            return self.env._(
                "Products no longer updated on BigCommerce: %s. What happens to them "
                "there is set by Items No Longer Sold on the store's page.",
                len(self),
            )
        # Whether a store is live, and no more: whoever sells need not see stores.
        stores_sudo = self.env["bigcommerce.store"].sudo()
        live = [("state", "=", "live"), ("company_id", "in", self.env.companies.ids)]
        texts = [
            self.env._(
                "Products sent to BigCommerce within a minute or so: %s.", len(self)
            )
            if stores_sudo.search_count(live, limit=1)
            else self.env._(
                "Products sent to BigCommerce once a store is live: %s.", len(self)
            )
        ]
        variants = self.product_variant_ids.filtered(
            lambda product: not (product.bigcommerce_excluded or product.default_code)
        )
        lacking = variants.product_tmpl_id
        if lacking:
            names = shorten(", ".join(lacking.mapped("name")), 200, placeholder=" …")
            texts.append(
                self.env._(
                    "Of these, %(count)s cannot be sent until each variant has an "
                    "Internal Reference, the SKU there: %(names)s.",
                    count=len(lacking),
                    names=names,
                )
            )
        return " ".join(texts)

    def unlink(self):
        """What becomes of them on BigCommerce is the choice of the store's owner."""
        mappings_sudo = self.sudo().bigcommerce_mapping_ids  # they go with the product
        mappings_sudo._note_left_behind()
        return super().unlink()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_open_session(self):
        """Odoo refuses it while any register is open: it sells the products that it
        loaded. Nobody sells at a web register, nor can close its session. What was sold
        there is not deleted in any case: Odoo archives it.
        """
        if not self.env["pos.session"]._bigcommerce_is_any_register_open():
            return None
        return super()._unlink_except_open_session()
