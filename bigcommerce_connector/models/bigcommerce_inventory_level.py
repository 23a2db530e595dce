from odoo import fields, models


class BigcommerceInventoryLevel(models.Model):
    """The quantity of a variant at a location that BigCommerce acknowledged last.

    What is to be sent is not acknowledged. Where there is none, nothing is to be sent.
    """

    _name = "bigcommerce.inventory.level"
    _description = "BigCommerce Inventory Level"
    _inherit = ["bigcommerce.store.child"]

    variant_id = fields.Many2one(
        "bigcommerce.variant", required=True, ondelete="cascade", index=True
    )
    location_id = fields.Many2one(
        "bigcommerce.location", required=True, ondelete="cascade", index=True
    )
    quantity = fields.Integer("Published Quantity", readonly=True)
    is_sold = fields.Boolean(
        "For Sale",
        default=True,
        readonly=True,
        help="Whether this is the item's stock. Off: it is not sold at the location, "
        "so BigCommerce has none of it.",
    )
    is_acknowledged = fields.Boolean(
        "Acknowledged",
        readonly=True,
        help="Off: BigCommerce has never got this stock, or may have changed it, so "
        "it is sent.",
    )
    acknowledged_on = fields.Datetime(readonly=True)
    sync_seconds = fields.Float(
        digits=(16, 2),
        readonly=True,
        help="How long sending it took, with the others of the same request.",
    )

    # The few that may have to be sent, of the many that are in order.
    _to_send_idx = models.Index("(store_id) WHERE is_acknowledged IS NOT TRUE")

    _variant_location_unique = models.Constraint(
        "UNIQUE (variant_id, location_id)",
        "This variant already has a level at this location.",
    )
