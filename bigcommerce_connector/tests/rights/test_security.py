"""Who sees what: cashiers, managers, other companies, and who must not."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user
from odoo.tools import file_open, mute_logger

from ..common import BigcommerceCase

SECRETS = (
    "access_token",
    "client_secret",
    "webhook_secret",
    "identity_secret",
    "api_url",
    "database_uuid",
)


class TestSecurity(BigcommerceCase):
    def setUp(self):
        super().setUp()
        self.order = self.web_order_of("MUG", 7.5)
        self.cashier = new_test_user(
            self.env, "bc_cashier", "base.group_user,point_of_sale.group_pos_user"
        )
        self.manager = new_test_user(
            self.env,
            "bc_manager",
            "base.group_user,bigcommerce_connector.bigcommerce_connector_group_manager",
        )

    def test_cashiers_read_web_orders_at_the_register(self):
        """pos.order loads every field there: none may be out of a cashier's reach."""
        orders = self.env["pos.order"].with_user(self.cashier)
        data = orders.read_pos_orders([("id", "in", self.order.pos_order_ids.ids)])
        self.assertEqual(data["pos.order"][0]["bigcommerce_order_id"], self.order.id)
        self.assertTrue(self.order.with_user(self.cashier).line_ids.read(["name"]))

    def test_cashiers_change_nothing(self):
        for record in (self.order, self.store, self.order.line_ids):
            with self.assertRaises(AccessError):
                record.with_user(self.cashier).write({"name": "x"})
        with self.assertRaises(AccessError):
            self.order.with_user(self.cashier).action_resync()

    def test_list_of_orders_to_read_is_shown_to_managers_and_changed_by_nobody(self):
        fetch = self.env["bigcommerce.order.fetch"]
        fetch._add(self.store, ["1042"], "asked")
        row = fetch.search([("store_id", "=", self.store.id)])
        with self.assertRaises(AccessError):
            row.with_user(self.cashier).read(["external_id"])
        ours = row.with_user(self.manager)
        self.assertEqual(ours.read(["external_id"])[0]["external_id"], "1042")
        vals = {"store_id": self.store.id, "external_id": "1043", "reason": "asked"}
        for change in (
            lambda: ours.write({"tries": 0}),
            lambda: ours.create(vals),
            ours.unlink,
        ):
            with self.assertRaises(AccessError):
                change()

    @mute_logger("odoo.models")
    def test_list_of_orders_to_read_is_the_companys(self):
        fetch = self.env["bigcommerce.order.fetch"]
        fetch._add(self.store, ["1042"], "asked")
        other = self.env["res.company"].create({"name": "Other"})
        stranger = new_test_user(
            self.env,
            "bc_stranger",
            "base.group_user,bigcommerce_connector.bigcommerce_connector_group_manager",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        self.assertFalse(fetch.with_user(stranger).search([]))
        self.assertTrue(fetch.with_user(self.manager).search([]))

    @mute_logger("odoo.models")
    def test_secrets_are_the_systems(self):
        for user in (self.cashier, self.manager):
            for name in SECRETS:
                with self.subTest(user=user.login, field=name):
                    with self.assertRaises(AccessError):
                        self.store.with_user(user).read([name])
        for name in ("payload", "refunds_payload"):
            with self.assertRaises(AccessError):
                self.order.with_user(self.manager).read([name])

    def test_secrets_are_not_copied(self):
        copied = self.store.copy({"name": "Copy"})
        for name in ("access_token", "client_secret", "store_hash", "database_uuid"):
            self.assertFalse(copied[name])
        self.assertNotEqual(copied.webhook_secret, self.store.webhook_secret)

    def test_the_token_is_in_no_log_and_no_message(self):
        self.store.access_token = "very-secret-token"
        with self.assertLogs("odoo.addons.bigcommerce_connector", "DEBUG") as logs:
            self.run_flow("orders")
        said = "\n".join(logs.output) + (self.store.pause_reason or "")
        said += "".join(self.store.message_ids.mapped("body"))
        self.assertEqual(self.store.state, "paused")
        self.assertNotIn("very-secret-token", said)

    def test_managers_check_again_and_pause(self):
        order = self.order.with_user(self.manager)
        order.action_resync()
        self.assertTrue(order.needs_sync)
        store = self.store.with_user(self.manager)
        store.action_pause()
        store.action_go_live()
        self.assertEqual(store.state, "live")

    def test_another_company_sees_nothing(self):
        company = self.env["res.company"].create({"name": "Other"})
        stranger = new_test_user(
            self.env,
            "bc_stranger",
            "base.group_user,bigcommerce_connector.bigcommerce_connector_group_manager",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        records = {
            "bigcommerce.store": self.store,
            "bigcommerce.flow": self.store.flow_ids,
            "bigcommerce.location": self.store.location_ids,
            "bigcommerce.channel": self.store.channel_ids,
            "bigcommerce.order": self.order,
            "bigcommerce.order.line": self.order.line_ids,
            "bigcommerce.order.status": self.store.status_ids,
            "bigcommerce.payment.method": self.store.payment_method_ids,
        }
        for model, record in records.items():
            with self.subTest(model=model):
                self.assertTrue(record)
                found = self.env[model].with_user(stranger).search([])
                self.assertFalse(found & record.with_user(stranger))
        choose = self.env["bigcommerce.order.choose"].create(
            {"order_id": self.order.id}
        )
        for model, vals in (
            ("bigcommerce.setup", {"store_id": self.store.id}),
            ("bigcommerce.order.choose", {"order_id": self.order.id}),
            (
                "bigcommerce.order.choose.line",
                {"wizard_id": choose.id, "order_line_id": self.order.line_ids[0].id},
            ),
        ):
            with self.subTest(create=model), self.assertRaises(AccessError):
                self.env[model].with_user(stranger).create(vals)
            self.env[model].with_user(self.manager).create(vals)

    def test_every_model_with_a_company_has_a_rule(self):
        models = self.env["ir.model"].search([("model", "=like", "bigcommerce.%")])
        for model in models.filtered(lambda m: not m.transient):
            if "company_id" in self.env[model.model]._fields and not model.abstract:
                with self.subTest(model=model.model):
                    self.assertTrue(model.rule_ids)

    @mute_logger("odoo.models")
    def test_portal_and_public_see_nothing(self):
        portal = new_test_user(self.env, "bc_portal", "base.group_portal")
        for user in (portal, self.env.ref("base.public_user")):
            for record in (self.store, self.order):
                with self.assertRaises(AccessError):
                    record.with_user(user).read(["name"])

    def test_customers_see_their_transfers_without_what_staff_sees_of_the_order(self):
        """Sales lets them read these in the portal."""
        portal = new_test_user(self.env, "bc_portal", "base.group_portal")
        fields = self.env["stock.picking"].with_user(portal).fields_get()
        mine = {name for name in fields if name.startswith("bigcommerce_")}
        self.assertIn("bigcommerce_tracking", mine)
        mine.remove("bigcommerce_order_id")  # its number, which is theirs
        self.assertFalse([name for name in mine if fields[name].get("related")])

    def test_a_neutralized_copy_holds_no_secret_and_never_runs(self):
        setup = self.env["bigcommerce.setup"].create(
            {"access_token": "secret", "client_secret": "secret"}
        )
        self.env.flush_all()
        with file_open("bigcommerce_connector/data/neutralize.sql") as script:
            self.env.cr.execute(script.read())
        self.env.invalidate_all()
        for holder in (self.store, setup):
            self.assertFalse(holder.access_token or holder.client_secret)
        self.assertEqual(self.store.state, "paused")
        self.assertFalse(self.store.flow_ids.cron_id.filtered("active"))
