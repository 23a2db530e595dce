"""The list of orders to read: whoever adds one twice, late or meanwhile."""

from odoo.tests import tagged
from odoo.tools import mute_logger

from ...api import errors
from ...sync.orders.read.fetch_list import FetchList
from ..finding_case import MINUTE, ORDERS, REFUNDS, FindingCase
from ..transactions_case import TransactionsCase

READ = "odoo.addons.bigcommerce_connector.sync.orders.read"
PAYMENT = "store/order/transaction/created"
NO_ANSWER = errors.TimedOut("no answer")


class TestFetchList(FindingCase):
    def setUp(self):
        super().setUp()
        self.number = self.place()
        self.sync_orders()
        self.let_time_pass(10 * MINUTE)
        self.sync_orders()

    def test_order_asked_for_in_many_ways_is_one_row_and_read_once(self):
        self.notify(self.number)
        self.web_order(self.number).action_resync()
        self.notify(self.number, scope="store/order/statusUpdated")
        row = self.to_read()
        self.assertEqual((len(row), row.generation, row.tries), (1, 3, 0))
        with self.requests(ORDERS, REFUNDS, f"{ORDERS}/{self.number}", *self.payments):
            self.sync_orders()
        self.assertFalse(self.to_read())

    @property
    def payments(self):
        """Who checks an order again has its payments read, too."""
        return [f"GET v3/orders/{self.number}/transactions"]

    def test_delivery_that_is_repeated_asks_once(self):
        for _ in range(2):
            self.notify(self.number)
        self.assertEqual(self.to_read().generation, 1)
        self.sync_orders()
        self.notify(self.number)  # and after it was read
        self.assertFalse(self.to_read())

    def test_webhook_while_the_order_is_read_has_it_read_again(self):
        self.notify(self.number)
        fetch = self.env["bigcommerce.order.fetch"]
        read = fetch._due(self.store)
        self.notify(self.number, scope="store/order/statusUpdated")
        fetch._drop(read)
        self.assertEqual(self.due(), [self.number])
        self.sync_orders()
        self.assertFalse(self.to_read())

    @mute_logger(READ)
    def test_webhook_while_the_order_fails_leaves_it_due(self):
        self.notify(self.number)
        reading = FetchList(self.store)
        reading.begin()
        self.notify(self.number, scope="store/order/statusUpdated")
        reading.put_off({str(self.number): NO_ANSWER})
        row = self.to_read()
        self.assertEqual((row.tries, row.last_error), (1, "no answer"))
        self.assertEqual(self.due(), [self.number])
        reading = FetchList(self.store)
        reading.begin()
        reading.put_off({str(self.number): NO_ANSWER})
        self.assertEqual((row.tries, self.due()), (2, []))

    @mute_logger(READ)
    def test_number_that_no_list_shows_does_not_hurry_one_that_fails(self):
        FetchList(self.store).put_off({str(self.number): NO_ANSWER})
        FetchList(self.store).add({str(self.number)}, "unlisted")
        self.assertFalse(self.due())
        self.notify(self.number)
        self.assertEqual(self.due(), [self.number])

    def test_webhook_of_a_payment_is_remembered_until_the_order_is_read(self):
        order = self.web_order(self.number)
        order.is_captured_current = True
        self.notify(self.number, scope=PAYMENT)
        self.notify(self.number)
        self.assertTrue(self.to_read().payment_on)
        self.sync_orders()
        self.assertFalse(order.is_captured_current)

    def test_impossible_order_number_is_logged_and_not_read(self):
        self.notify("", "../orders", "99999999999")
        events = self.env["bigcommerce.webhook.event"]
        self.assertEqual(events.search_count([("store_id", "=", self.store.id)]), 3)
        self.assertFalse(self.to_read())


@tagged("post_install", "-at_install", "bigcommerce")
class TestFetchListConcurrency(TransactionsCase):
    """Commits for real, and cleans up after itself."""

    def setUp(self):
        super().setUp()
        with self.registry.cursor() as cr:
            store = self.environment(cr)["bigcommerce.store"]
            self.store_id = store.create({"store_hash": "fetchlist1"}).id
        self.addCleanup(self.remove)

    def remove(self):
        with self.registry.cursor() as cr:
            self.environment(cr)["bigcommerce.store"].browse(self.store_id).unlink()

    def store(self, cr):
        return self.environment(cr)["bigcommerce.store"].browse(self.store_id)

    def notify(self, cr, delivery):
        store = self.store(cr)
        store._store_webhook(store, delivery, "store/order/updated", "250")

    def rows(self):
        with self.registry.cursor() as cr:
            fetch = self.environment(cr)["bigcommerce.order.fetch"]
            rows = fetch.search([("store_id", "=", self.store_id)])
            return [(row.external_id, row.generation) for row in rows]

    def test_deliveries_of_one_order_at_the_same_moment_are_all_taken(self):
        with self.registry.cursor() as first, self.registry.cursor() as second:
            self.assertTrue(self.store(second).store_hash)  # its snapshot is taken
            self.notify(first, "one")
            first.commit()
            with self.assertNoLogs("odoo.sql_db", level="ERROR"):
                self.notify(second, "two")
            second.commit()
        self.assertEqual(self.rows(), [("250", 2)])

    def test_order_read_before_the_webhook_came_stays(self):
        with self.registry.cursor() as webhook, self.registry.cursor() as cron:
            self.notify(webhook, "one")
            webhook.commit()
            reading = FetchList(self.store(cron))
            reading.begin()
            self.notify(webhook, "two")
            webhook.commit()
            cron.commit()  # what was read
            reading.finish({"250"})
        self.assertEqual(self.rows(), [("250", 2)])

    @mute_logger("odoo.sql_db")
    def test_webhook_between_reading_and_dropping_stops_no_run(self):
        with self.registry.cursor() as webhook, self.registry.cursor() as cron:
            self.notify(webhook, "one")
            webhook.commit()
            reading = FetchList(self.store(cron))
            reading.begin()  # no commit: the snapshot is older than the webhook
            self.notify(webhook, "two")
            webhook.commit()
            reading.finish({"250"})
            cron.commit()
        self.assertEqual(self.rows(), [("250", 2)])

    def test_order_that_was_read_leaves_the_list(self):
        with self.registry.cursor() as cron:
            self.notify(cron, "one")
            cron.commit()
            reading = FetchList(self.store(cron))
            reading.begin()
            reading.finish({"250"})
        self.assertEqual(self.rows(), [])
