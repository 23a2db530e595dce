from odoo import fields, models


class IrCron(models.Model):
    """One scheduled action per store and flow: Odoo runs them beside each other."""

    _inherit = "ir.cron"

    bigcommerce_store_id = fields.Many2one(
        "bigcommerce.store", ondelete="cascade", index="btree_not_null"
    )
    bigcommerce_flow = fields.Char()

    _bigcommerce_flow_unique = models.Constraint(
        "UNIQUE (bigcommerce_store_id, bigcommerce_flow)",
        "A store has one scheduled action per flow.",
    )
