"""Goods sold by weight: a cashier takes a part of a unit back."""

from odoo import Command
from odoo.tools import mute_logger

from ..common import BigcommerceCase

_ORDER = "odoo.addons.bigcommerce_connector.sync.orders.reconcile"


class TestFraction(BigcommerceCase):
    """BigCommerce sells whole kilograms; what it knows of registers is whole, too."""

    def setUp(self):
        super().setUp()
        self.coffee = self.sell(
            "COFFEE", 9.99, uom_id=self.env.ref("uom.product_uom_kgm").id
        )
        self.number = self.orders.place([{"sku": "COFFEE", "quantity": 3}]).id
        self.sync_orders()
        self.order = self.web_order(self.number)
        config = self.env["pos.config"].create({"name": "Register"})
        self.session = self.env["pos.session"].create({"config_id": config.id})
        self.session.set_opening_control(0, None)

    @property
    def orders(self):
        return self.simulator.store.orders

    def take_back(self, kilograms, money):
        """A refund at the register of the shop.

        Another client than Odoo's own front end, which sends the amounts of the lines
        above zero.
        """
        line = self.order.pos_order_ids.lines.filtered(lambda line: line.qty > 0)[:1]
        method = self.session.config_id.payment_method_ids[:1]
        vals = {
            "product_id": line.product_id.id,
            "qty": -kilograms,
            "price_unit": line.price_unit,
            "discount": 0,
            "tax_ids": [Command.clear()],
            "price_subtotal": -money,
            "price_subtotal_incl": -money,
            "refunded_orderline_id": line.id,
        }
        self.env["pos.order"].sync_from_ui(
            [
                {
                    "session_id": self.session.id,
                    "company_id": self.env.company.id,
                    "user_id": self.env.uid,
                    "fiscal_position_id": False,
                    "amount_total": -money,
                    "amount_tax": 0,
                    "amount_paid": -money,
                    "amount_return": 0,
                    "state": "paid",
                    "is_refund": True,
                    "to_invoice": False,
                    "lines": [Command.create(vals)],
                    "payment_ids": [
                        Command.create(
                            {"payment_method_id": method.id, "amount": -money}
                        )
                    ],
                }
            ]
        )
        self.sync_orders()

    def refund_on_the_web(self, quantity):
        line = self.orders.get(self.number).lines[0]
        items = [{"item_type": "PRODUCT", "item_id": line.id, "quantity": quantity}]
        self.orders.refund(self.number, items)
        self.sync_orders()

    def ours(self):
        lines = self.order.pos_order_ids.lines
        return round(sum(lines.mapped("qty")), 2)

    def assert_reconciled(self, ours, stock, not_known):
        order = self.order
        self.assertEqual(order.state, "synced", order.message)
        self.assertTrue(order.is_reconciled, (order.amount_posted, order.amount_net))
        self.assertEqual(self.ours(), ours)
        self.assertEqual(order.amount_register_unrecorded, not_known)
        coffee = self.coffee.with_context(warehouse_id=self.warehouse.id)
        coffee.invalidate_recordset()
        self.assertEqual(coffee.qty_available, stock)
        count = order.pos_order_count
        order.action_resync()
        self.sync_orders()
        self.assertEqual(order.pos_order_count, count)

    def test_a_part_of_a_unit_is_listed_as_it_is(self):
        for kilograms, money in ((0.4, 4.0), (0.5, 5.0)):
            self.take_back(kilograms, money)
        self.assert_reconciled(ours=3, stock=97.9, not_known=9.0)

    def test_the_web_catches_up_with_a_whole_unit(self):
        """What the cashier left of it is given back; to the cent and the gram."""
        self.take_back(0.5, 5.0)
        self.refund_on_the_web(1)
        self.assert_reconciled(ours=2.5, stock=98, not_known=0)
        self.refund_on_the_web(2)
        self.assert_reconciled(ours=0.5, stock=100, not_known=0)

    def test_more_than_the_web_gives_back(self):
        self.take_back(1.25, 12.49)
        self.refund_on_the_web(1)
        self.assert_reconciled(ours=3, stock=98.25, not_known=2.5)

    @mute_logger(_ORDER)
    def test_a_little_too_much_needs_attention(self):
        self.take_back(3.2, 31.97)
        self.assertEqual(self.order.state, "attention")
        self.assertIn(
            "refunded more of “Product COFFEE” than was left", self.order.message
        )
