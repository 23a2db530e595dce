from odoo import fields, models


class PosConfig(models.Model):
    """Web orders at the tills of the shop."""

    _inherit = "pos.config"

    bigcommerce_has_web_orders = fields.Boolean(
        compute="_compute_bigcommerce_has_web_orders",
        help="The till can show web orders: those of the same company and currency.",
    )

    def _compute_bigcommerce_has_web_orders(self):
        for config in self:
            config.bigcommerce_has_web_orders = bool(
                config._bigcommerce_web_registers()
            )

    def _bigcommerce_web_registers(self):
        """The web registers whose orders this till may show and refund.

        :return: pos.config
        """
        self.ensure_one()
        registers = self.search(
            [
                ("bigcommerce_store_id", "!=", False),
                ("company_id", "=", self.company_id.id),
            ]
        )
        return registers.filtered(
            lambda register: register.currency_id == self.currency_id
        )
