from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from .collected import warehouses_of


class BigcommercePaymentMethod(models.Model):
    """A payment method of the web store, as orders name it, and what stands for it."""

    _name = "bigcommerce.payment.method"
    _description = "BigCommerce Payment Method"
    _inherit = ["bigcommerce.order.table"]
    _order = "store_id, name"

    name = fields.Char("Payment Method", required=True, readonly=True)
    paid_when = fields.Selection(
        [
            ("ordered", "When the order's status says so"),
            ("completed", "When the order is completed"),
        ],
        required=True,
        default="ordered",
        help="Cash on delivery is paid when the order is completed. Nothing is "
        "posted before.",
    )
    pos_payment_method_id = fields.Many2one(
        "pos.payment.method",
        "Point of Sale Payment Method",
        domain="[('config_ids.bigcommerce_store_id', '=', store_id)]",
        help="Empty: the web register's own method. Any other method must be "
        "enabled for the web register too.",
    )

    _name_unique = models.Constraint(
        "UNIQUE (store_id, name)", "This payment method exists already."
    )

    @api.constrains("pos_payment_method_id")
    def _check_pos_payment_method(self):
        """Orders are paid by a method of the register that they are posted in."""
        for row in self.filtered("pos_payment_method_id"):
            # Whose work is this table need not see locations.
            having_sudo, lacking_sudo = row.sudo()._registers_by_method()
            if having_sudo and not lacking_sudo:
                continue
            raise ValidationError(
                self.env._(
                    "%(method)s is not a payment method of the web register. "
                    "Close the register's session (Point of Sale → Orders → "
                    "Sessions), add the register %(register)s to the method "
                    "under Point of Sale → Configuration → Payment Methods; "
                    "then choose it here.",
                    method=row.pos_payment_method_id.name,
                    register=", ".join(lacking_sudo.mapped("name"))
                    or row.store_id.name,
                )
            )

    def _registers_by_method(self):
        """The web registers that have the chosen method, and those that lack it.

        Of its currency all have to have it: orders are posted where they are collected.

        :return: two of pos.config
        """
        method, store = self.pos_payment_method_id, self.store_id
        registers = store._registers_at(warehouses_of(store)) or store.config_ids
        having = registers.filtered(lambda one: method in one.payment_method_ids)
        if not having:
            return having, registers[:1]
        alike = registers.filtered(lambda one: one.currency_id in having.currency_id)
        return having, alike - having

    def write(self, vals):
        """Have the orders compared that are paid at another time from now on.

        Another method of the Point of Sale is for payments to come; it may be what an
        order lacked that needs attention.
        """
        before = {row: (row.paid_when, row.pos_payment_method_id) for row in self}
        result = super().write(vals)
        for row, (paid_when, method) in before.items():
            if row.paid_when != paid_when:
                row._compare_again()
            elif row.pos_payment_method_id != method:
                row._compare_again(attention_only=True)
        return result

    def _orders_condition(self):
        # Orders that name none are listed as BigCommerce's own.
        name = SQL("coalesce(nullif(payment_method, ''), 'BigCommerce')")
        return SQL("%s = %s", name, self.name)
