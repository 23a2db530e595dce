"""What a large history costs: memory while it is posted, the screens after."""

import threading
import time
from pathlib import Path
from statistics import median

from dashboard import Dashboard
from goods import lines, make_goods

from odoo.addons.bigcommerce_connector.sync.orders.run import OrdersRun

NAMES = (
    "orders.memory",
    "dashboard.queries",
    "dashboard.seconds",
    "store_page.queries",
    "store_page.seconds",
)
_SHARE = 10
# MB that a catalog of any size may need beside what the process has: a worker of Odoo
# may have 2,048, and has a tenth of that when it is idle.
SPARE = 64
_INTERVAL = 0.02
_REPEATS = 5
# The most that opening either may ask of the database.
_QUERIES = 20


def run(bench):
    """20,000 orders are read and posted; then the dashboard and the page are opened."""
    count = bench.size(20_000, least=_SHARE)
    with bench.web() as web, bench.shop.connected(web) as store:
        goods = make_goods(bench.shop, web, 1)
        with Peak() as peak:
            first = 0
            for _ in range(_SHARE):
                _post_new(bench, web, store, goods, count // _SHARE)
                first = first or peak.growth
        bench.figures.add(
            "orders.memory",
            peak.growth,
            "MB",
            first,
            orders=count,
            reference_is=f"the same after the first {count // _SHARE}",
        )
        _open_pages(bench, store)


def _post_new(bench, web, store, goods, count):
    """So many new orders are placed, read and posted, and full sessions closed."""
    web.check_out(count, lines(goods))
    posted = _count(store)
    with store._client() as client:
        while not OrdersRun(store, client).run():
            pass
    store._close_earlier_and_full_sessions()
    bench.shop.env.cr.commit()
    bench.shop.env.invalidate_all()
    if _count(store) - posted != count:
        raise RuntimeError("Not all orders were posted.")


def _count(store):
    posted = [("store_id", "=", store.id), ("state", "=", "synced")]
    return store.env["bigcommerce.order"].search_count(posted)


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


def _open_pages(bench, store):
    """The dashboard and the page of a store, against Odoo's own of a register."""
    env = bench.shop.env(user=bench.shop.env.ref("base.user_admin"))
    register = store.config_ids[:1]
    _compare_pages(
        bench,
        "dashboard",
        _Page(env, "bigcommerce.dashboard", "kanban", store.ids),
        _Page(env, "pos.config", "kanban", register.ids),
        most=_QUERIES,
        orders=_count(store),
        compared_with="the cards of the registers",
    )
    _compare_pages(
        bench,
        "store_page",
        _Page(env, store._name, "form", store.ids),
        _Page(env, "pos.config", "form", register.ids),
        most=_QUERIES,
        orders=_count(store),
        compared_with="the form of a register",
    )


class _Page:
    """A page and what it takes to open it."""

    def __init__(self, env, model, kind, ids):
        self._env, self._ids = env, ids
        self._views = Dashboard(env, model, (kind,))
        self._times, self.queries = [], 0

    def open(self):
        self._env.invalidate_all()
        before = self._env.cr.sql_log_count
        started = time.perf_counter()
        self._views.read(self._ids)
        self._times.append(time.perf_counter() - started)
        self.queries = self._env.cr.sql_log_count - before

    @property
    def seconds(self):
        return median(self._times)


def _compare_pages(bench, name, ours, odoos, most=None, **details):
    for page in (ours, odoos) * _REPEATS:
        page.open()
    add = bench.figures.add
    details["queries_of_odoo"] = odoos.queries
    most = most or odoos.queries
    add(f"{name}.queries", ours.queries, "queries", most, **details)
    add(f"{name}.seconds", ours.seconds, "s", odoos.seconds, **details)
