"""The client and a whole store, with the troubles that a store can make."""

from random import Random

import pytest

from odoo.addons.bigcommerce_connector.api import Client, errors
from odoo.addons.bigcommerce_connector.api.resources.scopes import (
    FULFILLMENT_MODIFY,
    ORDERS_MODIFY,
)
from odoo.addons.bigcommerce_connector.tests.scopes import BASE_SCOPES

from bigcommerce_simulator import Simulator
from bigcommerce_simulator.clock import ManualClock

_COMPLETE = {
    "include": "consignments.line_items,fees",
    "consignment_structure": "object",
}
_READS_LOCATIONS_TOO = "store_inventory"


@pytest.fixture
def simulator(manual_clock):
    with Simulator(seed=11, clock=manual_clock) as running:
        yield running


@pytest.fixture
def manual_clock():
    return ManualClock()


@pytest.fixture
def connect(simulator, manual_clock):
    """Clients whose sleep is the store's time passing."""
    made = []

    def connect_with(token=None, **options) -> Client:
        settings = {
            "clock": lambda: manual_clock.now().timestamp(),
            "sleep": manual_clock.advance,
            "random": Random(3),
            "timeout": (2, 2),
        }
        token = token or simulator.access_token
        client = Client(
            simulator.store_hash, token, simulator.url, **{**settings, **options}
        )
        made.append(client)
        return client

    yield connect_with
    for client in made:
        client.close()


def _product(number: int) -> dict:
    return {
        "name": f"Tea {number}",
        "type": "physical",
        "weight": 0.1,
        "price": 4,
        "sku": f"TEA{number}",
        "inventory_tracking": "product",
    }


def test_a_product_goes_out_and_its_stock_and_orders_come_in(simulator, connect):
    client = connect()
    product = client.products.create(_product(1))
    found = client.products.get(product["id"], include="variants")
    (variant,) = found["variants"]
    stock = {"location_id": 1, "product_id": product["id"], "quantity": 9}
    client.inventory.set_absolute([stock], "count")
    order = simulator.store.orders.place(
        lines=[{"variant_id": variant["id"], "quantity": 2}]
    )
    (row,) = client.inventory.items({"product_id:in": [product["id"]]})
    assert row["locations"][0]["total_inventory_onhand"] == 7
    (seen,) = client.orders.list(_COMPLETE)
    (consignment,) = seen["consignments"]["shipping"]
    assert [line["quantity"] for line in consignment["line_items"]] == [2]
    assert client.orders.get(order.id)["id"] == order.id
    client.orders.update(order.id, {"status_id": 5})
    assert list(client.orders.list(status_id=11)) == []


def test_batches_and_pages_of_a_whole_catalog(simulator, connect):
    client = connect()
    made = [client.products.create(_product(number))["id"] for number in range(55)]
    changed = client.products.update_many(
        {"id": product_id, "price": 5} for product_id in made
    )
    assert [one["id"] for one in changed] == made
    listed = [one["id"] for one in client.products.list(sort="id", limit=20)]
    assert listed == made
    variants = list(client.variants.list())
    assert len(variants) == 55
    client.variants.update_many({"id": one["id"], "price": 6} for one in variants)
    assert {one["price"] for one in client.variants.list()} == {6}
    client.products.delete(made)
    assert list(client.products.list()) == []


def test_orders_come_by_id_and_by_page(simulator, connect):
    place = simulator.store.orders.place
    line = {"name": "Gift", "price": "3.00", "quantity": 1}
    made = [place(lines=[line]).id for _turn in range(25)]
    client = connect()
    assert [one["id"] for one in client.orders.list(limit=10)] == made
    assert [one["id"] for one in client.orders.list_by_id(made[5], limit=7)] == made[5:]
    assert client.orders.count() == 25


@pytest.mark.parametrize(
    "kind", ["429", "429_bare", "423", "500", "502", "503", "504", "cut", "malformed"]
)
def test_a_passing_fault_is_not_seen_by_the_caller(simulator, connect, kind):
    client = connect(max_wait=60)
    made = client.products.create(_product(1))["id"]
    simulator.store.faults.add(kind, count=2)
    assert client.products.get(made)["name"] == "Tea 1"
    simulator.store.faults.add(kind, count=2)
    client.products.update(made, {"name": "Tea 2"})
    assert client.products.get(made)["name"] == "Tea 2"


@pytest.mark.parametrize("kind", ["timeout_after", "cut", "malformed"])
def test_a_creation_whose_answer_was_lost_is_not_made_twice(simulator, connect, kind):
    client = connect(max_wait=60, timeout=(2, 0.3))
    simulator.store.faults.add(kind, method="POST")
    with pytest.raises(errors.TemporaryError) as caught:
        client.products.create(_product(1))
    assert caught.value.uncertain
    assert len(list(client.products.list(sku="TEA1"))) == 1


@pytest.mark.parametrize("kind", ["timeout_after", "cut", "malformed", "500"])
def test_a_shipment_whose_answer_was_lost_is_found_and_made_once(
    simulator, connect, kind
):
    client = connect(max_wait=60, timeout=(2, 0.3))
    line = {"name": "Gift", "price": "3.00", "quantity": 2}
    order = simulator.store.orders.place(lines=[line])
    payload = {
        "order_address_id": order.addresses[0].id,
        "items": [{"order_product_id": order.lines[0].id, "quantity": 1}],
        "comments": "WH/OUT/00012",
    }
    simulator.store.faults.add(kind, method="POST", carried_out=True)
    assert list(client.shipments.list_for_order(order.id)) == []  # 204
    with pytest.raises(errors.TemporaryError) as caught:
        client.shipments.create(order.id, payload)
    assert caught.value.uncertain
    (found,) = client.shipments.list_for_order(order.id)
    assert found["comments"] == "WH/OUT/00012"


