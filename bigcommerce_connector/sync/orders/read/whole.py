"""One order that is asked for on its own, with all its lines."""

from itertools import islice

from ....mappers.order import MAX_LINES
from ....mappers.payload import as_stored
from .payloads import ORDER_INCLUDES, has_all_lines


def read_whole(client, number):
    """:param number: of the order
    :return: its payload as stored
    :rtype: dict
    :raise errors.BigCommerceError: as the client does
    """
    return with_all_lines(client, as_stored(client.orders.get(number, ORDER_INCLUDES)))


def with_all_lines(client, payload):
    """The payload with all lines: a listing stops at 50, or has none at all.

    :raise errors.BigCommerceError: as the client does
    """
    if has_all_lines(payload):
        return payload
    lines = client.orders.products(payload["id"])
    # One too many tells that it is too many.
    return {**payload, "products": as_stored(list(islice(lines, MAX_LINES + 1)))}
