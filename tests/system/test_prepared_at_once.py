"""Two who validate the last transfers of a web order at the same moment: both validate,
and BigCommerce is told that all of it has left."""

import pytest

from .shop import Pause, Worker

PART, COMPLETED = 3, 10


@pytest.fixture
def statuses(shop):
    """They are set as the goods leave."""
    with shop.choosing(goods_leave="shipped", status_sync=True):
        with shop.cursor() as env:
            table = shop.store(env).status_ids.grouped("external_id")
            table[PART].set_when, table[COMPLETED].set_when = "part", "left"
        yield


def transfers(env, shop, number):
    pickings = shop.order(env, number).pos_order_ids.picking_ids
    return pickings.filtered(lambda one: one.state not in ("done", "cancel"))


def validate(shop, transfer_id, pause):
    """As a request, which Odoo repeats when it meets a rival."""
    from odoo.service.model import retrying

    with shop.cursor() as env:
        transfer = env["stock.picking"].browse(transfer_id)

        def request():
            transfer.move_ids.picked = True
            transfer.button_validate()
            env.flush_all()
            pause.here()

        retrying(request, env)
        assert transfer.state == "done"


def place(shop, *skus):
    """A web order with a transfer for each of its goods."""
    number = shop.place(skus[0])
    shop.run_flow("orders")
    for sku in skus[1:]:
        with shop.simulator.store.lock:
            line = {"sku": sku, "quantity": 1}
            shop.simulator.store.orders.edit(number, lines=[line])
        shop.run_flow("orders")
    return number


def status(shop, number):
    with shop.simulator.store.lock:
        return shop.simulator.store.orders.get(number).status_id


@pytest.mark.parametrize("is_part_told", [True, False])
def test_the_last_two_transfers_of_an_order(shop, statuses, is_part_told):
    shop.sell(f"CAP {is_part_told}")
    skus = ["SHIRT", "MUG", f"CAP {is_part_told}"][: 3 if is_part_told else 2]
    number = place(shop, *skus)
    with shop.cursor() as env:
        first, *others = transfers(env, shop, number).sorted("id").ids
    if is_part_told:
        pause = Pause()
        pause.go_on()
        validate(shop, first, pause)
        shop.run_flow("fulfillment")
        assert status(shop, number) == PART
    pauses = [Pause(), Pause()]
    two = others if is_part_told else [first, *others]
    workers = []
    for transfer_id, pause in zip(two, pauses, strict=True):
        workers.append(Worker(validate, shop, transfer_id, pause))
        pause.is_reached(2)
    for worker, pause in zip(workers, pauses, strict=True):
        pause.go_on()
        worker.result()
    shop.run_flow("fulfillment")
    assert status(shop, number) == COMPLETED
