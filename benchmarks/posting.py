"""Posting web orders, against Odoo's own ``sync_from_ui`` of the very same lines."""

import re
import time
import uuid
from copy import deepcopy
from statistics import median, quantiles
from unittest.mock import patch

from goods import lines, make_goods

from odoo.addons.bigcommerce_connector.sync.orders.posting_queue import PostingQueue
from odoo.addons.bigcommerce_connector.sync.orders.run import OrdersRun

NAMES = (
    "orders.post.ms",
    "orders.post_untracked.ms",
    "orders.post.queries",
    "orders.post_batch10.ms",
    "orders.post_batch50.ms",
)
_WARM_UP = 4
# How many wait at once, and the figure.
_WAITING = {10: "orders.post_batch10.ms", 50: "orders.post_batch50.ms"}
# What our flow does without: mail about what changes.
_UNTRACKED = {"tracking_disable": True, "mail_create_nolog": True}


def run(bench):
    """In turn, from the stored snapshot to the commit."""
    count, rounds = bench.size(40, least=5), bench.size(8, least=2)
    shop = bench.shop
    with bench.web() as web, shop.connected(web) as store:
        goods = make_goods(shop, web)
        many = _WARM_UP + count + rounds * sum(_WAITING)
        web.check_out(many, lines(goods), tax_rate="8.25")
        with store._client() as client:
            reading = OrdersRun(store, client)
            while not reading.read_changed():
                shop.commit()
        shop.commit()
        ids = store.order_ids.sorted("id").ids
        orders = store._orders_for_posting().browse(ids)
        posting = Posting(shop, orders[:_WARM_UP])
        one_by_one(posting, orders[_WARM_UP : _WARM_UP + count])
        posting.report(bench.figures)
        together(posting, store, ids[_WARM_UP + count :], rounds, bench.figures)
        unposted = orders.filtered(lambda order: order.state != "synced")
        if unposted:
            raise RuntimeError(unposted[0].message)


def one_by_one(posting, orders):
    """Each against a register's order with mail about changes, and one without."""
    for order in orders:
        posting.post(order)
        posting.post_as_a_register_does(posting.as_a_register)
        posting.post_as_a_register_does(posting.untracked, _UNTRACKED)


def together(posting, store, ids, rounds, figures):
    """As many as wait at once, against as many that a register posts one by one."""
    for waiting, name in _WAITING.items():
        ours, reference = [], []
        for _ in range(rounds):
            orders = store._orders_for_posting().browse(ids[:waiting])
            del ids[:waiting]
            ours.append(posting.timed(PostingQueue(store, orders).run))
            for _ in range(waiting):
                posting.post_as_a_register_does(reference)
        each, processor, queries = (
            [value / waiting for value in values] for values in zip(*ours, strict=True)
        )
        odoos, odoos_processor, odoos_queries = zip(*reference, strict=True)
        figures.add(
            name,
            median(each),
            "ms",
            median(odoos),
            orders=waiting * rounds,
            processor_ms=median(processor),
            reference_processor_ms=median(odoos_processor),
            queries=median(queries),
            reference_queries=median(odoos_queries),
        )


class Posting:
    """Times of the three ways, and their queries."""

    def __init__(self, shop, first):
        self._env = shop.env
        self._ours, self.as_a_register, self.untracked = [], [], []
        self._vals = self._watch(first)
        self._session = self._open_register()
        self.post_as_a_register_does([])

    def _watch(self, orders):
        """Post some orders, and keep what the last one handed to ``sync_from_ui``."""
        PosOrder = self._env.registry["pos.order"]
        plain = PosOrder.sync_from_ui
        seen = []

        def watch(model, vals):
            seen.append(deepcopy(vals))
            return plain(model, vals)

        with patch.object(PosOrder, "sync_from_ui", watch):
            for order in orders:
                order._sync()
                self._env.cr.commit()
        return seen[-1]

    def _open_register(self):
        """A register like that of the web, in which the shop may sell."""
        web = self._env["pos.session"].browse(self._vals[0]["session_id"]).config_id
        config = web.copy({"name": "Register"})
        session = self._env["pos.session"].create({"config_id": config.id})
        session.set_opening_control(0, None)
        session.update_stock_at_closing = False
        return session

    def post(self, order):
        """The connector's way."""
        self._ours.append(self.timed(order._sync))

    def post_as_a_register_does(self, times, context=None):
        """The same values under another identity, in a register, and no web order.

        :param list times: gets what it took
        :param dict context: a register's own is empty
        """
        (vals,) = deepcopy(self._vals)
        # Only the connector may write these.
        for name in [*filter(re.compile("bigcommerce_|source").match, vals)]:
            del vals[name]
        vals["session_id"] = self._session.id
        vals["uuid"] = str(uuid.uuid4())
        vals["pos_reference"] = f"REGISTER-{vals['uuid'][:8]}"
        for *_command, line in vals["lines"]:
            del line["bigcommerce_key"]
            line["uuid"] = str(uuid.uuid4())
            line["name"] = f"{vals['pos_reference']}-{line['uuid'][:8]}"
        for *_command, payment in vals["payment_ids"]:
            payment["uuid"] = str(uuid.uuid4())
        PosOrder = self._env(context=context or {})["pos.order"]
        times.append(self.timed(lambda: PosOrder.sync_from_ui([vals])))

    def timed(self, work):
        """:return: of work and commit: ms, those of the processor, and queries"""
        queries = self._env.cr.sql_log_count
        processor = time.process_time()
        started = time.perf_counter()
        work()
        self._env.cr.commit()
        seconds = time.perf_counter() - started
        processor = time.process_time() - processor
        queries = self._env.cr.sql_log_count - queries
        return seconds * 1000, processor * 1000, queries

    def report(self, figures):
        """Medians."""
        self._report_times(figures, "orders.post.ms", self.as_a_register)
        self._report_times(figures, "orders.post_untracked.ms", self.untracked)
        _, _, queries = zip(*self._ours, strict=True)
        _, _, reference = zip(*self.as_a_register, strict=True)
        _, _, untracked = zip(*self.untracked, strict=True)
        figures.add(
            "orders.post.queries",
            median(queries),
            "queries",
            median(reference),
            orders=len(queries),
            untracked_reference=median(untracked),
        )

    def _report_times(self, figures, name, reference):
        ours, processor, _ = zip(*self._ours, strict=True)
        odoos, odoos_processor, _ = zip(*reference, strict=True)
        figures.add(
            name,
            median(ours),
            "ms",
            median(odoos),
            orders=len(ours),
            lines=len(self._vals[0]["lines"]),
            processor_ms=median(processor),
            reference_processor_ms=median(odoos_processor),
            p90=quantiles(ours, n=10)[-1],
            reference_p90=quantiles(odoos, n=10)[-1],
        )
