"""Order Sync off, channels that are off, and orders recovered by their number."""

from datetime import timedelta

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from ...sync.orders.rescope import requeue_rescoped_orders
from ..finding_case import MINUTE, REFUNDS, FindingCase

DAY = timedelta(days=1)


class TestOrderSyncSwitch(FindingCase):
    def test_off_orders_are_read_and_not_posted(self):
        self.store.order_sync = False
        number = self.place(3)
        self.sync_orders()
        order = self.web_order(number)
        self.assertEqual((order.state, order.is_posted), ("pending", False))
        self.assertIn("Order Sync is off", order.message)
        # Stock counts on them.
        self.assertEqual(order.line_ids.product_id, self.mug)
        self.assertEqual(order.line_ids.quantity_target, 3)
        self.assertFalse(order.needs_sync)

    def test_on_again_they_are_posted_as_they_are_by_then(self):
        posted = self.place(3)
        self.sync_orders()
        self.store.order_sync = False
        new = self.place(2)
        line = self.orders.get(posted).lines[0]
        self.touch(posted, lines=[{"id": line.id, "quantity": 1}])
        self.sync_orders()
        self.assertEqual(self.posted(posted), (1, 22.5))
        self.assertEqual(self.posted(new), (0, 0))
        self.store.order_sync = True
        self.sync_orders()
        self.assertEqual(self.posted(posted), (2, 7.5))
        self.assertEqual(self.posted(new), (1, 15.0))

    def test_on_again_no_payload_is_read(self):
        self.store.order_sync = False
        number = self.place()
        self.sync_orders()
        self.store.order_sync = True
        requeue_rescoped_orders(self.store)
        self.assertFalse(self.are_payloads_read())
        self.assertTrue(self.web_order(number).needs_sync)


class TestChannels(FindingCase):
    def setUp(self):
        super().setUp()
        shop = self.simulator.store.channels
        with self.simulator.store.lock:
            self.market = shop.add({"name": "Market", "type": "marketplace"})["id"]
        self.store.action_refresh()
        self.channel = self.store.channel_ids.filtered(
            lambda channel: channel.external_id == str(self.market)
        )

    def test_a_channel_imports_by_default(self):
        number = self.place(channel_id=self.market)
        self.sync_orders()
        self.assertEqual(self.web_order(number).channel_id, self.channel)
        self.assertEqual(self.posted(number), (1, 7.5))

    def test_off_its_orders_are_kept_as_skipped(self):
        self.channel.import_orders = False
        number, other = self.place(channel_id=self.market), self.place()
        self.sync_orders()
        order = self.web_order(number)
        self.assertEqual((order.state, order.is_posted), ("skipped", False))
        self.assertIn("Market", order.message)
        self.assertEqual(self.posted(other), (1, 7.5))
        self.env.invalidate_all()
        self.channel.import_orders = True
        self.assertFalse(self.are_payloads_read())
        self.sync_orders()
        self.assertEqual(self.posted(number), (1, 7.5))

    def test_order_posted_before_is_followed(self):
        number = self.place(channel_id=self.market)
        self.sync_orders()
        self.channel.import_orders = False
        self.touch(number, status_id=5)
        self.sync_orders()
        self.assertEqual(self.posted(number), (2, 0.0))

    def test_an_order_of_it_can_be_recovered(self):
        self.channel.import_orders = False
        number = self.place(channel_id=self.market)
        self.sync_orders()
        with self.assertRaisesRegex(UserError, "Market"):
            self.store._recover_order(str(number))
        self.store._recover_order(str(number), is_confirmed=True)
        self.sync_orders()
        self.assertEqual(self.posted(number), (1, 7.5))


class TestNewChannels(FindingCase):
    """Channels that the merchant adds after Connect."""

    def setUp(self):
        super().setUp()
        shop = self.simulator.store.channels
        with self.simulator.store.lock:
            self.market = shop.add({"name": "Market", "type": "marketplace"})["id"]

    def known(self, number):
        return self.store.channel_ids.filtered(
            lambda channel: channel.external_id == str(number)
        )

    def test_the_daily_check_reads_them(self):
        self.assertFalse(self.known(self.market))
        self.run_flow("webhooks")
        self.assertEqual(self.known(self.market).name, "Market")

    def test_the_daily_check_reads_renamed_statuses(self):
        shipped = self.store.status_ids.filtered(lambda row: row.external_id == 2)
        shipped.policy = "wait"  # the owner's choice
        shipped.name = "Before"
        self.run_flow("webhooks")
        self.assertEqual((shipped.name, shipped.policy), ("Shipped", "wait"))

    def test_an_order_makes_one_known(self):
        number, further = (self.place(channel_id=self.market) for _ in range(2))
        check = self.store._flow("webhooks").cron_id
        triggers = self.env["ir.cron.trigger"]
        triggers.search([("cron_id", "=", check.id)]).unlink()
        self.sync_orders()
        channel = self.web_order(number).channel_id
        self.assertEqual(channel, self.known(self.market))
        self.assertEqual(self.web_order(further).channel_id, channel)
        self.assertEqual(self.posted(number), (1, 7.5))
        self.assertEqual(triggers.search_count([("cron_id", "=", check.id)]), 1)
        self.run_flow("webhooks")
        self.assertEqual((channel.name, channel.type), ("Market", "marketplace"))

    def test_one_that_is_gone_already_is_reported_once(self):
        number = self.place(channel_id=self.market)
        with self.simulator.store.lock:
            del self.simulator.store.channels.rows[self.market]
        self.sync_orders()
        self.assertEqual(self.posted(number), (1, 7.5))
        for _ in range(2):
            self.run_flow("webhooks")
        self.assertEqual(self.known(self.market).status, "deleted")
        said = " ".join(self.store.message_ids.mapped("body"))
        self.assertEqual(said.count(f"Channel {self.market}"), 1)


