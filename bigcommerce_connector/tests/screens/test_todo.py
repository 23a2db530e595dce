"""*To Do*: all that needs a person on one page, with its cause and what settles it."""

import re
from datetime import timedelta

from lxml import etree

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user
from odoo.tools import mute_logger

from ...models.todo_causes import CAUSES, PRODUCT_CAUSES, REMEDIES
from ...models.todo_rows import todo_rows
from ...sync.catalog.problem_sentences import _Sentences
from ..finding_case import FindingCase
from ..worked_examples.shop_side import ShopSide

POST = "odoo.addons.bigcommerce_connector.sync.orders.reconcile"
FLOW = "odoo.addons.bigcommerce_connector.sync.flow.run"
GROUPS = "base.group_user,bigcommerce_connector.bigcommerce_connector_group_%s"
NEW = {"name": "New", "sku": "NEW", "price": 5, "quantity": 1}


class TestTodo(FindingCase):
    def setUp(self):
        super().setUp()
        self.manager = new_test_user(
            self.env,
            "todo_manager",
            GROUPS % "manager" + ",product.group_product_manager",
        )

    def rows(self, **fields_are):
        """As a manager sees them."""
        self.env.flush_all()
        self.env.invalidate_all()
        domain = [(name, "=", value) for name, value in fields_are.items()]
        return self.env["bigcommerce.todo"].with_user(self.manager).search(domain)

    def place_unknown(self):
        number = self.orders.place([NEW]).id
        with mute_logger(POST):
            self.sync_orders()
        return self.web_order(number)

    def sell_without_sku(self):
        return self.env["product.product"].create(
            {"name": "Bagel", "is_storable": True, "bigcommerce_enabled": True}
        )

    def test_each_trouble_is_a_row_with_its_cause_and_text(self):
        self.assertFalse(self.rows())
        self.store.responsible_id = self.manager
        self.mug.bigcommerce_enabled = True
        nameless = self.sell_without_sku()
        cheaper, dearer = self.place(3), self.place()
        self.run_flow("catalog")
        self.place_unknown()
        self.set_quantity(cheaper, 1)
        self.set_quantity(dearer, 2)
        self.sync_orders()
        mug = self.mug.product_tmpl_id.bigcommerce_mapping_ids
        mug.image_message = "An image is too large."
        self.env["bigcommerce.drift"].create(
            {
                "store_id": self.store.id,
                "mapping_id": mug.id,
                "field": "price",
                "last_seen_on": fields.Datetime.now(),
            }
        )
        self.env["bigcommerce.stock.drift"].create(
            {
                "store_id": self.store.id,
                "variant_id": mug.variant_ids.id,
                "location_id": self.store.location_ids[0].id,
                "our_quantity": 5,
                "their_quantity": 7,
                "cause": "edited",
                "found_on": fields.Datetime.now(),
                "last_seen_on": fields.Datetime.now(),
            }
        )
        self.store._flow("webhooks").delivery_message = "They are signed otherwise."
        self.store._flow("orders")._set_failure("Refused.")
        rows = self.rows()
        self.assertEqual(
            {(row.kind, row.cause, row.name) for row in rows},
            {
                ("order", "no_product", "Web Order 102"),
                ("order", "to_refund", "Web Order 100"),
                ("order", "to_collect", "Web Order 101"),
                ("product", "no_sku", nameless.name),
                ("product", "in_part", self.mug.name),
                ("product", "changed_there", self.mug.name),
                ("stock", "stock_differs", self.mug.display_name),
                ("connection", "webhooks", "Webhooks"),
                ("connection", "flow", "Orders"),
            },
        )
        self.assertEqual(rows.responsible_id, self.manager)
        texts = " ".join(rows.mapped("message"))
        for text in (
            "“New”",
            "refund $\xa015.00",
            "collect $\xa07.50",
            "7 on",
            "Price",
        ):
            self.assertIn(text, texts)
        self.assertTrue(all(row.since and row.message for row in rows))
        difference = rows.filtered("stock_drift_id")
        self.assertEqual(
            difference.action_open()["domain"],
            [("id", "=", difference.stock_drift_id.id)],
        )
        mug.state = "skipped"
        self.assertFalse(self.rows(cause="in_part"))

    def test_what_odoo_tries_again_by_itself_is_there_once_it_lasts(self):
        flow = self.store._flow("orders")
        flow._set_failure("No answer.", fields.Datetime.now() + timedelta(hours=1), 1)
        self.assertFalse(self.rows())
        flow.failing_since -= timedelta(minutes=16)
        self.assertEqual(self.rows().cause, "flow")
        self.rows().action_fix()
        self.assertFalse(self.rows())
        self.store.action_pause()
        self.assertEqual(self.rows().cause, "paused")
        self.store.action_disconnect()
        self.assertFalse(self.rows())

    def test_since_outlasts_vain_tries_and_ends_with_the_trouble(self):
        order = self.place_unknown()
        then = fields.Datetime.now() - timedelta(days=3)
        order.attention_since = then
        self.rows().action_retry()
        self.assertTrue(self.rows().is_queued)
        with mute_logger(POST):
            self.sync_orders()
        self.assertEqual(self.rows().since, then)
        self.sell("NEW", 5)
        self.rows().action_fix()
        self.rows().action_retry()
        self.sync_orders()
        self.assertEqual((order.state, order.attention_since), ("synced", False))
        self.assertFalse(order.problem_code)

    def test_since_is_when_it_began_whatever_is_written_later(self):
        claimed, given_back = self.place(), self.place(2)
        cheaper, dearer = self.place(3), self.place()
        self.sync_orders()
        self.orders.edit(claimed, status_id=4)
        self.set_quantity(cheaper, 1)
        self.set_quantity(dearer, 2)
        refund = self.refund_at_register(self.web_order(given_back))
        begun = self.refund_at_register(self.web_order(given_back)) - refund
        self.set_draft(begun)
        with mute_logger(POST):
            self.sync_orders()
        then = fields.Datetime.now() - timedelta(days=3)
        order = self.web_order(claimed)
        order.attention_since = refund.date_order = then
        for number in (cheaper, dearer):
            self.web_order(number).unsettled_since = then
        for number in (given_back, cheaper, dearer):
            self.orders.edit(number, status_id=9)
        self.set_quantity(dearer, 3)
        self.rows(cause="unproven_refund").action_retry()
        with mute_logger(POST):
            self.sync_orders()
        self.store._store_wrong_client_secret()
        self.store._flow("webhooks").delivery_failing_since = then
        self.store.action_pause()
        self.store.paused_on = then
        causes = ("unproven_refund", "to_record", "to_refund", "to_collect")
        for cause in (*causes, "webhooks", "paused"):
            self.assertEqual(self.rows(cause=cause).since, then, cause)
        self.assertFalse(order.unsettled_since)

    def set_quantity(self, number, quantity):
        line = self.orders.get(number).lines[0]
        self.orders.edit(number, lines=[{"id": line.id, "quantity": quantity}])

    def refund_at_register(self, order):
        ShopSide(self, None).refund_units(order, {"MUG": 1})
        return order.register_order_ids

    def test_a_chosen_product_settles_all_orders_with_the_same_item(self):
        first, second = self.place_unknown(), self.place_unknown()
        form = Form.from_action(
            self.env(user=self.manager), self.rows()[0].action_fix()
        )
        with self.assertRaisesRegex(UserError, "Choose a product for “New”"):
            form.save().action_apply()
        with form.line_ids.edit(0) as line:
            line.product_id = self.mug
        form.save().action_apply()
        [said] = first.message_ids.filtered(lambda message: "“New”" in message.body)
        self.assertIn(f"“New” is {self.mug.display_name}.", said.body)
        self.assertEqual(said.author_id, self.manager.partner_id)
        self.sync_orders()
        third = self.place_unknown()
        for order in first | second | third:
            self.assertEqual(order.state, "synced")
            self.assertEqual(order.pos_order_ids.lines.product_id, self.mug)
        self.assertFalse(self.rows())

    def test_a_missing_product_is_created_from_the_item(self):
        order = self.place_unknown()
        row = self.rows()
        for wizard in (self.dialog(row), self.dialog(row)):  # a colleague's as well
            wizard.line_ids.is_new = True
            wizard.action_apply()
        self.assertIn("has a product by now", self.told(row.action_fix()))
        self.sync_orders()
        product = order.pos_order_ids.lines.product_id
        self.assertEqual((product.name, product.default_code), ("New", "NEW"))
        same = self.env["product.product"].search([("default_code", "=", "NEW")])
        self.assertEqual(same, product)
        self.env.invalidate_all()
        for name in ("open", "fix", "retry", "retry_alike", "unlink_remote"):
            told = self.told(getattr(row, f"action_{name}")())
            self.assertEqual(told, "This is settled by now.", name)

    def test_only_items_that_shall_be_sold_and_are_unknown_are_asked_for(self):
        other = {**NEW, "name": "Other", "sku": "OTHER"}
        placed = self.orders.place([NEW, other, {"sku": "MUG", "quantity": 1}])
        with mute_logger(POST):
            self.sync_orders()
            line = next(line for line in placed.lines if line.sku == "OTHER")
            self.orders.edit(placed.id, remove=[line.id])
            self.sync_orders()
        row = self.rows(cause="no_product")
        self.assertEqual(self.dialog(row).line_ids.mapped("sku"), ["NEW"])
        row.order_id.sudo().line_ids.product_id = self.mug  # and then deleted, say
        self.assertEqual(self.dialog(row).line_ids.mapped("sku"), ["NEW"])

    def dialog(self, row):
        action = row.action_fix()
        wizard = self.env[action["res_model"]].browse(action["res_id"])
        return wizard.with_user(self.manager)

    def told(self, action):
        return action["params"]["message"]

    def test_all_of_one_cause_are_tried_again_at_once(self):
        orders = self.place_unknown() | self.place_unknown()
        nameless = self.sell_without_sku()
        self.run_flow("catalog")
        self.sell("NEW", 5)
        told = self.told(self.rows(cause="no_product")[0].action_retry_alike())
        self.assertIn("will be checked in a moment", told)
        self.assertEqual(orders.mapped("needs_sync"), [True, True])
        mapping = nameless.product_tmpl_id.bigcommerce_mapping_ids
        self.assertEqual(mapping.state, "attention")
        mapping.problem_code = "gone"
        row = self.rows(cause="gone")
        row.action_retry_alike()
        self.rows().action_retry()  # beside others: only a person creates it again
        self.assertEqual(mapping.state, "attention")
        row.action_fix()
        self.assertEqual(mapping.state, "pending")
        self.sync_orders()
        self.assertEqual(set(orders.mapped("state")), {"synced"})

    def test_who_only_reads_may_open_and_not_settle(self):
        self.place_unknown()
        reader = new_test_user(self.env, "todo_reader", GROUPS % "user")
        row = self.rows().with_user(reader)
        self.assertEqual(row.action_open()["res_model"], "bigcommerce.order")
        for name in ("action_fix", "action_retry", "action_retry_alike"):
            with self.assertRaises(AccessError), mute_logger("odoo.models"):
                getattr(row, name)()
        other = self.env["res.company"].create({"name": "Other"})
        stranger = new_test_user(
            self.env,
            "todo_stranger",
            GROUPS % "manager",
            company_id=other.id,
            company_ids=[other.id],
        )
        self.assertFalse(row.with_user(stranger).search([]))

    def test_no_two_rows_have_the_same_number(self):
        query = todo_rows().code
        sources = [int(n) for n in re.findall(r"SELECT (\d+)[, ]", query)]
        self.assertEqual(len(sources), query.count("UNION ALL") + 1)
        self.assertEqual(len(sources), len(set(sources)))
        [factor] = re.findall(r"bigint \* (\d+)", query)
        self.assertLess(max(sources), int(factor))

    def test_every_code_has_a_cause_and_every_remedy_a_button(self):
        causes = dict(CAUSES)
        self.assertLessEqual(set(REMEDIES), set(causes))
        self.assertLessEqual(set(PRODUCT_CAUSES.values()), set(causes))
        told = {"conflict", "answered_otherwise", "partly_saved", "refused"}
        codes = set(_Sentences(self.env).of_codes())
        self.assertEqual(codes - set(PRODUCT_CAUSES), told)
        for view in ("list", "kanban"):
            xmlid = f"bigcommerce_connector.bigcommerce_todo_view_{view}"
            arch = etree.fromstring(self.env.ref(xmlid).arch)
            fixes = arch.xpath("//button[@name='action_fix']/@invisible")
            shown = {text.split("'")[1] for text in fixes}
            remedies = {*REMEDIES.values(), "check", "requeue", "send", "run", "refund"}
            self.assertEqual(shown, remedies)


