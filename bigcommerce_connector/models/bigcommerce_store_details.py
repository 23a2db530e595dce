from odoo import fields, models


class BigcommerceStore(models.Model):
    """What BigCommerce says of the store; read by ``sync/store/details.py``."""

    _inherit = "bigcommerce.store"

    external_id = fields.Char("BigCommerce Store ID", readonly=True, copy=False)
    domain = fields.Char(readonly=True, copy=False)
    control_panel_url = fields.Char(readonly=True, copy=False)
    currency_id = fields.Many2one("res.currency", readonly=True, copy=False)
    timezone = fields.Char(readonly=True, copy=False)
    plan_name = fields.Char("Plan", readonly=True, copy=False)
    prices_include_tax = fields.Boolean(readonly=True, copy=False)
    weight_unit = fields.Char(readonly=True, copy=False)
    update_stock_behavior = fields.Selection(
        [
            ("order_placed", "When the order is placed"),
            ("order_completed_or_shipped", "When the order is completed or shipped"),
        ],
        "BigCommerce Reduces Stock",
        readonly=True,
        copy=False,
    )
    edit_order_stock_adjustment = fields.Boolean(
        "Adjusts Stock on Edits", readonly=True, copy=False
    )
    refund_order_stock_adjustment = fields.Boolean(
        "Adjusts Stock on Refunds", readonly=True, copy=False
    )
