"""Connect: what it makes, and the sentence that each bad input gets."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

from odoo.exceptions import UserError, ValidationError
from odoo.tests import new_test_user

from ...sync.store.webhook_registration import SCOPES
from ..common import SimulatorCase

try:
    from bigcommerce_simulator.inventory.locations import add_location
except ImportError:  # the addon without the rest of its repository
    add_location = None

READ_ONLY = [
    "store_v2_information_read_only",
    "store_v2_products_read_only",
    "store_inventory_read_only",
    "store_locations_read_only",
    "store_v2_orders_read_only",
    "store_channel_settings_read_only",
]


class TestConnect(SimulatorCase):
    def connect(self, **vals):
        store = self.draft_store(**vals)
        store.action_connect()
        return store

    def test_connect_reads_the_merchant_and_makes_what_a_store_needs(self):
        store = self.connect()
        information = self.shop.store_information.get()
        self.assertRecordValues(
            store,
            [
                {
                    "state": "connected",
                    "name": information["name"],
                    "domain": information["domain"],
                    "timezone": information["timezone"]["name"],
                    "plan_name": information["plan_name"],
                    "weight_unit": information["weight_units"],
                    "update_stock_behavior": "order_placed",
                }
            ],
        )
        self.assertEqual(store.currency_id.name, information["currency"])
        self.assertEqual(store.location_ids.warehouse_id, self.warehouse)
        self.assertEqual(store.channel_ids[:1].external_id, "1")
        register = store.config_ids
        self.assertEqual(register.picking_type_id, self.warehouse.pos_type_id)
        self.assertFalse(register.payment_method_ids.filtered("is_cash_count"))
        self.assertEqual(
            set(store.flow_ids.filtered("cron_id").mapped("kind")),
            {
                "orders",
                "stock",
                "catalog",
                "import",
                "sessions",
                "webhooks",
                "checks",
                "fulfillment",
            },
        )

    def test_connect_changes_nothing_on_bigcommerce_but_the_webhooks(self):
        seen = []
        self.simulator.application.observers.append(
            lambda exchange: seen.append((exchange["method"], exchange["path"]))
        )
        self.connect()
        writes = {(m, p.rsplit("/", 1)[-1]) for m, p in seen if m != "GET"}
        self.assertEqual(
            writes, {("PUT", "products"), ("PUT", "absolute"), ("POST", "hooks")}
        )

    def test_webhooks_carry_our_secret(self):
        store = self.connect()
        hooks = list(self.shop.hooks.list())
        self.assertEqual({hook["scope"] for hook in hooks}, set(SCOPES))
        for hook in hooks:
            self.assertIn(store.webhook_secret, hook["headers"].values())
        self.assertEqual(store.webhook_mode, "webhook")

    def test_without_a_public_address_polling_mode_is_said(self):
        self.env["ir.config_parameter"].set_param("web.base.url", "http://shop.lan")
        store = self.connect()
        self.assertEqual(store.webhook_mode, "polling")
        self.assertIn("http://shop.lan", store.webhook_note)
        self.assertFalse(list(self.shop.hooks.list()))

    def test_connecting_again_makes_nothing_twice(self):
        store = self.connect()
        register, tax = store.config_ids, store._get_tax()
        store.action_disconnect()
        self.assertFalse(list(self.shop.hooks.list()))
        # The last day's session is still to be closed.
        self.assertEqual(
            store.flow_ids.filtered("cron_id").mapped("kind"), ["sessions"]
        )
        store.action_connect()
        self.assertEqual(store.config_ids, register)
        self.assertEqual(store._get_tax(), tax)
        self.assertEqual(len(list(self.shop.hooks.list())), len(SCOPES))

    def test_the_whole_api_path_may_be_pasted(self):
        path = f"{self.simulator.url}/stores/{self.simulator.store_hash}/v3/"
        store = self.env["bigcommerce.store"].create({"store_hash": path})
        self.assertEqual(store.store_hash, self.simulator.store_hash)
        self.assertEqual(store.api_url, self.simulator.url)
        with self.assertRaisesRegex(ValidationError, "API path"):
            self.env["bigcommerce.store"].create({"store_hash": "https://shop.example"})

    def test_the_api_path_may_be_pasted_without_https(self):
        path = "api.bigcommerce.com/stores/ABC123/v3/"
        store = self.env["bigcommerce.store"].create({"store_hash": path})
        self.assertEqual(store.store_hash, "abc123")
        self.assertEqual(store.api_url, "https://api.bigcommerce.com")

    def test_a_store_is_known_however_its_address_is_written(self):
        self.env["bigcommerce.store"].create(
            {"store_hash": "abc123", "company_id": self.env.company.id}
        )
        other = self.env["res.company"].create({"name": "Another company"})
        for written in (
            "https://api.bigcommerce.com/",
            "HTTPS://API.BigCommerce.com",
            "api.bigcommerce.com:443",
            "https://api.bigcommerce.com/stores/abc123/v3/",
        ):
            with (
                self.subTest(written),
                self.assertRaisesRegex(ValidationError, "already exists"),
            ):
                self.env["bigcommerce.store"].create(
                    {
                        "store_hash": "abc123",
                        "api_url": written,
                        "company_id": other.id,
                    }
                )

    def test_a_connected_store_keeps_its_address_in_any_form(self):
        store = self.connect()
        store.api_url = f" {store.api_url.upper()}/ "
        self.assertEqual(store.api_url, self.simulator.url)

    def test_wrong_address_is_said(self):
        with self.assertRaisesRegex(ValidationError, "not an API address"):
            self.draft_store(api_url="ftp://api.bigcommerce.com")

    def test_secrets_are_pasted_with_what_nobody_sees(self):
        store = self.draft_store(
            access_token=f"\ufeff{self.simulator.access_token}\u200b\n",
            client_secret=f" {self.simulator.client_secret}\u00a0",
        )
        self.assertEqual(store.access_token, self.simulator.access_token)
        self.assertEqual(store.client_secret, self.simulator.client_secret)
        store.action_connect()
        self.assertEqual(store.state, "connected")

    def test_a_manager_without_settings_rights_pastes_the_api_path(self):
        manager = new_test_user(
            self.env,
            "bc_paster",
            "base.group_user,bigcommerce_connector.bigcommerce_connector_group_manager",
        )
        stores = self.env["bigcommerce.store"].with_user(manager)
        path = "https://api.bigcommerce.com/stores/abc123/v3/"
        store = stores.create({"store_hash": path})
        self.assertEqual(store.store_hash, "abc123")
        store.store_hash = path.replace("abc123", "abc124")
        self.assertEqual(store.store_hash, "abc124")
        # The token goes where the address says: that is the system's to choose.
        for write in (stores.create, store.write):
            with self.assertRaisesRegex(
                ValidationError, "Only a user with the right to"
            ):
                write({"store_hash": "https://evil.example/stores/abc123/v3/"})
        self.assertEqual(store.sudo().api_url, "https://api.bigcommerce.com")

    def test_a_price_changed_while_disconnected_is_sent_the_same_day(self):
        template = self.env["product.template"].create(
            {
                "name": "Mug",
                "default_code": "MUG",
                "list_price": 10,
                "bigcommerce_enabled": True,
                "taxes_id": [],
            }
        )
        store = self.connect()
        store.action_go_live()
        self.run_catalog(store)
        mapping = template.bigcommerce_mapping_ids
        self.assertEqual(mapping.state, "synced", mapping.message)
        store.action_disconnect()
        self.env.cr.flush()
        template.list_price = 12
        self.env.cr.flush()
        store.action_connect()
        store.action_go_live()
        self.run_catalog(store)
        there = self.shop.products.get(mapping.external_id)
        self.assertEqual(float(there["price"]), 12)

    def run_catalog(self, store):
        self.env.cr.flush()
        self.env.cr.clear()
        cron = store._flow("catalog").cron_id
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()

    def test_switches_may_be_tried_before_connecting(self):
        store = self.draft_store()
        store.write(
            {
                "order_sync_start_date_enabled": True,
                "order_sync_start_date": "2026-01-01",
            }
        )
        store.order_sync_start_date = "2025-01-01"
        store.order_sync_start_date_enabled = False
        store.action_connect()
        self.assertEqual(store.state, "connected")

    def test_a_known_client_secret_is_kept_when_none_is_entered(self):
        store = self.connect()
        store.action_disconnect()
        vals = {
            "store_hash": store.store_hash,
            "company_id": store.company_id.id,
            "client_secret": False,
        }
        self.assertEqual(store._draft_for(vals), store)
        self.assertEqual(store.client_secret, self.simulator.client_secret)

    # === BAD INPUT === #

    def assert_refused(self, sentence, **vals):
        with self.assertRaisesRegex(UserError, sentence), self.env.cr.savepoint():
            self.connect(**vals)
        self.assertFalse(self.env["bigcommerce.store"].search([]))
        self.assertFalse(
            self.env["pos.config"].search([("bigcommerce_store_id", "!=", False)])
        )
        self.assertFalse(list(self.shop.hooks.list()))

    def test_missing_store_hash(self):
        self.assert_refused("Enter the Store#", store_hash=False)

    def test_missing_token(self):
        self.assert_refused("Enter the access token", access_token=False)

    def test_missing_location(self):
        self.assert_refused("Choose the location", warehouse_id=False)

    def test_wrong_token(self):
        self.assert_refused("does not accept the access token", access_token="wrong")

    def test_read_only_token_names_what_is_missing(self):
        token = self.simulator.add_token(READ_ONLY)
        self.assert_refused(
            "(?s)lacks.*Products: modify.*Inventory: modify.*create a new API account",
            access_token=token,
        )

    def test_wrong_store_hash(self):
        self.assert_refused("BigCommerce.*other99", store_hash="other99")

    def test_a_token_of_another_store(self):
        self.simulator.store.switches.unknown_store_status = 403
        self.assert_refused("are of the same API account", store_hash="other99")

    def test_unreachable_host(self):
        self.assert_refused("cannot be reached", api_url="http://127.0.0.1:9")

    def test_an_address_without_encryption(self):
        self.assert_refused("https://", api_url="http://shop.example")

    def test_an_answer_that_is_no_json(self):
        with WebPage() as address:
            self.assert_refused("does not respond like BigCommerce", api_url=address)

    def test_a_location_of_another_company(self):
        company = self.env["res.company"].create({"name": "Other"})
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", company.id)]
        )
        with self.assertRaisesRegex(UserError, "company"), self.env.cr.savepoint():
            self.connect(warehouse_id=warehouse.id)

    def test_the_same_store_twice(self):
        self.connect()
        with (
            self.assertRaisesRegex(ValidationError, "already exists"),
            self.env.cr.savepoint(),
        ):
            self.connect()

    def test_nothing_is_left_on_bigcommerce_when_connect_fails_late(self):
        self.env.company.chart_template = False
        self.assert_refused("chart of accounts")


class WebPage:
    """A server that answers with a page, as a proxy or a wrong address does."""

    def __enter__(self):
        class Page(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                self.wfile.write(b"<html>Welcome</html>")

            def log_message(self, *args):
                """Nothing on the console."""

        self.server = HTTPServer(("127.0.0.1", 0), Page)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self.server.server_port}"

    def __exit__(self, *exception):
        self.server.shutdown()
        self.server.server_close()
