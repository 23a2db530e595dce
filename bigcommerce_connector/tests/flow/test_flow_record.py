"""Each flow of a store has a record: when it ran, what keeps it, when it runs next."""

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from odoo.addons.base.models import ir_cron

from ..finding_case import FindingCase

FLOW = "odoo.addons.bigcommerce_connector.sync.flow.run"
KINDS = [
    *("orders", "stock", "catalog", "import", "sessions", "webhooks", "checks"),
    "fulfillment",
]
CONNECTOR = "bigcommerce_connector.bigcommerce_connector_group"


class TestFlowRecord(FindingCase):
    def setUp(self):
        super().setUp()
        self.enterContext(mute_logger(FLOW))
        self.flow = self.store._flow("orders")

    def break_answers(self, kind="503"):
        self.simulator.store.faults.add(kind, None, method="GET", path="/v2/orders*")

    def person(self, group):
        return new_test_user(
            self.env, f"bc_flow_{group}", f"base.group_user,{CONNECTOR}_{group}"
        )

    # === WITH THE STORE === #

    def test_store_is_made_with_one_flow_of_each_kind(self):
        store = self.draft_store(store_hash="other")
        self.assertEqual(store.flow_ids.mapped("kind"), KINDS)
        self.assertFalse(store.flow_ids.cron_id)
        self.assertEqual(set(store.flow_ids.mapped("state")), {"off"})
        self.assertFalse(any(store.flow_ids.mapped("next_run")))

    def test_copied_store_has_flows_of_its_own(self):
        copy = self.store.copy({"store_hash": "other"})
        self.assertEqual(copy.flow_ids.mapped("kind"), KINDS)
        self.assertFalse(copy.flow_ids & self.store.flow_ids)
        self.assertFalse(copy.flow_ids.cron_id)

    def test_deleted_store_takes_its_scheduled_actions_along(self):
        store = self.draft_store(store_hash="other")
        flows, store_flows = store.flow_ids, self.store.flow_ids
        flows._create_crons()
        crons = flows.cron_id
        self.assertEqual(len(crons), len(KINDS))
        store.unlink()
        self.assertFalse(flows.exists() or crons.exists())
        self.assertEqual(len(store_flows.exists().cron_id), len(KINDS))

    def test_scheduled_action_that_somebody_deleted_is_made_again(self):
        self.flow.cron_id.unlink()
        self.assertFalse(self.flow.cron_id)
        self.store.action_go_live()
        self.assertTrue(self.flow.cron_id.active)

    # === WHAT A RUN WRITES === #

    def test_run_says_when_it_began_and_when_all_was_done(self):
        before = fields.Datetime.now()
        self.run_flow("orders")
        self.assertGreaterEqual(self.flow.last_run, before)
        self.assertGreaterEqual(self.flow.last_success, self.flow.last_run)
        self.assertEqual(self.flow.state, "on")

    def test_run_that_lacks_time_is_no_success(self):
        self.enterContext(patch.object(ir_cron, "MIN_TIME_PER_JOB", 0))
        self.enterContext(patch.object(ir_cron, "MIN_RUNS_PER_JOB", 1))
        flow = self.store._flow("catalog")
        self.mug.bigcommerce_enabled = True
        flow.last_success = False
        self.run_flow("catalog")
        self.assertTrue(flow.last_run)
        self.assertFalse(flow.last_success or flow.message)

    def test_failing_flow_keeps_the_time_of_its_first_failure(self):
        self.run_flow("orders")
        success = self.flow.last_success
        self.break_answers()
        self.run_flow("orders")
        self.flow.failing_since -= timedelta(hours=1)
        since = self.flow.failing_since
        self.run_flow("orders")
        self.assertEqual(self.flow.state, "failing")
        self.assertEqual((self.flow.failing_since, self.flow.failure_count), (since, 2))
        self.assertEqual(self.flow.last_success, success)
        self.assertIn("will try again later", self.flow.message)
        self.assertEqual(self.store.last_error, self.flow.message)
        self.simulator.store.faults.rules.clear()
        self.run_flow("orders")
        self.assertEqual(self.flow.state, "on")
        self.assertFalse(self.flow.failing_since or self.flow.failure_count)
        self.assertFalse(self.store.last_error)

    # === WHEN IT RUNS NEXT === #

    def test_next_run_is_the_schedulers_or_what_was_asked_for(self):
        cron = self.flow.cron_id
        self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)]).unlink()
        self.flow.invalidate_recordset(["next_run"])
        self.assertEqual(self.flow.next_run, cron.nextcall)
        cron.nextcall = fields.Datetime.now() + timedelta(hours=1)
        self.store._trigger_flow("orders", after=60)
        self.flow.invalidate_recordset(["next_run"])
        left = self.flow.next_run - fields.Datetime.now()
        self.assertLessEqual(abs(left.total_seconds() - 60), 2)

    def test_next_run_of_a_flow_that_waits_is_its_retry(self):
        self.break_answers()
        self.run_flow("orders")
        self.store._trigger_flow("orders")  # a webhook
        self.assertEqual(self.flow.next_run, self.flow.retry_at)

    def test_flow_of_a_paused_store_is_off_but_for_its_sessions(self):
        self.store.action_pause()
        on = self.store.flow_ids.filtered(lambda flow: flow.state != "off")
        self.assertEqual(on.mapped("kind"), ["sessions"])
        self.assertFalse(self.flow.next_run)

    def test_stock_is_off_without_inventory_sync(self):
        self.store.inventory_sync = False
        self.assertEqual(self.store._flow("stock").state, "off")

    # === PEOPLE === #

    def test_administrator_runs_one_flow_now(self):
        stock = self.store._flow("stock")
        stock._set_failure("Slow down", fields.Datetime.now() + timedelta(hours=1), 3)
        self.break_answers()
        self.run_flow_now("orders")
        flow = self.flow.with_user(self.person("manager"))
        before = self.last_trigger()
        flow.action_run_now()
        self.assertFalse(self.flow.message or self.flow.retry_at)
        self.assertGreater(self.last_trigger(), before)
        self.assertTrue(stock.message and stock.retry_at)

    def test_user_sees_flows_and_runs_none(self):
        flow = self.flow.with_user(self.person("user"))
        self.assertEqual(flow.state, "on")
        self.assertTrue(flow.next_run)
        with self.assertRaises(AccessError):
            flow.action_run_now()

    def test_nobody_writes_a_flow_by_hand(self):
        flow = self.flow.with_user(self.person("manager"))
        for values in ({"message": "Mine"}, {"last_success": False}):
            with self.subTest(values), self.assertRaises(AccessError):
                flow.write(values)
        with self.assertRaises(AccessError):
            flow.unlink()
        with self.assertRaises(AccessError):
            flow.cron_id  # noqa: B018 - scheduled actions are the system's
