"""Orders that are not imported: BigCommerce moves its stock for them all the same.

Sweeps overlap, so they list an order again: its stock is sent anew once for what a
listing says of it.
"""

from ....mappers.order_lines import order_lines
from .payloads import fingerprint, order_number


def not_yet_voided(store, payloads):
    """Those of these orders that say something new.

    :param store: a ``bigcommerce.store``
    :param payloads: of orders, as listed
    :rtype: list[dict]
    """
    seen = store.sudo().others_seen or {}  # system field
    return [row for row in payloads if seen.get(order_number(row)) != fingerprint(row)]


def void_moved(store, payloads):
    """Have the stock of what these orders are of sent anew.

    Nobody knows what BigCommerce took or gave back when such an order was shipped or
    cancelled. One query and one UPDATE, whatever their number.

    :param store: a ``bigcommerce.store``
    :param payloads: of orders, with all their lines
    """
    if not payloads:
        return
    numbers = {
        str(line["product_id"])
        for payload in payloads
        for line in order_lines(payload)
        if line.get("product_id")
    }
    if numbers:
        variants = store.env["bigcommerce.variant"].search(
            [
                ("store_id", "=", store.id),
                ("mapping_id.external_id", "in", sorted(numbers)),
            ]
        )
        store._void_acknowledged(variants.product_id)
    voided = {order_number(row): fingerprint(row) for row in payloads}
    store_sudo = store.sudo()  # system field
    store_sudo.others_seen = {**(store_sudo.others_seen or {}), **voided}


def forget_unlisted(store, numbers):
    """What a whole sweep did not list, no later one lists again as it was.

    :param set numbers: of the orders that it listed, as text
    """
    seen = store.sudo().others_seen or {}  # system field
    if not numbers.issuperset(seen):
        store.sudo().others_seen = {n: seen[n] for n in numbers.intersection(seen)}
