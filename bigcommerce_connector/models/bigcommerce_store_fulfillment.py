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
    refund_sync = fields.Boolean(
        "Refund and Cancel from Odoo",
        tracking=True,
        help="On the web order's page in Odoo, what an edit left can be refunded on "
        "BigCommerce, and the order can be cancelled there. Needs the OAuth scope "
        "Orders: modify.",
    )
    record_register_refunds = fields.Selection(
        [
            ("never", "Never"),
            ("ask", "Ask the cashier"),
            ("always", "Always"),
        ],
        default="never",
        required=True,
        tracking=True,
        help="Always: what a cashier gives back of a web order is recorded on "
        "BigCommerce as an offline refund of the same items, if BigCommerce's own "
        "figure is the register's to the cent. Otherwise it stays to be recorded by "
        "hand.\n"
        "Ask the cashier: the cashier says so for each refund, or has BigCommerce pay "
        "it back the way the web order was paid; then the register gives no money. "
        "Needs the OAuth scope Orders: modify.",
    )
    remote_shipments = fields.Selection(
        [
            ("note", "Note them on the transfer"),
            ("validate", "Validate the transfer"),
        ],
        "Shipments Made on BigCommerce",
        tracking=True,
        help="What becomes of a transfer that waits when its goods are shipped on "
        "BigCommerce, by staff or by a shipping service. Empty: nothing. Orders count "
        "from their next change on. Goods with lots, and those that have still to be "
        "picked, are left to a person.",
    )

    pickup_sync = fields.Boolean(
        "Pickup in Store",
        tracking=True,
        help="An order that the customer collects waits in the warehouse of its pickup "
        "location. Where it is marked as packed in Odoo, it becomes Awaiting Pickup on "
        "BigCommerce; where it is handed over, Completed. Needs the OAuth scopes Order "
        "fulfillment: modify and Orders: modify, and goods that leave when they are "
        "handed over.",
    )
    status_sync = fields.Boolean(
        "Set Order Statuses",
        tracking=True,
        help="What becomes of a web order in Odoo sets its status on BigCommerce, by "
        "the column Set When below: always onwards, never over what staff decided "
        "there. Needs the OAuth scope Orders: modify.",
    )
    note_sync = fields.Boolean(
        "Write Reference into Staff Notes",
        tracking=True,
        help="The reference of the order in the Point of Sale is added to its staff "
        "notes on BigCommerce, once. Needs the OAuth scope Orders: modify.",
    )
    pickup_days = fields.Integer(
        "Days to Collect",
        default=7,
        required=True,
        help="What is packed for longer is listed as not collected in time.",
    )

    _shipment_sync_when_shipped = models.Constraint(
        "CHECK (shipment_sync IS NOT TRUE OR goods_leave = 'shipped')",
        "Shipments can be sent only where goods leave when they are shipped: else "
        "every order would be shipped when it is posted.",
    )
    _pickup_sync_when_shipped = models.Constraint(
        "CHECK (pickup_sync IS NOT TRUE OR goods_leave = 'shipped')",
        "Pickups are told only where goods leave when they are handed over: else every "
        "order would be handed over when it is posted.",
    )
    _pickup_days_positive = models.Constraint(
        "CHECK (pickup_days > 0)", "Customers need a day at least to collect."
    )
