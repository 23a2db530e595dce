"""The products of an order as ``POST`` and ``PUT`` of ``/v2/orders`` write them.

A product with an ``id`` changes only the fields that are given; one without is added;
``quantity: 0`` removes, but the row stays, with quantity 0. A changed line loses its
discounts. Prices go in pairs; a pair replaces what the store would compute.

Source: BigCommerce, orders.v2 (``updateOrder``), and docs issue 522 for the row that
stays.
"""

from decimal import Decimal

from ..errors import V2Error
from .arithmetic import Money, rounded
from .catalog_line import (
    custom_line,
    find_variant,
    set_price,
    set_variant,
    variant_line,
)
from .line import Line
from .order import Order
from .values import invalid, pair, quantity, text

_COMPARED = ("variant_id", "quantity", "unit", "name", "options", "wrapping")


def write_products(store, order: Order, products: list) -> None:
    """Apply the ``products`` of a request body to the order's lines."""
    if not isinstance(products, list):
        raise invalid("products", "It must be an array.")
    for body in products:
        if not isinstance(body, dict):
            raise invalid("products", "Each must be an object.")
        if body.get("id"):
            _change(store, order, body)
        else:
            order.lines.append(_added(store, order, body))
        # What was overridden for the order as a whole no longer fits its lines.
        order.overrides.clear()


def _added(store, order, body):
    units = quantity(body.get("quantity", 1), minimum=1)
    variant = find_variant(store, {**body, "sku": None})
    money = pair(body, "price_ex_tax", "price_inc_tax")
    if variant is not None:
        line = variant_line(store, order, variant, units)
    else:
        line = _added_custom(store, body, money, units)
    _set_texts(line, body)
    if money is not None:
        _override_price(order, line, money)
    _set_wrapping(line, body)
    if line.type == "physical" and order.addresses:
        line.order_address_id = order.addresses[0].id
    return line


def _added_custom(store, body, money, units):
    name = body.get("name") or body.get("name_customer") or body.get("name_merchant")
    if not name:
        raise V2Error(400, "A product needs a product_id, or a name and its prices.")
    if money is None:
        raise V2Error(400, "A custom product needs price_ex_tax and price_inc_tax.")
    line = custom_line(store, name, money, money.ex_tax, units)
    line.sku = text(body.get("sku"), "sku")
    line.tax_rates = ()
    return line


def _change(store, order, body):
    line = order.line(body["id"])
    if line is None:
        raise V2Error(400, f"The order has no product {body['id']}.")
    before = _compared(line)
    money = pair(body, "price_ex_tax", "price_inc_tax")
    _change_variant(store, order, line, body)
    if "quantity" in body:
        line.quantity = _changed_quantity(store, line, body["quantity"])
    _set_texts(line, body)
    _set_wrapping(line, body)
    if money is not None:
        _override_price(order, line, money)
    if _compared(line) != before:
        line.discounts = []


def _compared(line):
    return {name: getattr(line, name) for name in _COMPARED}


def _change_variant(store, order, line, body):
    wanted = {k: body[k] for k in ("variant_id", "product_options") if body.get(k)}
    if not wanted or not line.product_id:
        return
    wanted["product_id"] = body.get("product_id") or line.product_id
    variant = find_variant(store, wanted)
    if variant.id != line.variant_id:
        set_variant(store, line, variant)
        set_price(order, line, store.catalog.effective_price(variant))


def _changed_quantity(store, line, value):
    units = quantity(value)
    product = store.catalog.products.get(line.product_id)
    if product is not None and units < product.values["order_quantity_minimum"]:
        raise V2Error(400, f"The minimum quantity of {line.name} is not reached.")
    return units


def _set_texts(line, body):
    name = body.get("name") or body.get("name_customer")
    for field in ("name", "name_customer", "name_merchant"):
        if field in body and not body[field]:
            raise invalid(field, "It must not be empty.")
    if name:
        line.name = text(name, "name")
    if body.get("name_merchant"):
        line.name_merchant = text(body["name_merchant"], "name_merchant")
    if "upc" in body:
        line.upc = text(body["upc"], "upc")


def _override_price(order: Order, line: Line, money: Money):
    line.unit, line.price_given = money, True
    line.base_price = money.inc_tax if order.inclusive else money.ex_tax


def _set_wrapping(line, body):
    if body.get("wrapping_id") == 0 and "wrapping_id" in body:
        line.wrapping, line.wrapping_id, line.wrapping_name = Money(), 0, None
        return
    money = pair(body, "wrapping_cost_ex_tax", "wrapping_cost_inc_tax")
    if money is None and body.get("wrapping_id"):
        raise V2Error(400, "The field 'wrapping_id' needs both wrapping costs.")
    if money is None:
        return
    units = Decimal(max(line.quantity, 1))
    line.wrapping = Money(
        rounded(money.ex_tax / units, 4), rounded(money.inc_tax / units, 4)
    )
    line.wrapping_id = body.get("wrapping_id") or line.wrapping_id
    line.wrapping_name = body.get("wrapping_name") or line.wrapping_name
    line.wrapping_message = body.get("wrapping_message") or line.wrapping_message
