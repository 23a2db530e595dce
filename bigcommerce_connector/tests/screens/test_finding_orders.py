"""Web orders are found by what people know of them, and by what needs a person."""

from ast import literal_eval

from lxml import etree

from ..finding_case import FindingCase


class TestFindingWhatNeedsAPerson(FindingCase):
    def test_an_order_is_found_by_what_its_receipts_say(self):
        number = self.place()
        self.place()
        self.sync_orders()
        order = self.web_order(number)
        order.customer_email = "carla@example.com"
        orders = self.env["bigcommerce.order"]
        for text in (f"BC-{number}", f"#{number}", f"{number}/2", "CARLA@example"):
            found = orders.search([("display_name", "ilike", text)])
            self.assertEqual(found, order, text)

    def test_each_transaction_says_why_it_was_posted(self):
        number = self.place(3)
        self.sync_orders()
        line = self.orders.get(number).lines[0]
        self.orders.edit(number, lines=[{"id": line.id, "quantity": 1000000}])
        self.sync_orders()
        self.refund(number)
        self.sync_orders()
        self.orders.edit(number, status_id=5)
        self.sync_orders()
        posted = self.web_order(number).pos_order_ids.sorted("bigcommerce_revision")
        reasons = posted.mapped("bigcommerce_reason")
        name = self.web_order(number).line_ids.name
        self.assertEqual(
            reasons[:3],
            [
                "First sale",
                f"Changed on BigCommerce: {name} 3 → 1000000",
                f"Changed on BigCommerce: {name} 1000000 → 999999 refunded",
            ],
        )
        self.assertIn(f"Cancelled on BigCommerce: {name} 999999 → ", reasons[3])

    def test_orders_that_wait_for_payment_have_no_money_to_settle(self):
        self.place(status_id=7)
        self.sync_orders()
        search = self.env.ref("bigcommerce_connector.bigcommerce_order_view_search")
        for name in ("to_refund", "to_collect"):
            (domain,) = etree.fromstring(search.arch).xpath(
                f"//filter[@name='{name}']/@domain"
            )
            found = self.env["bigcommerce.order"].search(literal_eval(domain))
            self.assertFalse(found, name)

    def test_each_count_of_what_needs_attention_opens_just_that(self):
        number = self.place()
        self.sync_orders()
        order = self.web_order(number)
        order.state = "attention"
        product = self.store.product_ids.create(
            {"store_id": self.store.id, "product_tmpl_id": self.mug.product_tmpl_id.id}
        )
        product._set_attention("Something is wrong.")
        self.assertEqual(self.store.attention_count, 2)
        for records in (order, product):
            kind = records._name.partition(".")[2]
            action = getattr(self.store, f"action_view_{kind}s_attention")()
            self.assertEqual(action["res_model"], records._name)
            self.assertEqual(records.search(action["domain"]), records)
            self.assertEqual(self.store[f"{kind}_attention_count"], 1)
