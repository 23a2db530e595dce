"""What a listing says of an order, and what it leaves open: no call, no record."""

import hashlib
import json
import logging

from ....api import errors
from ....mappers.dates import parse_date
from ....mappers.order_lines import is_complete, is_counted

_logger = logging.getLogger(__name__)

# Parameters with which BigCommerce includes all lines and fees (Orders v2, getOrders).
ORDER_INCLUDES = {
    "include": "consignments.line_items,fees",
    "consignment_structure": "object",
}
# Failures that may be of one order alone; others are of the network, the quota, the
# account.
PER_ORDER_ERRORS = (
    errors.DataError,
    errors.Locked,
    errors.MalformedResponse,
    errors.ServerError,
)
# What one order alone is asked for may take too long as well.
SINGLE_ORDER_ERRORS = (*PER_ORDER_ERRORS, errors.TimedOut)
# After so many of them no more orders are asked for one by one in this run.
MAX_FAILURES = 3
_NO_SENSE = "its dates or its number of items make no sense"


def should_stop_reading(failures):
    """Whether no more orders are asked for one by one in this run.

    :param failures: what went wrong so far; one that took a minute is enough
    """
    failures = list(failures)
    return len(failures) >= MAX_FAILURES or any(
        isinstance(error, errors.TimedOut) for error in failures
    )


def is_readable(payload, store=None):
    """One order that makes no sense must not stop the others.

    :param store: whose log shall say that it does not, and why
    """
    try:
        is_counted(payload)
        parse_date(payload.get("date_modified"))
        return bool(order_number(payload) and parse_date(payload["date_created"]))
    except (AttributeError, KeyError, TypeError, ValueError):
        if store:
            _logger.exception(
                "store %s: web order %s cannot be read", store.id, order_number(payload)
            )
        return False


def no_sense():
    """What went wrong with an order that is not readable."""
    return errors.MalformedResponse(_NO_SENSE)


def order_number(payload):
    """The number of an order that may make no sense otherwise, as text; None: none."""
    number = payload.get("id") if isinstance(payload, dict) else None
    is_number = isinstance(number, int) or str(number).isdecimal()
    return str(number) if is_number else None


def last_number(payloads):
    """The highest number of these orders; 0 when none of them says it."""
    return max((int(n) for n in map(order_number, payloads) if n), default=0)


def has_all_lines(payload):
    """Whether a listing carried every line, or they were read on their own."""
    return isinstance(payload.get("products"), list) or is_complete(payload)


def is_changed(order, payload):
    """Whether a listing says something that the stored payload does not.

    Lines that were read on their own are no part of a listing; whatever changes them
    changes the order too.

    :param order: its ``bigcommerce.order``, or nothing
    :param dict payload: as stored
    """
    stored = order.sudo().payload  # system field
    if not stored:
        return True
    return _without_lines(stored) != _without_lines(payload)


def fingerprint(payload):
    """The same for two listings of an order that say the same, as :func:`is_changed`.

    :param dict payload: as stored
    """
    text = json.dumps(_without_lines(payload), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _without_lines(payload):
    return {name: value for name, value in payload.items() if name != "products"}


def known_orders(store, numbers):
    """``bigcommerce.order`` by number.

    :param numbers: of orders, as text
    """
    orders = store.env["bigcommerce.order"].search(
        [("store_id", "=", store.id), ("external_id", "in", list(numbers))]
    )
    return {order.external_id: order for order in orders}
