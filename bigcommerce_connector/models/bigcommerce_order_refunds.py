from odoo import fields, models


class BigcommerceOrder(models.Model):
    """What BigCommerce is to give back of it, because somebody in Odoo said so."""

    _inherit = "bigcommerce.order"

    refund_ids = fields.One2many(
        "bigcommerce.refund", "order_id", "Refunds from Odoo", readonly=True
    )
    restock_choice = fields.Selection(
        [("always", "They are restocked"), ("never", "They are not restocked")],
        "Goods That Come Back",
        readonly=True,
        copy=False,
        help="What somebody decided who cancelled the order; empty: the store's rule.",
    )
    may_refund = fields.Boolean(
        related="store_id.refund_sync", string="May Be Refunded from Odoo"
    )


def amount_left(order):
    """What was received for it and not given back yet, in its currency.

    :param order: one bigcommerce.order
    :rtype: float
    """
    return order.currency_id.round(order.amount_captured - order.amount_refunded)
