from odoo import Command, fields, models

from ..mappers.product import FieldRules

# By the fields of the payloads that BigCommerce takes.
_WRITTEN = {
    "writes_name": "name",
    "writes_description": "description",
    "writes_price": "price",
    "writes_cost_price": "cost_price",
    "writes_weight": "weight",
    "writes_barcode": "upc",
    "writes_images": "images",
    "writes_modifiers": "modifiers",
    "writes_visibility": "is_visible",
}
# Which field is emptied so that BigCommerce keeps one of its own.
KEPT_BY = {
    **{name: field for field, name in _WRITTEN.items()},
    "sale_price": "sale_pricelist_id",
    "brand_name": "brand_attribute_id",
    "categories": "categories_from",
}


class BigcommerceStore(models.Model):
    """How products are found on BigCommerce, and which of their fields Odoo writes."""

    _inherit = "bigcommerce.store"

    match_rule_ids = fields.One2many(
        "bigcommerce.match.rule",
        "store_id",
        "Matching Rules",
        copy=True,
        default=lambda self: [
            Command.create(
                {"odoo_field": "variant.default_code", "remote_field": "variant.sku"}
            )
        ],
        help="How products that BigCommerce has already are found. The first rule that "
        "gives an answer decides. Without a rule, the internal reference is compared "
        "with the SKU.",
    )
    drift_ids = fields.One2many("bigcommerce.drift", "store_id", copy=False)
    drift_checked_on = fields.Date(
        readonly=True,
        copy=False,
        help="When all its products were last to be read, to find what staff changed "
        "on BigCommerce.",
    )
    remote_read_on = fields.Datetime(
        readonly=True,
        copy=False,
        help="When all products of BigCommerce were last read, to find those that Odoo "
        "does not know.",
    )
    remote_reading_since = fields.Datetime(
        readonly=True, copy=False, help="Set: they are to be read, or being read."
    )
    remote_read_cursor = fields.Integer(
        readonly=True,
        copy=False,
        help="The BigCommerce product number to continue from.",
    )
    hiding_confirmed = fields.Integer(
        readonly=True,
        copy=False,
        help="How many products may be hidden on BigCommerce: somebody was asked.",
    )
    check_ids = fields.One2many("bigcommerce.check", "store_id", copy=False)
    writes_name = fields.Boolean("Write Name", default=True, tracking=True)
    writes_description = fields.Boolean(
        "Write Description",
        default=True,
        tracking=True,
        help="The description of the product for the web; without one, its text for "
        "quotations, unless BigCommerce had a description before.",
    )
    writes_price = fields.Boolean("Write Price", default=True, tracking=True)
    pricelist_id = fields.Many2one(
        "product.pricelist",
        "Price From",
        check_company=True,
        ondelete="restrict",
        tracking=True,
        help="Empty: the sales price of the product.",
    )
    sale_pricelist_id = fields.Many2one(
        "product.pricelist",
        "Sale Price From",
        check_company=True,
        ondelete="restrict",
        tracking=True,
        help="A price that is lower than the regular one is the product's sale price "
        "on BigCommerce, which shows both. Empty: BigCommerce keeps its sale prices.",
    )
    writes_cost_price = fields.Boolean(
        "Write Cost Price",
        tracking=True,
        help="The cost of the product, without tax. A change is sent once a day.",
    )
    writes_weight = fields.Boolean("Write Weight", default=True, tracking=True)
    writes_barcode = fields.Boolean("Write Barcode", default=True, tracking=True)
    brand_attribute_id = fields.Many2one(
        "product.attribute",
        "Brand From",
        domain=[("create_variant", "=", "no_variant")],
        ondelete="restrict",
        tracking=True,
        help="The attribute whose value is a product's brand, for example Brand. It "
        "must not create variants. A brand that BigCommerce lacks is created there. "
        "A product with several values has no brand. Empty: BigCommerce keeps its "
        "brands.",
    )
    writes_images = fields.Boolean(
        "Write Images",
        default=True,
        tracking=True,
        help="The image of the product, its gallery (with the eCommerce addon) and the "
        "images of its variants. Images that staff add on BigCommerce stay. A product "
        "that was found there with images keeps them until its own change in Odoo.",
    )
    writes_modifiers = fields.Boolean(
        "Write Modifiers",
        default=True,
        tracking=True,
        help="Attributes that create no variants are modifiers on BigCommerce: "
        "shoppers choose one value, with its extra price, or write a text. Modifiers "
        "that staff add there stay as they are.",
    )
    writes_visibility = fields.Boolean(
        "Write Visibility",
        tracking=True,
        help="The product is visible in the storefront if it can be sold (Sales on "
        "the product), otherwise it is hidden.",
    )
    categories_from = fields.Selection(
        [("pos", "POS categories"), ("product", "Product category")],
        tracking=True,
        help="The categories and their parents are created on BigCommerce, and "
        "renamed and moved there as in Odoo. Categories that staff add to a product on "
        "BigCommerce stay. Empty: BigCommerce keeps its categories.",
    )
    sends_empty_values = fields.Boolean(
        "Send Empty Values",
        tracking=True,
        help="Off: values that are empty in Odoo (no description, weight 0, price 0) "
        "are kept on BigCommerce.\n"
        "On: they are emptied there too.",
    )

    def action_view_checks(self):
        if self.has_access("write"):
            for kind in ("preflight", "dry_run"):
                self.env["bigcommerce.check"]._of(self, kind)
        return self._view_children("bigcommerce_connector.bigcommerce_check_action")

    def _values_before(self, vals):
        looked_for = ("product_sync", "match_rule_ids")
        known = {name: self[name] for name in looked_for if name in vals}
        return {**super()._values_before(vals), **known}

    def _follow_changes(self, before):
        result = super()._follow_changes(before)
        if self.state == "live" and before.keys() & {"product_sync", "match_rule_ids"}:
            self._trigger_flow("catalog")  # what was not found is looked for again
        return result

    def _field_rules(self):
        """The owner's choice, as the mappers know it.

        SKU, type and options are always Odoo's: without them nothing could be matched.
        How stock is tracked is, where stock is sent: without Inventory Sync an item
        that begins to be tracked would be sold out.

        :rtype: FieldRules
        """
        self.ensure_one()
        kept = {name for field, name in _WRITTEN.items() if not self[field]}
        if not self.sale_pricelist_id:
            kept.add("sale_price")
        if not self.brand_attribute_id:
            kept.add("brand_name")
        if not self.categories_from:
            kept.add("categories")
        if not self.inventory_sync:
            kept.add("inventory_tracking")
        return FieldRules(frozenset(kept), self.sends_empty_values)
