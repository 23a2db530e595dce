"""A connected, live store and the BigCommerce side of it, over real HTTP."""

from datetime import timedelta
from unittest import SkipTest

from odoo import fields
from odoo.tests import TransactionCase, tagged

from ..api import Client, retry
from ..models.bigcommerce_outgoing import KINDS

try:
    from bigcommerce_simulator import Simulator
except ImportError:  # the addon without the rest of its repository
    Simulator = None

TOKEN = "token-of-the-tests"


@tagged("post_install", "-at_install", "bigcommerce")
class SimulatorCase(TransactionCase):
    """A simulator beside the test, and no store yet."""

    simulator_options = {}

    @classmethod
    def _request_handler(cls, s, r, /, **kw):
        """Odoo's guard against outside requests compares the time-out as a number."""
        if isinstance(kw.get("timeout"), tuple):
            kw["timeout"] = max(kw["timeout"])
        return super()._request_handler(s, r, **kw)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if Simulator is None:
            raise SkipTest("bigcommerce_simulator is not on the Python path")
        # Requests are repeated at once; how long the client waits has its own tests.
        cls.classPatch(retry, "_INITIAL_DELAY", 0)
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.env.company.id)], limit=1
        )

    @classmethod
    def new_simulator(cls, **options):
        given = {"access_token": TOKEN, **cls.simulator_options, **options}
        return Simulator(seed=7, **given)

    def setUp(self):
        """A fresh store per test: what a test did there is not rolled back."""
        super().setUp()
        self.simulator = self.enterContext(self.new_simulator())
        self.shop = self.enterContext(self.shop_client())

    def draft_store(self, **vals):
        return self.env["bigcommerce.store"].create(
            {**self.store_vals(self.simulator), **vals}
        )

    @classmethod
    def store_vals(cls, simulator):
        return {
            "store_hash": simulator.store_hash,
            "access_token": simulator.access_token,
            "client_secret": simulator.client_secret,
            "api_url": simulator.url,
            "warehouse_id": cls.warehouse.id,
        }

    def shop_client(self):
        """BigCommerce's API as another program of the merchant uses it."""
        return Client(
            self.simulator.store_hash,
            self.simulator.access_token,
            api_url=self.simulator.url,
        )

    def end_transaction(self):
        """What was done so far is saved, as at a commit, and its notes with it."""
        self.env.cr.flush()
        self.env.cr.clear()

    def let_waits_end(self, store=None):
        """As if the time had passed that failing flows and unanswered requests wait."""
        (store or self.store).flow_ids.retry_at = False
        long_ago = fields.Datetime.now() - timedelta(hours=1)
        for kind in KINDS:
            rows = self.env[kind]
            rows.search([("state", "=", "sending")]).sent_on = long_ago
            rows.search([("retry_at", "!=", False)]).retry_at = long_ago

    def run_flow(self, flow, store=None):
        """Let the scheduled action of a flow run, as Odoo runs it when it may."""
        self.let_waits_end(store)
        self.run_flow_now(flow, store)

    def run_flow_now(self, flow, store=None):
        """Let it run at this moment, whatever it waits for."""
        self.end_transaction()
        cron = (store or self.store)._flow(flow).cron_id
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()


class BigcommerceCase(SimulatorCase):
    """The same with a store that is connected and live.

    It connects once a class; each test begins with a BigCommerce that is as it was
    then, with the webhooks that were registered.
    """

    store_options = {}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with cls.new_simulator() as simulator:
            cls.store = cls.env["bigcommerce.store"].create(
                {**cls.store_vals(simulator), **cls.store_options}
            )
            cls.store.action_connect()
            cls.store.action_go_live()
            cls.registered = list(simulator.store.hooks.rows.values())

    def setUp(self):
        super().setUp()
        self.register_webhooks()
        now = fields.Datetime.now()
        self.store.connected_on = False  # it would keep its address
        self.store.write(
            {
                "api_url": self.simulator.url,
                "client_secret": self.simulator.client_secret,
                # Orders placed in the very second of Connect are new.
                "connected_on": now - timedelta(minutes=1),
                **dict.fromkeys(("orders_watermark", "orders_watermark_at"), now),
                **dict.fromkeys(("refunds_watermark", "refunds_watermark_at"), now),
            }
        )

    def register_webhooks(self):
        """As Connect did, without asking."""
        with self.simulator.store.lock:
            for hook in self.registered:
                self.simulator.store.hooks.add(
                    self.simulator.access_token,
                    hook["scope"],
                    hook["destination"],
                    dict(hook["headers"]),
                )

    def sell(self, sku, price, **vals):
        """A product that both sides have, under one SKU, with 100 in stock."""
        product = self.new_product(sku, price, **vals)
        self.sell_online(product, sku)
        return product

    def web_order_of(self, sku, price, quantity=1):
        """Such a product, and a web order of it that is synced.

        :return: the order
        """
        self.sell(sku, price)
        lines = [{"sku": sku, "quantity": quantity}]
        external_id = self.simulator.store.orders.place(lines=lines).id
        self.sync_orders()
        return self.web_order(external_id)

    @classmethod
    def new_product(cls, sku, price, **vals):
        """A product that Odoo has, with 100 in stock."""
        product = cls.env["product.product"].create(
            {
                "name": f"Product {sku}",
                "default_code": sku,
                "is_storable": True,
                "list_price": price,
                **vals,
            }
        )
        cls.env["stock.quant"]._update_available_quantity(
            product, cls.warehouse.lot_stock_id, 100
        )
        return product

    def sell_online(self, product, sku=None):
        """BigCommerce has that product of Odoo's, too."""
        self.shop.products.create(
            {
                "name": product.name,
                "sku": sku or product.default_code,
                "type": "physical",
                "weight": 1,
                "price": product.list_price,
                "inventory_tracking": "none",
            }
        )

    def lock_books(self, until):
        """As an accountant does whose open items are all settled; None: unlock."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_company SET fiscalyear_lock_date = %s WHERE id = %s",
            [until, self.env.company.id],
        )
        self.env.invalidate_all()
        self.env.registry.clear_cache()

    def sync_orders(self):
        self.run_flow("orders")

    def web_order(self, external_id):
        return self.env["bigcommerce.order"].search(
            [
                ("store_id", "=", self.store.id),
                ("external_id", "=", str(external_id)),
            ]
        )
