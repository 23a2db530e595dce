"""Deleting products while registers are open: the connector's own are no obstacle."""

from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from ..order_life_case import OrderLifeCase


class TestProductDeletion(OrderLifeCase):
    def setUp(self):
        super().setUp()
        for session in self.env["pos.session"].search([("state", "!=", "closed")]):
            session.state = "closed"  # of the demo data
        self.place(("MUG", 1))
        self.assertTrue(self.store._web_sessions())
        self.hat = self.env["product.product"].create(
            {"name": "Hat", "available_in_pos": True}
        )

    def test_the_web_registers_session_is_no_obstacle(self):
        self.hat.unlink()
        self.assertFalse(self.hat.exists())
        cap = self.env["product.template"].create(
            {"name": "Cap", "available_in_pos": True}
        )
        cap.unlink()
        self.assertFalse(cap.exists())

    def test_another_register_still_is(self):
        register = self.env["pos.config"].create({"name": "Shop"})
        self.env["pos.session"].create({"config_id": register.id})
        for record in (self.hat, self.hat.product_tmpl_id):
            with self.assertRaisesRegex(UserError, "sessions are closed"):
                record.unlink()

    def test_product_sold_on_the_web_stays(self):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            self.mug.unlink()
        self.assertTrue(self.mug.exists())
