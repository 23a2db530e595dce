"""The daily check at the webhooks, and the count of those that did not come."""

from ..finding_case import MINUTE, FindingCase

HOOKS, ADMIN = "GET v3/hooks", "GET v3/hooks/admin"
# What the daily check asks for besides.
LISTS = ("GET v3/channels", "GET v2/order_statuses")


class HealthCase(FindingCase):
    def setUp(self):
        super().setUp()
        self.assertEqual(self.store.webhook_mode, "webhook")

    @property
    def hooks(self):
        """Those for orders; products have tests of their own."""
        hooks = self.simulator.store.hooks.rows.values()
        return [hook for hook in hooks if hook["scope"] == "store/order/*"]

    def check(self):
        self.run_flow("webhooks")
        return self.store.message_ids[:1].body


class TestDailyCheck(HealthCase):
    def assert_repaired(self, sentence):
        self.assertIn(sentence, self.check())
        [hook] = self.hooks
        self.assertTrue(hook["is_active"])
        self.assertEqual(hook["destination"], self.store._webhook_destination())
        self.assertEqual(hook["headers"], self.store._webhook_headers())
        notes = len(self.store.message_ids)
        with self.requests(HOOKS, ADMIN, *LISTS):
            self.check()
        self.assertEqual(len(self.store.message_ids), notes)

    def test_all_is_well(self):
        notes = len(self.store.message_ids)
        with self.requests(HOOKS, ADMIN, *LISTS):
            self.check()
        self.assertEqual(len(self.store.message_ids), notes)

    def test_a_missing_one_is_made(self):
        self.simulator.store.hooks.remove(self.hooks[0]["id"])
        self.assert_repaired("store/order/* was missing")

    def test_one_that_was_switched_off_is_switched_on(self):
        self.hooks[0]["is_active"] = False
        self.assert_repaired("was switched off")

    def test_a_wrong_address_is_put_right(self):
        """Odoo moved: the webhook is known by its secret."""
        self.hooks[0]["destination"] = "http://127.0.0.1:1/bigcommerce/webhook/old"
        self.assert_repaired("had another address")

    def test_a_wrong_header_is_put_right(self):
        self.hooks[0]["headers"] = {"X-Odoo-BigCommerce-Secret": "old"}
        self.assert_repaired("had other headers")

    def test_one_too_many_is_removed(self):
        extra = {**self.hooks[0], "id": 77, "destination": "http://127.0.0.1:1/x"}
        self.simulator.store.hooks.rows[77] = extra
        self.simulator.store.hooks.owners[77] = self.simulator.access_token
        self.check()
        self.assertEqual(len(self.hooks), 1)

    def test_webhooks_of_other_programs_are_left_alone(self):
        other = {
            **self.hooks[0],
            "id": 78,
            "destination": "http://127.0.0.1:1/other",
            "headers": {},
        }
        self.simulator.store.hooks.rows[78] = other
        self.simulator.store.hooks.owners[78] = self.simulator.access_token
        self.check()
        self.store.action_disconnect()
        self.assertEqual(self.hooks, [other])

    def test_refused_it_polls_and_says_so_once(self):
        self.hooks[0]["is_active"] = False
        self.simulator.store.faults.add("422", count=None, path="/v3/hooks/*")
        self.assertIn("does not accept the webhooks", self.check())
        self.assertEqual(self.store.webhook_mode, "polling")
        notes = len(self.store.message_ids)
        self.check()
        self.assertEqual(len(self.store.message_ids), notes)
        self.simulator.store.faults.rules.clear()
        self.check()
        self.assertEqual(self.store.webhook_mode, "webhook")

    def test_a_store_without_a_public_address_is_in_polling_mode(self):
        self.env["ir.config_parameter"].set_param("web.base.url", "http://shop.local")
        self.assertIn("HTTPS", self.check())
        self.assertEqual(self.store.webhook_mode, "polling")


