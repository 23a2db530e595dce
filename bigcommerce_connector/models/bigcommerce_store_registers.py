from odoo import fields, models


class BigcommerceStore(models.Model):
    """The web registers of a store, and the store's own days, by which they close."""

    _inherit = "bigcommerce.store"

    config_ids = fields.One2many(
        "pos.config", "bigcommerce_store_id", "Web Registers", copy=False
    )
    closing_problem = fields.Text(
        "Reason the Session Is Not Closed", compute="_compute_closing_problem"
    )

    def _compute_closing_problem(self):
        self.closing_problem = False
        for store in self.filtered("unclosed_register_count"):
            problems = store.config_ids.filtered("bigcommerce_closing_problem")
            store.closing_problem = "\n".join(
                f"{register.name}: {register.bigcommerce_closing_problem}"
                for register in problems
            )

    def action_view_sessions(self):
        """The sessions of the web registers, where one is closed by hand."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "point_of_sale.action_pos_session"
        )
        action["domain"] = [("config_id", "in", self.config_ids.ids)]
        action["context"] = {}
        return action

    def _registers_at(self, warehouses):
        """:return: pos.config, of any currency, that goods leave these warehouses by"""
        self.ensure_one()
        return self.config_ids.filtered(
            lambda config: config.picking_type_id.warehouse_id in warehouses
        )

    def _store_time(self, moment):
        """A naive UTC datetime by the clock on the store's wall."""
        zoned = self.with_context(tz=self.timezone or "UTC")
        return fields.Datetime.context_timestamp(zoned, moment)
