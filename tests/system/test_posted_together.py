"""Many web orders in one transaction, and cashiers who sell the same goods."""

import threading
from importlib import import_module

import pytest
from psycopg2.errors import LockNotAvailable

from .shop import NO_WAIT, Worker

# An order that meets a rival, or the end of a run's time, is posted by the next run.
TRIES = 10

pytestmark = pytest.mark.usefixtures("books")


def connector(module):
    """A module of the orders' flow."""
    return import_module(f"odoo.addons.bigcommerce_connector.sync.orders.{module}")


def place(shop, count):
    return [shop.place("SHIRT") for _ in range(count)]


def transactions(shop, numbers):
    """How many orders were posted in each transaction; fewer on a busy machine."""
    with shop.cursor() as env:
        env.cr.execute(
            "SELECT count(*) FROM pos_order pos"
            " JOIN bigcommerce_order web ON web.id = pos.bigcommerce_order_id"
            " WHERE web.store_id = %s AND web.external_id = ANY(%s)"
            " GROUP BY pos.create_date ORDER BY 1 DESC",
            [shop.store_id, [str(number) for number in numbers]],
        )
        return [count for (count,) in env.cr.fetchall()]


def is_any_waiting(shop, numbers):
    with shop.cursor() as env:
        domain = [
            ("store_id", "=", shop.store_id),
            ("external_id", "in", list(map(str, numbers))),
        ]
        orders = env["bigcommerce.order"].search(domain)
        return len(orders) < len(numbers) or any(orders.mapped("needs_sync"))


def assert_posted(shop, numbers):
    for number in numbers:
        shop.assert_posted_once(number, 1)


def rows_of_stock(shop, sku):
    """How many rows the stock of it is in."""
    with shop.cursor() as env:
        place = shop.warehouse(env).lot_stock_id.id
        domain = [("product_id", "=", shop.skus[sku]), ("location_id", "=", place)]
        return env["stock.quant"].search_count(domain)


def split_stock(shop, sku):
    """Its stock is in one row more, as after sales at the same moment."""
    with shop.cursor() as env:
        env.cr.execute(
            "INSERT INTO stock_quant (product_id, location_id, company_id, quantity,"
            " reserved_quantity, in_date, create_date, write_date)"
            " SELECT product_id, location_id, company_id, 0, 0, in_date, now(), now()"
            " FROM stock_quant WHERE product_id = %s AND location_id = %s LIMIT 1",
            [shop.skus[sku], shop.warehouse(env).lot_stock_id.id],
        )
        env.cr.commit()


def test_sale_while_web_orders_are_posted_together(shop, register):
    """The cashier waits for nobody, and the orders need no second try. The row of stock
    that Odoo made for her is not left behind."""
    before, numbers = shop.stock("SHIRT"), place(shop, 5)
    with shop.paused("bigcommerce.order", "_finish_posting") as pause:
        posting = Worker(shop.run_flow, "orders")
        pause.wait_until_reached()
        with register.cursor() as env:
            register.sale(env, "SHIRT", 3)
        assert rows_of_stock(shop, "SHIRT") == 2
    posting.result()
    assert_posted(shop, numbers)
    assert transactions(shop, numbers)[0] > 1
    assert shop.stock("SHIRT") == before - 8
    assert rows_of_stock(shop, "SHIRT") == 1


def test_sale_while_rows_of_stock_are_put_together(shop, register, monkeypatch):
    """Tidying stops nothing: the run comes to its end, with no second one."""
    candidates = connector("post.candidates").Candidates
    [refunded] = place(shop, 1)
    shop.run_flow("orders")
    shop.refund(refunded)
    before, numbers = shop.stock("SHIRT"), place(shop, 5)
    split_stock(shop, "SHIRT")
    merge_goods = candidates.merge_goods

    def merge_after_a_sale(of_these):
        of_these._env.cr.execute("SELECT")  # from here on it sees nothing newer
        with register.cursor() as env:
            register.sale(env, "SHIRT")
        merge_goods(of_these)

    monkeypatch.setattr(candidates, "merge_goods", merge_after_a_sale)
    with shop.cursor() as env:
        shop.store(env)._flow("orders").last_success = False
    shop.run_flow("orders")
    with shop.cursor() as env:
        assert shop.store(env)._flow("orders").last_success
    assert_posted(shop, numbers)
    shop.assert_posted_once(refunded, 0)
    assert shop.stock("SHIRT") == before + 1 - 5 - 1


def test_web_orders_when_a_sale_is_committed_a_moment_later(
    shop, register, monkeypatch
):
    """They are looked at again, and posted together."""
    module = connector("post.candidates")
    before, numbers = shop.stock("SHIRT"), place(shop, 5)
    with register.cursor() as env:
        register.sale(env, "SHIRT", 3)
        monkeypatch.setattr(module, "sleep", lambda _seconds: env.cr.commit())
        Worker(shop.run_flow, "orders").result()
        assert transactions(shop, numbers) == [5]
    assert_posted(shop, numbers)
    assert shop.stock("SHIRT") == before - 8


def test_web_orders_while_a_sale_is_not_committed(shop, register):
    """Its goods are in somebody's hands: the orders are posted one by one."""
    before, numbers = shop.stock("SHIRT"), place(shop, 5)
    with register.cursor() as env:
        register.sale(env, "SHIRT", 3)
        Worker(shop.run_flow, "orders").result()
        assert_posted(shop, numbers)
    assert shop.stock("SHIRT") == before - 8


class Cashier:
    """Sells without a pause until ``enough``; Odoo repeats what meets a rival."""

    def __init__(self, register, sku):
        self.register, self.sku = register, sku
        self.enough = threading.Event()
        self.sold = self.waits = 0

    def work(self):
        while not self.enough.is_set():
            self.sell()

    def sell(self):
        from odoo.service.model import retrying

        with self.register.cursor() as env:

            def sale():
                env.cr.execute("SET LOCAL lock_timeout = %s", [NO_WAIT])
                try:
                    self.register.sale(env, self.sku)
                except LockNotAvailable:
                    self.waits += 1
                    raise

            retrying(sale, env)
        self.sold += 1


def test_busy_cashier_beside_many_web_orders(shop, register, monkeypatch):
    """No sale fails or waits, and the orders get through, fifty at a time."""
    shop.sell("BUSY", stock=1000)
    numbers = [shop.place("BUSY") for _ in range(150)]
    # As on a quick machine, however slow this one is.
    monkeypatch.setattr(connector("posting_queue")._pace, "fitting", lambda most: most)
    cashier = Cashier(register, "BUSY")
    selling = Worker(cashier.work)
    try:
        for _ in range(TRIES):
            shop.run_flow("orders")
            if not is_any_waiting(shop, numbers):
                break
    finally:
        cashier.enough.set()
    selling.result()
    assert_posted(shop, numbers)
    assert cashier.sold and not cashier.waits
    assert shop.stock("BUSY") == 1000 - len(numbers) - cashier.sold
    together = transactions(shop, numbers)
    assert together[0] == 50, together
