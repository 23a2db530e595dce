"""Why a product is not on BigCommerce: the cause, and what to do about it."""

from odoo.tests import Form, new_test_user, tagged

from ..catalog_case import CatalogCase


@tagged("post_install", "-at_install", "bigcommerce")
class TestWhyNot(CatalogCase):
    def setUp(self):
        super().setUp()
        self.reader = new_test_user(
            self.env, "reads", "bigcommerce_connector.bigcommerce_connector_group_user"
        )

    def answer(self, template):
        self.env.invalidate_all()
        action = self.env.ref("bigcommerce_connector.bigcommerce_why_not_action")
        wizard = self.env[action.res_model].with_user(self.reader)
        return str(Form(wizard.with_context(active_id=template.id)).answer)

    def test_from_the_choice_to_the_store(self):
        mug = self.product(bigcommerce_enabled=False)
        self.assertIn("Sell on BigCommerce is off", self.answer(mug))
        mug.bigcommerce_enabled = True
        self.assertIn("has not been looked at yet", self.answer(mug))
        self.store.item_sync_enforcement = True
        self.assertIn("not entitled to", self.answer(mug))
        mug.bigcommerce_warehouse_ids = self.warehouse
        self.store._pause("<b>Rights</b> are missing.")
        self.assertIn("&lt;b&gt;Rights&lt;/b&gt; are missing.", self.answer(mug))
        self.store.action_go_live()
        self.store.product_sync = False
        self.sync()
        self.assertIn("none is created", self.answer(mug))
        self.store.product_sync = True
        self.sync()
        self.assertIn("as it is in Odoo", self.answer(mug))
        mug.list_price = 12
        mug.active = False
        self.assertIn("archived", self.answer(mug))

    def test_refused_and_failed_products_say_why(self):
        mug = self.product(default_code=False)
        self.sync()
        self.assertIn("No internal reference (SKU)", self.answer(mug))
        cup = self.product("CUP")
        self.fault("503", count=None)
        self.sync()
        self.assertIn("which has a problem", self.answer(cup))
        cup.product_variant_ids.bigcommerce_excluded = True
        self.assertIn("It has no variant to sell", self.answer(cup))
