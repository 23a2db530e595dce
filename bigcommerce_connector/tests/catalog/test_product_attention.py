"""The responsible user has one activity while products of the store need a person."""

from odoo.tests import new_test_user, tagged

from ..catalog_case import CatalogCase


@tagged("post_install", "-at_install", "bigcommerce")
class TestProductAttention(CatalogCase):
    def setUp(self):
        super().setUp()
        self.user = new_test_user(self.env, "in_charge", "base.group_user")
        self.store.responsible_id = self.user
        self.twins = [self.product("TWIN", name=name) for name in ("One", "Two")]

    def activities(self):
        self.env.invalidate_all()
        kind = "bigcommerce_connector.mail_activity_product_attention"
        return self.store.activity_search([kind])

    def test_one_for_all_of_them_until_the_last_is_in_order(self):
        cup = self.product("CUP")
        self.sync()
        states = [self.mapping(twin).state for twin in self.twins]
        self.assertIn("attention", states)
        activity = self.activities()
        self.assertEqual(activity.user_id, self.user)
        variant = self.mapping(cup).variant_ids
        variant.stock_message = "Not tracked"
        self.assertEqual(self.activities(), activity)
        self.twins[1].default_code = "OTHER"
        self.sync()
        self.assertState(self.twins[0], "synced")
        self.assertState(self.twins[1], "synced")
        self.assertEqual(self.activities(), activity)
        variant.stock_message = False
        self.env["bigcommerce.product"]._end_activities()
        self.assertFalse(self.activities())

    def test_trying_again_in_vain_is_no_news(self):
        self.sync()
        activity = self.activities()
        for days in (1, 2):
            for twin in self.twins:
                self.mapping(twin).action_requeue()
            self.end_transaction()
            self.env["bigcommerce.product"]._end_activities()
            self.sync()
            self.assertEqual(self.activities(), activity, days)

    def test_it_ends_when_the_last_is_deleted(self):
        self.sync()
        self.assertTrue(self.activities())
        for twin in self.twins:
            twin.unlink()
        self.env["bigcommerce.product"]._end_activities()
        self.assertFalse(self.activities())

    def test_nobody_is_told_who_does_not_want_it(self):
        self.store.attention_activities = False
        self.sync()
        self.assertFalse(self.activities())
