"""Settings that leave orders out, or take them up again, hold for those that are known.

Saving writes one row, whatever the number of orders. Every run of the scheduled action
takes some of them, newest first, before it reads what changed: what is taken up is read
anew with it. How far it came is kept, so nothing is lost when it is killed.
"""

from odoo import models
from odoo.tools import SQL

from .policy import mark_orders

# Read one by one, beside what is new.
CHUNK = 200


class BigcommerceOrderRescope(models.Model):
    _inherit = "bigcommerce.order.rescope"

    def _requeue_next_orders(self, most):
        """Have the next orders compared, and keep the place; the last ones end the row.

        :param int most: so many of them
        :return: how many there were
        :rtype: int
        """
        self.ensure_one()
        orders = self.store_id._orders_for_posting().search(
            [
                ("store_id", "=", self.store_id.id),
                ("id", "<", self.below_id),
                ("is_skipped", "=", False),
                *self._orders_domain(),
            ],
            order="id desc",
            limit=most,
        )
        if orders and self.cause == "waiting":
            mark_orders(self.store_id, SQL("id IN %s", orders._ids))
        else:
            orders._requeue()
        if len(orders) < most:
            self.unlink()
        else:
            self.below_id = min(orders._ids)
        return len(orders)

    def _orders_domain(self):
        if self.cause == "waiting":
            # They are ours no more; what they hold is known otherwise.
            return [
                ("date_created", "<", self.store_id._orders_limit()),
                "|",
                ("state", "in", ("pending", "attention")),
                "&",
                ("state", "=", "skipped"),
                ("exclusion_reason", "in", ("record", "channel")),
            ]
        left_out = [("exclusion_reason", "=", self.cause)]
        if self.cause == "channel":
            return [*left_out, ("channel_id", "=", self.channel_id.id)]
        return left_out


class BigcommerceChannel(models.Model):
    _inherit = "bigcommerce.channel"

    def write(self, vals):
        """Take up the orders of a channel that is switched on."""
        switched_on = self.browse()
        if vals.get("import_orders"):
            switched_on = self.filtered(lambda channel: not channel.import_orders)
        result = super().write(vals)
        for channel in switched_on:
            channel.store_id._rescope_orders("channel", channel_id=channel.id)
        return result


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _rescope_orders(self, cause, **vals):
        """Have the known orders looked at that a setting now means otherwise.

        :param str cause: of ``bigcommerce.order.rescope``
        """
        self.ensure_one()
        # Nobody but the connector may write them.
        rows_sudo = self.env["bigcommerce.order.rescope"].sudo()
        rows_sudo.create({"store_id": self.id, "cause": cause, **vals})
        self._trigger_flow("orders")


def requeue_rescoped_orders(store):
    """Take some orders whose scope was changed; the rest in further runs."""
    left = CHUNK
    rows = store.env["bigcommerce.order.rescope"].search([("store_id", "=", store.id)])
    for row in rows:
        left -= row._requeue_next_orders(left)
        if left <= 0:
            store._trigger_flow("orders")
            break
