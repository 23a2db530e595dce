"""A shop and its store with real commits: cursors and threads of their own, on a
database of their own, with a simulated BigCommerce in this process."""

import os
import sys
import threading
import time
import uuid
from contextlib import contextmanager

from bigcommerce_simulator import Simulator

TIMEOUT = 120
# A cashier's transaction that has to wait at all waits for a lock: it fails instead.
NO_WAIT = "1s"
UNPAID_IN_CLOSED = """
    SELECT pos.pos_reference FROM pos_order pos
      JOIN pos_session session ON session.id = pos.session_id
     WHERE session.state = 'closed' AND pos.state <> 'done'
"""
UNBALANCED = """
    SELECT session.name, COUNT(move.id), COALESCE(SUM(line.balance), 0)
      FROM pos_session session
      LEFT JOIN account_move move
        ON move.id = session.move_id AND move.state = 'posted'
      LEFT JOIN account_move_line line ON line.move_id = move.id
     WHERE session.state = 'closed'
       AND EXISTS (SELECT FROM pos_order WHERE session_id = session.id)
     GROUP BY 1 HAVING COUNT(move.id) = 0 OR COALESCE(SUM(line.balance), 0) <> 0
"""


def open_registry(database: str):
    """Odoo in this process, as its command line would set it up.

    The tests of the pure parts put an empty ``odoo`` in its place: here it is Odoo's.
    """
    if not hasattr(sys.modules.get("odoo"), "tools"):
        for name in [name for name in sys.modules if name.split(".")[0] == "odoo"]:
            del sys.modules[name]
    from odoo.modules.registry import Registry
    from odoo.tools import config

    settings = ["-c", os.environ["ODOO_RC"], "-d", database]
    config.parse_config(settings, setup_logging=False)
    threading.current_thread().dbname = database
    return Registry(database)


class Worker(threading.Thread):
    """Runs ``work`` beside the test; ``result()`` is its value or its exception."""

    def __init__(self, work, *arguments):
        super().__init__(daemon=True)
        self._work, self._arguments = work, arguments
        self._value = self._error = None
        self.dbname = threading.current_thread().dbname
        self.start()

    def run(self):
        try:
            self._value = self._work(*self._arguments)
        except BaseException as error:  # noqa: BLE001 - raised again by result()
            self._error = error

    def result(self):
        self.join(TIMEOUT)
        assert not self.is_alive(), "the worker still waits"
        if self._error:
            raise self._error
        return self._value


class Pause:
    """The first thread that gets here waits until the test lets it go on."""

    def __init__(self):
        self._reached, self._go_on = threading.Event(), threading.Event()
        self._is_taken = threading.Lock()

    def here(self):
        if self._is_taken.acquire(blocking=False):
            self._reached.set()
            assert self._go_on.wait(TIMEOUT)

    def wait_until_reached(self):
        assert self._reached.wait(TIMEOUT), "nobody came here"

    def is_reached(self, seconds):
        """Whether somebody comes here in so many seconds."""
        return self._reached.wait(seconds)

    def go_on(self):
        self._go_on.set()


