"""What people read about web orders: when they are looked at, and of which store."""

from ast import literal_eval

from lxml import etree

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from ..finding_case import FindingCase

FLOW = "odoo.addons.bigcommerce_connector.sync.flow.run"
RIGHTS = "base.group_user,bigcommerce_connector.bigcommerce_connector_group_manager"


class TestWhenAnOrderIsSynced(FindingCase):
    def setUp(self):
        super().setUp()
        number = self.place()
        self.sync_orders()
        self.order = self.web_order(number)
        self.staff = new_test_user(self.env, "screen_staff", RIGHTS)

    def check_again(self, orders=None):
        """The button, pressed by staff: what they read."""
        action = (orders or self.order).with_user(self.staff).action_resync()
        self.assertEqual(action["tag"], "display_notification")
        return action["params"]["message"]

    def break_answers(self, kind):
        self.simulator.store.faults.add(kind, None)
        with mute_logger(FLOW):
            self.sync_orders()

    def test_check_again_says_in_a_moment_while_the_flow_is_well(self):
        self.assertFalse(self.order.next_check_note)
        self.assertIn("in a moment", self.check_again())
        self.assertIn("in a moment", self.order.next_check_note)
        self.sync_orders()
        self.assertFalse(self.order.next_check_note)

    def test_check_again_says_when_while_bigcommerce_does_not_answer(self):
        self.break_answers("500")
        note = self.check_again()
        self.assertIn("status 500", note)
        self.assertIn("in 1 min", note)
        self.assertIn("Sync Now", note)
        self.store.action_sync_now()
        self.assertIn("in a moment", self.check_again())

    def test_a_cashier_reads_it_too(self):
        self.break_answers("429")
        self.check_again()
        cashier = new_test_user(
            self.env, "screen_cashier", "base.group_user,point_of_sale.group_pos_user"
        )
        self.env.invalidate_all()
        self.assertIn("status 429", self.order.with_user(cashier).next_check_note)

    def test_check_again_of_a_paused_store_says_once_it_is_live(self):
        self.store.action_pause()
        self.assertIn("as soon as its store is live", self.check_again())
        self.store.action_disconnect()
        self.assertIn("as soon as its store is live", self.order.next_check_note)

    def test_check_again_leaves_skipped_orders_alone_and_says_so(self):
        number = self.place()
        self.sync_orders()
        skipped = self.web_order(number)
        skipped.is_skipped = True
        note = self.check_again(self.order + skipped)
        self.assertIn("in a moment", note)
        self.assertIn("Skipped orders are not checked", note)
        self.assertFalse(skipped.needs_sync)

    def test_a_failed_button_says_that_nothing_was_done(self):
        self.break_answers("500")
        with self.assertRaisesRegex(UserError, "Nothing was done. Try again later"):
            self.store.action_refresh()
        with self.assertRaisesRegex(UserError, "Nothing was done. Try again later"):
            self.store._recover_order(self.order.external_id)

    def test_older_orders_that_are_no_longer_imported(self):
        self.store._add_backfill(False, fields.Datetime.now(), "records")
        self.store.with_user(self.staff).action_stop_backfill()
        self.assertIn("Stopped", self.store.message_ids[0].body)


class TestWhereAnOrderIsOnBigcommerce(FindingCase):
    def test_the_button_opens_this_order_in_the_control_panel(self):
        first, second = self.place(), self.place()
        self.sync_orders()
        panel = self.simulator.store.information.values["control_panel_base_url"]
        for number in (first, second):
            action = self.web_order(number).action_open_on_bigcommerce()
            self.assertEqual(action["type"], "ir.actions.act_url")
            self.assertEqual(action["url"], f"{panel}/manage/orders/{number}")
        # A store of whose control panel BigCommerce says nothing: at its own address.
        self.store.write({"control_panel_url": False, "domain": "shop.example"})
        action = self.web_order(first).action_open_on_bigcommerce()
        self.assertEqual(action["url"], f"https://shop.example/manage/orders/{first}")


class TestTheStoreOfAnOrder(FindingCase):
    def hidden(self, model, view_type, attribute):
        """How a list hides the store; None: it is shown."""
        arch = self.env[model]._get_view(view_type=view_type)[0]
        return arch.xpath("//field[@name='store_id']")[0].get(attribute)

    def test_the_store_is_shown_where_there_are_several(self):
        lists = (
            ("bigcommerce.order", "list", "optional"),
            ("bigcommerce.order", "kanban", "invisible"),
            ("bigcommerce.product", "list", "optional"),
        )
        for one in lists:
            self.assertTrue(self.hidden(*one), one)
        self.store.copy({"store_hash": "another"})
        for one in lists:
            self.assertIsNone(self.hidden(*one), one)

    def test_a_list_that_was_opened_before_learns_of_a_second_store(self):
        orders = self.env["bigcommerce.order"]
        before = orders._get_view_cache(view_type="list")["arch"]
        self.store.copy({"store_hash": "another"})
        self.assertNotEqual(orders._get_view_cache(view_type="list")["arch"], before)


class TestFindingWhatNeedsAPerson(FindingCase):
    def test_an_order_is_found_by_what_its_receipts_say(self):
        number = self.place()
        self.place()
        self.sync_orders()
        order = self.web_order(number)
        order.customer_email = "carla@example.com"
        orders = self.env["bigcommerce.order"]
        for text in (f"BC-{number}", f"#{number}", f"{number}/2", "CARLA@example"):
            found = orders.search([("display_name", "ilike", text)])
            self.assertEqual(found, order, text)

    def test_orders_that_wait_for_payment_have_no_money_to_settle(self):
        self.place(status_id=7)
        self.sync_orders()
        search = self.env.ref("bigcommerce_connector.bigcommerce_order_view_search")
        for name in ("to_refund", "to_collect"):
            (domain,) = etree.fromstring(search.arch).xpath(
                f"//filter[@name='{name}']/@domain"
            )
            found = self.env["bigcommerce.order"].search(literal_eval(domain))
            self.assertFalse(found, name)

    def test_each_count_of_what_needs_attention_opens_just_that(self):
        number = self.place()
        self.sync_orders()
        order = self.web_order(number)
        order.state = "attention"
        product = self.store.product_ids.create(
            {"store_id": self.store.id, "product_tmpl_id": self.mug.product_tmpl_id.id}
        )
        product._set_attention("Something is wrong.")
        self.assertEqual(self.store.attention_count, 2)
        for records in (order, product):
            kind = records._name.partition(".")[2]
            action = getattr(self.store, f"action_view_{kind}s_attention")()
            self.assertEqual(action["res_model"], records._name)
            self.assertEqual(records.search(action["domain"]), records)
            self.assertEqual(self.store[f"{kind}_attention_count"], 1)
