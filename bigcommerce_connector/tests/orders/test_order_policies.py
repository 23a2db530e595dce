"""The owner's tables and choices: statuses, tenders, taxes, currencies, returns."""

from datetime import datetime, timedelta
from decimal import Decimal

from freezegun import freeze_time

from odoo.tools import mute_logger

from ..policies_case import PoliciesCase


class TestOrderPolicies(PoliciesCase):
    # === STATUSES === #

    def test_the_owner_decides_what_a_status_means(self):
        status = self.store.status_ids.filtered(lambda row: row.external_id == 11)
        status.policy = "wait"
        external_id = self.place()
        self.waiting(external_id)
        status.policy = "post"
        self.web_order(external_id).action_resync()
        self.synced(external_id)

    def test_asking_what_an_order_comes_to_writes_nothing(self):
        status = self.store.status_ids.filtered(lambda row: row.external_id == 11)
        status.policy = "wait"
        order = self.waiting(self.place())
        status.policy = "post"
        self.store.payment_method_ids.unlink()
        before = order.read()
        self.assertEqual(order._read_snapshot().policy, "post")
        self.assertEqual(order.read(), before)
        self.assertFalse(self.store.payment_method_ids)

    def test_reading_the_details_again_keeps_the_owners_choice(self):
        status = self.store.status_ids.filtered(lambda row: row.external_id == 13)
        status.policy = "post"
        self.store.action_refresh()
        self.assertEqual(status.policy, "post")
        self.assertEqual(len(self.store.status_ids), 15)

    # === PAYMENT === #

    def test_authorized_is_not_paid(self):
        external_id = self.place(payment_status="authorized")
        order = self.waiting(external_id)
        self.assertIn("authorized", order.message)

    def test_cash_on_delivery_is_paid_when_completed(self):
        external_id = self.place(payment_method="Cash on Delivery")
        self.waiting(external_id)
        self.shop.orders.update(external_id, {"status_id": 10})
        self.synced(external_id)

    def test_gift_certificate_and_store_credit_are_tenders_of_their_own(self):
        external_id = self.place(store_credit="5.00", gift_certificate="12.00")
        order = self.synced(external_id)
        paid = {
            payment.payment_method_id.bigcommerce_tender: payment.amount
            for payment in order.pos_order_ids.payment_ids
        }
        self.assertEqual(
            paid, {"gift_certificate": 12, "store_credit": 5, "online": 23}
        )

    def test_refund_returns_to_the_tender_it_came_from(self):
        external_id = self.place(store_credit="5.00", gift_certificate="12.00")
        self.synced(external_id)
        self.shop.orders.update(external_id, {"status_id": 5})
        order = self.synced(external_id)
        left = {}
        for payment in order.pos_order_ids.payment_ids:
            tender = payment.payment_method_id.bigcommerce_tender
            left[tender] = left.get(tender, 0) + payment.amount
        self.assertEqual(left, {"online": 0, "store_credit": 0, "gift_certificate": 0})

    def test_a_payment_method_may_have_its_own_at_the_register(self):
        register = self.store.config_ids
        paypal = register.payment_method_ids[0].copy({"name": "PayPal"})
        register.payment_method_ids += paypal
        row = self.store._get_payment_method("PayPal")
        row.pos_payment_method_id = paypal
        order = self.synced(self.place(payment_method="PayPal"))
        self.assertEqual(order.pos_order_ids.payment_ids.payment_method_id, paypal)

    # === TAX === #

    def test_an_equal_rate_is_reported_under_odoos_tax(self):
        tax = self.env["account.tax"].create(
            {"name": "Web 8.25", "amount": 8.25, "type_tax_use": "sale"}
        )
        order = self.synced(self.place(tax_rate="8.25"))
        self.assertEqual(order.pos_order_ids.lines.tax_ids, tax)
        self.assertEqual(order.pos_order_ids.amount_tax, 3.3)

    def test_the_owners_table_comes_first(self):
        taxes = self.env["account.tax"].create(
            [
                {"name": name, "amount": 8.25, "type_tax_use": "sale"}
                for name in ("Web A", "Web B")
            ]
        )
        self.store.tax_ids.create(
            {"store_id": self.store.id, "rate": 8.25, "tax_id": taxes[1].id}
        )
        order = self.synced(self.place(tax_rate="8.25"))
        self.assertEqual(order.pos_order_ids.lines.tax_ids, taxes[1])

    def test_an_unknown_rate_takes_the_connectors_tax(self):
        order = self.synced(self.place(tax_rate="3.875"))
        self.assertEqual(order.pos_order_ids.lines.tax_ids, self.store._get_tax())

    def test_a_tax_inside_the_price_closes_to_the_cent(self):
        tax = self.env["account.tax"].create(
            {
                "name": "Web 21 included",
                "amount": 21,
                "type_tax_use": "sale",
                "price_include_override": "tax_included",
            }
        )
        self.store.tax_ids.create(
            {"store_id": self.store.id, "rate": 21, "tax_id": tax.id}
        )
        lines = ({"sku": "SHIRT-M", "quantity": 3}, {"sku": "MUG", "quantity": 7})
        external_id = self.place(*lines, tax_rate="21")
        order = self.synced(external_id)
        self.assertEqual(order.pos_order_ids.lines.tax_ids, tax)
        self.web_orders.edit(external_id, remove=[order_line(self, 1)])
        order = self.synced(external_id)
        session = order.pos_order_ids.session_id
        self.store._close_session(session)
        self.assertEqual(session.state, "closed")

    # === CURRENCY === #

    def test_another_currency_has_its_own_register(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        self.env["res.currency.rate"].create(
            {"currency_id": euro.id, "rate": 0.8, "name": "2026-01-01"}
        )
        self.web_orders.exchange_rates["EUR"] = Decimal("0.8")
        order = self.synced(self.place(currency="EUR", tax_rate="10"))
        sale = order.pos_order_ids
        self.assertEqual(sale.currency_id, euro)
        self.assertEqual(len(self.store.config_ids), 2)
        self.store._close_session(sale.session_id)
        self.assertEqual(sale.session_id.state, "closed")

    @mute_logger("odoo.addons.bigcommerce_connector.sync.orders.reconcile")
    def test_a_currency_that_is_not_active_needs_attention_with_a_sentence(self):
        self.web_orders.exchange_rates["SEK"] = Decimal(10)
        external_id = self.place(currency="SEK")
        self.sync_orders()
        order = self.web_order(external_id)
        self.assertEqual(order.state, "attention")
        self.assertIn("Activate this currency", order.message)
        self.assertIn("then check again", order.message)
        krona = self.env.ref("base.SEK")
        krona.active = True
        self.env["res.currency.rate"].create(
            {"currency_id": krona.id, "rate": 10, "name": "2026-01-01"}
        )
        order.action_resync()
        self.assertEqual(self.synced(external_id).currency_id, krona)

    # === ITEMS === #

    def test_unknown_items_on_the_owners_product(self):
        self.store.unknown_item_policy = "fallback"
        self.store.fallback_product_id = self.mug
        self.shop.products.create(
            {"name": "Hat", "sku": "HAT", "type": "physical", "weight": 1, "price": 5}
        )
        order = self.synced(self.place({"sku": "HAT", "quantity": 1}))
        self.assertEqual(order.pos_order_ids.lines.product_id, self.mug)
        self.assertEqual(order.pos_order_ids.lines.full_product_name, "Hat")

    def test_unknown_items_created(self):
        self.store.unknown_item_policy = "create"
        self.shop.products.create(
            {"name": "Hat", "sku": "HAT", "type": "physical", "weight": 1, "price": 5}
        )
        order = self.synced(self.place({"sku": "HAT", "quantity": 2}))
        hat = order.pos_order_ids.lines.product_id
        self.assertRecordValues(
            hat, [{"default_code": "HAT", "is_storable": True, "list_price": 5}]
        )

    def test_custom_lines_and_gift_certificates_are_services(self):
        order = self.synced(
            self.place(
                {"name": "Engraving", "price": "3.00", "quantity": 1},
                {
                    "name": "Voucher",
                    "price": "50.00",
                    "quantity": 1,
                    "type": "giftcertificate",
                },
            )
        )
        self.assertEqual(
            set(order.pos_order_ids.lines.product_id.mapped("type")), {"service"}
        )
        self.assertEqual(order.pos_order_ids.amount_total, 53)

    def test_sku_matches_regardless_of_case_then_barcode(self):
        self.mug.default_code = "mug"
        self.shirt.write({"default_code": "x", "barcode": "SHIRT-M"})
        order = self.synced(
            self.place({"sku": "MUG", "quantity": 1}, {"sku": "SHIRT-M", "quantity": 1})
        )
        self.assertEqual(order.pos_order_ids.lines.product_id, self.mug | self.shirt)

    # === RETURNS === #

    def test_goods_never_come_back_for_sale(self):
        self.store.restock_policy = "never"
        external_id = self.place()
        self.synced(external_id)
        self.web_orders.edit(
            external_id, lines=[{"id": order_line(self, 0), "quantity": 1}]
        )
        order = self.synced(external_id)
        here = self.shirt.with_context(warehouse_id=self.warehouse.id)
        self.assertEqual(here.qty_available, 98)
        returns = self.store.returns_location_id
        self.assertEqual(self.shirt.with_context(location=returns.id).qty_available, 1)
        self.assertIn("not restocked", order.log_ids[0].outcome)

    def test_only_what_was_not_shipped_comes_back_for_sale(self):
        self.store.restock_policy = "unshipped"
        external_id = self.place({"sku": "SHIRT-M", "quantity": 5})
        self.synced(external_id)
        self.web_orders.ship(external_id, {order_line(self, 0): 3})
        self.web_orders.edit(
            external_id, lines=[{"id": order_line(self, 0), "quantity": 1}]
        )
        self.synced(external_id)
        here = self.shirt.with_context(warehouse_id=self.warehouse.id)
        self.assertEqual(here.qty_available, 97)

    # === REFUNDS === #

    def test_a_refund_declined_days_later_is_noticed_without_a_word(self):
        external_id = self.place()
        self.synced(external_id)
        orders = self.simulator.store.orders
        self.simulator.store.switches.refund_touches_order = False
        refund = orders.refund(
            external_id, [{"item_type": "ORDER", "item_id": external_id, "amount": 5}]
        )
        self.sync_orders()
        order = self.web_order(external_id)
        self.assertEqual(order.amount_posted, 35, order.message)
        for minutes in (10, 20):  # until the sweep no longer looks back so far
            with freeze_time(datetime.now() + timedelta(minutes=minutes)):
                self.sync_orders()
        for payment in refund.payments:
            payment.is_declined = True
        with freeze_time(datetime.now() + timedelta(days=2)):
            self.sync_orders()
        self.assertEqual(order.amount_posted, 40)

    # === SHORTAGE === #

    def test_an_order_that_stock_cannot_serve_makes_an_activity(self):
        order = self.synced(self.place({"sku": "MUG", "quantity": 103}))
        [activity] = order.activity_ids
        self.assertEqual(activity.user_id, self.store.responsible_id)
        self.assertIn("3", activity.note)

    def test_check_again_reads_the_order_again(self):
        external_id = self.place()
        order = self.synced(external_id)
        row = self.web_orders.get(external_id)
        row.staff_notes = "changed, and nobody said so"
        order.action_resync()
        self.sync_orders()
        self.assertEqual(order.staff_notes, "changed, and nobody said so")

    def test_refunded_without_a_refund_is_flagged_not_believed(self):
        external_id = self.place()
        self.synced(external_id)
        self.shop.orders.update(external_id, {"status_id": 4})
        self.sync_orders()
        order = self.web_order(external_id)
        self.assertEqual(order.state, "attention")
        self.assertIn("no refund is recorded", order.message)
        self.assertEqual(order.problem_code, "unproven_refund")
        self.assertEqual(len(order.pos_order_ids), 1)


def order_line(case, index):
    """Id of a line of the newest order, as the control panel knows it."""
    orders = case.simulator.store.orders
    order = orders.rows[max(orders.rows)]
    return order.lines[index].id
