"""Before many products vanish from the web store, a person is asked."""

from odoo.tests import tagged

from ..catalog_case import CatalogCase

READ, HIDE = "GET catalog/products", "PUT catalog/products"


@tagged("post_install", "-at_install", "bigcommerce")
class TestHideBrake(CatalogCase):
    def setUp(self):
        super().setUp()
        self.products = self.many_products([f"P{number}" for number in range(25)])

    def test_before_many_are_hidden_a_person_is_asked(self):
        self.store.unsold_items = "hide"
        self.sync()
        self.products[:15].bigcommerce_enabled = False
        self.sync()
        self.assertFalse(self.is_visible(self.products[0]), "some are everyday life")
        self.assertEqual(self.store.state, "live")
        self.products[:15].bigcommerce_enabled = True
        self.sync()
        self.products[:21].bigcommerce_enabled = False
        self.sync()
        self.assertEqual(self.store.state, "paused")
        self.assertIn("hide 21 of 25", self.store.pause_reason)
        self.assertTrue(all(self.is_visible(one) for one in self.products))
        self.store.action_go_live()
        with self.requests(READ, *[HIDE] * 3):  # what is seen is seen once
            self.sync()
        self.assertFalse(any(self.is_visible(one) for one in self.products[:21]))
        self.assertEqual(self.store.state, "live")
        self.sync()
        self.assertFalse(self.store.hiding_confirmed)

    def test_what_staff_have_hidden_asks_nobody(self):
        self.store.unsold_items = "hide"
        self.sync()
        for product in self.products[:21]:
            self.hide_there(product)
        self.products[:21].bigcommerce_enabled = False
        self.sync()
        self.assertEqual(self.store.state, "live")
        hidden = self.mapping(self.products[:21])
        self.assertEqual(set(hidden.mapped("visibility")), {"theirs"})

    def test_before_odoo_hides_many_a_person_is_asked(self):
        self.store.writes_visibility = True
        self.sync()
        self.products[:21].sale_ok = False
        self.sync()
        self.assertEqual(self.store.state, "paused")
        self.assertIn("hide 21 of 25", self.store.pause_reason)
        self.assertTrue(self.is_visible(self.products[0]))
        self.store.action_go_live()
        self.sync()
        self.assertFalse(any(self.is_visible(one) for one in self.products[:21]))
        self.assertEqual(self.store.state, "live")
