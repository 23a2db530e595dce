from odoo import models
from odoo.exceptions import UserError

from .own_flow import own_flow


class PosOrder(models.Model):
    _inherit = "pos.order"

    def _refund(self):
        """*Return Products* puts the return into the order's own register.

        Odoo would ask for a session there, which nobody can open in a web register.
        """
        web = self.filtered("session_id.config_id.bigcommerce_store_id")
        if web and not own_flow(self.env):
            raise UserError(
                self.env._(
                    "%(order)s is a web order: its goods cannot be returned here. "
                    "Refund it on BigCommerce, and the return is posted by itself; or "
                    "take the goods back at a register of the shop: Orders, this "
                    "order, Refund.",
                    order=web[0].bigcommerce_order_id.name or web[0].pos_reference,
                )
            )
        return super()._refund()
