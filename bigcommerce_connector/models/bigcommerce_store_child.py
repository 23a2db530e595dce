from odoo import fields, models


class BigcommerceStoreChild(models.AbstractModel):
    """What every record that belongs to a store has in common."""

    _name = "bigcommerce.store.child"
    _description = "BigCommerce Store Record"
    _inherit = ["bigcommerce.store.shown"]

    store_id = fields.Many2one(
        "bigcommerce.store", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        "res.company",
        related="store_id.company_id",
        store=True,
        precompute=True,
        index=True,
    )
