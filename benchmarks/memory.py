"""What a large history costs: memory while it is read, and the store's page after."""

import threading
import time
from pathlib import Path
from statistics import median

from dashboard import Dashboard
from goods import lines, make_goods

from odoo.addons.bigcommerce_connector.sync.orders.run import OrdersRun

NAMES = ("orders.memory", "dashboard.queries", "dashboard.seconds")
_SHARE = 10
_INTERVAL = 0.02
_REPEATS = 5


def run(bench):
    """20,000 orders are read; then the store's page is opened."""
    count = bench.size(20_000, least=_SHARE)
    with bench.web() as web, bench.shop.connected(web) as store:
        goods = make_goods(bench.shop, web, 1)
        with Peak() as peak:
            _read_new(bench, web, store, goods, count // _SHARE)
            first = peak.growth
            _read_new(bench, web, store, goods, count - count // _SHARE)
        bench.figures.add(
            "orders.memory",
            peak.growth,
            "MB",
            first,
            orders=count,
            reference_is=f"the same after the first {count // _SHARE}",
        )
        _open_page(bench, store)


def _read_new(bench, web, store, goods, count):
    """So many new orders are placed and read."""
    web.check_out(count, lines(goods))
    known = _count(store)
    with store._client() as client:
        while not OrdersRun(store, client).read_changed():
            pass
        bench.shop.env.cr.commit()
    bench.shop.env.invalidate_all()
    if _count(store) - known != count:
        raise RuntimeError("Not all orders were read.")


def _count(store):
    return store.env["bigcommerce.order"].search_count([("store_id", "=", store.id)])


class Peak:
    """The largest resident size of this process over that at the start."""

    def __enter__(self):
        self._start = self._most = _resident()
        self._ended = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()
        return self

    def __exit__(self, *exception):
        self._ended.set()
        self._watcher.join()

    def _watch(self):
        while not self._ended.wait(_INTERVAL):
            self._most = max(self._most, _resident())

    @property
    def growth(self) -> float:
        """In MB."""
        return (self._most - self._start) / 1024


def _resident():
    """In kB (Linux)."""
    status = Path("/proc/self/status").read_text()
    line = next(row for row in status.splitlines() if row.startswith("VmRSS"))
    return int(line.split()[1])


def _open_page(bench, store):
    """The store's page, against Odoo's own of a register."""
    env = bench.shop.env(user=bench.shop.env.ref("base.user_admin"))
    ours = Dashboard(env, store._name, ("kanban", "form"))
    odoos = Dashboard(env, "pos.config", ("kanban", "form"))
    register = store.config_ids[:1]
    times, queries = {ours: [], odoos: []}, {}
    for page in (ours, odoos) * _REPEATS:
        before = env.cr.sql_log_count
        env.invalidate_all()
        started = time.perf_counter()
        page.read(store.ids if page is ours else register.ids)
        times[page].append(time.perf_counter() - started)
        queries[page] = env.cr.sql_log_count - before
    details = {
        "orders": _count(store),
        "reference_is": "cards and form of a register",
    }
    bench.figures.add(
        "dashboard.queries", queries[ours], "queries", queries[odoos], **details
    )
    bench.figures.add(
        "dashboard.seconds", median(times[ours]), "s", median(times[odoos]), **details
    )
