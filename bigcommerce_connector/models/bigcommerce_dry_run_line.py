from odoo import fields, models

ACTIONS = [
    ("attention", "Needs Attention"),
    ("link", "Linked"),
    ("create", "Created"),
    ("change", "Changed"),
    ("stock", "Stock Sent"),
    ("keep", "Kept"),
    ("skip", "Skipped"),
    ("absent", "Not on BigCommerce"),
]


class BigcommerceDryRunLine(models.Model):
    """What the next run would do with a product on BigCommerce, and why."""

    _name = "bigcommerce.dry.run.line"
    _description = "BigCommerce Dry Run Line"
    _inherit = ["bigcommerce.store.child", "bigcommerce.connector.owned"]
    _order = "check_id, product_tmpl_id, id"
    _rec_name = "product_tmpl_id"

    check_id = fields.Many2one(
        "bigcommerce.check", required=True, ondelete="cascade", index=True
    )
    product_tmpl_id = fields.Many2one(
        "product.template", "Product", required=True, ondelete="cascade", index=True
    )
    product_id = fields.Many2one(
        "product.product", "Variant", index="btree_not_null", ondelete="cascade"
    )
    action = fields.Selection(ACTIONS, required=True, index=True)
    field_name = fields.Char("Field")
    old_value = fields.Char("On BigCommerce Now")
    new_value = fields.Char("Afterwards")
    reason = fields.Char()
