from odoo import api, fields, models

from .kept_fields import check_new, kept


class PosSession(models.Model):
    """A session of the web register keeps why it could not be closed."""

    _inherit = "pos.session"

    bigcommerce_closing_problem = fields.Text(
        "Not Closed Because",
        readonly=True,
        copy=False,
        help="What kept the connector from closing this session of the web register.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        sessions = super().create(vals_list)
        check_new(self, sessions)
        sessions.config_id._bigcommerce_check_own_flow()
        return sessions

    def write(self, vals):
        with kept(self, vals):
            if "config_id" not in vals:
                return super().write(vals)
            self.config_id._bigcommerce_check_own_flow()
            result = super().write(vals)
            self.config_id._bigcommerce_check_own_flow()
            return result

    def _create_account_move(self, *args, **kwargs):
        """Odoo dates the entry today; a web session's is of the store's own day."""
        data = super()._create_account_move(*args, **kwargs)
        day = self._bigcommerce_day()
        if day:
            self.move_id.date = day
        return data

    def _bigcommerce_day(self):
        """The store's day that the books of a web session are of: when it was opened.

        Whoever closes it. Not the day of its last payment: one that began a moment
        before midnight may be stamped a moment after.

        :return: date; None for a session of another register
        """
        # Who closes a session need not see the store.
        store_sudo = self.config_id.sudo().bigcommerce_store_id
        if not store_sudo:
            return None
        return store_sudo._store_time(self.start_at or self.create_date).date()
