"""A copy of the database never speaks to the real store."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from ..stock_case import StockCase


@tagged("post_install", "-at_install", "bigcommerce")
class TestCopiedDatabase(StockCase):
    def setUp(self):
        super().setUp()
        self.mug = self.synced("MUG")
        self.stock(self.mug, -1)

    def as_copy(self, **identity):
        """As if another database had been connected, and this were its copy."""
        known = self.store.database_identity
        self.store.database_identity = {**known, **identity}

    def assertPausedAsCopy(self, cause):
        for flow in ("stock", "catalog", "orders", "webhooks"):
            self.store.state = "live"
            with self.assertNoRequests():
                self.sync(flow)
            self.assertEqual(self.store.state, "paused")
        self.assertIn("looks like a copy", self.store.pause_reason)
        self.assertIn(cause, self.store.pause_reason)
        self.assertTrue(self.store.is_copied_database)

    def freeze_address(self, url):
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("web.base.url.freeze", "True")
        parameters.set_param("web.base.url", url)

    def test_connect_remembers_which_database_it_is(self):
        known = self.store.database_identity
        self.assertEqual(known["name"], self.env.cr.dbname)
        self.assertTrue(known["oid"].isdigit())
        self.assertTrue(known["cluster"].isdigit())
        self.assertFalse(self.store.is_copied_database)

    def test_a_copy_pauses_and_names_what_it_differs_in(self):
        cases = {
            "it is called": {"name": "shop", "oid": "1"},  # createdb -T
            "or restored": {"oid": "1"},  # dropped, created, pg_restore
            "another PostgreSQL server": {"cluster": "1"},
        }
        known = self.store.database_identity
        for cause, identity in cases.items():
            with self.subTest(cause):
                self.as_copy(**identity)
                self.assertPausedAsCopy(cause)
                self.store.database_identity = known

    def test_another_uuid(self):
        self.env["ir.config_parameter"].set_param("database.uuid", "another")
        self.assertPausedAsCopy("database.uuid")

    def test_another_address_that_somebody_fixed(self):
        self.freeze_address("https://shop.example")
        self.store.action_disconnect()
        self.store.action_connect()
        self.store.action_go_live()
        self.freeze_address("https://staging.example")
        self.assertPausedAsCopy("staging.example, not shop.example")

    def test_an_address_that_follows_the_last_login_says_nothing(self):
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("web.base.url.freeze", False)
        parameters.set_param("web.base.url", "http://192.168.1.5:8069")
        self.assertFalse(self.store.is_copied_database)

    def test_a_server_that_does_not_tell_its_cluster(self):
        self.as_copy(cluster=None)
        self.assertFalse(self.store.is_copied_database)
        self.sync("stock")
        self.assertEqual(self.on_hand(self.mug), 9)

    def test_a_store_connected_before_this_was_remembered(self):
        self.store.database_identity = False
        self.sync("stock")
        self.assertEqual(self.on_hand(self.mug), 9)
        self.assertEqual(self.store.database_identity["name"], self.env.cr.dbname)

    def test_nobody_sends_by_hand(self):
        self.as_copy(oid="1")
        with self.assertNoRequests():
            for action in ("action_go_live", "action_refresh"):
                with self.assertRaisesRegex(UserError, "Use This Database"):
                    getattr(self.store, action)()

    def test_disconnecting_a_copy_leaves_the_webhooks(self):
        hooks = len(list(self.shop.hooks.list()))
        self.as_copy(oid="1")
        self.store.action_disconnect()
        self.assertEqual(len(list(self.shop.hooks.list())), hooks)
        self.assertTrue(hooks)

    def test_a_copy_that_a_user_confirms_goes_live(self):
        self.as_copy(name="shop", oid="1")
        self.sync("stock")
        self.assertEqual((self.store.state, self.on_hand(self.mug)), ("paused", 10))
        self.store.name = "Moved"  # what was said of the pause would be said otherwise
        manager = new_test_user(
            self.env,
            "bc_manager",
            "base.group_user,bigcommerce_connector.bigcommerce_connector_group_manager",
        )
        self.store.with_user(manager).action_confirm_database()
        self.assertEqual(self.store.state, "live")
        self.assertFalse(self.store.is_copied_database)
        self.sync("stock")
        self.assertEqual(self.on_hand(self.mug), 9)

    def test_confirming_makes_nothing_live_that_was_not(self):
        for state, reason in (
            ("connected", "No token."),
            ("paused", "Paused by a brake."),
        ):
            with self.subTest(state):
                self.store.is_paused_as_copy = True  # before
                self.store._pause(reason)
                self.store.state = state
                self.as_copy(oid="1")
                self.store.action_preflight()
                with self.assertNoRequests():
                    self.sync("checks")
                self.assertEqual(self.store.state, state)
                self.store.action_confirm_database()
                self.assertEqual(self.store.state, state)
                self.assertFalse(self.store.is_copied_database)

    def test_only_a_manager_says_that_this_is_the_database(self):
        self.as_copy(oid="1")
        reader = new_test_user(
            self.env,
            "bc_reader",
            "base.group_user,bigcommerce_connector.bigcommerce_connector_group_user",
        )
        with self.assertRaises(AccessError):
            self.store.with_user(reader).action_confirm_database()
        self.assertTrue(self.store.is_copied_database)

    def test_a_neutralized_copy_has_no_token_to_go_on_with(self):
        self.as_copy(oid="1")
        self.store.write({"access_token": False, "state": "paused"})
        with self.assertRaisesRegex(UserError, "access token"):
            self.store.action_confirm_database()
        self.assertTrue(self.store.is_copied_database)
