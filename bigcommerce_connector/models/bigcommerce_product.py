from odoo import api, fields, models

MAPPING_STATES = [
    ("pending", "Pending"),
    ("synced", "Synced"),
    ("attention", "Needs Attention"),
    ("skipped", "Skipped"),
]


class BigcommerceProduct(models.Model):
    """Mapping: which product of BigCommerce a product template is."""

    _name = "bigcommerce.product"
    _description = "BigCommerce Product Mapping"
    _inherit = ["bigcommerce.store.child", "mail.thread"]
    _order = "store_id, id"
    _rec_name = "product_tmpl_id"

    product_tmpl_id = fields.Many2one(
        "product.template", "Product", required=True, ondelete="cascade", index=True
    )
    external_id = fields.Char(
        "BigCommerce ID", index="btree_not_null", readonly=True, copy=False
    )
    state = fields.Selection(
        MAPPING_STATES, default="pending", required=True, readonly=True, index=True
    )
    message = fields.Text(readonly=True, help="Why it needs attention, and what to do.")
    image_ids = fields.One2many("bigcommerce.image", "mapping_id", "Images")
    is_image_check_due = fields.Boolean(
        default=True,
        readonly=True,
        copy=False,
        help="Its images are compared with those on BigCommerce at the next run.",
    )
    has_compared_images = fields.Boolean(
        readonly=True,
        copy=False,
        help="Its images were compared with those on BigCommerce before. Off: those "
        "that it has there already are kept until the image changes in Odoo.",
    )
    image_message = fields.Text(
        "Problem with Images",
        readonly=True,
        copy=False,
        help="Which images are not on BigCommerce, and why.",
    )
    sent_category_ids = fields.Char(
        "Categories Sent",
        readonly=True,
        copy=False,
        help="The categories on BigCommerce that Odoo put it into; those that staff "
        "added stay.",
    )
    category_message = fields.Text(
        "Problem with Categories",
        readonly=True,
        copy=False,
        help="Why its categories on BigCommerce are not those of Odoo.",
    )
    visibility_message = fields.Text(
        "Problem with Visibility",
        readonly=True,
        copy=False,
        help="Why it, or one of its variants, is still for sale on BigCommerce, or not "
        "yet again. It is tried again once a day.",
    )
    is_absent = fields.Boolean(
        "Not on BigCommerce",
        readonly=True,
        help="Its SKUs were searched on BigCommerce and not found, so it may be "
        "created. Any doubt clears this, and the SKUs are searched again.",
    )
    has_options = fields.Boolean("Has Options on BigCommerce", readonly=True)
    is_sold_in_fractions = fields.Boolean(
        "Sold in Fractions",
        compute="_compute_is_sold_in_fractions",
        help="Weighed or measured at registers. BigCommerce sells whole units only.",
    )
    inventory_tracking = fields.Selection(
        [
            ("none", "Not tracked"),
            ("product", "By product"),
            ("variant", "By variant"),
        ],
        "Track Inventory",
        readonly=True,
        help="As it is on BigCommerce.",
    )
    accepted_values = fields.Json(
        readonly=True,
        copy=False,
        help="What BigCommerce accepted last, by field. What it keeps is not in it.",
    )
    held_price = fields.Json(
        readonly=True,
        copy=False,
        help="Its old and new price on BigCommerce, while it waits for the others of "
        "the run: whether a person is to be asked depends on how many change.",
    )
    is_price_asked = fields.Boolean(
        readonly=True,
        copy=False,
        help="A person was asked whether the price that waits is right.",
    )
    is_price_confirmed = fields.Boolean(
        readonly=True,
        copy=False,
        help="A person was asked about the price that waits, and went live again.",
    )
    options_hash = fields.Char(
        readonly=True, help="Fingerprint of the options on BigCommerce."
    )
    sequence_hash = fields.Char(
        readonly=True,
        copy=False,
        help="Fingerprint of the sequence of its options and values. For a product "
        "found on BigCommerce it is Odoo's: the sequence is sent once it "
        "changes in Odoo.",
    )
    has_own_options = fields.Boolean(
        "Options as in Odoo",
        readonly=True,
        copy=False,
        help="Its options on BigCommerce have been Odoo's attributes. If attributes "
        "are added or removed in Odoo, its variants are replaced on BigCommerce.",
    )
    name = fields.Char(
        "Name on BigCommerce", readonly=True, copy=False, help="As accepted last."
    )
    left_out_attribute_ids = fields.Many2many(
        "product.attribute",
        string="Attributes Left Out",
        readonly=True,
        copy=False,
        help="Attributes with a single value and no option on BigCommerce. "
        "BigCommerce cannot add an option to existing variants.",
    )
    former_sku = fields.Char(
        "Former Values",
        readonly=True,
        copy=False,
        help="The product's values on BigCommerce before they were cleared to "
        "create variants. Restored if the variants are refused.",
    )
    is_deleted = fields.Boolean(
        "Deleted on BigCommerce",
        readonly=True,
        copy=False,
        help="It is created there again only when a user requeues it.",
    )
    is_unlinked = fields.Boolean(
        "Unlinked by a User",
        readonly=True,
        copy=False,
        help="It is neither looked for on BigCommerce nor created there until a user "
        "chooses Match Again or Link to.",
    )
    visibility = fields.Selection(
        [
            ("hiding", "Being hidden by Odoo"),
            ("hidden", "Hidden by Odoo"),
            ("theirs", "Already hidden"),
        ],
        readonly=True,
        copy=False,
        help="For a product that is no longer sold: whether it is hidden on "
        "BigCommerce.",
    )
    is_requeued = fields.Boolean(
        "Requeued by a User",
        readonly=True,
        copy=False,
        help="A user requeued it: if it was deleted on BigCommerce, it is created "
        "again.",
    )
    last_synced_on = fields.Datetime(readonly=True)
    sync_seconds = fields.Float(
        digits=(16, 2),
        readonly=True,
        copy=False,
        help="How long sending it took, with the others of the same request.",
    )
    drift_ids = fields.One2many(
        "bigcommerce.drift", "mapping_id", "Changed on BigCommerce", readonly=True
    )
    is_drift_check_due = fields.Boolean(
        readonly=True,
        copy=False,
        help="It is read at the next run, to find what staff changed on BigCommerce.",
    )
    variant_ids = fields.One2many("bigcommerce.variant", "mapping_id")

    _external_id_unique = models.Constraint(
        "UNIQUE (store_id, external_id)",
        "This BigCommerce product is already mapped to another product.",
    )
    _product_unique = models.Constraint(
        "UNIQUE (store_id, product_tmpl_id)",
        "This product is already mapped in this store.",
    )
    _image_check_idx = models.Index("(store_id, id) WHERE is_image_check_due IS TRUE")
    _drift_check_idx = models.Index("(store_id, id) WHERE is_drift_check_due IS TRUE")
    _pending_idx = models.Index("(store_id, id) WHERE state = 'pending'")
    # By what others are looked for in sync/catalog/release.py.
    _folded_name_idx = models.Index("(store_id, lower(name))")

    @api.depends("product_tmpl_id.name")
    def _compute_display_name(self):
        for mapping in self:
            mapping.display_name = mapping.product_tmpl_id.name

    @api.depends("product_tmpl_id.to_weight", "product_tmpl_id.uom_id")
    def _compute_is_sold_in_fractions(self):
        unit = self.env.ref("uom.product_uom_unit")
        for mapping in self:
            template = mapping.product_tmpl_id
            is_counted = template.uom_id._has_common_reference(unit)
            mapping.is_sold_in_fractions = template.to_weight or not is_counted

    def action_open_on_bigcommerce(self):
        """The product's page in BigCommerce's control panel."""
        self.ensure_one()
        return self.store_id._open_control_panel(f"/products/edit/{self.external_id}")

    def _unlink_remote(self, message):
        """The product was deleted on BigCommerce; a person says what next.

        Whoever has requeued it has said so: it stays pending, to be created again.
        """
        self.ensure_one()
        is_requeued = self.is_requeued
        if not is_requeued:
            self._set_attention(message, "gone")
        # Nothing of it is there any more to be shown again.
        self.visibility = self.variant_ids.visibility = False
        self._forget_remote(is_there=False)
        self.is_deleted = not is_requeued

    def _forget_remote(self, is_there=True):
        """Nothing on BigCommerce is this product any more, as far as Odoo knows.

        :param bool is_there: whether BigCommerce still has it
        """
        if is_there:
            self._list_only_there()
        self.sudo()._note_hidden()
        self.variant_ids.unlink()
        self.image_ids.unlink()
        self.drift_ids.sudo().unlink()  # only the connector writes them
        self.write(
            {
                "external_id": False,
                "name": False,
                "former_sku": False,
                "accepted_values": False,
                "held_price": False,
                "options_hash": False,
                "sequence_hash": False,
                "has_own_options": False,
                "left_out_attribute_ids": False,
                "is_absent": False,
                "is_matched": False,
                "matched_by": False,
                "found_values": False,
                "is_image_check_due": True,
                "has_compared_images": False,
                "image_message": False,
                "sent_category_ids": False,
                "category_message": False,
                "visibility_message": False,
                "sent_modifiers": False,
                "modifiers_hash": False,
                "modifier_message": False,
                "chosen_external_id": False,
                "chosen_variants": False,
                "keeps_price": False,
                "keeps_sku": False,
                "visibility": False,
            }
        )
