"""Posting web orders, against Odoo's own ``sync_from_ui`` of the very same lines."""

from statistics import median, quantiles

from goods import lines, make_goods
from same_orders import UNTRACKED, WARM_UP, SameOrders, Times

from odoo.addons.bigcommerce_connector.sync.orders.posting_queue import PostingQueue
from odoo.addons.bigcommerce_connector.sync.orders.run import OrdersRun

NAMES = (
    "orders.post.ms",
    "orders.post_untracked.ms",
    "orders.post.queries",
    "orders.post_batch10.ms",
    "orders.post_batch50.ms",
)
# How many wait at once, and the figure.
_WAITING = {
    1: "orders.post.ms",
    10: "orders.post_batch10.ms",
    50: "orders.post_batch50.ms",
}


def run(bench):
    """In turn, from the stored snapshot to the commit."""
    many = bench.size(8, least=2)
    rounds = {1: bench.size(40, least=5), 10: many, 50: many}
    shop = bench.shop
    with bench.web() as web, shop.connected(web) as store:
        goods = make_goods(shop, web)
        count = WARM_UP + sum(waiting * times for waiting, times in rounds.items())
        web.check_out(count, lines(goods), tax_rate="8.25")
        with store._client() as client:
            reading = OrdersRun(store, client)
            while not reading.read_changed():
                shop.commit()
        shop.commit()
        posting = Posting(bench, store)
        for waiting, times in rounds.items():
            posting.compare(waiting, times)
        unposted = store.order_ids.filtered(lambda order: order.state != "synced")
        if unposted:
            raise RuntimeError(unposted[0].message)


class Posting:
    """Orders that wait, and the same ones as a register posts them."""

    def __init__(self, bench, store):
        self._store, self._env = store, store.env
        self._figures = bench.figures
        self._ids = store.order_ids.sorted("id").ids
        self._same = SameOrders(bench.shop, store, self._take(WARM_UP))

    def _take(self, count):
        taken, self._ids = self._ids[:count], self._ids[count:]
        return taken

    def compare(self, waiting, rounds):
        """As many as wait at once, against as many that a register posts one by one.

        One by one against a register without mail about changes, too.
        """
        ours, odoos, untracked = (Times(self._env) for _ in range(3))
        for _ in range(rounds):
            orders = self._store._orders_for_posting().browse(self._take(waiting))
            ours.measure(PostingQueue(self._store, orders).run, waiting)
            for _ in range(waiting):
                self._same.post(odoos)
                if waiting == 1:
                    self._same.post(untracked, UNTRACKED)
        self._report(_WAITING[waiting], ours, odoos, orders=waiting * rounds)
        if waiting == 1:
            self._report("orders.post_untracked.ms", ours, untracked, orders=rounds)
            self._figures.add(
                "orders.post.queries",
                median(ours.queries),
                "queries",
                median(odoos.queries),
                orders=rounds,
                untracked_reference=median(untracked.queries),
            )

    def _report(self, name, ours, odoos, **parameters):
        self._figures.add(
            name,
            median(ours.ms),
            "ms",
            median(odoos.ms),
            **parameters,
            lines=self._same.lines,
            **ours.parameters(),
            **odoos.parameters("reference_"),
            p90=quantiles(ours.ms, n=10)[-1],
            reference_p90=quantiles(odoos.ms, n=10)[-1],
        )
