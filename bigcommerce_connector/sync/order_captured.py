"""Money received for an order, read where the first total does not tell it."""

from odoo import fields, models

from ..bigcommerce import errors
from ..mappers.cannot_read import CannotRead
from ..mappers.money import amount
from ..mappers.order import read_captured
from ..mappers.order_status import POST, WAIT
from .order_take import UNREADABLE_ALONE


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _read_captured_orders(self, client, unread):
        """Read the transactions of orders that were both edited and refunded.

        Only there does the total first seen paid not tell what a refund settles; an
        order seen refunded at the first look may have been edited before.

        :param unread: orders that are not asked for again
        :return: orders that BigCommerce could not answer for, not to be compared now
        """
        failed, timed_out = self.env["bigcommerce.order"], False
        for order_sudo in self._refunded_orders_sudo(unread):
            if not order_sudo.refunds_payload or not order_sudo._may_be_edited():
                continue
            if timed_out:
                failed += order_sudo  # a run has no time to wait for another
                continue
            try:
                order_sudo._read_captured(client)
            except UNREADABLE_ALONE as error:
                order_sudo._wait_for_captured(error)
                failed += order_sudo
                timed_out = isinstance(error, errors.TimedOut)
                continue
            self.env["ir.cron"]._commit_progress()
        return failed

    def _refunded_orders_sudo(self, unread):
        """Orders to be compared of which refunds were read; payloads are for sudo.

        Those that BigCommerce failed to answer for come last.
        """
        return (
            self.env["bigcommerce.order"]
            .sudo()  # payloads are system fields
            .search(
                [
                    ("store_id", "=", self.id),
                    ("needs_look", "=", True),
                    ("refunds_payload", "!=", False),
                    ("id", "not in", unread.ids),
                ],
                order="needs_attention, date_created, id",
            )
        )


class BigcommerceOrder(models.Model):
    _inherit = "bigcommerce.order"

    def _note_paid(self, web, policy):
        """Keep the total first seen paid, even of an order with nothing to post."""
        if policy == POST and not self.pos_order_ids and not self.first_paid_on:
            self.write(
                {
                    "amount_first_paid": float(web.total),
                    "first_paid_on": fields.Datetime.now(),
                    "was_changed_before": web.date_modified != web.date_created,
                }
            )
        if policy != WAIT and self.counts_as_paid != (policy == POST):
            self.counts_as_paid = policy == POST

    def _read_captured(self, client):
        """Keep what was received; an odd order is parked and stops no other.

        :raise errors.BigCommerceError: BigCommerce could not answer
        """
        try:
            captured = read_captured(
                client.transactions.list_for_order(self.external_id)
            )
        except CannotRead as error:
            self._park(self._unreadable_text(error))
            return
        except errors.DataError as error:
            self._park(
                self.env._(
                    "BigCommerce does not tell what was paid for this order (%s). "
                    "Look again later.",
                    error,
                )
            )
            return
        if captured:
            self.write({"amount_captured": float(captured), "is_captured_read": True})

    def _wait_for_captured(self, error):
        """Show why the order is not compared; it is asked for again by itself."""
        message = self.env._(
            "BigCommerce cannot tell right now what was paid for this order (%s). It "
            "is asked again at the next run.",
            error,
        )
        if self.message != message:
            self._park(message)
        self.needs_look = True

    def _may_be_edited(self):
        if not self.pos_order_ids or self.was_changed_before:
            return True
        places = self.currency_id.decimal_places
        try:
            total = amount(self.payload.get("total_inc_tax"), places)
        except CannotRead:
            return False  # the order's look says so
        return total != amount(self.amount_first_paid, places)
