"""Dry runs in the background, as often as somebody asks for them, before Go Live."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from ..dry_run_case import DryRunCase


@tagged("post_install", "-at_install", "bigcommerce")
class TestDryRunRuns(DryRunCase):
    # === IN THE BACKGROUND === #

    def test_many_products_in_parts_with_the_fewest_reads(self):
        self.env["product.template"].create(
            [
                {
                    "name": f"Product {number}",
                    "default_code": f"P{number}",
                    "list_price": 10,
                    "bigcommerce_enabled": True,
                }
                for number in range(300)
            ]
        )
        self.sell_there("P7", name="Product 7")
        self.store.action_dry_run()
        with self.requests("GET catalog/products", "GET inventory/items"):
            self.run_flow("checks")
        check = self.store.check_ids
        self.assertEqual((check.state, check.done_count), ("done", 300))
        self.assertIn("Created: 299", check.result)
        self.assertIn("Linked: 1", check.result)

    def test_run_again_after_an_outage(self):
        self.product()
        self.store.action_dry_run()
        self.fault("503", count=None)
        self.run_flow("checks")
        check = self.store.check_ids
        self.assertIn("not available", check.progress)
        with self.simulator.store.lock:
            self.simulator.store.faults.rules.clear()
        self.run_flow("checks")
        self.assertEqual(check.state, "done")
        first = check.line_ids
        check.action_run()
        self.run_flow("checks")
        self.assertFalse(first.exists())
        self.assertTrue(check.line_ids)

    def test_a_person_stops_it(self):
        self.product()
        self.store.action_dry_run()
        self.store.check_ids.action_stop()
        with self.assertNoRequests():
            self.run_flow("checks")
        self.assertEqual(self.store.check_ids.state, "stopped")

    def test_only_managers_ask_for_a_dry_run(self):
        reader = new_test_user(
            self.env,
            "bc_dry_reader",
            "base.group_user,bigcommerce_connector.bigcommerce_connector_group_user",
        )
        with self.assertRaises(AccessError):
            self.store.with_user(reader).action_dry_run()
        manager = new_test_user(
            self.env,
            "bc_dry_manager",
            "base.group_user,bigcommerce_connector.bigcommerce_connector_group_manager",
        )
        self.store.with_user(manager).action_dry_run()
        check = self.store.check_ids.with_user(manager)
        self.assertEqual(check.state, "waiting")
        with self.assertRaises(AccessError):
            check.write({"state": "done"})

    def test_not_before_it_is_connected(self):
        with self.assertRaises(UserError):
            self.draft_store(store_hash="other1").action_dry_run()

    # === GO LIVE === #

    def test_going_live_asks_for_it(self):
        self.product()
        wizard = self.env["bigcommerce.go.live"].create({"store_id": self.store.id})
        self.assertFalse(wizard.check_id)
        wizard.action_dry_run()
        self.run_flow("checks")
        wizard = self.env["bigcommerce.go.live"].create({"store_id": self.store.id})
        self.assertIn("Created: 1", wizard.summary)
        self.assertEqual(
            wizard.action_view()["domain"], [("check_id", "=", wizard.check_id.id)]
        )
        wizard.action_go_live()
        self.assertEqual(self.store.state, "live")
        self.sync()
        self.assertEqual(len(list(self.shop.products.list())), 1)

    def test_connected_writes_nothing(self):
        self.product()
        with self.assertNoRequests():
            for flow in ("catalog", "stock"):
                self.sync(flow)
