"""A save and a sync at the same time, in two real transactions."""

from psycopg2.errors import SerializationFailure

from odoo.tests import tagged

from ..transactions_case import TransactionsCase


@tagged("post_install", "-at_install", "bigcommerce")
class TestChangeNotesConcurrency(TransactionsCase):
    """Commits for real, and cleans up after itself."""

    def setUp(self):
        super().setUp()
        with self.registry.cursor() as cr:
            env = self.environment(cr)
            store = env["bigcommerce.store"].create({"store_hash": "concurrency"})
            store.state = "connected"
            template = env["product.template"].create({"name": "Concurrent"})
            self.store_id, self.template_id = store.id, template.id
        self.addCleanup(self.remove)
        self.consume()  # what its creation noted

    def remove(self):
        with self.registry.cursor() as cr:
            env = self.environment(cr)
            env["product.template"].browse(self.template_id).unlink()
            cr.flush()
            cr.execute(
                "DELETE FROM bigcommerce_change WHERE res_id = %s", [self.template_id]
            )
        self.remove_store(self.store_id)

    def remove_store(self, store_id):
        with self.registry.cursor() as cr:
            store = self.environment(cr)["bigcommerce.store"].browse(store_id)
            store.state = "draft"
            store.unlink()

    def take(self, env, store_id=None):
        store = env["bigcommerce.store"].browse(store_id or self.store_id)
        return env["bigcommerce.change"]._consume("catalog", store)

    def consume(self):
        with self.registry.cursor() as cr:
            return self.take(self.environment(cr)) & {self.template_id}

    def save(self, cr, price):
        env = self.environment(cr)
        env["product.template"].browse(self.template_id).list_price = price
        cr.flush()

    def test_a_sync_that_commits_first_leaves_the_change_for_the_next(self):
        with self.registry.cursor() as user, self.registry.cursor() as cron:
            self.save(user, 11)
            self.assertFalse(self.take(self.environment(cron)) & {self.template_id})
            cron.commit()
            user.commit()
        self.assertEqual(self.consume(), {self.template_id})
        self.assertFalse(self.consume())

    def test_a_save_does_not_wait_for_a_sync_that_is_taking_notes(self):
        with self.registry.cursor() as user:
            self.save(user, 12)
        with self.registry.cursor() as user, self.registry.cursor() as cron:
            self.assertIn(self.template_id, self.take(self.environment(cron)))
            self.save(user, 13)  # the notes of before are being deleted
            user.commit()
            cron.commit()
        self.assertEqual(self.consume(), {self.template_id})

    def test_a_sync_that_fails_gives_its_notes_back(self):
        with self.registry.cursor() as user:
            self.save(user, 14)
        with self.registry.cursor() as cron:
            self.assertIn(self.template_id, self.take(self.environment(cron)))
            cron.rollback()
        self.assertEqual(self.consume(), {self.template_id})

    def test_two_syncs_take_different_notes_and_wait_for_none(self):
        with self.registry.cursor() as user:
            self.save(user, 15)
        with self.registry.cursor() as first, self.registry.cursor() as second:
            self.assertIn(self.template_id, self.take(self.environment(first)))
            taken = self.take(self.environment(second))
            self.assertNotIn(self.template_id, taken)
            first.commit()
            second.commit()

    def test_a_sync_whose_note_was_cleaned_up_begins_anew(self):
        """The daily clean-up ran since it began: no error for anybody to look at."""
        with self.registry.cursor() as user:
            for price in (23, 24):
                self.save(user, price)
                user.commit()
        with self.registry.cursor() as cron, self.registry.cursor() as night:
            cron.execute("SELECT 1")  # it begins
            self.clean_up(night)
            night.commit()
            with (
                self.assertNoLogs("odoo.sql_db"),
                self.assertRaises(SerializationFailure),
            ):
                self.take(self.environment(cron))
        self.assertEqual(self.consume(), {self.template_id})

    def test_the_clean_up_waits_for_no_sync(self):
        with self.registry.cursor() as user:
            for price in (25, 26):
                self.save(user, price)
                user.commit()
        with self.registry.cursor() as cron, self.registry.cursor() as night:
            self.assertIn(self.template_id, self.take(self.environment(cron)))
            self.clean_up(night)
            night.commit()
            cron.commit()
        self.assertFalse(self.consume())

    def clean_up(self, cr):
        self.environment(cr)["bigcommerce.change"]._gc_repeated()

    def test_a_store_that_takes_its_note_gets_that_of_the_next_change_too(self):
        """It says the same, and is passed on while the former is being deleted."""
        with self.registry.cursor() as cr:
            stores = self.environment(cr)["bigcommerce.store"]
            other = stores.create({"store_hash": "concurrency2"})
            other.state = "live"
        self.addCleanup(self.remove_store, other.id)
        with self.registry.cursor() as user:
            self.save(user, 21)
        self.assertEqual(self.consume(), {self.template_id})  # and passes it on
        with self.registry.cursor() as theirs:
            taken = self.take(self.environment(theirs), other.id)
            self.assertIn(self.template_id, taken)
            with self.registry.cursor() as user:
                self.save(user, 22)
            self.assertEqual(self.consume(), {self.template_id})
            theirs.commit()
            taken = self.take(self.environment(theirs), other.id)
            self.assertIn(self.template_id, taken)

    def test_every_transaction_of_a_cursor_leaves_its_note(self):
        with self.registry.cursor() as user:
            for price in (17, 18):
                self.save(user, price)
                user.commit()
                self.assertEqual(self.consume(), {self.template_id})
            self.save(user, 19)
            user.rollback()
            self.save(user, 20)
            user.commit()
        self.assertEqual(self.consume(), {self.template_id})

    def test_a_save_that_is_rolled_back_leaves_no_note(self):
        with self.registry.cursor() as user:
            self.save(user, 16)
            user.rollback()
        self.assertFalse(self.consume())
