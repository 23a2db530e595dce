from odoo import api, fields, models

from .kept_fields import check_new, kept


class AccountTax(models.Model):
    _inherit = "account.tax"

    bigcommerce_store_id = fields.Many2one(
        "bigcommerce.store",
        "BigCommerce Store",
        copy=False,
        readonly=True,
        check_company=True,
        index="btree_not_null",
        help="The tax that carries this store's exact amounts.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        taxes = super().create(vals_list)
        check_new(self, taxes)
        return taxes

    def write(self, vals):
        with kept(self, vals):
            return super().write(vals)