class TestDigest(FindingCase):
    def setUp(self):
        super().setUp()
        self.user = new_test_user(
            self.env, "in_charge", GROUPS % "manager", email="in.charge@example.com"
        )
        self.store.responsible_id = self.user

    def send(self):
        """:return: the mails that the scheduled action made"""
        mails = self.env["mail.mail"]
        before = mails.search([])
        self.end_transaction()
        with self.enter_registry_test_mode():
            self.env.ref("bigcommerce_connector.digest_cron").method_direct_trigger()
        self.env.invalidate_all()
        return mails.search([]) - before

    def place_unknown(self):
        self.orders.place([{**NEW, "name": "<b>New</b>"}])
        with mute_logger(POST):
            self.sync_orders()

    def test_it_is_sent_once_a_day_while_something_is_to_do(self):
        self.assertFalse(self.send())
        self.place_unknown()
        self.place_unknown()
        mail = self.send()
        self.assertEqual(mail.recipient_ids, self.user.partner_id)
        self.assertEqual(mail.subject, f"{self.store.name}: 2 to do")
        for text in ("No product matches an item", "Web Order 100, Web Order 101"):
            self.assertIn(text, mail.body_html)
        self.assertIn("bigcommerce_todo_action", mail.body_html)
        self.assertFalse(self.send())
        self.store.digest_sent_on -= timedelta(days=1)
        self.assertTrue(self.send())
        self.store.digest_sent_on -= timedelta(days=1)
        self.sell("NEW", 5)
        self.env["bigcommerce.order"].search([]).action_resync()
        self.sync_orders()
        self.assertFalse(self.send())

    def test_both_ways_of_telling_can_be_switched_off(self):
        self.store.write({"attention_activities": False, "daily_digest": False})
        self.place_unknown()
        order = self.web_order(100)
        self.assertEqual((order.state, len(order.activity_ids)), ("attention", 0))
        self.assertFalse(self.send())
        self.store.daily_digest = True
        self.user.active = False
        self.assertFalse(self.send())
        self.store.responsible_id = False
        self.assertFalse(self.send())