class TestRecover(FindingCase):
    def lost(self):
        """An order that the sweep will not see any more."""
        number = self.place(2, created=self.now() - 20 * MINUTE)
        self.store.connected_on = self.now() - DAY
        self.sync_orders()
        self.assertFalse(self.web_order(number))
        return number

    def wizard(self, number):
        return self.env["bigcommerce.order.recover"].create(
            {"store_id": self.store.id, "external_id": number}
        )

    def test_a_lost_order_is_read_and_compared(self):
        number = self.lost()
        action = self.wizard(f" #{number} ").action_recover()
        order = self.web_order(number)
        self.assertEqual(
            (action["res_model"], action["res_id"]), (order._name, order.id)
        )
        self.sync_orders()
        self.assertEqual(self.posted(number), (1, 15.0))
        self.assertFalse(order.is_recovered)

    def test_a_recovered_order_is_read_with_its_refunds(self):
        number = self.lost()
        self.refund(number)
        start = len(self.exchanges)
        self.store._recover_order(str(number))
        self.assertEqual(self.sent(start), [f"GET v2/orders/{number}", REFUNDS])
        self.sync_orders()
        self.assertEqual(self.posted(number)[1], 7.5)

    def test_a_historical_one_is_asked_for_twice(self):
        number = self.place(2, created=self.now() - 9 * DAY)
        wizard = self.wizard(str(number))
        action = wizard.action_recover()
        self.assertEqual(action["res_id"], wizard.id)
        self.assertIn("before this store was connected", wizard.question)
        self.assertFalse(self.web_order(number))
        wizard.action_recover()
        self.sync_orders()
        self.assertEqual(self.posted(number), (1, 15.0))
        self.touch(number, status_id=5)  # followed from now on
        self.sync_orders()
        self.assertEqual(self.posted(number), (2, 0.0))

    def skipped(self, goods_leave):
        number = self.place(2)
        self.store.order_sync = False
        self.sync_orders()
        skip = self.env["bigcommerce.order.skip"].create(
            {"order_id": self.web_order(number).id, "goods_leave": goods_leave}
        )
        skip.action_skip()
        self.store.order_sync = True
        self.sync_orders()
        self.assertEqual(self.web_order(number).state, "skipped")
        return number

    def test_a_skipped_one_is_asked_for_twice(self):
        number = self.skipped("no")
        wizard = self.wizard(str(number))
        action = wizard.action_recover()
        self.assertEqual(action["res_id"], wizard.id)
        for part in (f"Skipped by {self.env.user.name}", "goods then leave the stock"):
            self.assertIn(part, wizard.question)
        self.sync_orders()
        order = self.web_order(number)
        self.assertEqual((order.state, order.is_skipped), ("skipped", True))
        wizard.action_recover()
        self.sync_orders()
        self.assertEqual((order.state, order.is_skipped), ("synced", False))
        self.assertEqual(self.posted(number), (1, 15.0))
        self.assertEqual(self.stock(), 98)

    def test_a_skipped_one_whose_goods_left_moves_none(self):
        number = self.skipped("yes")
        self.assertEqual(self.stock(), 98)
        wizard = self.wizard(str(number))
        wizard.action_recover()
        self.assertIn("do not leave again", wizard.question)
        wizard.action_recover()
        self.sync_orders()
        self.assertEqual(self.posted(number), (1, 15.0))
        self.assertEqual(self.stock(), 98)

    def test_each_bad_number_gets_its_sentence(self):
        for number, sentence in (
            ("", "Enter the order number"),
            ("../products", "Enter the order number"),
            ("999999", "has no order 999999"),
        ):
            with (
                self.subTest(number=number),
                self.assertRaisesRegex(UserError, sentence),
            ):
                self.store._recover_order(number)

    @mute_logger("odoo.addons.bigcommerce_connector.sync.flow.run")
    def test_a_paused_store_reads_nothing(self):
        number = self.place()
        self.store.action_pause()
        start = len(self.exchanges)
        with self.assertRaisesRegex(UserError, "paused"):
            self.store._recover_order(str(number))
        self.assertFalse(self.sent(start))
