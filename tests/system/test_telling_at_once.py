"""Two workers tell BigCommerce of the same web order at the same moment: it is told
once, of goods and money of which more is left, so BigCommerce would take it twice.
"""

import pytest

from .shop import NO_WAIT, Worker

pytestmark = pytest.mark.usefixtures("books")

CHOICE = {
    "goods_leave": "shipped",
    "shipment_sync": True,
    "pickup_sync": True,
    "refund_sync": True,
    "note_sync": True,
}


@pytest.fixture(scope="module")
def sku(shop):
    """Of a product of these tests: what waits in the end is no other's stock."""
    shop.sell("PARCEL")
    return "PARCEL"


@pytest.fixture
def telling(shop):
    """The owner has all of it told."""
    with shop.choosing(**CHOICE):
        yield


def waiting(env, shop, number):
    pickings = shop.order(env, number).pos_order_ids.picking_ids
    return pickings.filtered(lambda one: one.state not in ("done", "cancel"))


class Shipment:
    request = ("POST", "/shipments")
    details = {}

    def do(self, env, shop, number):
        transfer = waiting(env, shop, number)
        transfer.move_ids.write({"quantity": 1, "picked": True})
        transfer.with_context(skip_backorder=True).button_validate()

    def told(self, web, number):
        return [one for one in web.orders.shipments.values() if one.order_id == number]


class Pickup:
    request = ("POST", "/v3/orders/pickups")
    details = {"location_id": 1}

    def do(self, env, shop, number):
        waiting(env, shop, number).action_bigcommerce_ready()

    def told(self, web, number):
        return [one for one in web.orders.pickups.values() if one.order_id == number]


class Refund:
    request = ("POST", "/payment_actions/refunds")
    details = {}

    def do(self, env, shop, number):
        transfer = waiting(env, shop, number)
        wizard = env["bigcommerce.order.refund"].with_context(
            default_picking_id=transfer.id
        )
        wizard = wizard.create({})
        wizard.line_ids.quantity = 1
        wizard.action_quote()
        wizard.tender_id = wizard.tender_ids[-1]
        wizard.action_refund()

    def told(self, web, number):
        return [one for one in web.orders.refunds.values() if one.order_id == number]


class Note:
    request = ("PUT", "/v2/orders/")
    details = {}

    def do(self, env, shop, number):
        """It is written as the order is posted."""

    def told(self, web, number):
        return [None] * web.orders.get(number).staff_notes.count("Odoo: ")


def with_lease(shop):
    """As the scheduler runs it: the second is turned away."""
    Worker(shop.run_flow, "fulfillment").result()


def without_lease(shop):
    """Whoever calls the work itself finds it written down as being sent."""
    with shop.cursor(lock_timeout=NO_WAIT) as env:
        shop.store(env)._sync_fulfillment()


@pytest.mark.parametrize("second", [with_lease, without_lease])
@pytest.mark.parametrize("kind", [Shipment, Pickup, Refund, Note])
def test_two_workers_tell_of_the_same(
    shop, sku, telling, requests_paused, kind, second
):
    deed, web = kind(), shop.simulator.store
    number = shop.place(sku, 3, **deed.details)
    shop.run_flow("orders")
    if kind is not Note:
        shop.run_flow("fulfillment")
    with shop.cursor() as env:
        deed.do(env, shop, number)
    with requests_paused(*deed.request) as pause:
        first = Worker(shop.run_flow, "fulfillment")
        pause.wait_until_reached()
        second(shop)
        with web.lock:
            assert not deed.told(web, number)
    first.result()
    shop.run_flow("fulfillment")
    with web.lock:
        assert len(deed.told(web, number)) == 1
    shop.run_flow("orders")
    with shop.cursor() as env:
        order = shop.order(env, number)
        assert order.state == "synced", order.message
