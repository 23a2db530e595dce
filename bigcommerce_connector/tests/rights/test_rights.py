"""What people without the right to it can set going: nothing, here or there."""

import inspect

from lxml import etree
from psycopg2 import sql

from odoo.exceptions import AccessError
from odoo.models import BaseModel
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..common import SimulatorCase
from .rights_case import MANAGER, RightsCase

OURS = "odoo.addons.bigcommerce_connector."
# Who may read a record may call these: they open a page, or ask the database. A new
# method that is not named here has to refuse everybody but the connector's managers.
FOR_EVERYONE = {
    ("bigcommerce.store", "action_open"),
    ("bigcommerce.store", "action_open_on_bigcommerce"),
    ("bigcommerce.store", "action_view_orders_attention"),
    ("bigcommerce.store", "action_view_products_attention"),
    ("bigcommerce.store", "action_view_checks"),
    ("bigcommerce.check", "action_open"),
    ("bigcommerce.dashboard", "action_open"),
    ("bigcommerce.dashboard", "action_view_orders"),
    ("bigcommerce.dashboard", "action_view_todo"),
    ("bigcommerce.preflight.issue", "action_open"),
    ("bigcommerce.sync.log", "action_open"),
    ("bigcommerce.todo", "action_open"),
    ("bigcommerce.check", "action_view_lines"),
    ("bigcommerce.drift", "action_why_not"),
    ("bigcommerce.store", "action_view_missed_webhooks"),
    ("bigcommerce.store", "action_view_orders"),
    ("bigcommerce.store", "action_view_products"),
    ("bigcommerce.store", "action_view_sessions"),
    ("bigcommerce.order", "action_open_on_bigcommerce"),
    ("bigcommerce.order", "action_view_customer"),
    ("bigcommerce.product", "action_open_on_bigcommerce"),
    ("bigcommerce.match.candidate", "action_open_on_bigcommerce"),
    ("bigcommerce.remote.product", "action_open_on_bigcommerce"),
    ("bigcommerce.inventory.level", "action_explain"),
    ("bigcommerce.stock.reason.line", "action_open"),
    ("pos.config", "action_view_web_orders"),
    ("pos.config", "action_view_web_orders_attention"),
    ("bigcommerce.register", "read_news"),
    ("bigcommerce.register", "read_web_order"),
    ("bigcommerce.register", "search_posted"),
    ("bigcommerce.register", "search_unposted"),
    ("res.config.settings", "action_bigcommerce_open"),
    ("res.config.settings", "action_bigcommerce_stores"),
}
# These are for whoever prepares web orders and hands them over, cashiers among them.
FOR_CASHIERS = {
    ("bigcommerce.register", "hand_over"),
    ("bigcommerce.register", "has_left_in_part"),
    ("bigcommerce.register", "mark_ready"),
    ("bigcommerce.register", "quote_refund"),
    ("bigcommerce.register", "read_refund_choice"),
    ("bigcommerce.register", "refund_to_web_payment"),
    ("stock.picking", "action_bigcommerce_not_ready"),
    ("stock.picking", "action_bigcommerce_ready"),
}
ARGUMENTS = {
    "hand_over": (1,),
    "has_left_in_part": (1,),
    "mark_ready": (1, 1),
    "read_news": (1, [1]),
    "quote_refund": (1, 1, [[1, 1]]),
    "read_refund_choice": (1,),
    "read_web_order": (1,),
    "refund_to_web_payment": (1, 1),
    "search_posted": (1, [], "", 10, 0),
    "search_unposted": (1, ""),
}
# What a method may leave behind although nobody called it: Odoo's own bookkeeping.
TABLES = ("ir_cron", "ir_cron_trigger", "mail_message", "pos_session", "pos_order")
USERS = {
    "portal": "base.group_portal",
    "internal": "base.group_user",
    "cashier": "base.group_user,point_of_sale.group_pos_user",
    "reader": "base.group_user,bigcommerce_connector.bigcommerce_connector_group_user",
}


