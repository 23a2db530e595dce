"""Which item a body means: exactly one of ``sku``, ``variant_id``, ``product_id``."""

from ..errors import V3Error
from ..shapes import text, whole
from ..switches import declare

PROBLEM = {"Content-Type": "application/problem+json"}
SHAPE = {"sku": text, "variant_id": whole, "product_id": whole}
NAMES = ("sku", "variant_id", "product_id")

declare(
    "refused_items_named",
    "first",
    "which items a refused adjustment names in its 422: the first that is wrong, all "
    "that are wrong in the same way, or none",
    ("first", "all", "none"),
)


class ItemError(V3Error):
    """422 because of an item; ``identity`` names it: ``sku MUG``."""

    one = "{}"
    joined = "{}"

    def __init__(self, identity: str):
        super().__init__(422, self.title([identity]), headers=PROBLEM)
        self.identity = identity

    @classmethod
    def title(cls, identities: list[str]) -> str:
        """What is said of these items."""
        return cls.joined.format(", ".join(map(cls.one.format, identities)))


class UnknownItemError(ItemError):
    """There is no such item (undocumented, see unknown_item_in_adjustment)."""

    joined = "The item with identity: [{}] was not found"


class UntrackedError(ItemError):
    """The product's stock is not tracked (see untracked_adjustment)."""

    joined = "The inventory of {} is not tracked"


class TrackedByProductError(ItemError):
    """As documented: named by variant, tracked by product."""

    one = "Item with {} is tracked by product, please update stock by product id"
    joined = "[{}]"


class TrackedByVariantError(ItemError):
    """The same the other way round."""

    one = "Item with {} is tracked by variant, please update stock by variant id"
    joined = "[{}]"


class Lookup:
    """Finds items by what a client wrote."""

    def __init__(self, store):
        self._store = store

    def item(self, body: dict) -> tuple[str, int]:
        """The item's key. 422 when it is named twice or not at all, and
        :class:`ItemError` when it is unknown, not tracked, or tracked the other way."""
        given = [name for name in NAMES if body.get(name) is not None]
        if len(given) != 1:
            raise refused("Exactly one of sku, variant_id, product_id is required")
        name, value = given[0], body[given[0]]
        variant, product = self._find(name, value)
        identity = f"{name} {value}"
        if product is None:
            raise UnknownItemError(identity)
        tracking = product.values["inventory_tracking"]
        if tracking == "none":
            raise UntrackedError(identity)
        if tracking == "product" and name == "variant_id":
            raise TrackedByProductError(identity)
        if tracking == "variant" and (name == "product_id" or variant is None):
            raise TrackedByVariantError(identity)
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


def together(store, errors: list[ItemError]) -> V3Error:
    """One refusal for several items: it speaks of those that are wrong in the way of
    the first one."""
    first, naming = errors[0], store.switches.refused_items_named
    if naming == "first":
        return first
    if naming == "none":
        return refused("Incorrect entity")
    alike = [error.identity for error in errors if type(error) is type(first)]
    return refused(type(first).title(alike))


def refused(title: str) -> V3Error:
    """422 as ``application/problem+json``."""
    return V3Error(422, title, headers=PROBLEM)
