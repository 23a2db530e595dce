from odoo import fields, models


class BigcommerceStore(models.Model):
    """When goods of web orders leave, and what BigCommerce is told of it."""

    _inherit = "bigcommerce.store"

    goods_leave = fields.Selection(
        [
            ("posted", "When the order is posted"),
            ("shipped", "When it is shipped or handed over"),
        ],
        default="posted",
        required=True,
        tracking=True,
        help="When the order is posted: its goods leave the stock at once.\n"
        "When it is shipped or handed over: a transfer waits, with the goods reserved, "
        "until somebody validates it. BigCommerce cannot sell them again in either "
        "case. Orders that are posted already stay as they are.",
    )
    shipment_sync = fields.Boolean(
        "Send Shipments",
        tracking=True,
        help="A transfer of a web order that is validated becomes a shipment on "
        "BigCommerce, with its carrier and tracking number. BigCommerce writes to the "
        "customer. Needs the OAuth scope Orders: modify, and goods that leave when "
        "they are shipped.",
    )

    _shipment_sync_when_shipped = models.Constraint(
        "CHECK (shipment_sync IS NOT TRUE OR goods_leave = 'shipped')",
        "Shipments can be sent only where goods leave when they are shipped: else "
        "every order would be shipped when it is posted.",
    )
