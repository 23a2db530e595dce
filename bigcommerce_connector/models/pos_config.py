from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .kept_fields import check_new, kept
from .own_flow import own_flow


class PosConfig(models.Model):
    """A register that belongs to a BigCommerce store holds its web orders only."""

    _inherit = "pos.config"

    bigcommerce_store_id = fields.Many2one(
        "bigcommerce.store",
        "BigCommerce Store",
        copy=False,
        readonly=True,
        check_company=True,
        index="btree_not_null",
        help="The register of this store's web orders. Nobody sells in it by hand.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        configs = super().create(vals_list)
        check_new(self, configs)
        return configs

    def write(self, vals):
        with kept(self, vals):
            return super().write(vals)

    @api.constrains("bigcommerce_store_id", "payment_method_ids")
    def _check_no_cash(self):
        """Odoo counts a drawer at closing: nobody counts one for the web orders.

        :raise ValidationError: what was sold would be booked as lost
        """
        for config_sudo in self.sudo().filtered("bigcommerce_store_id"):
            cash_sudo = config_sudo.payment_method_ids.filtered("is_cash_count")
            if cash_sudo:
                raise ValidationError(
                    self.env._(
                        "%(register)s holds the web orders of BigCommerce and has no "
                        "cash drawer: %(methods)s cannot be used there. For Cash on "
                        "Delivery, make a payment method with a journal of type Bank.",
                        register=config_sudo.name,
                        methods=", ".join(cash_sudo.mapped("name")),
                    )
                )

    def open_ui(self):
        self._check_not_web_register()
        return super().open_ui()

    def _action_to_open_ui(self):
        self._check_not_web_register()
        return super()._action_to_open_ui()

    def action_view_web_orders(self):
        self.ensure_one()
        return self.bigcommerce_store_id.action_view_orders()

    def _check_not_web_register(self):
        web = self.filtered("bigcommerce_store_id")
        if web:
            raise UserError(
                self.env._(
                    "%s holds the web orders of BigCommerce and cannot be opened at "
                    "the till. Its session is opened and closed by itself.",
                    web[0].name,
                )
            )

    def _bigcommerce_check_own_flow(self):
        """:raise UserError: not the connector is writing to a web register"""
        web_sudo = self.sudo().filtered("bigcommerce_store_id")
        if web_sudo and not own_flow(self.env):
            raise UserError(
                self.env._(
                    "%s holds the web orders of BigCommerce: only the connector sells "
                    "or takes goods back in it. Sell at a till of the shop; take goods "
                    "back there too, or refund the order on BigCommerce.",
                    web_sudo[0].name,
                )
            )
