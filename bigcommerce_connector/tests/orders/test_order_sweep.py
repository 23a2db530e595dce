"""Sweeps that take long, are cut short, or are paused; orders that change sides."""

from datetime import timedelta, timezone
from unittest.mock import patch

from odoo.tools import mute_logger

from ...sync.orders.read import sweep as order_find
from ..finding_case import MINUTE, ORDERS, REFUNDS, FindingCase

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
FLOW = "odoo.addons.bigcommerce_connector.sync.flow.run"


class TestLongSweep(FindingCase):
    def setUp(self):
        super().setUp()
        self.store.order_sync = False  # reading is what counts here
        self.read_pages_of(25)
        self.numbers = [self.place() for _ in range(26)]

    def status(self, number):
        return self.web_order(number).payload["status_id"]

    @mute_logger(FLOW)
    def read_first_page(self):
        listing = "/v2/orders"
        self.simulator.store.faults.add("422", count=None, path=listing, skip=1)
        self.sync_orders()
        self.simulator.store.faults.rules.clear()

    def test_cut_short_it_goes_on_in_the_next_run(self):
        self.notify(self.numbers[-1])
        with (
            patch.object(order_find, "_MAX_SECONDS", -1),
            self.requests(ORDERS, REFUNDS),
        ):
            self.sync_orders()
        with self.requests(ORDERS, REFUNDS):
            self.sync_orders()
        listings = [r for r in self.exchanges if r["path"].endswith("/v2/orders")]
        self.assertIn(f"min_id={self.numbers[25]}", listings[-1]["query"])
        self.assertEqual(len(self.store.order_ids), 26)
        self.assertFalse(self.due() or self.store.sweep_since)

    def test_longer_than_the_overlap_it_misses_nothing(self):
        """A change on a page that was read is listed by none of this sweep's; a later
        one on the last page must not have the next sweep begin after it."""
        self.read_first_page()
        self.assertEqual(len(self.store.order_ids), 25)
        self.simulator.store.clock.advance(60)
        self.touch(self.numbers[3])
        self.simulator.store.clock.advance(1800)
        self.store.sweep_started -= 31 * MINUTE
        self.touch(self.numbers[25])
        self.sync_orders()
        self.assertEqual(self.status(self.numbers[25]), 9)
        self.sync_orders()
        self.assertEqual(self.status(self.numbers[3]), 9)

    def test_paused_in_between_it_misses_nothing(self):
        self.read_first_page()
        self.store.action_pause()
        self.simulator.store.clock.advance(20 * 86400)
        for name in ("orders_watermark_at", "refunds_watermark_at", "sweep_started"):
            self.store[name] -= 20 * DAY
        self.touch(self.numbers[3])
        new = self.place()
        self.store.action_go_live()
        self.sync_orders()
        self.sync_orders()
        self.assertEqual(self.status(self.numbers[3]), 9)
        self.assertTrue(self.web_order(new))
        self.assertEqual(len(self.store.order_ids), 27)

    def test_orders_that_are_not_imported_are_known_after_an_error(self):
        """Listed again in the overlap, their stock is not sent once more."""
        self.store.write(
            {
                "order_sync_start_date_enabled": True,
                "order_sync_start_date": self.now() + DAY,
            }
        )
        self.read_first_page()
        numbers = list(map(str, self.numbers))
        self.assertEqual(sorted(self.store.others_seen), sorted(numbers[:25]))
        self.sync_orders()
        self.assertEqual(sorted(self.store.others_seen), sorted(numbers))


class TestWhatMakesWay(FindingCase):
    def test_older_orders_wait_when_the_time_is_up(self):
        """New ones that are left to be compared go before them, in the next run."""
        number = self.place()
        old = self.place(2, created=self.now() - 20 * DAY, status_id=2)
        begin, end = self.now() - 30 * DAY, self.now() - 10 * DAY
        job = self.store._add_backfill(begin, end, "both")
        known = self.last_trigger()
        actions = type(self.env["ir.cron"])
        progress = actions._commit_progress

        def time_is_up(records, *args, **options):
            return progress(records, *args, **options) and 0

        with patch.object(actions, "_commit_progress", time_is_up):
            self.sync_orders()
        self.assertEqual((job.state, job.read_count), ("running", 0))
        self.assertGreater(self.last_trigger(), known)
        self.sync_orders()
        self.assertEqual(self.posted(number), (1, 7.5))
        self.assertEqual(self.posted(old), (1, 15.0))

    def test_asking_ourselves_is_no_webhook(self):
        self.sync_orders()
        number = self.place()
        self.sync_orders()
        gap = self.env["bigcommerce.webhook.gap"].search([])
        self.web_order(number).action_resync()
        self.assertEqual(self.to_read(number).reason, "asked")
        gap.seen_on -= 11 * MINUTE
        self.sync_orders()
        self.assertEqual(self.store.missed_webhook_count, 1)


class TestChangesOfSide(FindingCase):
    def test_attention_then_frozen_then_thawed(self):
        start = self.now() - DAY
        self.store.connected_on = self.now() - 30 * DAY
        switches = {"order_sync_start_date_enabled": True}
        self.store.write({**switches, "order_sync_start_date": start})
        hat = {"name": "Hat", "sku": "HAT", "type": "physical", "weight": 1, "price": 5}
        self.shop.products.create(hat)
        order = self.orders.place([{"sku": "HAT", "quantity": 1}])
        with self.simulator.store.lock:
            order.created = start.replace(tzinfo=timezone.utc)
        with mute_logger("odoo.addons.bigcommerce_connector.sync.orders.reconcile"):
            self.sync_orders()
        web = self.web_order(order.id)
        self.assertEqual(web.state, "attention")
        self.store.order_sync_start_date = start + SECOND
        web.action_resync()
        self.sync_orders()
        self.assertEqual((web.state, web.exclusion_reason), ("skipped", "start_date"))
        self.env["product.product"].create(
            {"name": "Hat", "default_code": "HAT", "is_storable": True}
        )
        self.store.order_sync_start_date = start
        self.sync_orders()
        self.assertEqual((web.state, web.exclusion_reason), ("synced", False))
        self.assertEqual(self.posted(order.id), (1, 5.0))

    def test_its_channel_is_switched_off_while_it_waits(self):
        with self.simulator.store.lock:
            market = {"name": "Market", "type": "marketplace"}
            market = self.simulator.store.channels.add(market)["id"]
        self.store.action_refresh()
        channel = self.store.channel_ids.filtered(
            lambda channel: channel.external_id == str(market)
        )
        number = self.place(channel_id=market, status_id=7)
        self.sync_orders()
        order = self.web_order(number)
        self.assertEqual(order.state, "pending")
        channel.import_orders = False
        self.touch(number, status_id=11)
        self.sync_orders()
        self.assertEqual((order.state, order.is_posted), ("skipped", False))
        self.assertIn("Market", order.message)
        channel.import_orders = True
        self.sync_orders()
        self.assertEqual(self.posted(number), (1, 7.5))
