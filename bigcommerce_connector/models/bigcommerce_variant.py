from odoo import api, fields, models

from ..mappers.accepted import price_text


class BigcommerceVariant(models.Model):
    """Mapping: which variant of BigCommerce a product variant is.

    A simple product has one variant there too, the *base variant*.
    """

    _name = "bigcommerce.variant"
    _description = "BigCommerce Variant Mapping"
    _inherit = ["bigcommerce.store.child"]
    _order = "mapping_id, id"
    _rec_name = "product_id"

    mapping_id = fields.Many2one(
        "bigcommerce.product", required=True, ondelete="cascade", index=True
    )
    product_id = fields.Many2one(
        "product.product", required=True, ondelete="cascade", index=True
    )
    options = fields.Char(
        "Variant",
        compute="_compute_options",
        help="What sets the variant apart from the others of its product.",
    )
    external_id = fields.Char("BigCommerce ID", index=True, readonly=True, copy=False)
    sku = fields.Char("SKU on BigCommerce", readonly=True)
    accepted_values = fields.Json(
        readonly=True,
        copy=False,
        help="What BigCommerce accepted last, by field. What it keeps is not in it.",
    )
    found_values = fields.Json(
        readonly=True,
        copy=False,
        help="What BigCommerce had when the variant was found there, by field.",
    )
    default_code = fields.Char("SKU in Odoo", related="product_id.default_code")
    remote_price = fields.Char(
        "Price on BigCommerce",
        compute="_compute_remote_price",
        help="As BigCommerce accepted it last, in the currency and with the tax of the "
        "store.",
    )
    visibility = fields.Selection(
        [
            ("hiding", "Being taken off sale by Odoo"),
            ("hidden", "Not for sale, by Odoo"),
            ("theirs", "Was not for sale"),
        ],
        readonly=True,
        copy=False,
        help="For a variant that is excluded or archived: whether it can be bought on "
        "BigCommerce.",
    )
    stock_message = fields.Text(
        "Stock Problem",
        readonly=True,
        help="Why BigCommerce refuses its stock. It is retried after the product "
        "has been synced again.",
    )
    level_ids = fields.One2many("bigcommerce.inventory.level", "variant_id")
    published_quantity = fields.Integer(
        "Published",
        compute="_compute_published_quantity",
        help="The quantity that BigCommerce acknowledged last, all locations together.",
    )

    _external_id_unique = models.Constraint(
        "UNIQUE (store_id, external_id)",
        "This BigCommerce variant is already mapped to another variant.",
    )
    _product_unique = models.Constraint(
        "UNIQUE (store_id, product_id)",
        "This variant is already mapped in this store.",
    )
    # By what others are looked for in sync/catalog/release.py.
    _folded_sku_idx = models.Index("(store_id, lower(trim(sku)))")

    def _note_left_behind(self):
        """Their variants in Odoo are being deleted: note what is to become of those on
        BigCommerce (Items No Longer Sold).
        """
        notes = []
        self._note_hidden()
        for row in self.filtered(lambda r: r.external_id and r.mapping_id.has_options):
            store, mapping = row.store_id, row.mapping_id
            what = row.external_id, mapping.external_id
            if store.unsold_items == "hide" and row.visibility != "theirs":
                notes.append((store, "hide_variant", *what))
            is_tracked = mapping.inventory_tracking == "variant"
            if store.unsold_items != "leave" and is_tracked:
                notes.append((store, "empty_variant", *what))
        self.env["bigcommerce.change"]._note_remote(notes)

    def _note_hidden(self):
        """Odoo forgets them: note which of them it took off sale, so that they are on
        sale again should it have them again.
        """
        hidden = self.filtered(lambda row: row.visibility in ("hiding", "hidden"))
        self.env["bigcommerce.change"]._note_remote(
            (
                row.store_id,
                "hidden_variant",
                row.external_id,
                row.mapping_id.external_id,
            )
            for row in hidden
        )

    @api.depends("product_id.name", "product_id.product_template_attribute_value_ids")
    def _compute_options(self):
        for variant in self:
            values = variant.product_id.product_template_attribute_value_ids
            names = ", ".join(values.mapped("name"))
            variant.options = names or variant.product_id.name

    @api.depends("accepted_values", "mapping_id.accepted_values")
    def _compute_remote_price(self):
        for variant in self:
            own = variant.accepted_values or {}
            inherited = variant.mapping_id.accepted_values or {}
            price = own.get("price") or inherited.get("price")
            variant.remote_price = price_text(price)

    @api.depends("level_ids.quantity")
    def _compute_published_quantity(self):
        for variant in self:
            variant.published_quantity = sum(variant.level_ids.mapped("quantity"))