class Shop:
    """``registry``, a live store ``store_id`` and what people do on either side."""

    def __init__(self, registry, store_hash="shop1"):
        self.registry = registry
        self.simulator = Simulator(seed=7, store_hash=store_hash)
        self.simulator.__enter__()
        self.skus = {}
        with self.cursor() as env:
            store = env["bigcommerce.store"].create(
                {
                    "name": store_hash,
                    "store_hash": self.simulator.store_hash,
                    "access_token": self.simulator.access_token,
                    "client_secret": self.simulator.client_secret,
                    "api_url": self.simulator.url,
                    "warehouse_id": self.warehouse(env).id,
                }
            )
            store.action_connect()
            store.action_go_live()
            self.store_id = store.id

    def end(self):
        self.simulator.__exit__(None, None, None)

    # === ODOO === #

    @contextmanager
    def cursor(self, user_id=1, lock_timeout=None):
        """An environment with a cursor of its own; it commits unless it fails."""
        from odoo import api

        with self.registry.cursor() as cr:
            if lock_timeout:
                cr.execute("SET LOCAL lock_timeout = %s", [lock_timeout])
            yield api.Environment(cr, user_id, {})

    def wait_until_lease_wanted(self):
        """Return once a flow waits for another flow of the store."""
        deadline = time.monotonic() + TIMEOUT
        while time.monotonic() < deadline:
            with self.cursor() as env:
                if self.store(env)._is_lease_wanted():
                    return
            time.sleep(0.05)
        raise AssertionError("nobody wants the lease")

    def store(self, env):
        return env["bigcommerce.store"].browse(self.store_id)

    def warehouse(self, env):
        return env["stock.warehouse"].search([], order="id", limit=1)

    @contextmanager
    def choosing(self, **choice):
        """The owner chooses so, and as before in the end."""
        with self.cursor() as env:
            store = self.store(env)
            before = {name: store[name] for name in choice}
            store.write(choice)
        yield
        with self.cursor() as env:
            self.store(env).write(before)

    def run_flow(self, flow):
        """A scheduled action runs once."""
        with self.cursor() as env:
            self.store(env)._flow(flow)._cron_run()

    def sell(self, sku, price=10, stock=100):
        """A product of the shop; it is brought to BigCommerce by the connector."""
        with self.cursor() as env:
            product = env["product.product"].create(
                {
                    "name": f"Product {sku}",
                    "default_code": sku,
                    "is_storable": True,
                    "list_price": price,
                    "taxes_id": [(5,)],
                    "available_in_pos": True,
                    "bigcommerce_enabled": True,
                }
            )
            env["stock.quant"]._update_available_quantity(
                product, self.warehouse(env).lot_stock_id, stock
            )
            self.skus[sku] = product.id
        self.run_flow("catalog")
        self.run_flow("stock")
        return product.id

    def order(self, env, number):
        return env["bigcommerce.order"].search(
            [("store_id", "=", self.store_id), ("external_id", "=", str(number))]
        )

    def stock(self, sku):
        with self.cursor() as env:
            product = env["product.product"].browse(self.skus[sku])
            return product.with_context(
                warehouse_id=self.warehouse(env).id
            ).qty_available

    @contextmanager
    def paused(self, model, method, before=False):
        """Whoever calls this method first waits before, or after, it is carried out.

        :param model: its name, or the class of a run
        """
        pause = Pause()
        cls = self.registry[model] if isinstance(model, str) else model
        own = vars(cls).get(method)  # what a model inherits shows again by itself
        original = getattr(cls, method)

        def paused(record, *args, **kwargs):
            if before:
                pause.here()
            result = original(record, *args, **kwargs)
            if not before:
                record.env.flush_all()
                pause.here()
            return result

        setattr(cls, method, paused)
        try:
            yield pause
        finally:
            pause.go_on()
            if own:
                setattr(cls, method, own)
            else:
                delattr(cls, method)

    # === BIGCOMMERCE === #

    def place(self, sku, quantity=1, **details):
        """A shopper checks out; the order's number."""
        lines = [{"sku": sku, "quantity": quantity}]
        with self.simulator.store.lock:
            return self.simulator.store.orders.place(lines=lines, **details).id

    def refund(self, number, quantity=1):
        """Staff gives money back for units of the order's first line."""
        orders = self.simulator.store.orders
        with self.simulator.store.lock:
            line = orders.get(number).lines[0]
            item = {"item_type": "PRODUCT", "item_id": line.id, "quantity": quantity}
            orders.refund(number, [item])

    def remote_product(self, sku):
        with self.simulator.store.lock:
            catalog = self.simulator.store.catalog
            variant = catalog.variant_by_sku(sku)
            return variant and catalog.product(variant)

    def level(self, sku):
        """What the storefront has of it."""
        with self.simulator.store.lock:
            variant = self.simulator.store.catalog.variant_by_sku(sku)
            return self.simulator.store.inventory.on_hand(variant.id)

    # === WHAT MUST HOLD === #

    def assert_posted_once(self, number, quantity):
        with self.cursor() as env:
            order = self.order(env, number)
            assert order.state == "synced", order.message
            assert order.is_reconciled
            assert sum(order.pos_order_ids.lines.mapped("qty")) == quantity
            for posted in order.pos_order_ids:
                session = posted.session_id
                assert (posted.state, session.state) in (
                    ("paid", "opened"),
                    ("done", "closed"),
                )

    def assert_books_balanced(self):
        """Nothing is paid in a closed session, and every closed one is booked."""
        with self.cursor() as env:
            for statement in (UNPAID_IN_CLOSED, UNBALANCED):
                env.cr.execute(statement)
                assert not env.cr.fetchall()


