"""The Odoo side: a database in this process, and its store connected to a web shop."""

import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from unittest.mock import patch

from odoo import SUPERUSER_ID, api, fields
from odoo.modules.registry import Registry

from odoo.addons.bigcommerce_connector.api.transport import Transport

# No address that BigCommerce could call: the store polls, and nobody is called.
NOWHERE = "http://192.0.2.1"


@dataclass
class Run:
    """What one run of a flow took.

    :param calls: method and path of each request, from the simulator's exchanges
    :param seconds: wall time; ``network_seconds`` of it were spent inside requests,
        so with the simulator, ``processor_seconds`` in Python
    """

    calls: list = field(default_factory=list)
    seconds: float = 0.0
    processor_seconds: float = 0.0
    network_seconds: float = 0.0
    queries: int = 0

    def count(self, method=None, part="") -> int:
        """Calls of a method (None: any) whose path contains ``part``."""
        return sum(method in (None, verb) and part in path for verb, path in self.calls)

    @property
    def times(self) -> dict:
        """For the parameters of a figure."""
        return {
            "seconds": round(self.seconds, 2),
            "processor_seconds": round(self.processor_seconds, 2),
            "network_seconds": round(self.network_seconds, 2),
        }


class Shop:
    """``with Shop(database) as shop``: an environment of the system user."""

    def __init__(self, database):
        self._cursor = Registry(database).cursor()
        self.env = api.Environment(
            self._cursor, SUPERUSER_ID, {"tracking_disable": True}
        )

    def __enter__(self):
        # Odoo's own scheduled actions are all due in a fresh database.
        self.env["ir.cron"].search([]).active = False
        self.set_address()
        return self

    def __exit__(self, *exception):
        self._cursor.close()

    @property
    def warehouse(self):
        """The location that the stores sell from."""
        return self.env["stock.warehouse"].search(
            [("company_id", "=", self.env.company.id)], limit=1
        )

    def set_address(self, url=NOWHERE):
        """Where BigCommerce shall call this Odoo."""
        parameter = self.env["ir.config_parameter"]
        parameter.set_param("web.base.url", url)
        parameter.set_param("web.base.url.freeze", "True")
        self.commit()

    def commit(self):
        """As at the end of a request: the next one starts with nothing read."""
        self.env.cr.commit()
        self.env.invalidate_all()

    # === STORE === #

    @contextmanager
    def connected(self, web, **vals):
        """A live store on ``web``, with nothing for sale yet; its flows run only when
        they are told to."""
        self.env["product.template"].search(
            [("bigcommerce_enabled", "=", True)]
        ).bigcommerce_enabled = False
        store = self.env["bigcommerce.store"].create(
            {
                "name": f"Bench {web.store_hash}",
                "store_hash": web.store_hash,
                "access_token": web.access_token,
                "client_secret": web.client_secret,
                "api_url": web.url,
                "warehouse_id": self.warehouse.id,
                **vals,
            }
        )
        store.action_connect()
        # Orders placed in the very second of Connect are new.
        store.connected_on -= timedelta(minutes=1)
        store.action_go_live()
        store.flow_ids.cron_id.active = False
        self.commit()
        try:
            # As in a scheduled action: what its run changes is tracked.
            yield store.with_env(self.env(context={}))
        finally:
            self.env.cr.rollback()
            store.action_disconnect()
            self.commit()

    def run_flow(self, store, flow, web) -> Run:
        """Run a flow as its scheduled action does, and count.

        :raise RuntimeError: when the flow says that something went wrong
        """
        with self.measured(web) as run:
            store._flow(flow)._cron_run()
            self.env.cr.commit()
        self.env.invalidate_all()
        if store.state != "live" or store.last_error:
            raise RuntimeError(
                f"{flow}: {store.state}, {store.last_error or store.pause_reason}"
            )
        return run

    @contextmanager
    def measured(self, web):
        """Count calls, time and queries of a block."""
        run = Run()
        web.forget_calls()
        plain = Transport.__call__

        def timed(transport, *arguments, **options):
            started = time.perf_counter()
            try:
                return plain(transport, *arguments, **options)
            finally:
                run.network_seconds += time.perf_counter() - started

        queries = self.env.cr.sql_log_count
        processor = time.process_time()
        started = time.perf_counter()
        with patch.object(Transport, "__call__", timed):
            yield run
        run.seconds = time.perf_counter() - started
        run.processor_seconds = time.process_time() - processor
        run.queries = self.env.cr.sql_log_count - queries
        run.calls = web.calls()
        if web.refused():
            raise RuntimeError("A request was answered with 429.")

    # === MEASURES === #

    def queries_of(self, work) -> int:
        """SQL statements of ``work()`` and its commit."""
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        work()
        self.env.cr.commit()
        return self.env.cr.sql_log_count - before

    def without_notes(self):
        """The same Odoo without our hooks on products, stock and sales."""
        Change = self.env.registry["bigcommerce.change"]
        return patch.object(Change, "_note", lambda _change, _kind, _ids: None)

    # === PRODUCTS === #

    def products(self, count, prefix, **vals):
        """Products without variants that are sold on the web."""
        return self.env["product.template"].create(
            [
                {
                    "name": f"{prefix} {number}",
                    "default_code": f"{prefix}-{number}",
                    "list_price": 10 + number % 90,
                    "weight": 1,
                    "is_storable": True,
                    "bigcommerce_enabled": True,
                    **vals,
                }
                for number in range(count)
            ]
        )

    def stock_up(self, products, quantity, location=None):
        """Units in stock, in one statement: the set-up is not what is measured."""
        location = location or self.warehouse.lot_stock_id
        self.env.flush_all()
        self.env.cr.execute(
            "INSERT INTO stock_quant (product_id, location_id, company_id, quantity,"
            " reserved_quantity, in_date, create_date, write_date)"
            " SELECT id, %s, %s, %s, 0, %s, now(), now() FROM unnest(%s) id",
            (
                location.id,
                location.company_id.id,
                quantity,
                fields.Datetime.now(),
                products.ids,
            ),
        )
        self.commit()
