"""What Odoo takes for the very orders that the connector posts: the reference."""

import re
import time
import uuid
from copy import deepcopy
from statistics import median
from unittest.mock import patch

from odoo.addons.bigcommerce_connector.sync.orders.posting_queue import PostingQueue

# Orders that are posted before anything is measured.
WARM_UP = 4
# What our flow does without: mail about what changes.
UNTRACKED = {"tracking_disable": True, "mail_create_nolog": True}


class Times:
    """What some orders took each: ms, those of the processor, and queries."""

    def __init__(self, env):
        self._env = env
        self.ms, self.processor, self.queries = [], [], []

    def measure(self, work, orders=1):
        """Measure work and its commit; it is of so many orders."""
        queries = self._env.cr.sql_log_count
        processor = time.process_time()
        started = time.perf_counter()
        work()
        self._env.cr.commit()
        self.ms.append((time.perf_counter() - started) * 1000 / orders)
        self.processor.append((time.process_time() - processor) * 1000 / orders)
        self.queries.append((self._env.cr.sql_log_count - queries) / orders)

    def parameters(self, prefix=""):
        """Medians, for the parameters of a figure."""
        return {
            f"{prefix}processor_ms": median(self.processor),
            f"{prefix}queries": median(self.queries),
        }


class SameOrders:
    """Posts the values of a web order as a register does, under another identity."""

    def __init__(self, shop, store, ids):
        """:param ids: of web orders that wait; they are posted"""
        self._env = shop.env
        waiting = store._orders_for_posting()
        PostingQueue(store, waiting.browse(ids[:-1])).run()
        self._vals = self._watch(waiting.browse(ids[-1:]))
        self.lines = len(self._vals[0]["lines"])
        self._session = self._open_register()
        self.post(Times(self._env))

    def _watch(self, order):
        """Post an order alone, and keep what is handed to ``sync_from_ui``."""
        PosOrder = self._env.registry["pos.order"]
        plain = PosOrder.sync_from_ui
        seen = []

        def watch(model, vals):
            seen.append(deepcopy(vals))
            return plain(model, vals)

        with patch.object(PosOrder, "sync_from_ui", watch):
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

    def post(self, times, context=None):
        """Post one of them, and no web order.

        :param Times times: gets what it took
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
        times.measure(lambda: PosOrder.sync_from_ui([vals]))
