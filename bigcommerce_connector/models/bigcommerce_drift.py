from odoo import api, fields, models

# By the fields of BigCommerce's payloads, see mappers/drift.py.
DRIFT_FIELDS = [
    ("name", "Name"),
    ("sku", "SKU"),
    ("description", "Description"),
    ("price", "Price"),
    ("sale_price", "Sale Price"),
    ("cost_price", "Cost Price"),
    ("weight", "Weight"),
    ("upc", "Barcode"),
    ("brand_name", "Brand"),
    ("categories", "Categories"),
    ("is_visible", "Visibility"),
    ("images", "Images"),
]


class BigcommerceDrift(models.Model):
    """A field that Odoo writes and that staff changed on BigCommerce.

    Nothing is done about it until a person chooses: neither value is overwritten. It
    ends by itself once both sides are equal. What people can choose is in
    ``sync/catalog/drift_choices.py``.
    """

    _name = "bigcommerce.drift"
    _description = "Change on BigCommerce"
    _inherit = ["bigcommerce.store.child", "bigcommerce.connector.owned"]
    _order = "store_id, mapping_id, id"
    _rec_name = "product_tmpl_id"

    mapping_id = fields.Many2one(
        "bigcommerce.product", required=True, ondelete="cascade", index=True
    )
    variant_id = fields.Many2one(
        "bigcommerce.variant",
        "Variant Mapping",
        ondelete="cascade",
        index="btree_not_null",
        help="Empty: a field of the product.",
    )
    product_tmpl_id = fields.Many2one(related="mapping_id.product_tmpl_id")
    product_id = fields.Many2one(related="variant_id.product_id", string="Variant")
    field = fields.Selection(DRIFT_FIELDS, required=True, index=True)
    our_value = fields.Char("In Odoo")
    their_value = fields.Char("On BigCommerce")
    value = fields.Json(help="What BigCommerce has, in its own format.")
    last_seen_on = fields.Datetime("Last Seen", required=True)

    _field_unique = models.UniqueIndex(
        "(mapping_id, field, COALESCE(variant_id, 0))",
        "A field of a product drifts only once.",
    )

    def _key(self):
        """:rtype: tuple[int, int | bool, str]"""
        return self.mapping_id.id, self.variant_id.id, self.field

    @api.model
    def _end(self, keys):
        """Both sides have the same value of these fields now.

        :param keys: of records, see :meth:`_key`; most of them never drifted
        """
        rows = self.search([("mapping_id", "in", list({key[0] for key in keys}))])
        rows.filtered(lambda row: row._key() in keys).unlink()
