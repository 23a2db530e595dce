"""What stops an order is named, with a remedy that whoever reads it can carry out."""

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import Form
from odoo.tools import mute_logger

from ..order_life_case import OrderLifeCase

_POST = "odoo.addons.bigcommerce_connector.sync.orders.reconcile"


class TestOrderMessages(OrderLifeCase):
    def attention(self, number):
        """The message of an order that needs somebody."""
        with mute_logger(_POST):
            self.sync_orders()
        order = self.web_order(number)
        self.assertEqual(order.state, "attention", order.message)
        return order.message

    # === REFUNDS === #

    def test_a_refund_that_the_provider_declined(self):
        from bigcommerce_simulator.orders.refunding import decline

        self.simulator.store.switches.declined_refund_restores_quantity = True
        order = self.place(("SHIRT-M", 1))
        items = [{"item_type": "PRODUCT", "item_id": self.line_id(order)}]
        number = int(order.external_id)
        refund = self.web_orders.refund(number, [{**items[0], "quantity": 1}])
        self.synced(number)
        self.assertEqual(order.amount_posted, 0)
        with self.simulator.store.lock:
            decline(self.simulator.store, refund, "No money")
        self.web_orders.edit(number, status_id=4)  # staff set it by hand
        message = self.attention(number)
        self.assertIn("payment provider declined the refund", message)
        self.assertIn("Refund the order on BigCommerce again", message)
        self.assertNotIn("no refund is recorded", message)
        self.assertEqual(order.amount_posted, 20)

    # === RETURNS IN THE BACK OFFICE === #

    def test_return_products_says_where_it_is_done(self):
        """Whether or not the web register's session is open: nobody can open it."""
        order = self.place(("SHIRT-M", 1))
        sale = order.pos_order_ids
        for closes in (False, True):
            with self.subTest(closes=closes):
                if closes:
                    self.store._close_session(sale.session_id)
                    self.assertEqual(sale.session_id.state, "closed")
                with self.assertRaises(UserError) as refused:
                    sale.refund()
                message = str(refused.exception)
                self.assertIn(order.name, message)
                self.assertIn("Refund it on BigCommerce", message)
                self.assertIn("register of the shop", message)
                self.assertNotIn("open a session", message)

    # === SKUS === #

    def test_blanks_around_a_reference_are_no_difference(self):
        self.mug.default_code = " mug\t"
        order = self.place(("MUG", 1))
        self.assertEqual(order.pos_order_ids.lines.product_id, self.mug)

    def test_blanks_around_the_webs_sku_are_no_difference(self):
        web = self.web_orders.place(lines=[{"sku": "MUG", "quantity": 1}])
        with self.simulator.store.lock:
            web.lines[0].sku = " MUG "
            web.lines[0].variant_id = web.lines[0].product_id = 0
        order = self.synced(web.id)
        self.assertEqual(order.pos_order_ids.lines.product_id, self.mug)

    def test_a_part_of_a_reference_is_not_enough(self):
        self.mug.default_code = "MUG 2"
        web = self.web_orders.place(lines=[{"sku": "MUG", "quantity": 1}])
        self.assertIn("SKU MUG", self.attention(web.id))

    # === PAY LATER === #

    def pay_later(self):
        method = self.env["pos.payment.method"].create(
            {"name": "On account", "split_transactions": True}
        )
        register = self.store._get_register(self.env.company.currency_id)
        register.payment_method_ids = [Command.link(method.id)]
        row = self.store._get_payment_method("Invoice")
        row.pos_payment_method_id = method
        return method

    def test_a_guest_without_email_cannot_pay_later(self):
        self.pay_later()
        web = self.web_orders.place(
            lines=[{"sku": "MUG", "quantity": 1}],
            customer={"email": ""},
            payment_method="Invoice",
        )
        with self.simulator.store.lock:
            web.billing["email"] = ""
        message = self.attention(web.id)
        self.assertIn("On account", message)
        self.assertIn("email address is missing", message)
        self.assertIn("billing address on BigCommerce", message)
        self.assertNotIn("set Guest Checkouts to “Create a contact”", message)
        # The remedy: somebody enters one there.
        with self.simulator.store.lock:
            web.billing["email"] = "ada@example.com"
        self.web_orders.edit(web.id, staff_notes="now with an e-mail address")
        self.web_order(web.id).action_resync()
        self.synced(web.id)

    # === GIVEN BACK TOO MUCH === #

    def give_back(self, order, quantity):
        """A cashier gives back of the order's first line, whatever is left of it."""
        config = self.env["pos.config"].create({"name": "Shop"})
        session = self.env["pos.session"].create({"config_id": config.id})
        session.set_opening_control(0, None)
        line = order.pos_order_ids.lines.filtered(lambda line: line.qty > 0)[:1]
        money = -quantity * line.price_unit
        method = config.payment_method_ids[:1]
        vals = {
            "product_id": line.product_id.id,
            "qty": -quantity,
            "price_unit": line.price_unit,
            "discount": 0,
            "tax_ids": [Command.clear()],
            "price_subtotal": money,
            "price_subtotal_incl": money,
            "refunded_orderline_id": line.id,
        }
        payment = {"payment_method_id": method.id, "amount": money}
        self.env["pos.order"].sync_from_ui(
            [
                {
                    "session_id": session.id,
                    "company_id": self.env.company.id,
                    "user_id": self.env.uid,
                    "fiscal_position_id": False,
                    "amount_total": money,
                    "amount_tax": 0,
                    "amount_paid": money,
                    "amount_return": 0,
                    "state": "paid",
                    "is_refund": True,
                    "to_invoice": False,
                    "lines": [Command.create(vals)],
                    "payment_ids": [Command.create(payment)],
                }
            ]
        )

    def test_more_given_back_than_sold_and_then_cancelled(self):
        order = self.place(("MUG", 2))
        self.give_back(order, 3)
        message = self.attention(order.external_id)
        self.assertIn("until the quantity on BigCommerce covers", message)
        self.shop.orders.update(order.external_id, {"status_id": 5})
        message = self.attention(order.external_id)
        self.assertIn("Product MUG", message)
        self.assertIn("Cancelled", message)
        self.assertNotIn("until the quantity on BigCommerce covers", message)
        self.assertIn("choose Skip", message)
        # And that can be done.
        posted = order.pos_order_count
        skip = Form(
            self.env["bigcommerce.order.skip"].with_context(default_order_id=order.id)
        )
        skip.goods_leave = "yes"
        with self.assertRaisesRegex(UserError, "Choose No: leave the stock unchanged"):
            skip.save().action_skip()
        skip.goods_leave = "no"
        skip.save().action_skip()
        self.assertEqual(order.state, "skipped")
        order.action_resync()
        self.sync_orders()
        self.assertEqual((order.state, order.pos_order_count), ("skipped", posted))

    def test_a_posted_order_is_not_skipped_otherwise(self):
        order = self.place(("MUG", 2))
        skip = self.env["bigcommerce.order.skip"].create(
            {"order_id": order.id, "goods_leave": "no"}
        )
        with self.assertRaisesRegex(UserError, "already posted"):
            skip.action_skip()
