from contextlib import contextmanager

from odoo import api, fields, models
from odoo.exceptions import UserError

from .kept_fields import check_new, kept
from .own_flow import own_flow

# What makes an order a transaction of a web order, and what it was posted as.
_IDENTITY = {
    "bigcommerce_order_id",
    "bigcommerce_revision",
    "session_id",
    "source",
    "uuid",
}
_AMOUNTS = {"amount_paid", "amount_tax", "amount_total"}


class PosOrder(models.Model):
    _inherit = "pos.order"

    source = fields.Selection(
        selection_add=[("bigcommerce", "BigCommerce")],
        ondelete={"bigcommerce": "set default"},
    )
    # Every field of pos.order is loaded at the till: only a many2one to a model that
    # cashiers can read is safe here.
    bigcommerce_order_id = fields.Many2one(
        "bigcommerce.order",
        "BigCommerce Order",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    bigcommerce_revision = fields.Integer(
        "BigCommerce Transaction", readonly=True, copy=False
    )

    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        orders._bigcommerce_check_own_flow()
        check_new(self, orders)
        return orders

    def write(self, vals):
        with kept(self, vals), self._bigcommerce_kept_amounts(vals):
            if not vals.keys() & _IDENTITY:
                return super().write(vals)
            self._bigcommerce_check_own_flow()
            result = super().write(vals)
            self._bigcommerce_check_own_flow()
            return result

    @contextmanager
    def _bigcommerce_kept_amounts(self, vals):
        """Around a ``write``: web orders come to the same cent afterwards.

        Odoo computes them anew when their payment method is corrected.
        """
        written = vals.keys() & _AMOUNTS
        is_checked = written and not own_flow(self.env)
        web = self.filtered("bigcommerce_order_id") if is_checked else self.browse()
        before = [[order[name] for name in written] for order in web]
        yield
        for order, amounts in zip(web, before, strict=True):
            for name, amount in zip(written, amounts, strict=True):
                if order.currency_id.compare_amounts(order[name], amount):
                    order._bigcommerce_check_own_flow()

    def _bigcommerce_check_own_flow(self):
        """A transaction of a web order is made by the connector, or it is none.

        :raise UserError: somebody else sells in a web register, or claims that an order
            of another register is of the web
        """
        self.session_id.config_id._bigcommerce_check_own_flow()
        claims = self.filtered(
            lambda order: order.bigcommerce_order_id or order.source == "bigcommerce"
        )
        if claims and not own_flow(self.env):
            raise UserError(
                self.env._(
                    "Only the connector makes orders of BigCommerce. An order of the "
                    "shop has another origin."
                )
            )

    def _bigcommerce_is_hidden(self):
        """Whether the public page for receipts must not know this order.

        :rtype: bool
        """
        self.ensure_one()
        # Who asks there may read nothing at all.
        order_sudo = self.sudo()
        register_sudo = order_sudo.session_id.config_id
        store_sudo = (
            order_sudo.bigcommerce_order_id.store_id
            or register_sudo.bigcommerce_store_id
        )
        return bool(store_sudo) and not store_sudo.self_service_invoicing

    def _create_order_picking(self):
        """Goods of an order taken over for its money only left long ago."""
        if self.bigcommerce_order_id and not self.bigcommerce_order_id.moves_stock:
            return
        super()._create_order_picking()
