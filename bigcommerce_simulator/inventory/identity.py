"""Which item a body means: exactly one of ``sku``, ``variant_id``, ``product_id``."""

from ..errors import V3Error
from ..shapes import text, whole

PROBLEM = {"Content-Type": "application/problem+json"}
SHAPE = {"sku": text, "variant_id": whole, "product_id": whole}
NAMES = ("sku", "variant_id", "product_id")


class UnknownItemError(V3Error):
    """422: there is no such item (undocumented, see unknown_item_in_adjustment)."""


class UntrackedError(V3Error):
    """422: the product's stock is not tracked (see untracked_adjustment)."""


class Lookup:
    """Finds items by what a client wrote."""

    def __init__(self, store):
        self._store = store

    def item(self, body: dict) -> tuple[str, int]:
        """The item's key. 422 when it is named twice or not at all, unknown, not
        tracked, or tracked the other way."""
        given = [name for name in NAMES if body.get(name) is not None]
        if len(given) != 1:
            raise refused("Exactly one of sku, variant_id, product_id is required")
        name, value = given[0], body[given[0]]
        variant, product = self._find(name, value)
        if product is None:
            title = f"The item with identity: [{name} {value}] was not found"
            raise UnknownItemError(422, title, headers=PROBLEM)
        tracking = product.values["inventory_tracking"]
        if tracking == "none":
            title = f"The inventory of {name} {value} is not tracked"
            raise UntrackedError(422, title, headers=PROBLEM)
        if tracking == "product" and name == "variant_id":
            raise refused(
                f"The item with variant_id {value} is tracked by product, please "
                "update stock by product id"
            )
        if tracking == "variant" and (name == "product_id" or variant is None):
            raise refused(
                f"The item with {name} {value} is tracked by variant, please update "
                "stock by variant id"
            )
        key = product.id if tracking == "product" else variant.id
        return (tracking, key)

    def _find(self, name, value):
        catalog = self._store.catalog
        if name == "product_id":
            return None, catalog.products.get(value)
        if name == "variant_id":
            variant = catalog.variants.get(value)
        else:
            variant = catalog.variant_by_sku(str(value))
            if variant is None:
                return None, catalog.product_by_sku(str(value))
        return variant, variant and catalog.product(variant)


def refused(title: str) -> V3Error:
    """422 as ``application/problem+json``."""
    return V3Error(422, title, headers=PROBLEM)
