"""The terms of the number that is published, one by one."""

from ..sync.inventory.quantities import Quantities


def term(store, name, product=None):
    """What a term adds at all locations of a store: of a product.product, or of all."""
    rows = Quantities(store).rows(product and {product.id})
    return sum(
        quantity
        for row_name, _place, _product, quantity, _ids in rows
        if row_name == name
    )