class TestBlockedDomain(HealthCase):
    def block(self, seconds=180, failure="502 Bad Gateway"):
        with self.simulator.store.lock:
            denylist = self.simulator.store.hooks.denylist
            denylist.block(self.hooks[0], seconds, failure)

    def triggers(self):
        """When the webhooks are to be looked at again."""
        cron = self.store._flow("webhooks").cron_id
        return self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])

    def test_the_owner_reads_until_when_and_what_to_do(self):
        self.block()
        known, before = self.triggers(), self.now()
        note = self.check()
        self.assertIn("could not be delivered to localhost (502 Bad Gateway)", note)
        self.assertIn("Check that this address can be reached", note)
        self.assertEqual(self.store.webhook_mode, "polling")
        self.assertIn("nothing is lost", self.store.webhook_note)
        # It is looked at again when the block is over, and all is well then.
        again = (self.triggers() - known).call_at
        self.assertGreater(again, before + 2 * MINUTE)
        self.assertLess(again, self.now() + 4 * MINUTE)
        notes = len(self.store.message_ids)
        self.check()
        self.assertEqual(len(self.store.message_ids), notes)
        self.simulator.store.clock.advance(181)
        self.check()
        self.assertEqual(self.store.webhook_mode, "webhook")
        self.assertFalse(self.store.webhook_note)
        self.assertEqual(len(self.store.message_ids), notes)

    def test_the_end_of_a_block_is_shown_in_the_stores_time_zone(self):
        self.store.timezone = "Asia/Tokyo"
        self.block(86400)
        tomorrow = self.now() + 24 * 60 * MINUTE + 9 * 60 * MINUTE
        note = self.check()
        self.assertIn(tomorrow.strftime("%m/%d/%Y"), note)
        self.assertIn("(Asia/Tokyo)", note)

    def test_orders_come_in_meanwhile(self):
        self.sync_orders()
        self.block()
        self.check()
        number = self.place(2)
        self.sync_orders()
        self.assertEqual(self.posted(number), (1, 15.0))
        self.assertFalse(self.env["bigcommerce.webhook.gap"].search([]))

    def test_another_domain_is_not_ours(self):
        other = {**self.hooks[0], "destination": "https://other.example/hook"}
        with self.simulator.store.lock:
            self.simulator.store.hooks.denylist.block(other, 180, "502 Bad Gateway")
        notes = len(self.store.message_ids)
        self.check()
        self.assertEqual(self.store.webhook_mode, "webhook")
        self.assertEqual(len(self.store.message_ids), notes)

    def test_a_repair_is_reported_beside_the_block(self):
        self.block()
        self.hooks[0]["is_active"] = False
        self.check()
        told = " ".join(self.store.message_ids[:2].mapped("body"))
        self.assertIn("502 Bad Gateway", told)
        self.assertIn("was switched off", told)
        self.assertTrue(self.hooks[0]["is_active"])

    def test_refresh_shows_the_present_state(self):
        self.block()
        self.check()
        self.store.action_refresh()
        self.assertEqual(self.store.webhook_mode, "polling")

    def test_an_account_that_may_not_ask_is_not_reported(self):
        for kind in ("403", "503"):
            with self.subTest(kind=kind):
                self.simulator.store.faults.add(
                    kind, count=None, path="/v3/hooks/admin"
                )
                self.block()
                notes = len(self.store.message_ids)
                self.check()
                self.assertEqual(self.store.state, "live")
                self.assertEqual(self.store.webhook_mode, "webhook")
                self.assertFalse(self.store.last_error)
                self.assertEqual(len(self.store.message_ids), notes)
                self.simulator.store.faults.rules.clear()

    def test_an_account_that_may_have_no_webhooks_polls(self):
        self.simulator.store.faults.add("403", count=None, path="/v3/hooks*")
        self.assertIn("every two minutes", self.check())
        self.assertEqual(self.store.state, "live")
        self.assertEqual(self.store.webhook_mode, "polling")
        self.store.action_refresh()
        number = self.place(2)
        self.sync_orders()
        self.assertEqual(self.posted(number), (1, 15.0))


class TestGaps(HealthCase):
    def setUp(self):
        super().setUp()
        self.sync_orders()  # the first sync: nothing to compare with

    def later(self, minutes=11):
        """So much later the gaps that are open are judged."""
        gaps = self.env["bigcommerce.webhook.gap"].search([])
        for gap in gaps:
            gap.seen_on -= minutes * MINUTE
        self.sync_orders()
        return self.store.missed_webhook_count

    def test_a_webhook_in_time_is_not_missed(self):
        self.notify(self.place())
        self.sync_orders()
        self.assertFalse(self.env["bigcommerce.webhook.gap"].search([]))
        self.assertEqual(self.later(), 0)

    def test_a_change_without_a_webhook_is_missed_once(self):
        number = self.place()
        self.sync_orders()
        self.assertEqual(self.store.missed_webhook_count, 0)
        self.assertFalse(self.listed())  # not judged yet
        self.assertEqual(self.later(5), 0)
        self.assertEqual(self.later(6), 1)
        self.assertEqual(self.later(), 1)
        self.assertEqual(self.listed().order_id, self.web_order(number))

    def listed(self):
        action = self.store.action_view_missed_webhooks()
        return self.env["bigcommerce.webhook.gap"].search(action["domain"])

    def test_a_webhook_of_a_product_with_its_number_is_another_matter(self):
        number = self.place()
        self.notify(number, scope="store/product/updated")
        self.assertFalse(self.to_read())
        self.sync_orders()
        self.assertEqual(self.later(), 1)

    def test_a_missed_one_has_the_webhooks_checked_once(self):
        cron = self.store._flow("webhooks").cron_id
        triggers = self.env["ir.cron.trigger"]
        for expected in (1, 0):
            known = triggers.search_count([("cron_id", "=", cron.id)])
            self.place()
            self.sync_orders()
            self.later()
            asked = triggers.search_count([("cron_id", "=", cron.id)]) - known
            self.assertEqual(asked, expected)

    def test_a_webhook_some_minutes_later_is_not_missed(self):
        number = self.place()
        self.sync_orders()
        self.notify(number)
        self.assertEqual(self.later(), 0)

    def test_a_second_change_is_not_excused_by_the_first(self):
        number = self.place()
        self.notify(number)
        self.sync_orders()
        events = self.env["bigcommerce.webhook.event"].search([])
        events.flush_recordset()
        self.env.cr.execute(
            "UPDATE bigcommerce_webhook_event"
            " SET create_date = create_date - interval '1 minute'"
        )
        self.touch(number)
        self.sync_orders()
        self.assertEqual(self.later(), 1)

    def test_an_idle_sweep_is_no_gap(self):
        self.notify(self.place())
        for _ in range(3):
            self.sync_orders()
        self.assertFalse(self.env["bigcommerce.webhook.gap"].search([]))

    def test_no_missed_webhook_is_counted_after_an_hour_without_sync(self):
        self.store.orders_last_sync -= 60 * MINUTE
        self.place()
        self.sync_orders()
        self.assertFalse(self.env["bigcommerce.webhook.gap"].search([]))

    def test_polling_mode_counts_no_missed_webhooks(self):
        self.store.webhook_mode = "polling"
        self.place()
        self.sync_orders()
        self.assertFalse(self.env["bigcommerce.webhook.gap"].search([]))
