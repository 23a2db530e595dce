"""What a connected store may become, who is told, and what it keeps."""

from odoo.exceptions import UserError, ValidationError
from odoo.tests import new_test_user

from ..common import BigcommerceCase

try:
    from bigcommerce_simulator.inventory.locations import add_location
except ImportError:  # the addon without the rest of its repository
    add_location = None


class TestStates(BigcommerceCase):
    def test_copied_database_pauses_and_says_so(self):
        self.env["ir.config_parameter"].set_param("database.uuid", "another")
        self.run_flow("orders")
        self.assertEqual(self.store.state, "paused")
        self.assertIn("copy", self.store.pause_reason)
        with self.assertRaisesRegex(UserError, "copy"):
            self.store.action_go_live()
        self.store.action_disconnect()
        self.assertTrue(list(self.shop.hooks.list()), "the original's webhooks stay")

    def test_revoked_token_pauses_with_one_message(self):
        self.store.access_token = "revoked"
        self.run_flow("orders")
        self.run_flow("orders")
        self.assertEqual(self.store.state, "paused")
        self.assertIn("on the store's page, under API Account", self.store.pause_reason)

    def test_who_paused_it_first_says_why(self):
        """Another flow may be refused at the same moment."""
        self.store.action_pause()
        self.store._flow("stock")._stop("Refused.")
        self.assertIn("Paused by", self.store.pause_reason)
        self.assertFalse(self.store.last_error)

    def test_a_store_that_is_not_live_yet_is_not_paused(self):
        """Else *Go Live* after a new token would skip the dry run."""
        self.store.state = "connected"
        self.store.action_preflight()
        self.store.access_token = "revoked"
        self.run_flow("checks")
        self.assertEqual(self.store.state, "connected")
        self.assertIn("access token", self.store.check_ids.progress)
        card = self.env["bigcommerce.dashboard"].browse(self.store.id)
        self.assertIn("access token", card.condition)

    def test_the_responsible_user_is_notified_of_a_pause(self):
        """Also one who does not follow the store."""
        staff = new_test_user(self.env, "web_shop_staff", "base.group_user")
        self.store.responsible_id = staff
        self.store.message_unsubscribe(staff.partner_id.ids)
        self.store.access_token = "revoked"
        self.run_flow("orders")
        told = self.store.message_ids.filtered(
            lambda message: "access token" in message.body
        )
        self.assertIn(staff.partner_id, told.notified_partner_ids)

    def test_a_paused_or_disconnected_store_still_closes_the_day(self):
        for stop in (self.store.action_pause, self.store.action_disconnect):
            session = self.store.config_ids._bigcommerce_open_session()
            stop()
            session.start_at = "2026-01-01 10:00:00"
            self.run_flow("sessions")
            self.assertEqual(session.state, "closed")

    def test_a_slow_hour_of_bigcommerce_is_waited_out(self):
        faults = self.simulator.store.faults
        faults.add("503", count=None)
        self.run_flow("orders")
        self.assertEqual(self.store.state, "live")
        self.assertIn("will try again later", self.store.last_error)
        faults.rules.clear()
        self.run_flow("orders")
        self.assertFalse(self.store.last_error)

    def test_a_connected_store_keeps_its_identity(self):
        self.assert_keeps_its_identity()
        with self.assertRaisesRegex(UserError, "Disconnect"):
            self.store.unlink()

    def test_a_disconnected_store_keeps_its_identity(self):
        """Another store's order 100 is no edit of this one's."""
        self.store.action_disconnect()
        self.assert_keeps_its_identity()
        self.store.write(
            {"store_hash": self.simulator.store_hash, "access_token": "renewed"}
        )
        self.assertEqual(self.store.access_token, "renewed")

    def assert_keeps_its_identity(self):
        company = self.env["res.company"].create({"name": "Other"})
        for vals in (
            {"store_hash": "other99"},
            {"api_url": "https://bigcommerce.example"},
            {"company_id": company.id},
        ):
            with (
                self.subTest(vals=vals),
                self.assertRaisesRegex(UserError, "create a new record"),
                self.env.cr.savepoint(),
            ):
                self.store.write(vals)

    def test_another_store_of_the_same_number_is_another_record(self):
        self.store.action_disconnect()
        for address, is_known in (
            (self.simulator.url, True),
            ("https://bigcommerce.example", False),
        ):
            vals = {
                "store_hash": self.simulator.store_hash,
                "company_id": self.env.company.id,
                "api_url": address,
            }
            store = self.env["bigcommerce.store"]._draft_for(vals)
            self.assertEqual(store == self.store, is_known)

    def test_a_draft_may_be_corrected(self):
        store = self.env["bigcommerce.store"].create({"store_hash": "other99"})
        store.write({"store_hash": "other98", "api_url": "https://shop.example"})
        self.assertEqual(store.store_hash, "other98")

    def test_only_a_disconnected_store_is_archived(self):
        for stop in (None, self.store.action_pause):
            if stop:
                stop()
            with (
                self.assertRaisesRegex(ValidationError, "Disconnect it first"),
                self.env.cr.savepoint(),
            ):
                self.store.action_archive()
        self.store.action_disconnect()
        self.store.action_archive()
        self.assertFalse(self.store.active)

    def test_an_archived_store_that_is_connected_again_is_in_sight(self):
        self.store.action_disconnect()
        self.store.action_archive()
        settings = self.env["res.config.settings"].create(
            {
                "bigcommerce_store_hash": self.simulator.store_hash,
                "bigcommerce_access_token": self.simulator.access_token,
                "bigcommerce_api_url": self.simulator.url,
                "bigcommerce_warehouse_id": self.warehouse.id,
                "bigcommerce_inventory_sync": False,
            }
        )
        settings.action_bigcommerce_connect()
        self.assertFalse(self.store.inventory_sync)
        self.assertEqual((self.store.state, self.store.active), ("connected", True))
        self.assertFalse(settings.bigcommerce_access_token)

    def test_settings_show_how_the_store_is_doing_and_change_its_switches(self):
        settings = self.env["res.config.settings"].create({})
        self.assertIn("No web order", settings.bigcommerce_condition)
        self.assertTrue(settings.bigcommerce_order_sync)
        self.env["res.config.settings"].create(
            {
                "bigcommerce_order_sync": False,
                "bigcommerce_order_sync_start_date_enabled": True,
                "bigcommerce_order_sync_start_date": "2026-01-01",
            }
        ).execute()
        self.assertFalse(self.store.order_sync)
        self.assertTrue(self.store.order_sync_start_date_enabled)
        self.assertTrue(self.store.product_sync)

    def test_every_caller_is_notified_of_the_same_stores(self):
        """The answer is cached: it must not be the first caller's."""
        self.env.registry.clear_cache()
        self.env.cr.execute("UPDATE bigcommerce_store SET active = false")
        self.assertIn(self.store.id, self.env["bigcommerce.store"]._connected_ids())

    def test_missing_location_or_channel_is_reported_once(self):
        simulated = self.simulator.store
        location = add_location(simulated, {"label": "Outlet"})
        channel = simulated.channels.add({"name": "Fair", "type": "pos"})
        self.store.action_refresh()
        gone = self.store.location_ids.filtered(lambda row: row.name == "Outlet")
        lost = self.store.channel_ids.filtered(lambda row: row.name == "Fair")
        gone.warehouse_id = self.warehouse
        self.assertIn(gone, self.store.location_ids._published())
        simulated.inventory.forget_location(location["id"])
        del simulated.channels.rows[channel["id"]]
        before = self.store.message_ids
        self.store.action_refresh()
        self.store.action_refresh()
        self.assertFalse(gone.enabled)
        self.assertNotIn(gone, self.store.location_ids._published())
        self.assertEqual(lost.status, "deleted")
        said = " ".join((self.store.message_ids - before).mapped("body"))
        self.assertEqual((said.count("Outlet"), said.count("Fair")), (1, 1))

    def test_web_register_cannot_be_opened_at_the_register(self):
        with self.assertRaisesRegex(UserError, "cannot be opened for selling"):
            self.store.config_ids.open_ui()
