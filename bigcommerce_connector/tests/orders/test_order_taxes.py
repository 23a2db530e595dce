"""Under which tax of Odoo a web order's taxes are reported."""

from decimal import Decimal

from ..order_life_case import OrderLifeCase


class TestOrderTaxes(OrderLifeCase):
    def tax(self, rate, in_table=True, **vals):
        tax = self.env["account.tax"].create(
            {
                "name": f"Web {rate}",
                "amount": rate,
                "type_tax_use": "sale",
                "sequence": 1,
                # Not found by its rate alone: the table has to name it.
                "price_include_override": "tax_included" if in_table else None,
                **vals,
            }
        )
        if in_table:
            self.store.tax_ids.create(
                {"store_id": self.store.id, "rate": rate, "tax_id": tax.id}
            )
        return tax

    def taxes(self, *lines, **details):
        """The taxes of the lines of a sale, and it closes to the cent."""
        order = self.place(*lines, **details)
        for session in order.pos_order_ids.session_id:
            self.store._close_session(session)
            self.assertEqual(session.state, "closed", self.store.last_error)
        return [line.tax_ids for line in order.pos_order_ids.lines]

    def shirt_at(self, price, quantity=1, **more):
        return {"sku": "SHIRT-M", "quantity": quantity, "price": price, **more}

    def test_a_tax_rounded_at_each_of_many_units(self):
        tax = self.tax(8.25)
        taxes = self.taxes(self.shirt_at("0.33", 100), tax_rate="8.25")
        self.assertEqual(taxes, [tax])

    def test_a_tax_of_few_cents(self):
        tax = self.tax(8.25)
        self.assertEqual(self.taxes(self.shirt_at("0.50"), tax_rate="8.25"), [tax])

    def test_a_currency_without_cents(self):
        yen = self.env.ref("base.JPY")
        yen.active = True
        self.env["res.currency.rate"].create(
            {"currency_id": yen.id, "rate": 150, "name": "2026-01-01"}
        )
        self.web_orders.exchange_rates["JPY"] = Decimal(150)
        tax = self.tax(10)
        mugs = {"sku": "MUG", "quantity": 3, "price": "155"}
        taxes = self.taxes(self.shirt_at("333"), mugs, currency="JPY", tax_rate="10")
        self.assertEqual(taxes, [tax, tax])

    def test_the_nearest_of_two_rates(self):
        eight, more = self.tax(8), self.tax(8.25)
        self.assertEqual(self.taxes(self.shirt_at("2.00"), tax_rate="8"), [eight])
        self.assertEqual(self.taxes(self.shirt_at("2.00"), tax_rate="8.25"), [more])

    def test_a_rate_that_is_not_in_the_table_is_not_the_next_one(self):
        self.tax(8.25)
        own = self.store._get_tax()
        self.assertEqual(self.taxes(self.shirt_at("1.00"), tax_rate="9"), [own])
        self.assertEqual(self.taxes(self.shirt_at("20.00"), tax_rate="8"), [own])

    def test_the_order_says_which_rate_a_small_line_has(self):
        self.tax(8.25)
        own = self.store._get_tax()
        taxes = self.taxes(self.shirt_at("1.00"), ("MUG", 10), tax_rate="8")
        self.assertEqual(taxes, [own, own])
        self.tax(8)
        eight = self.store.tax_ids.filtered(lambda row: row.rate == 8).tax_id
        taxes = self.taxes(self.shirt_at("1.00"), ("MUG", 10), tax_rate="8")
        self.assertEqual(taxes, [eight, eight])

    def test_each_line_of_mixed_rates_has_its_own(self):
        low, high = self.tax(5), self.tax(21)
        taxes = self.taxes(
            self.shirt_at("9.99", 3, tax_rate="5"),
            {"sku": "MUG", "quantity": 7, "tax_rate": "21"},
        )
        self.assertEqual(taxes, [low, high])

    def test_amount_that_several_rates_fit_takes_the_connectors_tax(self):
        self.tax(7), self.tax(7.25)
        own = self.store._get_tax()
        self.assertEqual(self.taxes(self.shirt_at("1.00"), tax_rate="7"), [own])

    def test_two_taxes_of_one_rate_take_the_connectors_tax(self):
        self.tax(8.25, in_table=False)
        self.tax(8.25, in_table=False, name="Another")
        own = self.store._get_tax()
        self.assertEqual(self.taxes(("SHIRT-M", 3), tax_rate="8.25"), [own])

    def test_a_discounted_line_and_its_shipping(self):
        tax = self.tax(8.25)
        taxes = self.taxes(
            self.shirt_at("9.99", 3, discount="7.77"),
            tax_rate="8.25",
            shipping={"cost": "4.99"},
        )
        self.assertEqual(taxes, [tax, tax])

    def test_a_change_of_price_is_reported_like_the_order(self):
        tax = self.tax(8.25)
        order = self.place(("SHIRT-M", 3), tax_rate="8.25")
        self.web_orders.edit(
            int(order.external_id),
            lines=[{"id": self.line_id(order), "price": Decimal("19.50")}],
        )
        self.synced(order.external_id)
        change = self.last(order)
        self.assertEqual(change.lines.bigcommerce_key, "price")
        self.assertEqual(change.lines.tax_ids, tax)

    def test_an_archived_tax_of_the_table_keeps_no_order_waiting(self):
        self.tax(8.25).active = False
        own = self.store._get_tax()
        self.assertEqual(self.taxes(("SHIRT-M", 3), tax_rate="8.25"), [own])

    def test_a_refund_is_posted_though_the_tax_of_the_sale_is_archived(self):
        tax = self.tax(8.25)
        self.assertEqual(self.taxes(("SHIRT-M", 3), tax_rate="8.25"), [tax])
        tax.active = False
        order = self.env["bigcommerce.order"].search([("store_id", "=", self.store.id)])
        self.refund(order, 1)
        self.assertEqual(self.last(order).amount_tax, -1.65)

    def test_prices_with_their_tax(self):
        tax = self.tax(21)
        taxes = self.taxes(
            self.shirt_at("9.99", 3),
            ("MUG", 7),
            tax_rate="21",
            prices_include_tax=True,
        )
        self.assertEqual(taxes, [tax, tax])
