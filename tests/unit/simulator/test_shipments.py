"""Shipments: mails, links, bundles, several addresses, and faults on the way."""

import pytest
import requests

ADDRESS = {
    "first_name": "Jane", "last_name": "Doe", "street_1": "1 Main Street",
    "city": "Austin", "state": "Texas", "zip": "78751", "country": "United States",
    "email": "jane@example.com",
}  # fmt: skip


def ship(api, order, index=0, units=1, **more):
    line = order.lines[index]
    items = [{"order_product_id": line.id, "quantity": units}]
    body = {"order_address_id": line.order_address_id, "items": items, **more}
    return api.post(f"/v2/orders/{order.id}/shipments", body)


@pytest.fixture
def order(simulator):
    return simulator.store.orders.place(
        [{"name": "Tea", "price": 9, "quantity": 3}],
        customer={"email": "jane@example.com"},
    )


def test_each_shipment_mails_the_customer(simulator, api, order):
    ship(api, order)
    simulator.store.clock.advance(60)
    made = ship(api, order).json()
    mails = api.get("/simulator/mails").json()
    assert [(one["to"], one["order_id"]) for one in mails] == [
        ("jane@example.com", order.id)
    ] * 2
    api.put(f"/v2/orders/{order.id}/shipments/{made['id']}", {"comments": "c"})
    assert len(api.get("/simulator/mails").json()) == 2


@pytest.mark.parametrize(
    ("texts", "link"),
    [
        ({"shipping_provider": "usps"}, "https://track.example/usps/T1"),
        ({"tracking_carrier": "dhl"}, "https://track.example/dhl/T1"),
        ({"tracking_link": "https://own.example/T1"}, ""),
        ({}, ""),
    ],
)
def test_a_link_is_made_of_carrier_and_number(api, order, texts, link):
    made = ship(api, order, tracking_number="T1", **texts).json()
    assert made["generated_tracking_link"] == link


def test_the_parts_of_a_bundle_are_shipped_and_not_the_bundle(simulator, api):
    order = simulator.store.orders.place(
        [
            {"name": "Set", "price": 9, "quantity": 1},
            {"name": "Cup", "price": 0, "quantity": 1, "parent": 0},
            {"name": "Card", "price": 5, "quantity": 1, "type": "digital"},
        ]
    )
    ship(api, order, index=1)
    assert order.status_id == 2


def test_each_address_has_its_own_shipment(simulator, api):
    products = [
        {"name": name, "quantity": 1, "price_ex_tax": 9, "price_inc_tax": 9}
        for name in ("Tea", "Cup")
    ]
    body = {"billing_address": ADDRESS, "products": products, "status_id": 11}
    body["shipping_addresses"] = [ADDRESS, {**ADDRESS, "first_name": "Ada"}]
    order = simulator.store.orders.get(api.post("/v2/orders", body).json()["id"])
    order.lines[1].order_address_id = order.addresses[1].id
    mixed = [{"order_product_id": line.id, "quantity": 1} for line in order.lines]
    assert ship(api, order, items=mixed).status_code == 400
    assert ship(api, order).status_code == 201
    assert order.status_id == 3
    assert ship(api, order, index=1).json()["shipping_address"]["first_name"] == "Ada"
    assert order.status_id == 2


def test_lines_with_a_street_of_their_own_go_there(simulator, api, mug):
    lines = [
        {"sku": "MUG", "quantity": 1, **more}
        for more in ({}, {"street": "2 Second Street"}, {"street": "2 Second Street"})
    ]
    order = simulator.store.orders.place(lines=lines)
    found = api.get(f"/v2/orders/{order.id}/shipping_addresses").json()
    streets = {row["id"]: row["street_1"] for row in found}
    first, *others = (streets[line.order_address_id] for line in order.lines)
    assert len(streets) == 2
    assert first != "2 Second Street"
    assert others == ["2 Second Street"] * 2


def test_a_pickup_order_has_no_address_to_ship_to(simulator, api, mug):
    line = {"sku": "MUG", "quantity": 1}
    order = simulator.store.orders.place([line], location_id=1)
    assert ship(api, order).status_code == 400


def test_staff_ships_to_the_second_address(simulator, api, order):
    second = api.post(
        "/v2/orders",
        {
            "billing_address": ADDRESS,
            "products": [
                {"name": "A", "quantity": 1, "price_ex_tax": 1, "price_inc_tax": 1}
            ],
            "shipping_addresses": [ADDRESS, ADDRESS],
        },
    ).json()["id"]
    order = simulator.store.orders.get(second)
    order.lines[0].order_address_id = order.addresses[1].id
    simulator.store.orders.ship(
        second, {order.lines[0].id: 1}, address_id=order.addresses[1].id
    )
    assert order.items_shipped == 1


FAULTS = [
    ({"kind": "500"}, False),
    ({"kind": "422"}, False),
    ({"kind": "503", "carried_out": True}, True),
    ({"kind": "timeout_before", "seconds": 0.1}, False),
    ({"kind": "timeout_after", "seconds": 0.1}, True),
    ({"kind": "cut"}, True),
]
PATHS = {
    "shipments": "/v2/orders/*/shipments",
    "refunds": "/v3/orders/*/payment_actions/refunds",
    "pickups": "/v3/orders/pickups",
    "status": "/v2/orders/*",
}


@pytest.mark.parametrize(("fault", "is_done"), FAULTS)
@pytest.mark.parametrize("what", PATHS)
def test_every_write_of_the_way_back_can_fail(api, order, what, fault, is_done):
    """Before it is carried out, or after it: the client cannot tell."""
    line = order.lines[0]
    units = {"order_product_id": line.id, "quantity": 1}
    pickup = {
        "pickup_method_id": 1, "order_id": order.id, "pickup_items": [units],
        "ready_at": "2026-01-05T09:30:00Z",
    }  # fmt: skip
    refund = {
        "items": [{"item_type": "PRODUCT", "item_id": line.id, "quantity": 1}],
        "payments": [{"provider_id": "custom", "amount": 9, "offline": True}],
    }
    path = f"/v2/orders/{order.id}"
    shipment = {"order_address_id": line.order_address_id, "items": [units]}
    ask, count = {
        "shipments": (("POST", f"{path}/shipments", shipment), _shipped),
        "refunds": (("POST", _refunds(order), refund), _refunded),
        "pickups": (("POST", "/v3/orders/pickups", [pickup]), _picked_up),
        "status": (("PUT", path, {"status_id": 9, "staff_notes": "n"}), _noted),
    }[what]
    api.post("/simulator/faults", {**fault, "path": PATHS[what], "method": ask[0]})
    try:
        failed = not api.call(*ask, timeout=5).ok
    except requests.RequestException:
        failed = True
    assert failed
    assert count(api, order) == is_done
    if not is_done:
        assert api.call(*ask).ok
    assert count(api, order) == 1


def _refunds(order):
    return f"/v3/orders/{order.id}/payment_actions/refunds"


def _shipped(api, order):
    rows = api.get(f"/v2/orders/{order.id}/shipments")
    return len(rows.json()) if rows.status_code == 200 else 0


def _refunded(api, order):
    return len(api.get(_refunds(order)).json()["data"])


def _picked_up(api, order):
    rows = api.get("/v3/orders/pickups", order_id__in=order.id)
    return len(rows.json()["data"])


def _noted(api, order):
    shown = api.get(f"/v2/orders/{order.id}").json()
    return int((shown["status_id"], shown["staff_notes"]) == (9, "n"))
