"""What BigCommerce says of a refund before it is made: its amount, how to pay it."""

from ...mappers.refund_request import quote_request, read_quote


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
