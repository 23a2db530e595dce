"""No cashier opens the web register, whatever address is typed."""

from lxml import etree

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..http_case import PatientHttpCase


@tagged("post_install", "-at_install", "bigcommerce")
class TestNobodySellsInIt(PatientHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.env.company.id)], limit=1
        )
        store = cls.env["bigcommerce.store"].create(
            {"store_hash": "till1", "access_token": "x", "warehouse_id": warehouse.id}
        )
        cls.register = store._get_register(cls.env.company.currency_id)

    def assert_closed_to_cashiers(self):
        for path in (
            f"/pos/ui/{self.register.id}",
            f"/pos/ui/{self.register.id}/payment/x",
            f"/pos/ui/%20{self.register.id}",
            f"/pos/ui/+{self.register.id}",
            f"/pos/ui?config_id={self.register.id}",
            f"/pos/web?config_id={self.register.id}",
        ):
            with self.subTest(path=path):
                answer = self.url_open(path, allow_redirects=False)
                self.assertEqual(answer.status_code, 303, answer.text[:300])
                self.assertIn("/odoo/action-", answer.headers["Location"])

    def test_the_address_of_a_web_register_without_session_opens_none(self):
        self.authenticate("admin", "admin")
        self.assert_closed_to_cashiers()
        self.assertFalse(self.register.session_ids)

    def test_with_open_session(self):
        self.register._bigcommerce_open_session()
        self.authenticate("admin", "admin")
        self.assert_closed_to_cashiers()

    def test_who_connects_before_the_first_register_is_still_offered_to_make_one(self):
        """Odoo's cards *Choose your store*: a web register is no register of a shop."""
        configs = self.env["pos.config"]
        own = configs.search([("bigcommerce_store_id", "=", False)])
        own.active = False
        self.assertFalse(configs.get_pos_kanban_view_state()["has_pos_config"])
        configs.create({"name": "Shop"})
        self.assertTrue(configs.get_pos_kanban_view_state()["has_pos_config"])

    def test_other_registers_are_for_cashiers(self):
        register = self.env["pos.config"].create({"name": "Shop"})
        self.authenticate("admin", "admin")
        answer = self.url_open(f"/pos/ui/{register.id}", allow_redirects=False)
        self.assertEqual(answer.status_code, 200, answer.headers)

    def test_the_session_page_has_no_selling_button_beside_other_addons(self):
        """As pos_self_order does, whose kiosks are not continued at a register."""
        self.env["ir.ui.view"].create(
            {
                "name": "Kiosk",
                "model": "pos.session",
                "inherit_id": self.env.ref("point_of_sale.view_pos_session_form").id,
                "arch": "<button name='open_frontend_cb' position='attributes'>"
                "<attribute name='invisible'>rescue or config_id</attribute></button>",
            }
        )
        form = self.env["pos.session"].get_view(view_type="form")
        (button,) = etree.fromstring(form["arch"]).xpath(
            "//button[@name='open_frontend_cb']"
        )
        self.assertEqual(
            button.get("invisible"), "(rescue or config_id) or (bigcommerce_store_id)"
        )

    def test_opening_the_web_register_for_selling_is_refused(self):
        with self.assertRaisesRegex(UserError, "cannot be opened for selling"):
            self.register.with_user(self.env.ref("base.user_admin")).open_ui()
