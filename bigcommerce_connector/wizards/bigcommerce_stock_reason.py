from odoo import api, fields, models

from ..sync.inventory.reasons import Reasons

_ON_CARDS = ("bigcommerce.held.stock",)


class BigcommerceStockReason(models.TransientModel):
    """*Why This Number?*: the terms of a published quantity, one by one."""

    _name = "bigcommerce.stock.reason"
    _description = "Why This Number?"

    level_id = fields.Many2one(
        "bigcommerce.inventory.level", required=True, ondelete="cascade"
    )
    product_id = fields.Many2one(related="level_id.variant_id.product_id")
    location_id = fields.Many2one(related="level_id.location_id")
    published_quantity = fields.Integer(related="level_id.quantity")
    quantity = fields.Integer(
        "Quantity Now",
        readonly=True,
        help="Whole units that the web may sell: the sum of the lines, at least 0. Of "
        "a kit, as many as its components make.",
    )
    line_ids = fields.One2many("bigcommerce.stock.reason.line", "reason_id")
    has_components = fields.Boolean(compute="_compute_has_components")

    @api.depends("product_id", "line_ids.product_id")
    def _compute_has_components(self):
        for reason in self:
            components = reason.line_ids.product_id - reason.product_id
            reason.has_components = bool(components)


class BigcommerceStockReasonLine(models.TransientModel):
    _name = "bigcommerce.stock.reason.line"
    _description = "Term of a Published Quantity"
    _order = "id"

    reason_id = fields.Many2one(
        "bigcommerce.stock.reason", "Page", required=True, ondelete="cascade"
    )
    name = fields.Char("Reason", readonly=True)
    product_id = fields.Many2one(
        "product.product",
        readonly=True,
        ondelete="cascade",
        help="The item, or a component of it.",
    )
    per_unit = fields.Float(
        "Taken by One",
        digits="Product Unit",
        readonly=True,
        help="Units of the component that one unit of the item takes.",
    )
    quantity = fields.Float(digits="Product Unit", readonly=True)
    record_model = fields.Char(readonly=True)
    record_ids = fields.Json(readonly=True)

    def action_open(self):
        """The records behind this term."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": self.record_model,
            # For a phone, where there is one.
            "view_mode": "list,kanban"
            if self.record_model in _ON_CARDS
            else "list,form",
            "mobile_view_mode": "kanban",
            "domain": [("id", "in", self.record_ids)],
        }


class BigcommerceInventoryLevel(models.Model):
    _inherit = "bigcommerce.inventory.level"

    def action_explain(self):
        """Show what the number of this item at this location consists of."""
        self.ensure_one()
        self.check_access("read")
        # It counts orders and sessions that the reader need not see one by one.
        level_sudo = self.sudo().with_company(self.company_id)
        explained = Reasons(level_sudo.location_id, level_sudo.variant_id.product_id)
        reason_sudo = (
            self.env["bigcommerce.stock.reason"]
            .sudo()
            .create(
                {
                    "level_id": self.id,
                    "quantity": explained.quantity,
                    "line_ids": [
                        fields.Command.create(
                            {
                                "name": reason.label,
                                "product_id": reason.product_id,
                                "per_unit": explained.components.get(
                                    reason.product_id, 1
                                ),
                                "quantity": reason.quantity,
                                "record_model": reason.model,
                                "record_ids": list(reason.record_ids),
                            }
                        )
                        for reason in explained.reasons
                    ],
                }
            )
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Why This Number?"),
            "res_model": reason_sudo._name,
            "res_id": reason_sudo.id,
            "view_mode": "form",
            "target": "new",
        }
