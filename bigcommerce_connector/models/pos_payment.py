from odoo import api, models

from .connector_context import connector_context

# What was paid on the web. How it was paid, an accountant may correct.
_PAID = {"amount", "pos_order_id", "uuid"}


class PosPayment(models.Model):
    """Payments of web orders are the connector's."""

    _inherit = "pos.payment"

    @api.model_create_multi
    def create(self, vals_list):
        payments = super().create(vals_list)
        payments.pos_order_id._bigcommerce_check_connector()
        return payments

    def write(self, vals):
        if connector_context(self.env) or not vals.keys() & _PAID:
            return super().write(vals)
        self.pos_order_id._bigcommerce_check_connector()
        result = super().write(vals)
        self.pos_order_id._bigcommerce_check_connector()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_of_the_shop(self):
        self.pos_order_id._bigcommerce_check_connector()
