from odoo import api, fields, models

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


class ProductTemplate(models.Model):
    _inherit = "product.template"

    bigcommerce_enabled = fields.Boolean(
        "Sell on BigCommerce",
        copy=False,
        help="Publish this product, its variants and their stock on BigCommerce.",
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
        if "categ_id" in vals:  # buffers are of categories
            products = self.product_variant_ids
            self.env["bigcommerce.change"]._note("stock", products.ids)
        return result

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
