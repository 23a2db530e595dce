from odoo import fields, models


class PosSession(models.Model):
    """A session of the web register keeps why it could not be closed."""

    _inherit = "pos.session"

    bigcommerce_closing_problem = fields.Text(
        "Not Closed Because",
        readonly=True,
        copy=False,
        help="What kept the connector from closing this session of the web register.",
    )

    def _create_account_move(self, *args, **kwargs):
        """Odoo dates the entry today; ours is of the day that the session was for."""
        data = super()._create_account_move(*args, **kwargs)
        day = self.env.context.get("bigcommerce_entry_date")
        if day and self.config_id.bigcommerce_store_id:
            self.move_id.date = day
        return data
