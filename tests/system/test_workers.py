"""Workers beside each other, and what they hold while they wait for BigCommerce."""

import signal
import subprocess
import sys
import threading
import time

import pytest
import requests
from psycopg2 import DataError

from .shop import NO_WAIT, TIMEOUT, Shop, Worker
from .test_concurrency import web_session

pytestmark = pytest.mark.usefixtures("books")


def test_two_workers_run_the_orders_of_one_store(shop):
    """The second is turned away while the first is in the middle of an order."""
    numbers = [shop.place("SHIRT", quantity) for quantity in (1, 2, 3)]
    with shop.paused("bigcommerce.order", "_finish_posting") as pause:
        first = Worker(shop.run_flow, "orders")
        pause.wait_until_reached()
        Worker(shop.run_flow, "orders").result()
        with shop.cursor() as env:
            assert not any(shop.order(env, n).is_posted for n in numbers)
    first.result()
    for number, quantity in zip(numbers, (1, 2, 3), strict=True):
        shop.assert_posted_once(number, quantity)


def test_many_workers_at_once(shop):
    numbers = [shop.place("SHIRT") for _ in range(6)]
    for worker in [Worker(shop.run_flow, "orders") for _ in range(4)]:
        worker.result()
    shop.run_flow("orders")
    for number in numbers:
        shop.assert_posted_once(number, 1)


def test_two_workers_on_one_order_without_the_lease(shop):
    """Whoever calls the posting itself meets the order's own lock, and passes it by."""
    number = shop.place("SHIRT", 2)
    with shop.paused("bigcommerce.order", "_finish_posting") as pause:
        first = Worker(shop.run_flow, "orders")
        pause.wait_until_reached()
        with shop.cursor(lock_timeout=NO_WAIT) as env:
            shop.store(env)._post_orders()
            assert not shop.order(env, number).is_posted
    first.result()
    shop.assert_posted_once(number, 2)


def test_bulk_calls_of_stock_and_catalog_exclude_each_other(shop):
    """As BigCommerce asks; it notes those that run beside one another."""
    shop.sell("BULK")
    with shop.cursor() as env:
        product = env["product.product"].browse(shop.skus["BULK"])
        product.list_price += 1
        env["stock.quant"]._update_available_quantity(
            product, shop.warehouse(env).lot_stock_id, 1
        )
    web = shop.simulator.store
    known, asked = len(web.violations), len(web.exchanges.rows)
    web.switches.bulk_seconds = 0.5
    try:
        flows = ("catalog", "stock") * 2
        for worker in [Worker(shop.run_flow, flow) for flow in flows]:
            worker.result()
    finally:
        web.switches.bulk_seconds = 0
    rows = list(web.exchanges.rows)[asked:]
    puts = [row["path"] for row in rows if row["method"] == "PUT"]
    for part in ("/v3/catalog/products", "/v3/inventory/adjustments/absolute"):
        assert any(path.endswith(part) for path in puts), puts
    assert list(web.violations)[known:] == []


def test_an_order_that_cannot_be_posted_now_holds_its_stock(shop, register):
    """Else what is sent would overwrite what BigCommerce took for it."""
    shop.place("MUG")
    shop.run_flow("orders")
    before = shop.stock("SHIRT")
    number = shop.place("SHIRT", 3)
    with register.cursor() as env:
        register.sale(env, "SHIRT")
    with shop.cursor() as rival:
        session = web_session(shop, rival)
        rival.cr.execute(
            "SELECT FROM pos_session WHERE id = %s FOR UPDATE", [session.id]
        )
        shop.run_flow("stock")
        assert shop.level("SHIRT") == before - 4
    shop.run_flow("orders")
    shop.assert_posted_once(number, 3)


def test_two_stores_in_parallel(shop, registry):
    """Of one company, one location and with the same product."""
    other = Shop(registry, "shop2")
    try:
        other.skus = shop.skus
        for flow in ("catalog", "stock"):
            other.run_flow(flow)
        before = shop.stock("SHIRT")
        ours, theirs = shop.place("SHIRT", 2), other.place("SHIRT", 3)
        with shop.paused("bigcommerce.order", "_finish_posting") as pause:
            posting = Worker(shop.run_flow, "orders")
            pause.wait_until_reached()
            Worker(other.run_flow, "orders").result()
            other.assert_posted_once(theirs, 3)
        posting.result()
        shop.assert_posted_once(ours, 2)
        assert shop.stock("SHIRT") == before - 5
    finally:
        with other.cursor() as env:
            other.store(env).action_disconnect()
        other.end()


def test_flow_that_comes_a_moment_too_early_waits(shop):
    number = shop.place("SHIRT")
    with shop.cursor() as env, shop.store(env)._lease() as held:
        assert held
        waiting = Worker(shop.run_flow, "orders")
        shop.wait_until_lease_wanted()
    waiting.result()
    shop.assert_posted_once(number, 1)


def test_flow_that_waits_too_long_is_run_later(shop):
    number = shop.place("SHIRT")
    with shop.cursor() as env, shop.store(env)._lease():
        Worker(shop.run_flow, "orders").result()
        cron = shop.store(env)._flow("orders").cron_id
        assert env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])
        assert not shop.order(env, number)


