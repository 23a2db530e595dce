"""What people read about web orders: when they are looked at, and of which store."""

from lxml import etree

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import Form, new_test_user
from odoo.tools import mute_logger
from odoo.tools.safe_eval import safe_eval

from ..finding_case import FindingCase
from ..worked_examples.shop_side import ShopSide

FLOW = "odoo.addons.bigcommerce_connector.sync.flow.run"
POST = "odoo.addons.bigcommerce_connector.sync.orders.reconcile"
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
        self.assertIn("Internal server error", note)
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
        self.assertIn(
            "Too many requests", self.order.with_user(cashier).next_check_note
        )

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


class TestPagesOfAnOrder(FindingCase):
    def page(self, groups):
        user = new_test_user(self.env, f"reader_{groups[-9:]}", groups)
        orders = self.env["bigcommerce.order"].with_user(user)
        return etree.fromstring(orders.get_view(view_type="form")["arch"])

    def test_who_may_not_check_again_is_told_whom_to_ask(self):
        ask = "//div[contains(@class, 'alert-danger')]/span"
        cashier = self.page("base.group_user,point_of_sale.group_pos_user")
        self.assertIn("Ask an administrator", cashier.xpath(ask)[0].text)
        self.assertFalse(cashier.xpath("//button[@name='action_resync']"))
        manager = self.page(RIGHTS)
        self.assertFalse(manager.xpath(ask))
        self.assertTrue(manager.xpath("//button[@name='action_resync']"))

    def test_buttons_lead_to_the_transfers_and_invoices_of_this_order(self):
        number, _other = self.place(), self.place()
        self.sync_orders()
        order = self.web_order(number)
        ShopSide(self, None).refund_units(order, {"MUG": 1})
        found = {}
        for kind in ("transactions", "refunds", "transfers", "invoices"):
            name = f"bigcommerce_connector.bigcommerce_order_{kind}_action"
            action = self.env.ref(name)
            domain = safe_eval(action.domain, {"active_id": order.id})
            found[kind] = self.env[action.res_model].search(domain)
        self.assertEqual(found["transactions"], order.pos_order_ids)
        self.assertTrue(order.register_order_ids)
        self.assertEqual(found["refunds"], order.register_order_ids)
        self.assertTrue(found["transfers"])
        self.assertEqual(found["transfers"], order.pos_order_ids.picking_ids)
        self.assertFalse(found["invoices"])
        invoice = self.env["account.move"].create({"move_type": "out_invoice"})
        order.pos_order_ids.account_move = invoice
        self.assertEqual(invoice.search(domain), invoice)
        self.assertEqual(order.action_view_customer()["res_id"], order.partner_id.id)

    def test_items_and_variants_are_cards_on_a_phone(self):
        """Cut off in a list: what tells them apart, and what is left of them."""
        items = self.page(RIGHTS).xpath("//field[@name='line_ids']/kanban")[0]
        for name in ("options", "quantity_refunded", "quantity_target", "amount_total"):
            self.assertTrue(items.xpath(f".//field[@name='{name}']"), name)
        arch = self.env["bigcommerce.product"].get_view(view_type="form")["arch"]
        variants = "//field[@name='variant_ids']/kanban//field[@name='options']"
        self.assertTrue(etree.fromstring(arch).xpath(variants))

    def test_what_bigcommerce_is_told_are_cards_on_a_phone(self):
        """With what it said, and what settles it."""
        cards = self.page(RIGHTS).xpath("//field[@name='pickup_ids']/kanban")
        for model in ("bigcommerce.refund", "bigcommerce.shipment"):
            arch = self.env[model].get_view(view_type="kanban")["arch"]
            cards.append(etree.fromstring(arch))
        self.assertEqual(len(cards), 3)
        for card in cards:
            for told in ("state", "message"):
                self.assertTrue(card.xpath(f".//field[@name='{told}']"), told)
            self.assertTrue(card.xpath(".//button[@name='action_send_again']"))


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
            ("bigcommerce.todo", "list", "optional"),
            ("bigcommerce.sync.log", "list", "optional"),
            ("bigcommerce.todo", "kanban", "invisible"),
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


