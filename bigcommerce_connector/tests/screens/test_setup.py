"""The set-up: left and resumed at every step; nothing is written before it ends."""

from odoo.exceptions import UserError
from odoo.tests import Form, new_test_user

from ..common import SimulatorCase

SECRETS = ("access_token", "client_secret")
MANAGER = "bigcommerce_connector.bigcommerce_connector_group_manager"


class TestSetUp(SimulatorCase):
    def setUp(self):
        super().setUp()
        self.remote = self.shop.products.create(
            {
                "name": "Mug",
                "sku": "MUG",
                "type": "physical",
                "weight": 1,
                "price": 7.5,
                "inventory_tracking": "none",
            }
        )
        self.written = []
        self.simulator.application.observers.append(self.note_write)

    def note_write(self, exchange):
        """All but webhooks, and the probes of scopes, which hold no items."""
        method, path, body = (
            exchange[key] for key in ("method", "path", "request_body")
        )
        is_probe = body == "[]" or '"items": []' in (body or "")
        if method != "GET" and not path.endswith("/hooks") and not is_probe:
            self.written.append((method, path, body))

    def begin(self, **vals):
        given = self.store_vals(self.simulator)
        return self.env["bigcommerce.setup"].create({**given, **vals})

    def resume(self):
        """As whoever opens the page some time later."""
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["bigcommerce.setup"].create({})

    def test_set_up_goes_on_where_it_was_left_and_writes_nothing_before_its_end(self):
        setup = self.begin()
        setup.action_next()
        self.assertEqual((setup.step, setup.state), ("location", "draft"))
        self.assertEqual([setup[name] for name in SECRETS], [False, False])

        setup = self.resume()
        store = setup.store_id
        self.assertEqual(
            (setup.step, setup.store_hash), ("credentials", store.store_hash)
        )
        setup.action_next()
        setup.action_next()
        self.assertEqual((setup.step, store.state), ("taxes", "connected"))

        self.sell_for_less()
        setup = self.resume()
        self.assertEqual((setup.step, setup.store_id), ("taxes", store))
        setup.action_next()
        self.assertEqual((setup.step, setup.preflight_state), ("products", "waiting"))
        setup.writes_name = False
        setup = self.resume()
        self.assertEqual((setup.step, store.writes_name), ("products", False))
        setup.action_next()

        setup = self.resume()
        self.assertEqual((setup.step, setup.dry_run_state), ("dry_run", "waiting"))
        for flow in ("checks", "catalog", "stock"):
            self.run_flow(flow, store)
        self.assertEqual((setup.preflight_state, setup.dry_run_state), ("done", "done"))
        self.assertIn(
            ("Price", "7.50", "5.00"),
            [
                (line.field_name, line.old_value, line.new_value)
                for line in setup.dry_run_line_ids
            ],
        )
        setup.action_next()
        setup.write(
            {
                "order_sync_start_date_enabled": True,
                "order_sync_start_date": "2026-01-01",
            }
        )
        self.assertEqual(self.written, [])
        setup.action_go_live()
        self.assertEqual((store.state, self.resume().step), ("live", "credentials"))
        self.run_flow("catalog", store)
        self.assertEqual(self.shop.products.get(self.remote["id"])["price"], 5)

    def sell_for_less(self):
        self.env["product.product"].create(
            {
                "name": "Coffee Mug",
                "default_code": "MUG",
                "list_price": 5,
                "bigcommerce_enabled": True,
            }
        )

    def test_a_token_that_lacks_a_scope_stays_at_the_credentials(self):
        token = self.simulator.add_token(scopes=["store_v2_information_read_only"])
        setup = self.begin(access_token=token)
        setup.action_next()
        self.assertEqual(setup.step, "credentials")
        self.assertFalse(setup.has_all_scopes)
        self.assertIn("Missing", setup.scope_table)
        setup.access_token = self.simulator.access_token
        setup.action_next()
        self.assertEqual(setup.step, "location")
        store = setup.store_id
        store.state = "connected"
        setup.access_token = token
        with (
            self.assertRaisesRegex(UserError, "lacks these OAuth scopes"),
            self.env.cr.savepoint(),
        ):
            setup.action_test()
        self.assertEqual(store.access_token, self.simulator.access_token)

    def test_a_store_that_a_colleague_connects_meanwhile_is_left_alone(self):
        page = Form(self.env["bigcommerce.setup"])
        theirs = self.draft_store()
        theirs.state = "connected"
        page.store_hash = f"{self.simulator.url}/stores/{theirs.store_hash}/v3/"
        page.access_token = "another"
        setup = page.save()
        self.assertFalse(setup.store_id)
        with self.assertRaisesRegex(UserError, "already exists"):
            setup.action_next()

    def test_a_store_that_was_disconnected_keeps_its_location(self):
        outlet = self.env["stock.warehouse"].create({"name": "Outlet", "code": "OUT"})
        store = self.draft_store(warehouse_id=outlet.id)
        store.connected_on = store.create_date  # else the set-up begins with it
        setup = self.begin()
        self.assertFalse(setup.store_id)
        setup.action_next()
        self.assertEqual((setup.store_id, setup.warehouse_id), (store, outlet))
        settings = self.env["res.config.settings"].create(
            {f"bigcommerce_{name}": value for name, value in self.credentials().items()}
        )
        settings.action_bigcommerce_connect()
        self.assertEqual((store.state, store.warehouse_id), ("connected", outlet))

    def credentials(self):
        given = self.store_vals(self.simulator)
        given.pop("warehouse_id")
        return given

    def test_wrong_credentials_leave_nothing(self):
        stores = self.env["bigcommerce.store"].search_count([])
        for vals, message in (
            ({"store_hash": False}, "Enter the Store#"),
            ({"access_token": False}, "Enter the access token"),
            ({"access_token": "wrong"}, "does not accept the access token"),
        ):
            with self.subTest(vals=vals):
                setup = self.begin(**vals)
                with (
                    self.assertRaisesRegex(UserError, message),
                    self.env.cr.savepoint(),
                ):
                    setup.action_next()
        self.assertEqual(self.env["bigcommerce.store"].search_count([]), stores)

    def test_a_manager_without_settings_rights_goes_on_with_the_draft(self):
        self.draft_store(warehouse_id=False)
        manager = new_test_user(self.env, "setup_manager", f"base.group_user,{MANAGER}")
        self.sell_at_two_taxes()
        setup = self.env["bigcommerce.setup"].with_user(manager).create({})
        setup.action_next()
        setup.action_next()
        self.assertIn("13 %: Goods, Services", setup.open_rates)
        tax = self.env["account.tax"].search([("name", "=", "Goods")])
        setup.tax_ids = [(0, 0, {"rate": 13, "tax_id": tax.id})]
        self.assertEqual(setup.store_id.tax_ids.tax_id, tax)
        self.assertFalse(setup.open_rates)
        setup.action_next()
        setup.action_next()
        setup.action_next()
        setup.action_go_live()
        self.assertEqual(setup.state, "live")

    def sell_at_two_taxes(self):
        self.env["account.tax"].create(
            [
                {"name": name, "amount": 13, "type_tax_use": "sale"}
                for name in ("Goods", "Services")
            ]
        )
