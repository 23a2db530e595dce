from odoo import fields, models


class PosPaymentMethod(models.Model):
    _inherit = "pos.payment.method"

    bigcommerce_tender = fields.Selection(
        [
            ("online", "Paid online"),
            ("gift_certificate", "Gift certificate"),
            ("store_credit", "Store credit"),
        ],
        copy=False,
        readonly=True,
        help="How this money was paid on BigCommerce.",
    )