def till_order(what: dict, quantity, price, method_id) -> dict:
    """An order of one line, as the Point of Sale's front end sends it.

    It lacks its session, company and user.

    :param what: ``product_id``; of a refund ``refunded_orderline_id`` too
    """
    amount = quantity * price
    line = {
        **what,
        "qty": quantity,
        "price_unit": price,
        "price_subtotal": amount,
        "price_subtotal_incl": amount,
        "discount": 0,
        "tax_ids": [(6, 0, [])],
        "uuid": str(uuid.uuid4()),
    }
    return {
        "uuid": str(uuid.uuid4()),
        "date_order": time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime()),
        "fiscal_position_id": False,
        "amount_total": amount,
        "amount_tax": 0,
        "amount_paid": amount,
        "amount_return": 0,
        "state": "paid",
        "is_refund": quantity < 0,
        "to_invoice": False,
        "lines": [(0, 0, line)],
        "payment_ids": [(0, 0, {"payment_method_id": method_id, "amount": amount})],
    }


class Register:
    """A cashier's own register of the same company, with an open session."""

    def __init__(self, shop):
        self.shop = shop
        with shop.cursor() as env:
            admin = env.ref("base.user_admin")
            self.user_id = admin.id
            journal = env["account.journal"].create(
                {"name": "Register", "type": "bank", "code": uuid.uuid4().hex[:5]}
            )
            method = env["pos.payment.method"].create(
                {"name": "Card", "journal_id": journal.id}
            )
            config = env["pos.config"].create(
                {"name": "Register", "payment_method_ids": [(6, 0, method.ids)]}
            )
            self.config_id, self.method_id = config.id, method.id
        self.open()

    def open(self):
        with self.cursor() as env:
            session = env["pos.session"].create(
                {"config_id": self.config_id, "user_id": self.user_id}
            )
            session.set_opening_control(0, None)
            self.session_id = session.id

    def cursor(self):
        """The cashier's; whatever makes her wait fails."""
        return self.shop.cursor(self.user_id, NO_WAIT)

    def sale(self, env, sku, quantity=1, price=10):
        """As the Point of Sale's front end sends it: no reference is passed."""
        self._send(env, {"product_id": self.shop.skus[sku]}, quantity, price)

    def take_back(self, env, number, quantity=1):
        """A refund of the first line of a web order."""
        orders = self.shop.order(env, number).pos_order_ids
        line = orders.lines.filtered(lambda line: line.qty > 0)[0]
        refunded = {"product_id": line.product_id.id, "refunded_orderline_id": line.id}
        self._send(env, refunded, -quantity, line.price_unit)

    def _send(self, env, what, quantity, price):
        order = till_order(what, quantity, price, self.method_id)
        order.update(
            session_id=self.session_id, company_id=env.company.id, user_id=self.user_id
        )
        answer = env["pos.order"].sync_from_ui([order])
        env.flush_all()
        [sent] = [row for row in answer["pos.order"] if row["uuid"] == order["uuid"]]
        assert sent["state"] == "paid"

    def close(self, env):
        answer = env["pos.session"].browse(self.session_id).close_session_from_ui()
        env.flush_all()
        assert answer == {"successful": True}
