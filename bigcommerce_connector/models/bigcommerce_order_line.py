from odoo import fields, models


class BigcommerceOrderLine(models.Model):
    """What a web order says of one item: all its lines of the same identity together.

    BigCommerce may give a line a new id when staff edit the order, so the identity is
    what was bought: variant, options, parent line (``key``).
    """

    _name = "bigcommerce.order.line"
    _description = "BigCommerce Order Line"
    _inherit = ["bigcommerce.connector.owned", "bigcommerce.store.child"]
    _order = "order_id, id"
    _rec_name = "name"

    order_id = fields.Many2one(
        "bigcommerce.order", required=True, ondelete="cascade", index=True
    )
    currency_id = fields.Many2one(related="order_id.currency_id")
    key = fields.Char(required=True, readonly=True)
    name = fields.Char(readonly=True)
    options = fields.Char(readonly=True)
    sku = fields.Char("SKU", readonly=True)
    product_id = fields.Many2one("product.product", "Variant", readonly=True)
    quantity = fields.Float("Ordered", digits=(16, 0), readonly=True)
    quantity_refunded = fields.Float("Refunded", digits=(16, 0), readonly=True)
    quantity_paid = fields.Float(
        "Highest Paid",
        digits=(16, 0),
        readonly=True,
        help="A refund that settles an edit does not count a second time.",
    )
    quantity_target = fields.Float(
        "Net", digits=(16, 0), readonly=True, help="What shall have been sold."
    )
    amount_total = fields.Monetary("Total", readonly=True, help="Tax included.")

    _key_unique = models.Constraint(
        "UNIQUE (order_id, key)", "A web order has one line per item."
    )
