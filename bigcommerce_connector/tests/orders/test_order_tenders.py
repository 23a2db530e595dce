"""By which tender money of a web order comes and goes, through its whole life."""

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from ..order_life_case import OrderLifeCase


class TestOrderTenders(OrderLifeCase):
    def tenders(self, pos_orders):
        sums = {}
        for payment in pos_orders.payment_ids:
            tender = payment.payment_method_id.bigcommerce_tender
            sums[tender] = sums.get(tender, 0) + payment.amount
        return {tender: paid for tender, paid in sums.items() if paid}

    def test_a_reopened_order_is_paid_as_it_was(self):
        order = self.place(
            ("SHIRT-M", 2), store_credit="5.00", gift_certificate="12.00"
        )
        paid = {"gift_certificate": 12, "store_credit": 5, "online": 23}
        self.assertEqual(self.tenders(order.pos_order_ids), paid)
        self.set_status(order, 5)
        self.assertEqual(self.tenders(order.pos_order_ids), {})
        self.set_status(order, 11)
        self.assertEqual(self.tenders(self.last(order)), paid)

    def test_a_certificate_pays_again_what_an_edit_gave_back(self):
        order = self.place(("SHIRT-M", 2), gift_certificate="40.00")
        self.edit(order, SHIRT=1)
        self.assertEqual(self.tenders(self.last(order)), {"gift_certificate": -20})
        self.edit(order, SHIRT=2)
        self.assertEqual(self.tenders(self.last(order)), {"gift_certificate": 20})
        self.edit(order, SHIRT=3)
        self.assertEqual(self.tenders(self.last(order)), {"online": 20})

    def test_a_refund_goes_the_way_that_bigcommerce_sent_it(self):
        order = self.place(("SHIRT-M", 3))
        self.refund(order, 1, payments=[{"provider_id": "storecredit", "amount": 20}])
        self.assertEqual(self.tenders(self.last(order)), {"store_credit": -20})
        self.refund(order, 1)
        self.assertEqual(self.tenders(self.last(order)), {"online": -20})
        self.edit(order, SHIRT=4)
        # The credit was given to the customer, it is not the order's any more.
        self.assertEqual(self.tenders(self.last(order)), {"online": 20})

    def test_a_refund_in_two_ways(self):
        order = self.place(("SHIRT-M", 2), store_credit="15.00")
        payments = [
            {"provider_id": "storecredit", "amount": 15},
            {"provider_id": "testgateway", "amount": 5},
        ]
        self.refund(order, 1, payments=payments)
        self.assertEqual(
            self.tenders(self.last(order)), {"store_credit": -15, "online": -5}
        )

    def test_a_declined_way_is_none(self):
        order = self.place(("SHIRT-M", 2), store_credit="20.00")
        refund = self.web_orders.refund(
            int(order.external_id),
            [{"item_type": "PRODUCT", "item_id": self.line_id(order), "quantity": 1}],
            payments=[{"provider_id": "storecredit", "amount": 20}],
        )
        for payment in refund.payments:
            payment.is_declined = True
        self.sync_orders()
        self.assertEqual(len(order.pos_order_ids), 1)
        self.refund(order, 1)
        self.assertEqual(self.tenders(self.last(order)), {"online": -20})

    @mute_logger("odoo.addons.bigcommerce_connector.sync.orders.reconcile")
    def test_a_register_without_the_webs_method_says_so(self):
        methods = self.store.config_ids.payment_method_ids
        online = methods.filtered(lambda row: row.bigcommerce_tender == "online")
        online.active = False
        web = self.web_orders.place(lines=[{"sku": "MUG", "quantity": 1}])
        self.sync_orders()
        order = self.web_order(web.id)
        self.assertEqual(order.state, "attention")
        self.assertIn("no longer has that payment method", order.message)
        online.active = True
        order.action_resync()
        self.synced(web.id)
        self.assertEqual(self.tenders(order.pos_order_ids), {"online": 7.5})

    @mute_logger("odoo.addons.bigcommerce_connector.sync.orders.reconcile")
    def test_missing_method_is_added_once_the_session_is_closed(self):
        register = self.store._get_register(self.env.company.currency_id)
        online = register.payment_method_ids.filtered(
            lambda row: row.bigcommerce_tender == "online"
        )
        register.payment_method_ids -= online
        credit = self.place(("SHIRT-M", 1), store_credit="20.00")
        web = self.web_orders.place(lines=[{"sku": "MUG", "quantity": 1}])
        self.sync_orders()
        order = self.web_order(web.id)
        self.assertIn("Close the register's session", order.message)
        with self.assertRaisesRegex(UserError, "while a session is open"):
            register.payment_method_ids += online
        self.store._close_session(credit.pos_order_ids.session_id)
        register.payment_method_ids += online
        order.action_resync()
        self.synced(web.id)

    @mute_logger("odoo.addons.bigcommerce_connector.sync.orders.reconcile")
    def test_a_customer_is_asked_for_no_more_once_the_session_is_closed(self):
        self.store.guest_contact = "none"
        register = self.store._get_register(self.env.company.currency_id)
        online = register.payment_method_ids.filtered(
            lambda row: row.bigcommerce_tender == "online"
        )
        online.split_transactions = True
        named = self.place(("MUG", 1))
        web = self.web_orders.place(
            lines=[{"sku": "MUG", "quantity": 1}],
            customer={"email": "guest@example.com"},
        )
        self.sync_orders()
        order = self.web_order(web.id)
        self.assertIn("Close the web register's session", order.message)
        with self.assertRaisesRegex(UserError, "close and validate"):
            online.split_transactions = False
        self.store._close_session(named.pos_order_ids.session_id)
        self.env.invalidate_all()
        online.split_transactions = False
        order.action_resync()
        self.synced(web.id)

    @mute_logger("odoo.addons.bigcommerce_connector.sync.orders.reconcile")
    def test_a_method_that_asks_for_the_customer_keeps_no_session_open(self):
        self.store.guest_contact = "none"
        config = self.store._get_register(self.env.company.currency_id)
        online = config.payment_method_ids.filtered(
            lambda row: row.bigcommerce_tender == "online"
        )
        online.split_transactions = True
        guest = {"email": "guest@example.com"}
        web = self.web_orders.place(
            lines=[{"sku": "MUG", "quantity": 1}], customer=guest
        )
        self.sync_orders()
        order = self.web_order(web.id)
        self.assertEqual(order.state, "attention")
        self.assertIn("Identify Customer", order.message)
        self.store.guest_contact = "create"
        order.action_resync()
        self.synced(web.id)
        session = order.pos_order_ids.session_id
        self.store._close_session(session)
        self.assertEqual(session.state, "closed")

    @mute_logger("odoo.addons.bigcommerce_connector.sync.orders.reconcile")
    def test_a_register_that_rounds_cash_is_named(self):
        register = self.store._get_register(self.env.company.currency_id)
        account = self.env.company.income_currency_exchange_account_id
        register.rounding_method = self.env["account.cash.rounding"].create(
            {
                "name": "0.20",
                "rounding": 0.2,
                "rounding_method": "HALF-UP",
                "profit_account_id": account.id,
                "loss_account_id": account.id,
            }
        )
        register.write({"cash_rounding": True, "only_round_cash_method": False})
        web = self.web_orders.place(lines=[{"sku": "MUG", "quantity": 1}])
        self.sync_orders()
        order = self.web_order(web.id)
        self.assertEqual(order.state, "attention")
        self.assertIn(f"register {register.name}", order.message)
        register.cash_rounding = False
        order.action_resync()
        self.synced(web.id)