class TestWhoeverIsResponsible(FindingCase):
    """An activity for each order that needs a person, and a mail for the first."""

    def setUp(self):
        super().setUp()
        self.owner = new_test_user(
            self.env, "screen_owner", RIGHTS, email="owner@example.com"
        )
        self.store.responsible_id = self.owner

    def unknown(self, sku):
        line = {"name": f"New <b>{sku}</b>", "sku": sku, "price": 5, "quantity": 1}
        number = self.orders.place([line]).id
        with mute_logger(POST):
            self.sync_orders()
        return self.web_order(number)

    def test_an_order_in_trouble_asks_for_a_person_until_it_is_put_right(self):
        mails = self.env["mail.mail"].search([])
        first = self.unknown("NEW")
        [activity] = first.activity_ids
        self.assertEqual(activity.user_id, self.owner)
        self.assertIn("&lt;b&gt;NEW", activity.note)
        self.assertIn("Internal Reference", activity.note)
        [mail] = self.env["mail.mail"].search([]) - mails
        self.assertIn(self.owner.partner_id, mail.recipient_ids)
        cashier = new_test_user(
            self.env, "trouble_cashier", "base.group_user,point_of_sale.group_pos_user"
        )
        register = self.store.config_ids.with_user(cashier)
        self.assertEqual(register.bigcommerce_attention_count, 1)
        for user, model in (
            (cashier, "order"),
            (self.env.ref("base.user_admin"), "todo"),
        ):
            action = register.with_user(user).action_view_web_orders_attention()
            self.assertEqual(action["res_model"], f"bigcommerce.{model}")
            found = self.env[action["res_model"]].search(action["domain"])
            self.assertEqual(len(found), 1)
        second = self.unknown("OTHER")
        self.assertTrue(second.activity_ids)
        self.assertEqual(self.env["mail.mail"].search([]) - mails, mail)
        self.sell("NEW", 5)
        first.action_resync()
        with mute_logger(POST):
            self.sync_orders()
        self.assertEqual(first.state, "synced", first.message)
        self.assertFalse(first.activity_ids)
        self.assertTrue(second.activity_ids)

    def test_nobody_is_told_where_nobody_is_responsible(self):
        self.store.responsible_id = False
        self.assertFalse(self.unknown("NEW").activity_ids)


class TestWhatIsInTheBooks(FindingCase):
    def test_a_refund_at_a_register_is_shown_before_bigcommerce_knows_of_it(self):
        number = self.place(3)
        self.sync_orders()
        order = self.web_order(number)
        ShopSide(self, None).refund_units(order, {"MUG": 1})
        self.sync_orders()
        shown = ("amount_posted", "amount_at_registers", "amount_booked")
        self.assertEqual([order[name] for name in shown], [22.5, -7.5, 15])
        self.assertEqual(order.amount_booked, self.in_point_of_sale(order))
        line = self.orders.get(number).lines[0]
        items = [{"item_type": "PRODUCT", "item_id": line.id, "quantity": 1}]
        payments = [{"provider_id": "custom", "amount": 7.5, "offline": True}]
        self.orders.refund(number, items, payments=payments)
        self.sync_orders()
        self.assertEqual([order[name] for name in shown], [15, 0, 15])
        self.assertEqual(order.amount_booked, self.in_point_of_sale(order))

    def test_a_difference_is_red_where_there_is_one(self):
        arch = self.env["bigcommerce.order"].get_view(view_type="form")["arch"]
        [is_hidden] = etree.fromstring(arch).xpath("//tr[td='Difference']/@invisible")
        differs = {
            "is_reconciled": False,
            "is_posted": True,
            "exclusion_reason": False,
            "state": "synced",
            "amount_difference": 7.5,
            "amount_difference_tax": 0,
        }
        frozen = {"exclusion_reason": "start_date"}
        nothing = {"amount_difference": 0}  # over-refunded at a register, say
        for values, expected in (({}, False), (frozen, True), (nothing, True)):
            with self.subTest(values=values):
                self.assertEqual(safe_eval(is_hidden, differs | values), expected)

    def in_point_of_sale(self, order):
        """What an accountant adds up."""
        orders = order.pos_order_ids | order.register_order_ids
        return sum(orders.mapped("amount_total"))


class TestButtonsLeaveRoomForTheState(FindingCase):
    """Odoo folds the status bar away where buttons take its place."""

    MOST = 4

    def shown(self, model, **values):
        """The buttons in the header of a page, for whoever may use all of them."""
        arch = self.env[model].with_user(self.manager).get_view(view_type="form")
        buttons = etree.fromstring(arch["arch"]).xpath("//header/button")
        return [
            button.get("string")
            for button in buttons
            if not safe_eval(button.get("invisible") or "False", values)
        ]

    def test_a_store_has_few_buttons_beside_its_state(self):
        self.manager = new_test_user(self.env, "screen_manager", RIGHTS)
        for state in ("draft", "connected", "live", "paused"):
            with self.subTest(state=state):
                shown = self.shown(
                    "bigcommerce.store", state=state, is_copied_database=False
                )
                self.assertTrue(shown)
                self.assertLessEqual(len(shown), self.MOST)
        self.assertEqual(shown, ["Go Live"])

    def test_what_is_used_now_and_then_is_in_the_menu_of_the_stores_page(self):
        bound = self.env["ir.actions.actions"].get_bindings("bigcommerce.store")
        names = {action["name"] for action in bound["action"]}
        self.assertLessEqual(
            {"Recover Order", "Import Older Orders", "Import Products"}, names
        )
        wizard = self.env["bigcommerce.order.recover"].with_context(
            active_model="bigcommerce.store", active_id=self.store.id
        )
        with Form(wizard) as form:
            # One store: the number is all that is asked.
            self.assertTrue(form.has_one_store)
            form.external_id = "1042"
        self.store.copy({"store_hash": "another"}).state = "connected"
        with Form(wizard) as form:
            self.assertFalse(form.has_one_store)
            self.assertEqual(form.store_id, self.store)
            form.external_id = "1042"
        self.store.action_pause()
        with self.assertRaisesRegex(UserError, "is paused"):
            self.store.action_import_products()
