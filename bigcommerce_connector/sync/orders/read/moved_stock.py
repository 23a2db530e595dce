"""Orders that are not imported: BigCommerce moves its stock for them all the same."""

from ....mappers.order_lines import order_lines


def void_moved(store, payloads):
    """Have the stock of what these orders are of sent anew.

    Nobody knows what BigCommerce took or gave back when such an order was shipped or
    cancelled. One query and one UPDATE, whatever their number.

    :param store: a ``bigcommerce.store``
    :param payloads: of orders, with all their lines
    """
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
