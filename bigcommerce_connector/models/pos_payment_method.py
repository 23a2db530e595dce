from odoo import api, fields, models

from .kept_fields import check_new, kept


class PosPaymentMethod(models.Model):
    _inherit = "pos.payment.method"

    bigcommerce_tender = fields.Selection(
        [
            ("online", "Paid online"),
            ("gift_certificate", "Gift certificate"),
            ("store_credit", "Store credit"),
        ],
        "BigCommerce Tender",
        copy=False,
        readonly=True,
        help="How this money was paid on BigCommerce.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        methods = super().create(vals_list)
        check_new(self, methods)
        return methods

    def write(self, vals):
        with kept(self, vals):
            return super().write(vals)

    @api.constrains("config_ids", "journal_id")
    def _check_no_cash_on_the_web(self):
        """A register can be chosen here too, and Cash where there was Bank."""
        self.sudo().config_ids._check_no_cash()