def own_methods(env):
    """Every method that a client can call and that is ours alone.

    One that extends a method of Odoo's or of the ORM has that one's own rights.

    :return: pairs of model and method name
    """
    for model in env.registry:
        classes = type(env[model]).mro()
        ours = [one for one in classes if one.__module__.startswith(OURS)]
        others = [one for one in classes if one not in ours and one is not classes[0]]
        for name in sorted({name for one in ours for name in vars(one)}):
            method = getattr(type(env[model]), name)
            if (
                not name.startswith("_")
                and inspect.isfunction(method)
                and not getattr(method, "_api_private", False)
                and not any(name in vars(one) for one in others)
                and not hasattr(BaseModel, name)
            ):
                yield model, name


@tagged("post_install", "-at_install", "bigcommerce")
class TestRights(RightsCase):
    def call(self, model, method):
        """As any client with a password calls it.

        :return: the class of the error, None when there is none
        """
        arguments = [*ARGUMENTS.get(method, ())]
        if not getattr(getattr(self.env[model], method), "_api_model", False):
            arguments.insert(0, self.records[model].ids)
        answer = self.url_open(
            "/web/dataset/call_button/bigcommerce",
            json={
                "jsonrpc": "2.0",
                "params": {
                    "model": model,
                    "method": method,
                    "args": arguments,
                    "kwargs": {},
                },
            },
        ).json()
        return answer.get("error", {}).get("data", {}).get("name")

    def everything(self):
        """A digest of each table that could tell of something done."""
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND"
            " (relname LIKE 'bigcommerce%%' OR relname = ANY(%s))"
            # What *Why This Number?* shows is made for the page that shows it.
            " AND relname NOT LIKE 'bigcommerce_stock_reason%%' ORDER BY relname",
            [list(TABLES)],
        )
        digests = {}
        for (table,) in self.env.cr.fetchall():
            self.env.cr.execute(
                sql.SQL(
                    "SELECT md5(string_agg(t::text, '' ORDER BY t::text)) FROM {} t"
                ).format(sql.Identifier(table))
            )
            digests[table] = self.env.cr.fetchone()
        return digests

    def test_user_without_rights_sets_nothing_going(self):
        methods = list(own_methods(self.env))
        self.assertIn(("bigcommerce.store", "action_disconnect"), methods)
        seen = []
        self.simulator.application.observers.append(seen.append)
        for login, groups in USERS.items():
            new_test_user(self.env, f"bc_{login}", groups, password=f"bc_{login}")
            self.authenticate(f"bc_{login}", f"bc_{login}")
            before = self.everything()
            is_cashier = login in ("cashier", "reader")
            allowed = FOR_EVERYONE | (FOR_CASHIERS if is_cashier else set())
            for model, name in methods:
                with self.subTest(user=login, method=f"{model}.{name}"):
                    with mute_logger("odoo.http", "odoo.addons.base.models.ir_rule"):
                        error = self.call(model, name)
                    if (model, name) not in allowed:
                        self.assertEqual(error, "odoo.exceptions.AccessError")
                    self.assertFalse(seen, "BigCommerce was asked")
                    self.assertEqual(self.everything(), before)
                seen.clear()


