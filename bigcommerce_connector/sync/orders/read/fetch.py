"""Keeping what BigCommerce says of some orders: complete, with their refunds, once."""

import logging

from ....api import errors
from ....mappers.dates import parse_date
from ....mappers.payload import as_stored
from ....mappers.refunds import refund_id, refund_order
from .frozen import mark_frozen
from .held_stock import HeldStock
from .moved_stock import MovedStock
from .payloads import (
    MAX_FAILURES,
    PER_ORDER_ERRORS,
    SINGLE_ORDER_ERRORS,
    has_all_lines,
    is_changed,
    is_readable,
    known_orders,
    no_sense,
    order_number,
    should_stop_reading,
)
from .snapshot import store_orders
from .whole import with_all_lines
from .window import refunds_since

_logger = logging.getLogger(__name__)


class OrderFetcher:
    """Keeps the present state of orders that were listed, as far as they are ours.

    What has to be asked for is asked for before anything is written: no row stays
    locked while BigCommerce is waited for.

    ``failed``: what went wrong with orders that were left out, by their numbers. They
    are on the list of orders to read (:class:`FetchList`) for later.
    """

    def __init__(self, store, client, fetch_list, refunds=None, named=()):
        """
        :param dict refunds: by order number, those that are new; None: read them all
        :param set named: numbers of the orders that somebody asked for
        """
        self.store, self.env = store, store.env
        self.client = client
        self.list = fetch_list
        self.refunds = refunds
        self.named = named
        self.moved = MovedStock(store)
        self.failed = {}

    def import_payloads(self, payloads, wants=None):
        """Store the orders of a listing that are new or changed.

        :param list payloads: a page of orders, as listed with :data:`ORDER_INCLUDES`
        :param wants: tells from date and known order whether to take an order; None:
            the store's ``_is_in_scope``
        :return: the ``bigcommerce.order`` records
        """
        payloads = [as_stored(payload) for payload in self.readable(payloads)]
        known = known_orders(self.store, map(order_number, payloads))
        todo, others = self._select(payloads, known, wants or self.store._is_in_scope)
        refunds, unread = self._refunds_of(todo, known)
        todo = [payload for payload in todo if order_number(payload) not in unread]
        todo, incomplete = self._complete_all(todo)
        self._skip_unreadable({**unread, **incomplete})
        store_orders(self.store, known, todo, refunds)
        self.hold(self.moved.news(others))
        return self._store_archived(todo)

    def hold(self, payloads):
        """Have the stock count on orders that are not imported.

        :param list payloads: of orders, as listed
        """
        others, unread = self._complete_all(payloads)
        if unread:  # what BigCommerce moved for them is seen by the comparison
            _logger.warning(
                "store %s: lines of web orders not imported cannot be read: %s",
                self.store.id,
                ", ".join(sorted(unread)),
            )
        HeldStock(self.store).keep(others)
        self.moved.void(others)

    # === WHICH OF THEM === #

    def readable(self, payloads):
        """Skip what makes no sense; it is requested again, and users are notified."""
        readable, odd = [], set()
        for payload in payloads:
            if is_readable(payload, self.store):
                readable.append(payload)
            else:
                odd.add(order_number(payload))
        odd -= {None}
        # Those that are on the list are asked for on their own, at their time.
        self._skip_unreadable(dict.fromkeys(odd - self.list.alone(odd), no_sense()))
        return readable

    def _skip_unreadable(self, failures):
        self.failed.update(failures)
        self.list.put_off(failures)

    def _select(self, payloads, known, wants):
        """The orders that are ours and may say something new; and those that are none
        of ours, and have just changed.

        :rtype: tuple[list[dict], list[dict]]
        """
        none = self.env["bigcommerce.order"]
        todo, others = [], []
        for payload in payloads:
            order = known.get(order_number(payload), none)
            if not wants(parse_date(payload["date_created"]), order):
                self._store_unwanted(order, payload)
                if self.refunds is not None:  # a sweep, not one of older orders
                    others.append(payload)
            elif self._is_any_new(order, payload):
                todo.append(payload)
        return todo, others

    def _is_any_new(self, order, payload):
        number = order_number(payload)
        if self.refunds is None or is_changed(order, payload) or number in self.refunds:
            return True
        if number not in self.named:
            return False
        # A date has seconds: of two edits in one, a listing without all lines may look
        # as it did after the first.
        return not has_all_lines(payload) or bool(order.sudo().refunds_payload)

    def _store_unwanted(self, order, payload):
        is_new = order and is_changed(order, payload)
        if is_new and not order.exclusion_reason:
            order.exclusion_reason = "start_date"
        if is_new or order.frozen_on:
            mark_frozen(order, payload)

    # === ALL LINES === #

    def _complete_all(self, payloads):
        """One order whose lines cannot be read must not keep the others waiting.

        :return: the payloads with all lines, and what went wrong by order number
        :rtype: tuple[list[dict], dict[str, errors.BigCommerceError]]
        """
        complete, unread = [], {}
        partial = {order_number(row) for row in payloads if not has_all_lines(row)}
        # These failed before, and are asked for on their own: at their time, or when a
        # webhook speaks of them.
        waiting = self.list.alone(partial)
        for payload in payloads:
            number = order_number(payload)
            if number not in partial:
                complete.append(payload)
                continue
            if number in waiting:
                continue
            if should_stop_reading(unread.values()):
                unread[number] = list(unread.values())[-1]
                continue
            try:
                complete.append(with_all_lines(self.client, payload))
            except errors.NotFound:  # deleted between listing and reading: skip it
                _logger.info("store %s: web order %s is gone", self.store.id, number)
            except SINGLE_ORDER_ERRORS as error:
                unread[number] = error
        return complete, unread

    # === REFUNDS === #

    def _refunds_of(self, payloads, known):
        """New refunds, and those of orders that the window does not tell about.

        :return: refunds by order number, and what went wrong by order number
        :rtype: tuple[dict, dict]
        """
        since = refunds_since(self.store)
        numbers = [
            order_number(payload)
            for payload in payloads
            if self._lacks_refunds(payload, known.get(order_number(payload)), since)
        ]
        refunds = dict(self.refunds or {})
        missing, unread = self._read_refunds(numbers)
        for refund in missing:
            number = refund_order(refund)
            if number:
                refunds.setdefault(number, []).append(refund)
            else:
                report_unreadable_refund(self.store, refund)
        return refunds, unread

    def _lacks_refunds(self, payload, order, since):
        """Seen for the first time and older than the window, or changed after a refund:
        it may have been declined meanwhile.
        """
        if self.refunds is None:
            return True
        if not order:
            return parse_date(payload["date_created"]) < since
        stored = order.sudo().refunds_payload or []  # system field
        # Those that name no number are told apart only when all are there.
        return bool(
            (order_number(payload) not in self.refunds and stored)
            or any(refund_id(row) is None for row in stored)
        )

    def _read_refunds(self, numbers):
        """All refunds of these orders; one whose refunds cannot be read is left out.

        :param list numbers: of orders, as text
        :return: the refunds, and what went wrong by order number
        :rtype: tuple[list[dict], dict[str, errors.BigCommerceError]]
        :raise errors.BigCommerceError: when it seems to be no matter of single orders
        """
        if not numbers:
            return [], {}
        try:
            return list(self.client.refunds.list({"order_id:in": numbers})), {}
        except PER_ORDER_ERRORS as error:
            if len(numbers) == 1:
                return [], {numbers[0]: error}
        found, unread = [], {}
        middle = len(numbers) // 2  # few requests find the one that is the cause
        for half in (numbers[:middle], numbers[middle:]):
            refunds, odd = self._read_refunds(half)
            found += refunds
            unread.update(odd)
            if len(unread) >= MAX_FAILURES:
                raise list(unread.values())[-1]
        return found, unread

    # === ARCHIVED === #

    def _store_archived(self, payloads):
        """Archiving hides an order on BigCommerce and changes nothing: say so, once."""
        known = known_orders(self.store, map(order_number, payloads))
        taken = self.env["bigcommerce.order"]
        for payload in payloads:
            order = known.get(order_number(payload))
            if not order:
                continue
            taken += order
            is_archived = bool(payload.get("is_deleted"))
            if order.is_archived != is_archived:
                order.is_archived = is_archived
                if is_archived:
                    order.message_post(
                        body=self.env._(
                            "Archived on BigCommerce. This moves neither money nor "
                            "goods, so everything stays unchanged."
                        )
                    )
        return taken


def report_unreadable_refund(store, refund):
    """Nobody knows which order a refund is of: it stops none, and users are notified.

    :param refund: what BigCommerce listed in its place
    """
    _logger.error("store %s: a refund without its order: %r", store.id, refund)
    store.message_post(
        body=store.env._(
            "BigCommerce lists a refund (%s) without its order, so it was not "
            "posted. Find it on BigCommerce, under Orders, and compare its order "
            "with Odoo.",
            refund_id(refund) or store.env._("without a number"),
        ),
        subtype_xmlid="mail.mt_comment",
    )
