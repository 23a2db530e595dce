from odoo import fields, models


class AccountTax(models.Model):
    _inherit = "account.tax"

    bigcommerce_store_id = fields.Many2one(
        "bigcommerce.store",
        copy=False,
        readonly=True,
        index="btree_not_null",
        help="The tax that takes this store's exact amounts.",
    )
