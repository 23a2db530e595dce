"""What an order's page says when BigCommerce's answer makes no sense."""

from unittest.mock import patch

from odoo.tools import mute_logger
from odoo.tools.translate import code_translations

from ...mappers.unreadable import CODES, UnreadablePayload
from ..finding_case import MINUTE, FindingCase

POST = "odoo.addons.bigcommerce_connector.sync.orders.reconcile"


class TestOrderProblem(FindingCase):
    def sync_with(self, number, **oddities):
        """Compare it with what no listing of orders lists any more, so it stays odd."""
        self.let_time_pass(10 * MINUTE)
        self.sync_orders()
        order = self.web_order(number)
        order.write({"payload": {**order.payload, **oddities}, "needs_sync": True})
        self.sync_orders()
        return order

    def test_every_code_has_a_sentence_with_its_values(self):
        order = self.env["bigcommerce.order"]
        self.assertEqual(order._unreadable_sentences().keys(), CODES.keys())
        for code, names in CODES.items():
            with self.subTest(code=code):
                values = {name: f"<{name}>" for name in names}
                text = order._unreadable_text(UnreadablePayload(code, **values))
                for value in values.values():
                    self.assertIn(value, text)
                self.assertRegex(text, r"\. (Check|Reduce|Set|Activate) .*\.$")

    @mute_logger(POST)
    def test_the_owner_reads_cause_and_remedy(self):
        number = self.place()
        self.sync_orders()
        for oddity in (
            {"total_inc_tax": "much"},
            {"date_modified": "much"},
            {"status_id": "much"},
        ):
            with self.subTest(oddity=oddity):
                order = self.sync_with(number, **oddity)
                self.assertEqual(order.state, "attention")
                self.assertIn("“much”", order.message)

    @mute_logger(POST)
    def test_the_message_of_an_unreadable_order_is_in_the_companys_language(self):
        number = self.place()
        self.sync_orders()
        self.env["res.lang"]._activate_lang("fr_FR")
        self.env.company.partner_id.lang = "fr_FR"
        english = self.env["bigcommerce.order"]._unreadable_sentences()["amount"]
        terms = {("bigcommerce_connector", "fr_FR"): {english: "Quoi, %(value)s ?"}}
        with patch.dict(code_translations.python_translations, terms):
            order = self.sync_with(number, total_inc_tax="much")
        self.assertEqual(order.message, "Quoi, much ?")

    @mute_logger(POST)
    def test_a_refunded_order_that_makes_no_sense_stops_no_other(self):
        odd, sound = self.place(2), self.place(2)
        self.sync_orders()
        self.refund(odd)
        self.sync_orders()
        order = self.sync_with(odd, total_inc_tax="much")
        self.refund(sound)
        self.sync_orders()
        self.assertEqual(order.state, "attention")
        self.assertFalse(self.store.last_error)
        self.assertEqual(self.posted(sound), (2, 7.5))
