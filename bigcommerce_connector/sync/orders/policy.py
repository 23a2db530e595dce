"""The owner's tables: statuses and payment methods; taxes are in order_taxes.py."""

from odoo import models

from ...mappers.amounts import ZERO, amount
from ...settlement.status_policy import default_policy, is_received, order_policy

# Methods that are paid when the goods are handed over, by their names on BigCommerce.
_PAID_ON_COMPLETION = {"cash on delivery", "pay in store"}


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _get_payment_method(self, name):
        """The row of a payment method, made when an order names it first."""
        name = name or "BigCommerce"
        method = self.payment_method_ids.filtered(lambda row: row.name == name)
        if method:
            return method
        on_completion = name.lower() in _PAID_ON_COMPLETION
        return self.payment_method_ids.create(
            {
                "store_id": self.id,
                "name": name,
                "paid_when": "completed" if on_completion else "ordered",
            }
        )


class BigcommerceOrder(models.Model):
    _inherit = "bigcommerce.order"

    def _policy(self, web):
        """What becomes of the order in its present status.

        :param WebOrder web: as BigCommerce tells it
        :return: ``post``, ``wait`` or ``void``
        """
        status = self.env["bigcommerce.order.status"].search_fetch(
            [
                ("store_id", "=", self.store_id.id),
                ("external_id", "=", web.status_id),
            ]
        )
        method = self.store_id._get_payment_method(web.payment_method)
        return order_policy(
            status.policy or default_policy(web.status_id),
            web.status_id,
            web.payment_status,
            method.paid_when == "completed",
            self.counts_as_paid,
        )

    def _captured(self, web, refunds, places):
        """Money received: read where it may differ, else the total first seen paid."""
        if self.is_captured_read:
            return amount(self.amount_captured, places)
        if self.pos_order_ids or self.first_paid_on:
            return amount(self.amount_first_paid, places)
        # Never seen paid: what was called off may have nothing to give back, but what
        # was given back had been received.
        is_paid = is_received(web.payment_status) or refunds.total
        return web.total if is_paid else ZERO
