"""Taking what BigCommerce says of some orders: complete, with their refunds, once."""

import logging
from itertools import islice

from odoo import models

from ....api import errors
from ....mappers.dates import parse_date
from ....mappers.order import MOST_LINES, is_complete
from ....mappers.payload import as_stored
from ....mappers.refunds import refund_id, refund_order

_logger = logging.getLogger(__name__)

# What makes a listing carry orders complete (BigCommerce's Orders v2, getOrders).
COMPLETE = {
    "include": "consignments.line_items,fees",
    "consignment_structure": "object",
}
# Failures that may be of one order alone; others are of the network, the quota, the
# account.
UNREADABLE = (
    errors.DataError,
    errors.Locked,
    errors.MalformedAnswer,
    errors.ServerError,
)
# What one order alone is asked for may take too long as well.
UNREADABLE_ALONE = (*UNREADABLE, errors.TimedOut)
# After so many of them no more orders are asked for one by one in this run.
MOST_FAILURES = 3
_NO_SENSE = "its dates or its number of items make no sense"


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _take_orders(self, client, payloads, refunds=None, mentioned=(), wants=None):
        """Keep the present state of orders, as far as they are ours.

        What has to be asked for is asked for before anything is written: no row stays
        locked while BigCommerce is waited for.

        :param list payloads: a page of orders, as listed with :data:`COMPLETE`
        :param dict refunds: by order number, those that are new; None: read them all
        :param set mentioned: numbers of the orders that webhooks spoke of
        :param wants: tells from date and known order whether to take an order; None:
            :meth:`_is_in_scope`
        :return: the ``bigcommerce.order`` records that are new or changed
        """
        wants = wants or self._is_in_scope
        payloads = self._readable(payloads)
        known = self._known_orders(payloads)
        none = self.env["bigcommerce.order"]
        todo = []
        for payload in payloads:
            number = str(payload["id"])
            order = known.get(number, none)
            changed = _is_changed(order, payload)
            if not wants(parse_date(payload["date_created"]), order):
                if order and changed and not order.left_out:
                    order.left_out = "start_date"
                if order and (changed or order.frozen_on):
                    order._note_frozen(payload)
            elif (
                changed
                or refunds is None
                or number in refunds
                or (number in mentioned and order.sudo().refunds_payload)
            ):
                todo.append(payload)
        refunds, unread = self._with_missing_refunds(client, todo, known, refunds)
        todo = [payload for payload in todo if str(payload["id"]) not in unread]
        todo, incomplete = self._complete_all(client, todo)
        self._note_unread({**unread, **incomplete})
        for payload in todo:
            number = str(payload["id"])
            self._store_order(known.get(number, none), payload, refunds.get(number, []))
        return self._note_archived(todo)

    def _readable(self, payloads):
        """Leave out what makes no sense; it is asked for again, and people are told."""
        readable, odd = [], set()
        for payload in payloads:
            if is_readable(self, payload):
                readable.append(payload)
            else:
                odd.add(order_number(payload))
        # Those that are noted are asked for on their own, at their time.
        odd -= {None, *self._unread_notes(odd).mapped("resource_id")}
        self._note_unread(dict.fromkeys(odd, errors.MalformedAnswer(_NO_SENSE)))
        return readable

    def _check_readable(self, payload):
        """:raise errors.MalformedAnswer: the order makes no sense"""
        if not is_readable(self, payload):
            raise errors.MalformedAnswer(_NO_SENSE)

    def _known_orders(self, payloads):
        """``bigcommerce.order`` by number."""
        orders = self.env["bigcommerce.order"].search(
            [
                ("store_id", "=", self.id),
                ("external_id", "in", [str(payload["id"]) for payload in payloads]),
            ]
        )
        return {order.external_id: order for order in orders}

    def _complete_all(self, client, payloads):
        """One order whose lines cannot be read must not keep the others waiting.

        :return: the payloads with all lines, and what went wrong by order number
        :rtype: tuple[list[dict], dict[str, errors.BigCommerceError]]
        """
        complete, unread = [], {}
        partial = {str(row["id"]) for row in payloads if not _has_all_lines(row)}
        # These failed before, and are asked for on their own: at their time, or when a
        # webhook speaks of them.
        waiting = set(self._unread_notes(partial).mapped("resource_id"))
        for payload in payloads:
            number = str(payload["id"])
            if number in waiting:
                continue
            if number in partial and are_enough(unread.values()):
                unread[number] = list(unread.values())[-1]
                continue
            try:
                complete.append(self._complete(client, payload))
            except errors.NotFound:  # gone this very moment: half is not believed
                _logger.info("store %s: web order %s is gone", self.id, number)
            except UNREADABLE_ALONE as error:
                unread[number] = error
        return complete, unread

    def _complete(self, client, payload):
        """The payload with all lines: a listing stops at 50, or has none at all.

        :raise errors.BigCommerceError: as the client does
        """
        if _has_all_lines(payload):
            return payload
        lines = client.orders.products(payload["id"])
        # One too many tells that it is too many.
        return {**payload, "products": list(islice(lines, MOST_LINES + 1))}

    # === REFUNDS === #

    def _with_missing_refunds(self, client, payloads, known, refunds):
        """New refunds, and those of orders that the window does not tell about.

        These are orders seen for the first time that are older than the window, and
        orders that changed after a refund: it may have been declined meanwhile.

        :return: refunds by order number, and what went wrong by order number
        :rtype: tuple[dict, dict]
        """
        since = self._refunds_since()
        numbers = []
        for payload in payloads:
            number = str(payload["id"])
            order = known.get(number)
            if refunds is None:
                is_missing = True
            elif order:
                stored = order.sudo().refunds_payload or []
                # Those that name no number are told apart only when all are there.
                is_missing = number not in refunds and stored
                is_missing = is_missing or any(refund_id(row) is None for row in stored)
            else:
                is_missing = parse_date(payload["date_created"]) < since
            if is_missing:
                numbers.append(number)
        refunds = dict(refunds or {})
        missing, unread = self._read_refunds_of(client, numbers)
        for refund in missing:
            number = refund_order(refund)
            if number:
                refunds.setdefault(number, []).append(refund)
            else:
                self._tell_odd_refund(refund)
        return refunds, unread

    def _read_refunds_of(self, client, numbers):
        """All refunds of these orders; one whose refunds cannot be read is left out.

        :param list numbers: of orders, as text
        :return: the refunds, and what went wrong by order number
        :rtype: tuple[list[dict], dict[str, errors.BigCommerceError]]
        :raise errors.BigCommerceError: when it seems to be no matter of single orders
        """
        if not numbers:
            return [], {}
        try:
            return list(client.refunds.list({"order_id:in": numbers})), {}
        except UNREADABLE as error:
            if len(numbers) == 1:
                return [], {numbers[0]: error}
        found, unread = [], {}
        middle = len(numbers) // 2  # few requests find the one that is the cause
        for half in (numbers[:middle], numbers[middle:]):
            refunds, odd = self._read_refunds_of(client, half)
            found += refunds
            unread.update(odd)
            if len(unread) >= MOST_FAILURES:
                raise list(unread.values())[-1]
        return found, unread

    def _tell_odd_refund(self, refund):
        """Nobody knows which order a refund is of: it stops none, and people are told.

        :param refund: what BigCommerce listed in its place
        """
        _logger.error("store %s: a refund without its order: %r", self.id, refund)
        self.message_post(
            body=self.env._(
                "BigCommerce lists a refund (%s) that does not say which order it is "
                "of, so it is posted for none. Find it on BigCommerce, under Orders, "
                "and compare its order with Odoo's by hand.",
                refund_id(refund) or self.env._("without a number"),
            ),
            subtype_xmlid="mail.mt_comment",
        )

    # === ARCHIVED === #

    def _note_archived(self, payloads):
        """Archiving hides an order on BigCommerce and changes nothing: say so, once."""
        known = self._known_orders(payloads)
        taken = self.env["bigcommerce.order"]
        for payload in payloads:
            order = known.get(str(payload["id"]))
            if not order:
                continue
            taken += order
            is_archived = bool(payload.get("is_deleted"))
            if order.is_archived != is_archived:
                order.is_archived = is_archived
                if is_archived:
                    order.message_post(
                        body=self.env._(
                            "Archived on BigCommerce. That moves neither money nor "
                            "goods, so everything stays as it is."
                        )
                    )
        return taken


