"""What the owner changes in the tables holds for the orders that are known already.

Saving only marks them, by one UPDATE however many they are; the scheduled action
compares them.
"""

from odoo import models
from odoo.tools import SQL


class BigcommerceOrderStatus(models.Model):
    _inherit = "bigcommerce.order.status"

    def write(self, vals):
        """Have the orders compared whose status means something else from now on."""
        before = {status: status.policy for status in self if "policy" in vals}
        result = super().write(vals)
        for status, policy in before.items():
            if status.policy != policy:
                condition = SQL("status_id = %s", status.external_id)
                status.store_id._mark_orders(condition)
        return result


class BigcommercePaymentMethod(models.Model):
    _inherit = "bigcommerce.payment.method"

    def write(self, vals):
        """Have the orders compared that are paid at another time from now on.

        Another method of the Point of Sale is for payments to come; it may be what an
        order lacked that needs attention.
        """
        before = {row: (row.paid_when, row.pos_payment_method_id) for row in self}
        result = super().write(vals)
        for row, (paid_when, method) in before.items():
            # Orders that name none are listed as BigCommerce's own.
            name = SQL("coalesce(nullif(payment_method, ''), 'BigCommerce')")
            condition = SQL("%s = %s", name, row.name)
            if row.paid_when != paid_when:
                row.store_id._mark_orders(condition)
            elif row.pos_payment_method_id != method:
                condition = SQL("%s AND state = 'attention'", condition)
                row.store_id._mark_orders(condition)
        return result


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _mark_orders(self, condition):
        """Have those of this store's orders compared that nobody skipped.

        Marked ones too: one that is being compared was so by the old table.

        :param SQL condition: on the columns of ``bigcommerce_order``
        """
        self.ensure_one()
        order = self.env["bigcommerce.order"]
        order.flush_model()
        self.env.cr.execute(
            SQL(
                "UPDATE bigcommerce_order SET needs_look = TRUE"
                " WHERE store_id = %s AND is_skipped IS NOT TRUE AND %s",
                self.id,
                condition,
            )
        )
        order.invalidate_model(["needs_look"])
        self._trigger_flow("orders")
