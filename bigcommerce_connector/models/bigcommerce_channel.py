from odoo import fields, models


class BigcommerceChannel(models.Model):
    """A sales channel of the BigCommerce store (a storefront, a marketplace, a POS)."""

    _name = "bigcommerce.channel"
    _description = "BigCommerce Channel"
    _inherit = ["bigcommerce.store.table"]
    _order = "store_id, id"

    name = fields.Char(required=True, readonly=True)
    external_id = fields.Char("BigCommerce ID", required=True, readonly=True)
    type = fields.Char(readonly=True)
    platform = fields.Char(readonly=True)
    status = fields.Char(readonly=True)
    import_orders = fields.Boolean(
        default=True,
        help="Off: new orders of this channel are kept as skipped and not posted. "
        "Orders that are already posted are still synced.",
    )

    _external_id_unique = models.Constraint(
        "UNIQUE (store_id, external_id)",
        "This BigCommerce channel exists already.",
    )
