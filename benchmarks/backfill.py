"""Older orders, as after a long outage: read from BigCommerce and posted."""

from datetime import timedelta
from statistics import median

from goods import lines, make_goods
from same_orders import WARM_UP, SameOrders, Times

from odoo import fields

from odoo.addons.bigcommerce_connector.sync.orders.run import OrdersRun

NAMES = ("orders.backfill.ms", "orders.close.s")
_ORDERS = 5_000
# One of so many is posted as a register does, before and after.
_SHARE = 50
# So many orders a session holds at most, and so long may a worker be busy (Odoo's
# limit_time_cpu): it has posted orders, too.
_SESSION, _SECONDS = 2_000, 60


def run(bench):
    """From BigCommerce's listing to the last commit, as the orders' run does it; then
    the session is closed."""
    count = bench.size(_ORDERS, least=20)
    with bench.web() as web, bench.shop.connected(web) as store:
        goods = make_goods(bench.shop, web)
        web.check_out(WARM_UP, lines(goods), tax_rate="8.25")
        with store._client() as client:
            while not OrdersRun(store, client).read_changed():
                pass
        same = SameOrders(bench.shop, store, store.order_ids.ids)
        web.check_out(count, lines(goods), tax_rate="8.25")
        odoos = Times(bench.shop.env)
        for _ in range(max(1, count // _SHARE)):
            same.post(odoos)
        taken = _read_and_post(bench.shop, store, web)
        for _ in range(max(1, count // _SHARE)):
            same.post(odoos)
        _check(store, WARM_UP + count)
        bench.figures.add(
            NAMES[0],
            taken.seconds * 1000 / count,
            "ms",
            median(odoos.ms),
            orders=count,
            lines=same.lines,
            calls=len(taken.calls),
            queries=taken.queries / count,
            **taken.times,
        )
        _fill(bench, store, web, lines(goods))
        _close(bench, store)


def _read_and_post(shop, store, web):
    """All orders placed so far, though the sweep would find them too.

    :return: the ``Run``
    """
    tomorrow = fields.Datetime.now() + timedelta(days=1)
    job = store._add_backfill(False, tomorrow, "both")
    shop.commit()
    with shop.measured(web) as run, store._client() as client:
        while job.state == "running":
            OrdersRun(store, client).read_older()
        shop.env.cr.commit()
    shop.env.invalidate_all()
    return run


def _check(store, count):
    """All are known, and posted."""
    orders = store.order_ids
    unposted = orders.filtered(lambda order: order.state != "synced")
    if len(orders) != count or unposted:
        raise RuntimeError(f"{len(unposted)} of {len(orders)} orders are not posted.")


def _fill(bench, store, web, bought):
    """So many more orders that the last session is full, and not closed for it yet."""
    missing = bench.size(_SESSION) - len(store._web_sessions().order_ids)
    if missing <= 0:
        return
    web.check_out(missing, bought, tax_rate="8.25")
    with store._client() as client:
        while not OrdersRun(store, client).run():
            bench.shop.commit()
    bench.shop.commit()


def _close(bench, store):
    """Close the last session; one that is not full may take its share of the time."""
    [session] = store._web_sessions()
    count = len(session.order_ids)
    bench.shop.commit()
    times = Times(bench.shop.env)
    times.measure(lambda: store._close_session(session))
    if session.state != "closed":
        raise RuntimeError(session.bigcommerce_closing_problem)
    bench.figures.add(
        NAMES[1],
        times.processor[0] / 1000,
        "s",
        _SECONDS * count / _SESSION,
        orders=count,
        queries_each=times.queries[0] / count,
        seconds=times.ms[0] / 1000,
        reference_is=f"{_SECONDS} s for {_SESSION} orders",
    )
