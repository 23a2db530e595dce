"""A setting takes orders up, or leaves them out: no save waits for that."""

from datetime import timedelta

from ...sync.orders import rescope
from ..finding_case import FindingCase

DAY = timedelta(days=1)


class TestOrderRescope(FindingCase):
    def setUp(self):
        super().setUp()
        self.store.connected_on = self.now() - 30 * DAY
        self.channel = self.store.channel_ids[0]

    def rows(self):
        return self.env["bigcommerce.order.rescope"].search(
            [("store_id", "=", self.store.id)]
        )

    def marked(self):
        return self.env["bigcommerce.order"].search_count([("needs_sync", "=", True)])

    def queries_of(self, model, vals):
        """How many queries a save takes."""
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        model.write(vals)
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def place_many(self, count, created=None, **details):
        numbers = [self.place(1, created=created, **details) for _ in range(count)]
        for number in numbers:
            self.touch(number, status_id=details.get("status_id", 11))
        self.sync_orders()
        return numbers

    def not_posted(self, numbers):
        return [number for number in numbers if not self.posted(number)[0]]

    # === NO SAVE WAITS === #

    def queries_of_moves(self):
        """Of all the settings that leave orders out, or take them up."""
        off_on = [{"order_sync": False}, {"order_sync": True}]
        dates = [
            {
                "order_sync_start_date_enabled": True,
                "order_sync_start_date": self.now() - days * DAY,
            }
            for days in (1, 20, 1, 20)
        ]
        counts = []
        for vals in [*off_on, *dates]:
            counts.append(self.queries_of(self.store, vals))
            self.sync_orders()
        for value in (False, True):
            counts.append(self.queries_of(self.channel, {"import_orders": value}))
        self.rows().unlink()
        self.store.order_sync_start_date_enabled = False
        self.sync_orders()
        return counts

    def test_a_save_takes_as_many_queries_for_many_orders_as_for_none(self):
        self.queries_of_moves()
        before = self.queries_of_moves()
        self.place_many(12, self.now() - 5 * DAY, status_id=7)
        after = self.queries_of_moves()
        self.assertEqual(after, before)

    def test_a_save_marks_no_order(self):
        self.place_many(3, self.now() - 5 * DAY, status_id=7)
        self.store.write(
            {
                "order_sync_start_date_enabled": True,
                "order_sync_start_date": self.now() - DAY,
            }
        )
        self.assertEqual(self.marked(), 0)
        self.assertEqual(self.rows().mapped("cause"), ["waiting"])
        self.sync_orders()
        self.assertFalse(self.rows())

    # === BIT BY BIT === #

    def test_many_are_taken_up_in_several_runs_newest_first(self):
        self.patch(rescope, "CHUNK", 3)
        self.store.order_sync = False
        numbers = self.place_many(7)
        self.store.order_sync = True
        left = []
        for _run in range(3):
            self.sync_orders()
            left.append(self.not_posted(numbers))
        self.assertEqual(left, [numbers[:4], numbers[:1], []])
        self.assertFalse(self.rows())

    def test_killed_in_between_it_goes_on(self):
        self.store.order_sync = False
        numbers = self.place_many(4)
        self.store.order_sync = True
        self.assertEqual(self.rows()._requeue_next_orders(3), 3)  # and there it ends
        self.assertEqual(self.rows().below_id, self.web_order(numbers[1]).id)
        self.sync_orders()
        self.assertFalse(self.not_posted(numbers))

    def test_switched_off_again_before_they_were_taken_up(self):
        self.store.order_sync = False
        numbers = self.place_many(2)
        self.store.order_sync = True
        self.store.order_sync = False
        self.sync_orders()
        self.assertEqual(self.not_posted(numbers), numbers)
        self.assertFalse(self.rows())
        self.store.order_sync = True
        self.sync_orders()
        self.assertFalse(self.not_posted(numbers))

    def test_the_rest_is_asked_for_at_once(self):
        self.patch(rescope, "CHUNK", 2)
        self.store.order_sync = False
        self.place_many(3)
        self.store.order_sync = True
        trigger = self.last_trigger()
        self.sync_orders()
        self.assertGreater(self.last_trigger(), trigger)
