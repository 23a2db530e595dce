"""Order lines made from the catalog, or from nothing but a name and a price.

Source: BigCommerce, orders.v2 (``orderCatalogProduct_Post``,
``orderCustomProduct_Post``). A custom line has product 0, variant 0.
"""

from decimal import Decimal

from ..errors import V2Error
from .arithmetic import Money, price
from .line import Line, Option
from .order import Order
from .values import invalid

_OPTION_TYPES = {"swatch": "Swatch"}
_DISPLAY_STYLES = {
    "radio_buttons": "Radio Buttons",
    "rectangles": "Rectangle",
    "dropdown": "Dropdown",
}


def find_variant(store, wanted: dict):
    """The variant that ``{"variant_id"|"sku"|"product_id"+"product_options"}`` means.

    None for a custom line; 400 when the catalog does not have it.
    """
    catalog = store.catalog
    if wanted.get("variant_id"):
        return _known(catalog.variants.get(wanted["variant_id"]), "variant_id")
    if wanted.get("product_id"):
        product = _known(catalog.products.get(wanted["product_id"]), "product_id")
        return _variant_of(product, wanted.get("product_options") or [])
    if wanted.get("sku") and not wanted.get("name"):
        return _known(catalog.variant_by_sku(wanted["sku"]), "sku")
    return None


def _known(found, field):
    if found is None:
        raise invalid(field, "The catalog does not have it.")
    return found


def _variant_of(product, options):
    if product.base_variant is not None:
        return product.base_variant
    chosen = {(str(row.get("id")), str(row.get("value"))) for row in options}
    for variant in product.variants:
        values = {
            (str(row["option_id"]), str(row["id"])) for row in variant.option_values
        }
        if values and values <= chosen:
            return variant
    raise V2Error(400, "The options of one or more products are missing or invalid.")


def variant_line(store, order: Order, variant, quantity: int) -> Line:
    """A line of ``variant`` at its present catalog price."""
    product = store.catalog.product(variant)
    rates = store.orders.taxes.of(product.values["tax_class_id"])
    line = Line(
        id=store.next_id("order_product"),
        quantity=quantity,
        name=product.name,
        base_price=Decimal(0),
        unit=Money(),
        tax_class_id=product.values["tax_class_id"],
        tax_rates=rates,
    )
    set_variant(store, line, variant)
    set_price(order, line, store.catalog.effective_price(variant))
    return line


def set_variant(store, line: Line, variant) -> None:
    """Everything of ``line`` that comes from the catalog, but its price and name."""
    product = store.catalog.product(variant)
    line.product_id, line.variant_id = product.id, variant.id
    # Only a base variant shares the product's SKU.
    line.sku = variant.sku or (product.values["sku"] if variant.is_base else "")
    line.upc = _own(variant, product, "upc") or ""
    line.type = product.values["type"]
    brand = store.catalog.brands.get(product.values["brand_id"])
    line.brand = brand.name if brand else ""
    line.bin_picking_number = _own(variant, product, "bin_picking_number") or ""
    line.cost_price = _own(variant, product, "cost_price")
    for name in ("weight", "width", "height", "depth"):
        setattr(line, name, _own(variant, product, name))
    line.options = [_option(store, product, value) for value in variant.option_values]


def _own(variant, product, name):
    """The variant's value; null and the empty text mean the product's."""
    value = variant.values[name]
    return product.values[name] if value in (None, "") else value


def _option(store, product, value):
    option = next((o for o in product.options if o.id == value["option_id"]), None)
    kind = option.type if option else "rectangles"
    return Option(
        id=store.next_id("order_product_option"),
        option_id=value["option_id"],
        product_option_id=value["option_id"],
        display_name=value["option_display_name"],
        display_value=value["label"],
        value=str(value["id"]),
        type=_OPTION_TYPES.get(kind, "Multiple choice"),
        display_style=_DISPLAY_STYLES.get(kind, ""),
    )


def chosen_modifier(store, name: str, label: str) -> Option:
    """A choice that makes no variant; of a modifier that the catalog need not have."""
    number = store.next_id("modifier_value")
    return Option(
        id=store.next_id("order_product_option"),
        option_id=store.next_id("modifier"),
        product_option_id=store.next_id("modifier"),
        display_name=name,
        display_value=label,
        value=str(number),
        type="Multiple choice",
        display_style=_DISPLAY_STYLES["dropdown"],
    )


def custom_line(store, name: str, unit: Money, base_price, quantity: int) -> Line:
    """A line that the catalog knows nothing of."""
    return Line(
        id=store.next_id("order_product"),
        quantity=quantity,
        name=name,
        base_price=base_price,
        unit=unit,
    )


def set_price(order: Order, line: Line, amount: Decimal) -> None:
    """Price one unit at ``amount``, entered the way of the order (tax in or out)."""
    line.base_price, line.price_given = amount, False
    line.unit = price(amount, line.tax_rates, order.inclusive, order.decimals)
