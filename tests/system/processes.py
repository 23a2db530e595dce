"""Odoo and BigCommerce as processes of their own, and the people on both sides.

Only public doors are used: JSON-RPC, BigCommerce's API, the simulator's control API.
What both sides say is compared by ``dev/demo/agreement.py``, which imports nothing of
the connector.
"""

import sys
import threading
import time

import requests

from .conftest import REPOSITORY, free_port

sys.path.append(str(REPOSITORY / "dev" / "demo"))

import agreement
import odoo_rpc
import odoo_side
import servers
import web_shop

STORE_HASH = "kills1"
ACCESS_TOKEN = "kills-access-token"  # of a store that lives in the test
CLIENT_SECRET = "kills-client-secret"
TIMEOUT = 180
BOTHER_EVERY = 4
UNFINISHED = (
    ("changes not looked at", "SELECT count(*) FROM bigcommerce_change"),
    (
        "web orders not looked at",
        "SELECT count(*) FROM bigcommerce_order WHERE needs_sync",
    ),
    (
        "products not sent",
        "SELECT count(*) FROM bigcommerce_product"
        " WHERE state <> 'synced' AND state <> 'skipped'",
    ),
    (
        "orders not read",
        "SELECT count(*) FROM bigcommerce_order_fetch",
    ),
)


class Killable(servers.Server):
    """A server that can be ended without a word."""

    def kill(self):
        self._process.kill()
        self._process.wait()


class Processes:
    """``simulator`` lives on; ``odoo`` is killed and started again."""

    def __init__(self, database, logs):
        self.database, self.logs, self.starts = database, logs, 0
        self.odoo_port, self.web_port = free_port(), free_port()
        self.odoo_url = f"http://{servers.HOST}:{self.odoo_port}"
        self.web_url = f"http://{servers.HOST}:{self.web_port}"
        self.web = web_shop.WebShop(self.web_url, STORE_HASH, ACCESS_TOKEN)
        credentials = (STORE_HASH, ACCESS_TOKEN, CLIENT_SECRET)
        self.simulator = servers.simulator(self.web_port, credentials, database, logs)
        self.simulator.wait_until_ready()
        self.server = self.odoo = self.store_id = None
        self.start()

    def start(self, workers=0):
        """
        :param workers: processes that answer requests, beside two for scheduled
            actions; 0: one process has it all, which can be killed
        """
        self.starts += 1
        folder = self.logs / f"start-{self.starts}"
        server = servers.odoo(self.odoo_port, self.database, folder, workers)
        server.__class__ = Killable
        self.server = server
        server.wait_until_ready()
        self.odoo = odoo_rpc.Odoo(self.odoo_url, self.database, "admin", "admin")

    def start_with_workers(self, workers):
        self.server.stop()
        self.start(workers)

    def kill_and_start(self):
        self.server.kill()
        self.start()

    def end(self):
        for server in (self.server, self.simulator):
            server.stop()

    # === BIGCOMMERCE === #

    def control(self, method, path, body=None):
        response = requests.request(
            method, f"{self.web_url}/simulator{path}", json=body, timeout=TIMEOUT
        )
        response.raise_for_status()
        return response.json()

    def staff(self, method, path, body):
        """Staff changes something through BigCommerce's own API."""
        response = requests.request(
            method,
            f"{self.web_url}/stores/{STORE_HASH}{path}",
            json=body,
            headers={"X-Auth-Token": ACCESS_TOKEN},
            timeout=TIMEOUT,
        )
        response.raise_for_status()
        return response.json()

    def wait_for_request(self, method, path, seconds=20, deed=None, kind="late"):
        """Have the next such request answered late; return when it is carried out.

        :param deed: has Odoo ask; it may do so at once
        :param kind: of the simulator's faults: ``timeout_before`` carries nothing out
        :return: whether it came
        """
        fault = {"kind": kind, "seconds": 5, "method": method, "path": path}
        self.control("POST", "/faults", fault)
        if deed:
            deed()
        deadline = time.monotonic() + seconds
        try:
            while time.monotonic() < deadline:
                if any(rule["used"] for rule in self.control("GET", "/faults")):
                    # It is chosen before the request is carried out.
                    time.sleep(0.2)
                    return True
                time.sleep(0.02)
        finally:
            self.control("DELETE", "/faults")
        return False

    # === ODOO === #

    def sql(self, statement, *parameters):
        """The rows; what the statement changes is committed."""
        return odoo_side.query(self.database, statement, *parameters)

    def call(self, model, method, *arguments, **options):
        return self.odoo.call(model, method, *arguments, **options)

    def beside(self, method, *arguments):
        """Call while the test goes on; what becomes of it does not matter."""

        def call():
            try:
                method(*arguments)
            except (requests.RequestException, odoo_rpc.OdooError):
                pass  # the server was killed meanwhile

        threading.Thread(target=call, daemon=True).start()

    def connect(self):
        """Settings → BigCommerce → Connect, then Go Live, as far as not done yet."""
        found = self.odoo.find("bigcommerce.store", [], ["state"])
        if not found or found[0]["state"] == "draft":
            warehouse = self.odoo.find("stock.warehouse", [], ["id"], limit=1)[0]
            address = ("web.base.url", self.odoo_url)
            self.call("ir.config_parameter", "set_param", *address)
            settings = self.call(
                "res.config.settings",
                "create",
                {
                    "bigcommerce_store_hash": STORE_HASH,
                    "bigcommerce_access_token": ACCESS_TOKEN,
                    "bigcommerce_client_secret": CLIENT_SECRET,
                    "bigcommerce_api_url": self.web_url,
                    "bigcommerce_warehouse_id": warehouse["id"],
                },
            )
            connect = "action_bigcommerce_connect"
            action = self.call("res.config.settings", connect, [settings])
            self.store_id = action["res_id"]
        else:
            self.store_id = found[0]["id"]
        self.call("bigcommerce.store", "action_go_live", [self.store_id])

    def sync_now(self):
        self.call("bigcommerce.store", "action_sync_now", [self.store_id])

    def start_import(self):
        """Import from BigCommerce → Import: all products, with their opening stock."""
        model = "bigcommerce.import.start"
        action = self.call(
            "bigcommerce.store", "action_import_products", [self.store_id]
        )
        wanted = {"stock": "empty", "with_images": False}
        self.call(model, "write", [action["res_id"]], wanted)
        self.call(model, "action_start", [action["res_id"]])

    def wait_until(self, missing, what):
        """Press *Sync Now* again and again until nothing is missing."""
        deadline = time.monotonic() + TIMEOUT
        pressed = 0
        while still := list(missing()):
            self.server.check()
            now = time.monotonic()
            assert now < deadline, f"{what}: {still}"
            if now - pressed > BOTHER_EVERY:
                self.sync_now()
                pressed = now
            time.sleep(0.5)

    def disagreements(self):
        """What the two sides say differently, and what is not finished."""
        orders, stock = agreement.compare(odoo_side.read_shop(self.database))
        yield from orders.disagreements
        yield from stock.disagreements
        for what, statement in UNFINISHED:
            if self.sql(statement)[0][0]:
                yield what
