"""The same new customer in two transactions at once."""

from psycopg2.errors import SerializationFailure

from odoo.tests import tagged

from ..transactions_case import TransactionsCase

EMAIL = "concurrent.customer@example.com"


@tagged("post_install", "-at_install", "bigcommerce")
class TestCustomerConcurrency(TransactionsCase):
    """Commits for real, and cleans up after itself."""

    def setUp(self):
        super().setUp()
        self.store_ids = []
        self.addCleanup(self.remove)

    def web_order(self, store_hash, customer_id, email=EMAIL):
        """A web order of the customer, in a store of its own, committed."""
        with self.registry.cursor() as cr:
            env = self.environment(cr)
            store = env["bigcommerce.store"].search([("store_hash", "=", store_hash)])
            if not store:
                store = store.create({"store_hash": store_hash})
                self.store_ids.append(store.id)
            order = env["bigcommerce.order"].create(
                {
                    "store_id": store.id,
                    "external_id": str(len(store.order_ids) + 1),
                    "payload": {
                        "customer_id": customer_id,
                        "billing_address": {"first_name": "Con", "email": email},
                    },
                }
            )
            return order.id

    def remove(self):
        with self.registry.cursor() as cr:
            env = self.environment(cr)
            env["bigcommerce.store"].browse(self.store_ids).unlink()
            self.contacts(env).unlink()

    def contacts(self, env):
        return env["res.partner"].search([("name", "=", "Con")])

    def assert_created_once(self, first_id, second_id):
        """The second worker began before the first committed."""
        with self.registry.cursor() as first, self.registry.cursor() as second:
            one = self.environment(first)["bigcommerce.order"].browse(first_id)
            two = self.environment(second)["bigcommerce.order"].browse(second_id)
            self.assertTrue(two.store_id)  # its snapshot is taken
            partner_id = one._get_partner().id
            first.flush()
            first.commit()
            with (
                self.assertNoLogs("odoo.sql_db", level="ERROR"),
                self.assertRaises(SerializationFailure),
            ):
                two._get_partner()
            second.rollback()
            # The sync is repeated in a new transaction.
            self.assertEqual(two._get_partner().id, partner_id)
            second.commit()
        with self.registry.cursor() as cr:
            self.assertEqual(self.contacts(self.environment(cr)).ids, [partner_id])

    def test_one_customer_two_workers_of_a_store(self):
        self.assert_created_once(
            self.web_order("concurrent1", 5), self.web_order("concurrent1", 5)
        )

    def test_one_customer_without_email_two_workers_of_a_store(self):
        self.assert_created_once(
            self.web_order("concurrent1", 5, ""), self.web_order("concurrent1", 5, "")
        )

    def test_one_guest_two_workers_of_a_store(self):
        self.assert_created_once(
            self.web_order("concurrent1", 0), self.web_order("concurrent1", 0)
        )

    def test_one_person_two_stores_of_a_company(self):
        self.assert_created_once(
            self.web_order("concurrent1", 5), self.web_order("concurrent2", 8)
        )

    def test_guest_in_one_store_customer_in_the_other(self):
        self.assert_created_once(
            self.web_order("concurrent1", 0),
            self.web_order("concurrent2", 8, EMAIL.upper()),
        )

    def test_two_people_do_not_wait_for_each_other(self):
        ids = (
            self.web_order("concurrent1", 5),
            self.web_order("concurrent1", 6, "other.customer@example.com"),
        )
        with self.registry.cursor() as first, self.registry.cursor() as second:
            one = self.environment(first)["bigcommerce.order"].browse(ids[0])
            two = self.environment(second)["bigcommerce.order"].browse(ids[1])
            self.assertNotEqual(one._get_partner().id, two._get_partner().id)
            first.flush()
            second.flush()
            first.commit()
            second.commit()