def test_long_catalog_push_lets_orders_pass(shop, requests_paused):
    """It goes on by itself afterwards."""
    skus = [f"LONG-{number}" for number in range(4)]
    number = shop.place("SHIRT")
    with shop.cursor() as env:
        env["product.product"].create(
            [
                {
                    "name": f"Product {sku}",
                    "default_code": sku,
                    "is_storable": True,
                    "taxes_id": [(5,)],
                    "bigcommerce_enabled": True,
                }
                for sku in skus
            ]
        )
    with requests_paused("POST", "/v3/catalog/products") as pause:
        pushing = Worker(shop.run_flow, "catalog")
        pause.wait_until_reached()
        posting = Worker(shop.run_flow, "orders")
        shop.wait_until_lease_wanted()
    pushing.result()
    posting.result()
    shop.assert_posted_once(number, 1)
    assert [sku for sku in skus if shop.remote_product(sku)] == skus[:1]
    shop.run_flow("catalog")
    assert all(shop.remote_product(sku) for sku in skus)


def test_flow_sees_what_the_last_holder_of_the_lease_committed(shop):
    """Its snapshot may be older than the lease, when both come at the same moment."""
    with shop.cursor() as late:
        store = shop.store(late)
        assert store.name  # the snapshot is taken
        with shop.cursor() as env:
            shop.store(env).pause_reason = "written by the last holder"
        with store._lease() as held:
            assert held
            assert store.pause_reason == "written by the last holder"
    with shop.cursor() as env:
        shop.store(env).pause_reason = False


def test_holders_writes_are_committed_before_the_lease_is_given_back(shop):
    """Else the next holder writes the same rows, and one of the two fails."""
    with shop.cursor() as env:
        with shop.store(env)._lease():
            shop.store(env).pause_reason = "written by the holder"
        with shop.cursor() as next_holder:
            assert shop.store(next_holder).pause_reason == "written by the holder"
        shop.store(env).pause_reason = False


def test_lease_is_given_back_whatever_ends_its_holder(shop):
    class Ended(BaseException):
        """No error, and the transaction can do nothing more."""

    with pytest.raises(Ended), shop.cursor() as env, shop.store(env)._lease() as held:
        assert held
        with pytest.raises(DataError):
            env.cr.execute("SELECT 1 / 0", log_exceptions=False)
        raise Ended
    with shop.cursor() as env, shop.store(env)._lease() as held:
        assert held


HOLDER = """
with env["bigcommerce.store"].browse({store_id})._lease() as held:
    print("held", held, flush=True)
    import time
    time.sleep(600)
"""


def test_lease_dies_with_its_holder(shop, registry):
    holder = subprocess.Popen(
        [
            sys.executable, "-m", "odoo", "shell", "-d", registry.db_name,
            "--no-http", "--log-level", "critical",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )  # fmt: skip
    try:
        holder.stdin.write(HOLDER.format(store_id=shop.store_id))
        holder.stdin.close()
        assert "held True" in holder.stdout.readline()
        with shop.cursor() as env, shop.store(env)._lease() as held:
            assert not held
    finally:
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        holder.stdout.close()
    # PostgreSQL notices the broken connection by itself, at once.
    deadline = time.monotonic() + TIMEOUT
    while True:
        with shop.cursor() as env, shop.store(env)._lease() as held:
            if held:
                break
        assert time.monotonic() < deadline, "the lease outlives its holder"
        time.sleep(0.05)


# === NO LOCK WHILE BIGCOMMERCE IS ASKED === #


WRITING = """
    SELECT locks.pid FROM pg_locks locks
     WHERE locks.locktype = 'transactionid' AND locks.granted AND locks.pid = %s
"""


@pytest.mark.parametrize("flow", ["catalog", "stock", "orders"])
def test_nothing_is_written_but_uncommitted_while_bigcommerce_is_asked(
    shop, monkeypatch, flow
):
    """Whoever waits for BigCommerce holds no row that somebody else may want."""
    shop.sell(f"NEW-{flow.upper()}")
    with shop.cursor(user_id=2) as env:
        env["product.product"].browse(shop.skus["MUG"]).name = f"Mug {flow}"
        env["stock.quant"]._update_available_quantity(
            env["product.product"].browse(shop.skus["MUG"]),
            shop.warehouse(env).lot_stock_id,
            1,
        )
    shop.place("MUG")
    original = requests.Session.request
    asked, writing = [], []
    flow_thread = threading.current_thread()

    with shop.cursor() as env:
        pid = env.cr._cnx.get_backend_pid()

        def request(session, verb, url, **options):
            if threading.current_thread() is flow_thread:
                asked.append((verb, url))
                with shop.cursor() as watcher:
                    watcher.cr.execute(WRITING, [pid])
                    if watcher.cr.fetchall():
                        writing.append((verb, url))
            return original(session, verb, url, **options)

        monkeypatch.setattr(requests.Session, "request", request)
        shop.store(env)._flow(flow)._cron_run()
    assert asked
    assert not writing
