from odoo import Command, fields, models


class BigcommerceProductEntitle(models.TransientModel):
    """Entitle many products to locations, or end that, from the list of products."""

    _name = "bigcommerce.product.entitle"
    _description = "Entitle Products to Locations"

    product_tmpl_ids = fields.Many2many(
        "product.template",
        string="Products",
        required=True,
        readonly=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    warehouse_ids = fields.Many2many(
        "stock.warehouse", string="Locations", required=True
    )
    product_count = fields.Integer(compute="_compute_product_count")

    def _compute_product_count(self):
        for wizard in self:
            wizard.product_count = len(wizard.product_tmpl_ids)

    def action_entitle(self):
        """Add the locations to those that the products have."""
        self._change(Command.link)

    def action_end(self):
        """Take the locations off."""
        self._change(Command.unlink)

    def _change(self, command):
        self.ensure_one()
        self.product_tmpl_ids.bigcommerce_warehouse_ids = [
            command(warehouse.id) for warehouse in self.warehouse_ids
        ]
