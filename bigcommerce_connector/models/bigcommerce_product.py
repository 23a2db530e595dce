from odoo import fields, models

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
    _inherit = ["bigcommerce.store.child"]
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
    message = fields.Text(
        readonly=True, help="Why it needs attention, and what to do."
    )
    payload_hash = fields.Char(
        readonly=True, help="Fingerprint of what BigCommerce accepted last."
    )
    last_synced_on = fields.Datetime(readonly=True)
    variant_ids = fields.One2many("bigcommerce.variant", "mapping_id")

    _external_id_unique = models.Constraint(
        "UNIQUE (store_id, external_id)",
        "This BigCommerce product is mapped to another product already.",
    )
    _product_unique = models.Constraint(
        "UNIQUE (store_id, product_tmpl_id)",
        "This product is mapped in this store already.",
    )

    def action_requeue(self):
        """Look at these products again at the next run, whatever was sent before."""
        self.write({"state": "pending", "message": False, "payload_hash": False})
        self.store_id._trigger_flow("catalog")