class TestOwnedByTheConnector(RightsCase):
    def test_web_orders_are_changed_by_the_connector_alone(self):
        order = self.order.with_user(self.manager)
        line = order.line_ids[:1]
        for record, vals in (
            (order, {"revision": 7}),
            (order, {"amount_net": 1}),
            (order, {"state": "pending"}),
            (order, {"external_id": "1"}),
            (line, {"quantity_target": 5}),
            (line, {"order_id": False}),
        ):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                record.write(vals)
        for model, vals in (
            ("bigcommerce.order", {"external_id": "1"}),
            ("bigcommerce.order.line", {"order_id": order.id, "key": "x"}),
            ("bigcommerce.backfill", {"date_to": "2020-01-01", "mode": "both"}),
            ("bigcommerce.import", {"scope": "all"}),
            (
                "bigcommerce.webhook.gap",
                {"order_id": order.id, "seen_on": "2020-01-01"},
            ),
        ):
            with self.subTest(create=model), self.assertRaises(AccessError):
                self.env[model].with_user(self.manager).create(
                    {"store_id": self.store.id, **vals}
                )
        for record in (order, line):
            with self.subTest(unlink=record._name), self.assertRaises(AccessError):
                record.unlink()

    def test_user_who_sees_a_menu_can_open_its_pages(self):
        """Everything that the pages show can be read by whoever gets to them."""
        users = {**USERS, "manager": f"base.group_user,{MANAGER}"}
        users.pop("portal")
        opened = {}
        for login, groups in users.items():
            user = new_test_user(self.env, f"bc_opens_{login}", groups)
            env = self.env(user=user)
            for menu in self.own_menus(env):
                model = menu.action.sudo().res_model
                with self.subTest(user=login, menu=menu.name):
                    self.open_pages(env[model])
                opened.setdefault(login, set()).add(model)
        orders, stores = "bigcommerce.order", "bigcommerce.store"
        self.assertEqual(opened.keys(), {"cashier", "reader", "manager"})
        self.assertEqual(opened["cashier"], {orders, "stock.picking"})
        self.assertLess({orders, stores, "bigcommerce.product"}, opened["reader"])

    def own_menus(self, env):
        """The menus of ours that this user sees, those that open something."""
        ours = self.env["ir.model.data"].search(
            [("module", "=", "bigcommerce_connector"), ("model", "=", "ir.ui.menu")]
        )
        shown = set(ours.mapped("res_id")) & env["ir.ui.menu"]._visible_menu_ids()
        return env["ir.ui.menu"].browse(shown).filtered("action")

    def open_pages(self, records):
        views = records.get_views([(False, "list"), (False, "form")])["views"]
        for view in views.values():
            fields = etree.fromstring(view["arch"]).xpath(
                "//field[not(ancestor::field)]/@name"
            )
            records.search([]).read([*fields])

    def test_managers_do_all_that_is_theirs(self):
        """Every button does for a manager what it does for the system."""
        store = self.store.with_user(self.manager)
        order = self.order.with_user(self.manager)
        note = "Called the customer"
        order.message_post(body=note)
        order.activity_schedule("mail.mail_activity_data_todo", summary="Call")
        order.action_resync()
        self.assertTrue(order.needs_sync)
        order.action_recover()
        self.assertTrue(order.is_recovered)
        self.records["bigcommerce.product"].with_user(self.manager).action_requeue()
        wizard = self.env["bigcommerce.order.backfill"].with_user(self.manager)
        wizard.create(
            {"store_id": store.id, "date_from": "2020-01-01", "mode": "records"}
        ).action_start()
        store.action_stop_backfill()
        self.assertIn("stopped", store.backfill_ids.mapped("state"))
        self.assertNotIn("running", store.backfill_ids.mapped("state"))
        store.write({"order_sync": False})
        store.write({"order_sync": True})
        store.write(
            {
                "order_sync_start_date_enabled": True,
                "order_sync_start_date": "2020-01-01",
            }
        )
        store.action_sync_now()
        store.action_refresh()
        store.action_disconnect()
        store.action_connect()
        store.action_go_live()
        self.sync_orders()
        self.assertEqual((order.state, store.state), ("synced", "live"))

    def test_managers_skip_an_order(self):
        external_id = self.simulator.store.orders.place(
            lines=[{"sku": "MUG", "quantity": 1}], status_id=7
        ).id
        self.sync_orders()
        order = self.web_order(external_id)
        wizard = self.env["bigcommerce.order.skip"].with_user(self.manager)
        wizard.create({"order_id": order.id, "goods_leave": "yes"}).action_skip()
        self.assertEqual(order.state, "skipped")


class TestManagerConnects(SimulatorCase):
    def test_orders_that_are_open_there_already_are_read(self):
        self.shop.products.create(
            {"name": "Mug", "sku": "MUG", "type": "physical", "weight": 1, "price": 5}
        )
        self.simulator.store.orders.place(lines=[{"sku": "MUG", "quantity": 1}])
        self.simulator.store.clock.advance(60)
        manager = new_test_user(self.env, "bc_manager", f"base.group_user,{MANAGER}")
        store = self.draft_store().with_user(manager)
        store.action_connect()
        self.assertEqual((store.state, store.order_count), ("connected", "1"))
