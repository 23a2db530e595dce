"""Somebody who knows a store's secret takes an identity before the connector does."""

from odoo import Command
from odoo.tools import mute_logger

from ..finding_case import FindingCase


class TestOrderStranger(FindingCase):
    def setUp(self):
        super().setUp()
        self.number = self.place()
        self.fetch(self.shop, list(self.shop.orders.list()))
        self.order = self.web_order(self.number)
        methods = self.store.config_ids.payment_method_ids.copy({"name": "Card"})
        config = self.env["pos.config"].create(
            {"name": "Register", "payment_method_ids": [Command.set(methods.ids)]}
        )
        self.session = self.env["pos.session"].create({"config_id": config.id})

    def identity(self, *parts):
        """What the first transaction will be made with."""
        order = self.order.new({"revision": 1}, origin=self.order)
        return order._transaction_uuid(*parts)

    def shop_sale(self, **vals):
        money = ("amount_tax", "amount_total", "amount_paid", "amount_return")
        return self.env["pos.order"].create(
            {"session_id": self.session.id, **dict.fromkeys(money, 0), **vals}
        )

    def line(self, **vals):
        product = self.env["product.product"].create({"name": "Cup"})
        prices = ("price_unit", "price_subtotal", "price_subtotal_incl")
        return {"product_id": product.id, "qty": 1, **dict.fromkeys(prices, 0), **vals}

    @mute_logger("odoo.addons.bigcommerce_connector.sync.orders.reconcile")
    def assert_named(self, stranger):
        neighbour = self.place()
        self.sync_orders()
        self.assertEqual(self.order.state, "attention")
        self.assertFalse(self.order.pos_order_ids)
        number = stranger.pos_reference or stranger.display_name
        self.assertIn(
            f"The Point of Sale order {number}, "
            f"made by {self.env.user.name} at Register, has the UUID that is reserved",
            self.order.message,
        )
        self.assertEqual(self.web_order(neighbour).state, "synced")

    def test_an_order_that_was_paid(self):
        self.assert_named(self.shop_sale(uuid=self.identity(), state="paid"))

    def test_an_order_that_was_begun(self):
        self.assert_named(self.shop_sale(uuid=self.identity()))

    def test_a_line(self):
        line = self.line(uuid=self.identity("line", "1"))
        self.assert_named(self.shop_sale(lines=[Command.create(line)]))

    def test_a_payment(self):
        method = self.session.config_id.payment_method_ids[0]
        payment = {
            "payment_method_id": method.id,
            "amount": 1,
            "uuid": self.identity("payment", "online"),
        }
        self.assert_named(self.shop_sale(payment_ids=[Command.create(payment)]))
