"""What stands in the way of whoever reads a page: empty labels, a choice of one."""

from collections import Counter

from lxml import etree

from odoo.tests import TransactionCase, tagged

ADDON = "bigcommerce_connector."


@tagged("post_install", "-at_install", "bigcommerce")
class TestSmallThings(TransactionCase):
    def page(self, model, view_type="form"):
        return etree.fromstring(self.env[model].get_view(view_type=view_type)["arch"])

    def test_what_nobody_wrote_has_no_label(self):
        page = self.page("bigcommerce.order")
        for name in ("customer_message", "staff_notes"):
            [field] = page.findall(f".//field[@name='{name}']")
            self.assertEqual(field.get("invisible"), f"not {name}")

    def test_fields_of_a_model_are_told_apart(self):
        """By whoever filters and exports; Odoo's log warns of two with one label."""
        for name, model in self.env.items():
            if name.startswith("bigcommerce."):
                labels = Counter(field.string for field in model._fields.values())
                with self.subTest(name):
                    twice = [label for label, count in labels.items() if count > 1]
                    self.assertFalse(twice)

    def test_one_store_is_not_asked_for_and_the_number_comes_first(self):
        company = self.env["res.company"].create({"name": "Shop"})
        stores = self.env["bigcommerce.store"].with_company(company)
        stores.create({"store_hash": "one1", "access_token": "x", "state": "live"})
        wizards = self.env["bigcommerce.order.recover"].with_context(
            allowed_company_ids=company.ids
        )
        wizard = wizards.create({"external_id": "1042"})
        self.assertTrue(wizard.has_one_store)
        [store] = self.page(wizard._name).findall(".//field[@name='store_id']")
        [number] = self.page(wizard._name).findall(".//field[@name='external_id']")
        self.assertEqual(store.get("invisible"), "has_one_store")
        self.assertTrue(number.get("default_focus"))

    def test_an_empty_page_of_customers_says_who_is_on_it(self):
        """After orders of guests it is as empty as before them."""
        action = self.env.ref(f"{ADDON}bigcommerce_customer_action")
        self.assertIn("No customer with an account", action.help)
        self.assertIn("uest", action.help)
