"""Writing orders: ``POST``, ``PUT`` and ``DELETE`` below ``/v2/orders``."""

from ..countries import completed
from ..errors import V2Error
from ..routing import Reply, route
from .api_lines import write_products
from .archive import archive
from .checkout import enter
from .consignment_payload import shipping_address_payload
from .editing import Editing
from .listing import includes
from .order import Order
from .order_fields import (
    refuse_read_only,
    set_archived,
    set_fields,
    set_shipping_addresses,
)
from .payload import order_payload
from .pickup_consignment import given_pickup
from .read_handlers import known_order
from .shapes import ORDER, SHIPPING_ADDRESS
from .status import PENDING
from .values import address, currency

WRITE = "store_v2_orders"


@route("PUT", "/v2/orders/<int:order_id>", scope=WRITE)
def update_order(store, request, order_id):
    """Change what is given; all of it or, with a 400, nothing."""
    order = known_order(store, order_id)
    body = request.payload(shape=ORDER)
    refuse_read_only(body)
    with Editing(store, order):
        if "products" in body:
            write_products(store, order, body["products"])
        set_fields(store, order, body)
    set_archived(store, order, body)
    return Reply(order_payload(store, order))


@route("POST", "/v2/orders", scope=WRITE)
def create_order(store, request):
    """An order from another system: no e-mail, no promotions, status 1 by default."""
    body = request.payload(shape=ORDER)
    include, as_object = includes(request)
    refuse_read_only(body)
    if not body.get("billing_address"):
        raise V2Error(400, "The required field 'billing_address' was not supplied.")
    pickup = given_pickup(store, body)
    products = pickup.pop("line_items") if pickup else body.get("products")
    if not products:
        raise V2Error(400, "The required field 'products' was not supplied.")
    order = _empty_order(store, body)
    if pickup:
        order.pickup, order.location_id = pickup, pickup["location"]["id"]
    else:
        # The addresses first: the products go to them.
        addresses = body.get("shipping_addresses") or [order.billing]
        set_shipping_addresses(store, order, addresses)
    write_products(store, order, products)
    rest = {**body, "billing_address": None, "shipping_addresses": None}
    set_fields(store, order, rest)
    enter(store, order)
    return Reply(order_payload(store, order, include, as_object))


def _empty_order(store, body) -> Order:
    now = store.clock.now().replace(microsecond=0)
    billing = address(completed(body["billing_address"]), "billing_address")
    if len(billing["zip"]) < 2:
        raise V2Error(400, "The field 'billing_address.zip' is required.")
    own = store.information.currency
    return Order(
        id=store.next_id("order"),
        created=now,
        modified=now,
        status_id=PENDING,
        billing=billing,
        inclusive=store.information.prices_include_tax,
        currency=currency(body.get("default_currency_code") or own),
        store_currency=own,
        order_source="external",
        tax_provider_id="",
        tax_rounding=store.switches.order_tax_rounding,
        subtotal_includes_fees=store.switches.subtotal_includes_fees,
    )


@route("DELETE", "/v2/orders/<int:order_id>", scope=WRITE)
def delete_order(store, request, order_id):
    """Archive; the order can still be read."""
    archive(store, known_order(store, order_id))
    return Reply(status=204)


@route(
    "PUT", "/v2/orders/<int:order_id>/shipping_addresses/<int:address_id>", scope=WRITE
)
def update_order_shipping_address(store, request, order_id, address_id):
    """Change the address; shipping and tax are not computed anew."""
    order = known_order(store, order_id)
    row = order.address(address_id)
    if row is None:
        raise V2Error(404, "The requested resource was not found.")
    body = request.payload(shape=SHIPPING_ADDRESS)
    known = {*row.fields, "shipping_method"}
    for name in body:
        if name not in known:
            raise V2Error(
                400,
                f"The field '{name}' cannot be written to. "
                "Please remove it from your request before trying again.",
            )
    with Editing(store, order):
        row.shipping_method = body.get("shipping_method") or row.shipping_method
        row.fields = address({**row.fields, **completed(body)}, "shipping_address")
    return Reply(shipping_address_payload(store, order, row))
