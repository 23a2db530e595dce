"""Recover order: somebody asks for one order by its number."""

from odoo import models
from odoo.exceptions import UserError

from ....api import errors
from ....mappers.dates import parse_date
from ....mappers.order_reference import reference_number
from ....models.chatter import tell
from ...flow.buttons import check_is_read
from .fetch import OrderFetcher
from .fetch_list import FetchList
from .payloads import ORDER_INCLUDES, is_readable, known_orders, order_number
from .whole import with_all_lines


class HistoricalOrder(UserError):
    """The order is left out on purpose: ask whether it is wanted anyway."""


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _recover_order(self, external_id, is_confirmed=False):
        """Read one order now, and have it compared.

        :param str external_id: its number on BigCommerce
        :param bool is_confirmed: take it although it would be left out
        :return: its ``bigcommerce.order``
        :raise HistoricalOrder: it would be left out, and nobody confirmed
        :raise UserError: saying why it cannot be read, and what to do
        """
        self.ensure_one()
        return _Recovery(self).recover(external_id, is_confirmed)


class _Recovery:
    def __init__(self, store):
        self.store, self.env = store, store.env

    def recover(self, external_id, is_confirmed):
        number = reference_number(external_id or "")
        if not number:
            raise UserError(
                self.env._(
                    "Enter the order number as shown on BigCommerce, for example 1042."
                )
            )
        check_is_read(self.store)
        try:
            order = self._read(number, is_confirmed)
        except errors.NotFound as error:
            raise UserError(
                self.env._(
                    "%(store)s has no order %(number)s. Check the number on "
                    "BigCommerce, Orders → All orders.",
                    number=number,
                    store=self.store.name,
                )
            ) from error
        except errors.BigCommerceError as error:
            raise UserError(self.store._explain(error, is_asked=True)) from error
        if not order:
            raise self._unreadable(number)
        return order._recover()

    def _read(self, number, is_confirmed):
        """:raise errors.BigCommerceError: BigCommerce does not answer"""
        store = self.store
        with store._client() as client:
            payload = client.orders.get(number, ORDER_INCLUDES)
            if not is_readable(payload, store):
                raise self._unreadable(number)
            number = order_number(payload)
            if not is_confirmed:
                self._check_not_left_out(
                    payload, known_orders(store, [number]).get(number)
                )
            fetcher = OrderFetcher(store, client, FetchList(store))
            return fetcher.import_payloads(
                [with_all_lines(client, payload)], wants=_accept_any
            )

    def _unreadable(self, number):
        return UserError(
            self.env._(
                "The data that BigCommerce returned for order %s cannot be read; "
                "the server's log has the details. Open the order on BigCommerce "
                "and save it, then try again.",
                number,
            )
        )

    def _check_not_left_out(self, payload, order):
        """:raise HistoricalOrder: with the cause, and what confirming means"""
        created = parse_date(payload["date_created"])
        order = order or self.env["bigcommerce.order"]
        if order.is_skipped:
            raise HistoricalOrder(self._skipped_message(order))
        if not self.store._is_in_scope(created, order):
            raise HistoricalOrder(self._too_old_message(payload))
        channel = self.store.channel_ids.filtered(
            lambda channel: channel.external_id == str(payload.get("channel_id"))
        )
        if order.is_record_only:
            raise HistoricalOrder(
                self.env._(
                    "Order %s was imported for the record only. If you recover it, "
                    "it is posted, and its goods leave the stock.",
                    payload["id"],
                )
            )
        if channel and not channel.import_orders and not order.is_posted:
            raise HistoricalOrder(
                self.env._(
                    "Order %(number)s comes from the channel %(channel)s, whose "
                    "orders are not imported. If you recover it, it is posted anyway.",
                    number=payload["id"],
                    channel=channel.name,
                )
            )

    def _skipped_message(self, order):
        goods = self.env._("Its goods then leave the stock.")
        if not order.moves_stock:
            goods = self.env._("Its goods have already left and do not leave again.")
        return self.env._(
            "Nothing is posted for order %(number)s: %(who)s If you recover it, it "
            "is posted anyway. %(goods)s",
            number=order.external_id,
            who=order.message or self.env._("it was skipped."),
            goods=goods,
        )

    def _too_old_message(self, payload):
        if self.store.order_sync_start_date_enabled:
            return self.env._(
                "Order %s was created before the Order Sync Start Date, so it is "
                "not synced. If you recover it, it is brought up to date once; "
                "later changes are not synced.",
                payload["id"],
            )
        return self.env._(
            "Order %s was created before this store was connected. If you recover "
            "it, it is posted and its goods leave the stock, even if they were "
            "shipped long ago.",
            payload["id"],
        )


class BigcommerceOrder(models.Model):
    _inherit = "bigcommerce.order"

    def action_recover(self):
        """Take this order although it was left out; the button asked before."""
        self.ensure_one()
        self.check_access("write")
        order_sudo = self.sudo()  # nobody but the connector may write it
        order_sudo.store_id._recover_order(self.external_id, is_confirmed=True)

    def _recover(self):
        """Have these orders compared, whatever left them out before."""
        vals = {
            "needs_sync": True,
            "is_record_only": False,
            "exclusion_reason": False,
            "is_skipped": False,
        }
        for order in self:
            state = "pending" if order.state == "skipped" else order.state
            order.write({**vals, "state": state, "is_recovered": True})
        tell(self, self.env._("Recovered."))
        for store in self.store_id:
            store._trigger_flow("orders")
        return self


def _accept_any(_created, _order):
    return True
