"""What shoppers and staff type: any text that JSON can carry."""

from unittest.mock import patch

from ..finding_case import FindingCase

ODD = "Ring\0 twice \ud83d"
KEPT = "Ring twice \N{REPLACEMENT CHARACTER}"


class TestTexts(FindingCase):
    def setUp(self):
        super().setUp()
        # It is odd on purpose: the contract tests shall not judge it.
        unrecorded = [self.exchanges.append]
        application = self.simulator.application
        self.enterContext(patch.object(application, "observers", unrecorded))

    def test_character_that_the_database_refuses_stops_no_order(self):
        before = self.place()
        odd = self.place(
            2,
            customer_message=ODD,
            staff_notes=ODD,
            customer={"first_name": ODD, "email": "ada\0@example.com"},
        )
        after = self.place()
        self.sync_orders()
        self.assertFalse(self.store.last_error)
        self.assertEqual(self.posted(odd), (1, 15.0))
        for number in (before, after):
            self.assertEqual(self.posted(number), (1, 7.5))
        order = self.web_order(odd)
        self.assertEqual(order.customer_message, KEPT)
        self.assertEqual(order.staff_notes, KEPT)
        self.assertIn(KEPT, order.customer_name)
        self.assertEqual(order.customer_email, "ada@example.com")

    def test_an_order_with_odd_text_is_unchanged_when_it_is_listed_again(self):
        number = self.place(customer_message=ODD)
        self.sync_orders()
        last_checked_on = "2026-01-01 10:00:00"
        self.web_order(number).last_checked_on = last_checked_on
        self.notify(number)
        self.sync_orders()
        self.assertEqual(str(self.web_order(number).last_checked_on), last_checked_on)

    def test_odd_text_in_the_reason_of_a_refund_stops_no_posting(self):
        number = self.place(2)
        self.sync_orders()
        line_id = self.orders.get(number).lines[0].id
        item = {"item_type": "PRODUCT", "item_id": line_id, "quantity": 1}
        self.orders.refund(number, [{**item, "reason": ODD}])
        self.sync_orders()
        self.assertFalse(self.store.last_error)
        self.assertEqual(self.posted(number), (2, 7.5))
