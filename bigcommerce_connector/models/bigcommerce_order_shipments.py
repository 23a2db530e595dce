from odoo import fields, models


class BigcommerceOrder(models.Model):
    """What BigCommerce is told of the goods that left."""

    _inherit = "bigcommerce.order"

    shipment_ids = fields.One2many(
        "bigcommerce.shipment", "order_id", "Shipments", readonly=True
    )
