"""Where somebody looks when a session of the web register could not be closed."""

from odoo import fields, models


class PosConfig(models.Model):
    _inherit = "pos.config"

    bigcommerce_closing_problem = fields.Text(
        "Not Closed Because", compute="_compute_bigcommerce_closing_problem"
    )

    def _compute_bigcommerce_closing_problem(self):
        sessions = self.env["pos.session"].search(
            [
                ("config_id", "in", self.filtered("bigcommerce_store_id").ids),
                ("state", "!=", "closed"),
                ("bigcommerce_closing_problem", "!=", False),
            ]
        )
        for config in self:
            mine = sessions.filtered(
                lambda session, own=config: session.config_id == own
            )
            config.bigcommerce_closing_problem = (
                "\n".join(mine.mapped("bigcommerce_closing_problem")) or False
            )


class PosSession(models.Model):
    _inherit = "pos.session"

    bigcommerce_store_id = fields.Many2one(related="config_id.bigcommerce_store_id")