def test_goods_wait_for_the_shopper_and_are_collected(simulator, connect):
    client = connect()
    line = {"name": "Gift", "price": "3.00", "quantity": 2}
    order = simulator.store.orders.place(lines=[line], location_id=1)
    item = {"order_product_id": order.lines[0].id, "quantity": 2}
    ready = {
        "order_id": order.id,
        "pickup_method_id": order.pickup["pickup_method_id"],
        "pickup_items": [item],
        "ready_at": "2026-01-05T09:30:00Z",
    }
    (made,) = client.pickups.create_many([ready])
    with pytest.raises(errors.Invalid):
        client.pickups.create_many([ready])  # there are no two more
    change = {"id": made["id"], "pickup_id": made["id"]}
    client.pickups.update_many([{**change, "collected_at": "2026-01-06T12:00:00Z"}])
    (found,) = client.pickups.list({"order_id:in": [order.id]})
    assert found["pickup_items"][0]["status"] == "COLLECTED"
    assert list(client.pickups.list({"order_id:in": []})) == []


def test_a_creation_that_the_quota_stopped_is_made_once(simulator, connect):
    client = connect(max_wait=60)
    simulator.store.faults.add("429", method="POST")
    client.products.create(_product(1))
    assert len(list(client.products.list(sku="TEA1"))) == 1


@pytest.mark.parametrize("seed", range(5))
def test_nothing_is_lost_or_doubled_whatever_passes_by(simulator, connect, seed):
    """Half of all requests meet some trouble; the results are those of a calm day."""
    client = connect(max_wait=10000, timeout=(2, 2), random=Random(seed))
    line = {"name": "Gift", "price": "3.00", "quantity": 1}
    made = [simulator.store.orders.place(lines=[line]).id for _turn in range(40)]
    for kind in ("429", "429_bare", "500", "503", "cut", "malformed"):
        simulator.store.faults.add(kind, count=None, probability=0.1)
    seen, start = [], 0
    while len(seen) < len(made):
        try:
            for order in client.orders.list_by_id(start, limit=3):
                seen.append(order["id"])
                start = order["id"] + 1
        except errors.TemporaryError:
            continue  # as a cron does: on from where it was
    assert seen == made


def test_the_stores_quota_is_never_exceeded(simulator, connect, manual_clock):
    simulator.store.switches.update({"quota_requests": 20, "quota_taken_by_others": 4})
    client = connect()
    done = 0
    while done < 60:
        try:
            client.store_information.time()
            done += 1
        except errors.WaitTooLong as error:
            manual_clock.advance(error.retry_after)
    statuses = [row["status"] for row in simulator.store.exchanges.rows]
    assert statuses == [200] * 60


def test_a_wrong_token_and_a_wrong_store(simulator, connect):
    with pytest.raises(errors.Unauthorized):
        connect("another-token").store_information.get()
    stranger = Client("nobody", simulator.access_token, simulator.url)
    with pytest.raises(errors.BigCommerceError) as caught:
        stranger.store_information.get()
    assert simulator.access_token not in str(caught.value)


def test_a_token_with_all_scopes_lacks_none(simulator, connect):
    assert connect().scopes.missing() == []
    assert connect(simulator.add_token(BASE_SCOPES)).scopes.missing() == []


@pytest.mark.parametrize("scope", BASE_SCOPES)
def test_each_missing_scope_is_named(simulator, connect, scope):
    taken = {scope, _READS_LOCATIONS_TOO} if "locations" in scope else {scope}
    others = [one for one in BASE_SCOPES if one not in taken]
    named = connect(simulator.add_token(others)).scopes.missing()
    assert len(named) == len(taken)
    wanted = scope.removeprefix("store_").removeprefix("v2_").split("_")[0]
    (name,) = [one for one in named if wanted in one.lower()]
    assert name.endswith("read-only" if scope.endswith("read_only") else "modify")


def test_a_read_only_token_may_not_modify(simulator, connect):
    scopes = [one.removesuffix("_read_only") + "_read_only" for one in BASE_SCOPES]
    client = connect(simulator.add_token(scopes))
    assert client.scopes.missing() == ["Products: modify", "Inventory: modify"]
    assert list(client.products.list()) == []
    with pytest.raises(errors.Forbidden, match="lacks the scope"):
        client.products.create(_product(1))


def test_a_scope_that_only_a_switch_needs_is_asked_for_then(simulator, connect):
    client = connect(simulator.add_token(BASE_SCOPES))
    assert client.scopes.missing() == []
    further = [ORDERS_MODIFY, FULFILLMENT_MODIFY]
    assert client.scopes.missing(further) == further
    assert connect().scopes.missing(further) == []


def test_asking_for_scopes_changes_nothing(simulator, connect):
    client = connect()
    client.products.create(_product(1))
    before = list(client.products.list()), list(client.inventory.items())
    client.scopes.missing()
    assert (list(client.products.list()), list(client.inventory.items())) == before


def test_scopes_that_cannot_be_checked_now_are_not_called_missing(simulator, connect):
    simulator.store.faults.add("503", count=None, path="/v3/channels")
    with pytest.raises(errors.ServerError):
        connect().scopes.missing()
