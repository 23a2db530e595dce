"""A flow that fails says so, is tried again later and later, and is never given up."""

from datetime import timedelta

from odoo import fields
from odoo.tools import convert_file, mute_logger

from ..finding_case import FindingCase

FLOW = "odoo.addons.bigcommerce_connector.sync.flow.run"
SQL = "odoo.sql_db"


class TestFlowFailure(FindingCase):
    def setUp(self):
        """The database refuses what the orders flow writes at its end."""
        super().setUp()
        self.env.cr.execute(
            """
            CREATE FUNCTION bc_test_odd() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF current_setting('bc_test.odd', true) = 'yes' THEN
                    RAISE EXCEPTION 'nobody foresaw this';
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER bc_test_odd BEFORE UPDATE OF orders_last_sync
                ON bigcommerce_store
                FOR EACH ROW EXECUTE FUNCTION bc_test_odd();
            """
        )
        self.something_is("odd")

    def tearDown(self):
        self.something_is("sound")
        super().tearDown()

    def something_is(self, state):
        setting = "yes" if state == "odd" else ""
        self.env.cr.execute("SELECT set_config('bc_test.odd', %s, false)", [setting])

    def wait(self):
        return self.store._flow("orders").retry_at - fields.Datetime.now()

    def failing(self):
        return self.store.flow_ids.filtered("message")

    @mute_logger(FLOW, SQL)
    def test_the_store_shows_an_error_until_the_same_flow_succeeds(self):
        self.sync_orders()
        self.assertIn("unexpected error", self.store.last_error)
        self.run_flow("catalog")
        self.assertIn("unexpected error", self.store.last_error)
        self.something_is("sound")
        number = self.place()
        self.sync_orders()
        self.assertFalse(self.store.last_error or self.failing())
        self.assertEqual(self.posted(number), (1, 7.5))

    @mute_logger(FLOW, SQL)
    def test_a_failing_flow_is_tried_again_later_and_later(self):
        cron = self.store._flow("orders").cron_id
        for minutes in (1, 2, 4, 8, 16, 32, 60, 60):
            self.sync_orders()
            about = timedelta(minutes=minutes)
            self.assertLessEqual(self.wait(), about)
            self.assertGreater(self.wait(), about / 2)
            self.assertTrue(
                self.env["ir.cron.trigger"].search_count(
                    [
                        ("cron_id", "=", cron.id),
                        ("call_at", ">", fields.Datetime.now() + about / 2),
                    ]
                )
            )
            with self.assertNoRequests():
                self.run_flow_now("orders")

    @mute_logger(FLOW, SQL)
    def test_a_person_has_it_tried_at_once(self):
        for says in (self.store.action_sync_now, self.store.action_go_live):
            self.sync_orders()
            self.assertTrue(self.failing())
            says()
            self.assertFalse(self.store.last_error or self.failing())
        self.something_is("sound")
        number = self.place()
        self.sync_orders()
        self.assertEqual(self.posted(number), (1, 7.5))

    def test_scheduled_actions_that_were_switched_off_are_on_again(self):
        self.something_is("sound")
        crons = self.store.flow_ids.cron_id
        crons.active = False
        self.store.action_pause()
        self.store.action_go_live()
        self.assertEqual(set(crons.mapped("active")), {True})
        orders = self.store._flow("orders").cron_id
        orders.active = False
        before = self.store.message_ids
        self.env["bigcommerce.flow"]._reactivate_crons()
        self.env["bigcommerce.flow"]._reactivate_crons()
        self.assertTrue(orders.active)
        self.assertEqual(len(self.store.message_ids - before), 1)

    def test_an_update_brings_the_flows_that_a_live_store_lacks(self):
        kind = "fulfillment"
        self.store._flow(kind).unlink()
        path = "data/bigcommerce_flows.xml"
        convert_file(self.env, "bigcommerce_connector", path, {}, "update")
        self.assertTrue(self.store._flow(kind).cron_id.active)

    def test_a_paused_or_copied_store_stays_off_but_for_its_sessions(self):
        self.something_is("sound")
        crons = self.store.flow_ids.cron_id
        crons.active = False
        self.store.action_pause()
        self.env["bigcommerce.flow"]._reactivate_crons()
        active = crons.filtered("active")
        self.assertEqual(active, self.store._flow("sessions").cron_id)
        active.active = False
        self.store.state = "live"
        self.env["ir.config_parameter"].set_param("database.uuid", "another")
        self.env["bigcommerce.flow"]._reactivate_crons()
        self.assertFalse(any(crons.mapped("active")))
