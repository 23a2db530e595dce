from odoo import fields, models


class BigcommerceOrder(models.Model):
    """What BigCommerce says, and is told, of the goods that left."""

    _inherit = "bigcommerce.order"

    awaits_goods = fields.Boolean(
        "Goods Have Still to Leave",
        readonly=True,
        copy=False,
        help="What the last status said that tells. One that money was given back of "
        "does not.",
    )
    shipment_ids = fields.One2many(
        "bigcommerce.shipment", "order_id", "Shipments", readonly=True
    )
