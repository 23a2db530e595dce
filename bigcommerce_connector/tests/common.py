"""A connected, live store and the BigCommerce side of it, over real HTTP."""

from datetime import timedelta

from odoo import fields
from odoo.tests import TransactionCase, tagged

from odoo.addons.bigcommerce_connector.bigcommerce import Client, connection

try:
    from bigcommerce_simulator import Simulator
except ImportError:  # the addon without the rest of its repository
    Simulator = None


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

    def setUp(self):
        """A fresh store per test: what a test did there is not rolled back."""
        super().setUp()
        if Simulator is None:
            self.skipTest("bigcommerce_simulator is not on the Python path")
        # Requests are repeated at once; how long the client waits has its own tests.
        self.patch(connection, "_FIRST_DELAY", 0)
        self.simulator = self.enterContext(Simulator(seed=7, **self.simulator_options))
        self.shop = self.enterContext(self.shop_client())
        self.warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", self.env.company.id)], limit=1
        )

    def draft_store(self, **vals):
        return self.env["bigcommerce.store"].create(
            {
                "store_hash": self.simulator.store_hash,
                "access_token": self.simulator.access_token,
                "client_secret": self.simulator.client_secret,
                "api_url": self.simulator.url,
                "warehouse_id": self.warehouse.id,
                **vals,
            }
        )

    def shop_client(self):
        """BigCommerce's API as another program of the merchant uses it."""
        return Client(
            self.simulator.store_hash,
            self.simulator.access_token,
            api_url=self.simulator.url,
        )


class BigcommerceCase(SimulatorCase):
    """The same with a store that is connected and live."""

    store_options = {}

    def setUp(self):
        super().setUp()
        self.store = self.draft_store(**self.store_options)
        self.store.action_connect()
        # Orders placed in the very second of Connect are new.
        self.store.connected_on = fields.Datetime.now() - timedelta(minutes=1)
        self.store.action_go_live()

    def end_transaction(self):
        """What was done so far is saved, as at a commit, and its notes with it."""
        self.env.cr.flush()
        self.env.cr.clear()

    def let_waits_end(self, store=None):
        """As if the time had passed that failing flows wait."""
        for failing in (store or self.store).filtered("failing_flows"):
            failing.failing_flows = {
                flow: {**failure, "until": False}
                for flow, failure in failing.failing_flows.items()
            }

    def run_flow(self, flow, store=None):
        """Let the scheduled action of a flow run, as Odoo runs it when it may."""
        self.let_waits_end(store)
        self.run_flow_now(flow, store)

    def run_flow_now(self, flow, store=None):
        """Let it run at this moment, whatever it waits for."""
        self.end_transaction()
        crons = (store or self.store).cron_ids
        cron = crons.filtered(lambda cron: cron.bigcommerce_flow == flow)
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()

    def sell(self, sku, price, **vals):
        """A product that both sides have, under one SKU, with 100 in stock."""
        product = self.env["product.product"].create(
            {
                "name": f"Product {sku}",
                "default_code": sku,
                "is_storable": True,
                "list_price": price,
                **vals,
            }
        )
        self.env["stock.quant"]._update_available_quantity(
            product, self.warehouse.lot_stock_id, 100
        )
        self.shop.products.create(
            {
                "name": product.name,
                "sku": sku,
                "type": "physical",
                "weight": 1,
                "price": price,
                "inventory_tracking": "none",
            }
        )
        return product

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
