"""The owner's tables, of statuses and of payment methods: what an order's mean.

What is changed in them holds for the orders that are known already. Saving only writes
down that they are to be compared, at once however many they are. The scheduled action
has so many compared at a time, and what is new goes before them. How far it came is
kept with every chunk, so nothing is lost when it is killed.
"""

from odoo import models
from odoo.tools import SQL

from ...mappers.amounts import ZERO, amount
from ...settlement.status_policy import default_policy, is_received, order_policy
from .paid import is_paid_now
from .shared import once

# Methods that are paid when the goods are handed over, by their names on BigCommerce.
_PAID_ON_COMPLETION = {"cash on delivery", "pay in store"}
# How BigCommerce lists orders that name none.
_UNNAMED = "BigCommerce"
# Compared in some seconds: so long what is new may have to wait for them.
CHUNK = 200


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _find_payment_method(self, name):
        """The row of a payment method; none until an order that names it is kept.

        :param str name: as orders have it
        """
        name = name or _UNNAMED
        return self.payment_method_ids.filtered(lambda row: row.name == name)

    def _is_paid_on_completion(self, name):
        """Whether orders are paid when they are completed, and not when placed.

        :param str name: of their payment method, as orders have it
        """
        method = self._find_payment_method(name)
        if method:
            return method.paid_when == "completed"
        return (name or _UNNAMED).lower() in _PAID_ON_COMPLETION

    def _get_payment_method(self, name):
        """The row of a payment method, made when an order names it first."""
        method = self._find_payment_method(name)
        if method:
            return method
        on_completion = self._is_paid_on_completion(name)
        return self.payment_method_ids.create(
            {
                "store_id": self.id,
                "name": name or _UNNAMED,
                "paid_when": "completed" if on_completion else "ordered",
            }
        )


# === KNOWN ORDERS, WHEN THE TABLES ARE CHANGED === #


def mark_orders(store, condition, limit=None):
    """Have those of this store's orders compared that nobody skipped.

    Marked ones too: one that is being compared was so by the old table.

    :param SQL condition: on the columns of ``bigcommerce_order``
    :param int limit: so many of the newest ones at most; None: all of them
    :return: their ids
    :rtype: list[int]
    """
    order = store.env["bigcommerce.order"]
    order.flush_model()
    store.env.cr.execute(
        SQL(
            "UPDATE bigcommerce_order SET needs_sync = TRUE WHERE id IN ("
            " SELECT id FROM bigcommerce_order"
            " WHERE store_id = %s AND is_skipped IS NOT TRUE AND %s"
            " ORDER BY id DESC LIMIT %s) RETURNING id",
            store.id,
            condition,
            limit,
        )
    )
    marked = [number for (number,) in store.env.cr.fetchall()]
    order.invalidate_model(["needs_sync"])
    store._trigger_flow("orders")
    return marked


def next_changed_row(store):
    """A row of the tables by which orders are still to be compared, or None.

    :rtype: bigcommerce.order.table
    """
    for model in ("bigcommerce.order.status", "bigcommerce.payment.method"):
        row = store.env[model].search(
            [("store_id", "=", store.id), ("compare_below_id", ">", 0)],
            order="id",
            limit=1,
        )
        if row:
            return row
    return None


class BigcommerceOrderTable(models.AbstractModel):
    _inherit = "bigcommerce.order.table"

    def _mark_next_orders(self):
        """Mark the next orders to be compared, newest first, and keep the place."""
        self.ensure_one()
        condition = self._orders_condition()
        if self.compare_attention_only:
            condition = SQL("%s AND state = 'attention'", condition)
        marked = mark_orders(
            self.store_id,
            SQL("id < %s AND %s", self.compare_below_id, condition),
            limit=CHUNK,
        )
        is_end = len(marked) < CHUNK
        self.compare_below_id = 0 if is_end else min(marked)


class BigcommerceOrder(models.Model):
    _inherit = "bigcommerce.order"

    def _policy(self, web):
        """What happens to the order in its present status.

        :param WebOrder web: as BigCommerce returns it
        :return: ``post``, ``wait`` or ``void``
        """
        domain = [
            ("store_id", "=", self.store_id.id),
            ("external_id", "=", web.status_id),
        ]
        statuses = self.env["bigcommerce.order.status"]
        status = once(
            self.env,
            ("status", web.status_id),
            lambda: statuses.search_fetch(domain),
        )
        return order_policy(
            status.policy or default_policy(web.status_id),
            web.status_id,
            web.payment_status,
            self.store_id._is_paid_on_completion(web.payment_method),
            self.counts_as_paid,
        )

    def _captured(self, web, refunds, places, policy):
        """Money received: read where it may differ, else the total first seen paid."""
        if self.is_captured_read:
            return amount(self.amount_captured, places)
        if is_paid_now(self, policy):
            return amount(web.total, places)
        if self.pos_order_ids or self.first_paid_on:
            return amount(self.amount_first_paid, places)
        # Never seen paid: what was called off may have nothing to give back, but what
        # was given back had been received.
        is_paid = is_received(web.payment_status) or refunds.total
        return web.total if is_paid else ZERO
