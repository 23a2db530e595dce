"""What BigCommerce's documents leave open: the end is the same either way."""

from ..order_life_case import OrderLifeCase

try:
    from bigcommerce_simulator.switches import DECLARED
except ImportError:  # the addon without the rest of its repository
    DECLARED = {}

SWITCHES = (
    "customer_dates",
    "numbers_as_text",
    "refund_list_pagination",
    "refund_payments",
    "provider_reports",
    "order_date_filter",
)
ACCOUNT = {"email": "ada@shop.example", "first_name": "Ada", "last_name": "Byron"}


class TestLeftOpen(OrderLifeCase):
    def under_every_value(self):
        """As it is by default, then each other value of each switch, one by one."""
        switches = self.simulator.store.switches
        yield None
        for name in SWITCHES:
            default = getattr(switches, name)
            for value in DECLARED[name].choices or (False, True):
                if value != default:
                    switches.update({name: value})
                    yield name, value
            switches.update({name: default})

    def refund_by_api(self, order, units):
        """The way the order was paid, as BigCommerce quotes it."""
        item = {"item_type": "PRODUCT", "item_id": self.line_id(order)}
        body = {"items": [{**item, "quantity": units}]}
        quote = self.shop.refunds.quote(order.external_id, body)
        payments = [
            {name: row[name] for name in ("provider_id", "amount", "offline")}
            for row in quote["refund_methods"][-1]
        ]
        self.shop.refunds.create(order.external_id, {**body, "payments": payments})
        return self.synced(order.external_id)

    def tenders(self, order):
        """What is left of each way to pay."""
        left = {}
        for payment in order.pos_order_ids.payment_ids:
            tender = payment.payment_method_id.bigcommerce_tender
            left[tender] = round(left.get(tender, 0) + payment.amount, 2)
        return left

    def test_a_life_with_refunds(self):
        with self.simulator.store.lock:
            account = self.simulator.store.customers.add(ACCOUNT).id
        details = {"customer": {"id": account}, "store_credit": "30.00"}
        for switch in self.under_every_value():
            with self.subTest(switch=switch):
                before = self.for_sale(self.shirt)
                order = self.place(("SHIRT-M", 4), **details)
                self.refund_by_api(order, 1)
                self.refund(order, 1)
                self.assertEqual((order.amount_net, order.amount_refunded), (40, 40))
                kept = {"online": 10, "store_credit": 30}
                self.assertEqual(self.tenders(order), kept)
                self.assertEqual(self.for_sale(self.shirt), before - 2)
                self.assertEqual(order.partner_id.email, ACCOUNT["email"])
                self.refund_by_api(order, 2)
                self.assertEqual(order.amount_net, 0)
                self.assertEqual(self.tenders(order), dict.fromkeys(kept, 0))

    def capture(self, order_id):
        """An app asks for the capture; sooner or later the provider has the money."""
        from bigcommerce_simulator.orders.payments import set_payment_status
        from bigcommerce_simulator.orders.status import touch

        path = f"/v3/orders/{order_id}/payment_actions/capture"
        self.shop.orders._send("POST", path, payload={})
        if self.simulator.store.switches.provider_reports == "by_request":
            self.synced_as_waiting(order_id)
            with self.simulator.store.lock:
                order = self.web_orders.get(order_id)
                set_payment_status(self.simulator.store, order, "captured")
                touch(self.simulator.store, order)

    def synced_as_waiting(self, order_id):
        self.sync_orders()
        order = self.web_order(order_id)
        self.assertEqual(order.state, "pending", order.message)
        self.assertFalse(order.pos_order_ids)

    def test_a_payment_captured_through_the_api(self):
        """Nothing is posted before the provider has the money, and all of it after."""
        for switch in self.under_every_value():
            with self.subTest(switch=switch):
                lines = [{"sku": "SHIRT-M", "quantity": 1}]
                web_order = self.web_orders.place(
                    lines=lines, payment_status="authorized"
                )
                self.synced_as_waiting(web_order.id)
                self.capture(web_order.id)
                self.assertEqual(self.synced(web_order.id).amount_net, 20)

    def test_a_subtotal_overridden_alone(self):
        """BigCommerce computes no total from it: nothing is to be posted."""
        order = self.place(("SHIRT-M", 2))
        posted = order.pos_order_ids
        subtotal = {"subtotal_ex_tax": "9", "subtotal_inc_tax": "10"}
        self.shop.orders.update(order.external_id, subtotal)
        self.synced(order.external_id)
        self.assertEqual(order.pos_order_ids, posted)
        self.assertEqual(order.amount_net, 40)
