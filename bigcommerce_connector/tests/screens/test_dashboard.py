"""The first page: how each store is doing, at a glance."""

import json
from datetime import timedelta

from lxml import etree

from odoo import fields
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from ..finding_case import FindingCase

POST = "odoo.addons.bigcommerce_connector.sync.orders.reconcile"
FLOW = "odoo.addons.bigcommerce_connector.sync.flow.run"
USER = "base.group_user,bigcommerce_connector.bigcommerce_connector_group_user"
MANAGER = "base.group_user,bigcommerce_connector.bigcommerce_connector_group_manager"
FIELDS = (
    "condition",
    "is_in_trouble",
    "last_checks",
    "late_checks",
    "last_order_on",
    "order_attention_count",
    "product_attention_count",
    "to_collect_count",
    "to_refund_count",
    "today_amount",
    "today_count",
    "turnover_graph",
    "waiting_count",
)


class TestDashboard(FindingCase):
    def setUp(self):
        super().setUp()
        self.user = new_test_user(self.env, "dashboard_user", USER, tz="UTC")

    def card(self):
        self.env.flush_all()
        self.env.invalidate_all()
        return (
            self.env["bigcommerce.dashboard"]
            .with_user(self.user)
            .with_context(tz="UTC")
            .search([("store_id", "=", self.store.id)])
        )

    def run_all(self):
        for flow in ("orders", "stock", "catalog"):
            self.run_flow(flow)

    def test_a_store_in_order_says_so_with_its_last_order_and_turnover(self):
        self.run_all()
        self.assertIn("No web order in the last two weeks", self.card().condition)
        self.place(2)
        self.place(status_id=7)
        self.run_all()
        card = self.card()
        self.assertRegex(card.condition, r"^All in order. Last order .* ago\.$")
        self.assertFalse(card.is_in_trouble)
        self.assertRegex(card.last_checks, r"^Orders \d\d:\d\d · Stock .* · Catalog ")
        self.assertEqual((card.today_count, card.today_amount), (2, 15))
        self.assertEqual(card.waiting_count, 1)
        [bars] = json.loads(card.turnover_graph)
        values = [bar["value"] for bar in bars["values"]]
        self.assertEqual(values, [0] * 13 + [15])

    @mute_logger(POST, FLOW)
    def test_the_first_problem_is_told_instead(self):
        self.orders.place([{"name": "New", "sku": "NEW", "price": 5, "quantity": 1}])
        self.run_all()
        card = self.card()
        self.assertEqual((card.order_attention_count, card.is_in_trouble), (1, True))
        self.assertEqual(
            card.condition, "Needs attention: web orders (1), products (0)."
        )
        late = fields.Datetime.now() - timedelta(hours=30)
        self.store._flow("stock").last_success = late
        card = self.card()
        self.assertRegex(card.condition, "^Stock: last checked .* scheduled")
        self.assertRegex(card.late_checks, r"^Stock \S+ \d\d:\d\d$")
        self.assertNotIn("Stock", card.last_checks)
        self.simulator.store.faults.add("500", None)
        self.run_flow("orders")
        self.assertIn("Internal server error", self.card().condition)
        self.store.action_pause()
        self.assertIn("Paused by", self.card().condition)
        self.store.action_disconnect()
        self.assertEqual(self.card().condition, "Not connected.")

    def test_what_takes_long_is_at_work_and_not_late(self):
        self.run_all()
        now, catalog = fields.Datetime.now(), self.store._flow("catalog")
        for done in (False, now - timedelta(hours=2)):
            catalog.write({"last_run": now, "last_success": done})
            card = self.card()
            self.assertEqual(card.condition, "At work: Catalog.")
            self.assertFalse(card.is_in_trouble)
        catalog.last_run = now - timedelta(hours=1)
        self.assertRegex(self.card().condition, "^Catalog: last checked .* scheduled")

    def test_each_count_leads_to_just_those_orders(self):
        number = self.place(3)
        self.place()
        self.sync_orders()
        line = self.orders.get(number).lines[0]
        self.orders.edit(number, lines=[{"id": line.id, "quantity": 1}])
        self.sync_orders()
        card = self.card()
        self.assertEqual((card.to_refund_count, card.to_collect_count), (1, 0))
        self.assertRegex(card.condition, r"^Last order .* ago\.$")  # not all in order
        action = card.with_context(bigcommerce_filter="to_refund").action_view_orders()
        self.assertEqual(action["context"], {"search_default_to_refund": True})
        self.assertEqual(action["domain"], [("store_id", "=", self.store.id)])
        search = self.env["bigcommerce.order"].get_view(view_type="search")["arch"]
        for name in ("today", "attention", "pending", "to_refund", "to_collect"):
            self.assertIn(f'name="{name}"', search)
        self.assertEqual(card.action_open()["res_id"], self.store.id)

    def test_it_is_read_by_few_queries_however_many_stores(self):
        self.store.copy({"store_hash": "another"})
        cards = self.env["bigcommerce.dashboard"].with_user(self.user)
        cards.search([]).read(FIELDS)  # as the second one who opens it
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(16):
            self.assertEqual(len(cards.search([]).read(FIELDS)), 2)

    def test_a_stores_page_is_read_by_few_queries(self):
        self.place()
        self.sync_orders()
        page = self.store.with_user(self.env.ref("base.user_admin"))
        views = page.get_views([(False, "form")])
        arch = etree.fromstring(views["views"]["form"]["arch"])
        wanted = self.specification(arch, page._name, views["models"])
        self.assertIn("kind", wanted["flow_ids"]["fields"])
        page.web_read(wanted)  # as the second one who opens it
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(20):
            [values] = page.web_read(wanted)
        self.assertEqual(values["order_count"], "1")
        self.assertEqual(len(values["flow_ids"]), len(self.store.flow_ids))

    def specification(self, node, model, models):
        """What the web client asks of a view, its lists of records included."""
        found = {}
        for child in node:
            field = models[model]["fields"].get(child.get("name"))
            if child.tag != "field":
                found |= self.specification(child, model, models)
            elif field["type"] == "many2one":
                found[field["name"]] = {"fields": {"display_name": {}}}
            else:
                rows = child.find("list")
                found[field["name"]] = (
                    {"fields": self.specification(rows, field["relation"], models)}
                    if rows is not None
                    else {}
                )
        return found


class TestDashboardOfACompany(FindingCase):
    def test_stores_of_other_companies_are_not_on_it(self):
        other = self.env["res.company"].create({"name": "Other"})
        user = new_test_user(
            self.env, "elsewhere", USER, company_id=other.id, company_ids=[other.id]
        )
        self.assertFalse(self.env["bigcommerce.dashboard"].with_user(user).search([]))

    def test_who_may_not_connect_a_store_is_not_offered_to(self):
        action = self.env.ref("bigcommerce_connector.bigcommerce_dashboard_action")
        shown = []
        for login, groups in (("looks_at_it", USER), ("connects_it", MANAGER)):
            user = new_test_user(self.env, login, groups)
            shown.append(action.with_user(user).sudo(False)._get_action_dict()["help"])
        self.assertNotIn("bigcommerce_setup_action", shown[0])
        self.assertIn("Ask a BigCommerce manager", shown[0])
        self.assertIn("bigcommerce_setup_action", shown[1])
