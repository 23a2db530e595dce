from odoo import fields, models

CAUSES = [
    ("no_sku", "No SKU"),
    ("duplicate_sku", "Same SKU twice"),
    ("sku_case", "SKUs that differ in case only"),
    ("odd_sku", "Characters that BigCommerce may refuse"),
    ("same_name", "Same name twice"),
    ("name_taken", "Name of another product on BigCommerce"),
    ("too_many", "More variants or values than BigCommerce takes"),
    ("match", "No single match"),
    ("no_price", "No price"),
    ("no_weight", "No weight"),
    ("untracked", "Stock not tracked by BigCommerce"),
    ("other", "Refused by BigCommerce"),
]


class BigcommercePreflightIssue(models.Model):
    """Something to put right before Go Live: of which record, where, and how."""

    _name = "bigcommerce.preflight.issue"
    _description = "BigCommerce Pre-flight Issue"
    _inherit = ["bigcommerce.store.child", "bigcommerce.connector.owned"]
    _order = "check_id, id"

    check_id = fields.Many2one(
        "bigcommerce.check", required=True, ondelete="cascade", index=True
    )
    cause = fields.Selection(CAUSES, required=True, index=True)
    side = fields.Selection(
        [("odoo", "Odoo"), ("bigcommerce", "BigCommerce")], required=True
    )
    name = fields.Char("Record", required=True)
    product_tmpl_id = fields.Many2one(
        "product.template", "Product", ondelete="cascade", index="btree_not_null"
    )
    external_id = fields.Char("BigCommerce ID")
    message = fields.Text("What to Do", required=True)

    def action_open(self):
        """The record: the product in Odoo, or its page on BigCommerce."""
        self.ensure_one()
        if self.side == "bigcommerce":
            path = f"/products/edit/{self.external_id}"
            return self.store_id._open_control_panel(path)
        return {
            "type": "ir.actions.act_window",
            "res_model": "product.template",
            "res_id": self.product_tmpl_id.id,
            "view_mode": "form",
        }
