"""What BigCommerce says of a refund before it is made: its amount, how to pay it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from odoo.exceptions import UserError

from ...mappers.refund_request import Quote, quote_request, read_quote
from ...mappers.refunds import read_refunds
from ...mappers.register_refund import refund_items
from ..orders.read.snapshot import amount_to_move
from ..orders.read.whole import read_whole
from . import messages


@dataclass(frozen=True)
class ItemsQuote:
    """The quote of a refund of items.

    ``items``: as they are kept. ``refunded``: of the order until now.
    """

    quote: Quote
    items: list[dict[str, Any]]
    refunded: Decimal


def ask_quote(client, order, items):
    """Ask for a quote, which changes nothing.

    :param client: of the order's store
    :param order: ``bigcommerce.order``
    :param list items: as they are kept, see :mod:`...mappers.refund_request`
    :rtype: Quote
    :raise errors.BigCommerceError: there is none
    :raise UnreadablePayload: an amount of it is none
    """
    payload = client.refunds.quote(order.external_id, quote_request(items))
    return read_quote(payload)


def ask_items_quote(client, asked, given):
    """Ask for the quote of a refund of items, of the order as it is now.

    :param client: of the order's store
    :param asked: the refund that somebody asks for, with its ``order_id``
    :param list[GivenBack] given: what is given back of it
    :rtype: ItemsQuote
    :raise UserError: an edit is to be refunded first, or not all of it is left
    :raise errors.BigCommerceError: there is none
    :raise UnreadablePayload: the order, or an amount of the quote, makes no sense
    """
    order = asked.order_id
    listed = list(client.refunds.list_for_order(order.external_id))
    payload = read_whole(client, order.external_id)
    snapshot = order._read_snapshot(listed, payload)
    of_an_edit = float(amount_to_move(order, snapshot))
    if order.currency_id.compare_amounts(of_an_edit, 0) > 0:
        raise UserError(messages.edit_first(asked, of_an_edit))
    items, left = refund_items(payload, read_refunds(listed), given)
    if left or not items:
        raise UserError(messages.cannot_be_refunded(asked))
    quote = ask_quote(client, order, items)
    return ItemsQuote(quote, items, snapshot.settlement.reasons.refunded)