def are_enough(failures):
    """Whether no more orders are asked for one by one in this run.

    :param failures: what went wrong so far; one that took a minute is enough
    """
    failures = list(failures)
    return len(failures) >= MOST_FAILURES or any(
        isinstance(error, errors.TimedOut) for error in failures
    )


def is_readable(store, payload):
    """One order that makes no sense must not stop the others."""
    try:
        int(payload["id"])
        is_complete(payload)
        parse_date(payload.get("date_modified"))
        return bool(parse_date(payload["date_created"]))
    except (AttributeError, KeyError, TypeError, ValueError):
        _logger.exception(
            "store %s: web order %s cannot be read", store.id, order_number(payload)
        )
        return False


def order_number(payload):
    """The number of an order that may make no sense otherwise, as text; None: none."""
    number = payload.get("id") if isinstance(payload, dict) else None
    return str(number) if isinstance(number, int) else None


def last_number(payloads):
    """The highest number of these orders; 0 when none of them says it."""
    return max((int(n) for n in map(order_number, payloads) if n), default=0)


def _has_all_lines(payload):
    """Whether a listing carried every line, or they were read on their own."""
    return isinstance(payload.get("products"), list) or is_complete(payload)


def _is_changed(order, payload):
    """Whether a listing says something that the stored payload does not.

    Lines that were read on their own are no part of a listing; whatever changes them
    changes the order too.
    """
    stored = order.sudo().payload
    if not stored:
        return True
    return _without_lines(stored) != _without_lines(as_stored(payload))


def _without_lines(payload):
    return {name: value for name, value in payload.items() if name != "products"}
