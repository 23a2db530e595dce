from odoo import fields, models


class BigcommerceOrder(models.Model):
    """Where the customer collects a web order, and the goods wait."""

    _inherit = "bigcommerce.order"

    is_pickup = fields.Boolean(
        "Pickup in Store",
        readonly=True,
        help="The customer collects it, or a part of it.",
    )
    pickup_location_id = fields.Many2one(
        "bigcommerce.location",
        "Collected At",
        readonly=True,
        index="btree_not_null",
        help="Empty: it is shipped, or BigCommerce names a location that Odoo does not "
        "know (yet).",
    )
    pickup_ids = fields.One2many(
        "bigcommerce.pickup", "order_id", "Pickups", readonly=True
    )
