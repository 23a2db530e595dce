"""A web order, its reduction and its increase, from BigCommerce to closed books."""

from odoo.tools import mute_logger

from ..order_life_case import ShirtsAndMugs


class TestOrderThread(ShirtsAndMugs):
    def place(self, *lines, **details):
        order = self.simulator.store.orders.place(
            lines=[{"sku": sku, "quantity": quantity} for sku, quantity in lines],
            **details,
        )
        return order.id

    def change(self, order_id, **quantities):
        """Staff sets quantities by SKU, through BigCommerce's API."""
        by_sku = {line["sku"]: line for line in self.shop.orders.products(order_id)}
        self.shop.orders.update(
            order_id,
            {
                "products": [
                    {"id": by_sku[sku]["id"], "quantity": quantity}
                    for sku, quantity in quantities.items()
                ]
            },
        )

    def assert_reconciled(self, external_id):
        """Both sides have the same total, tax and quantities."""
        order = self.web_order(external_id)
        self.assertEqual(order.state, "synced", order.message)
        payload = self.shop.orders.get(external_id)
        posted = order.pos_order_ids
        self.assertEqual(
            f"{sum(posted.mapped('amount_total')):.2f}",
            f"{float(payload['total_inc_tax']):.2f}",
        )
        self.assertEqual(
            f"{sum(posted.mapped('amount_tax')):.2f}",
            f"{float(payload['total_tax']):.2f}",
        )
        return order

    def stock(self, product):
        return product.with_context(warehouse_id=self.warehouse.id).qty_available

    def test_new_order_is_a_paid_pos_order(self):
        external_id = self.place(("SHIRT-M", 3), ("MUG", 1))
        self.sync_orders()
        order = self.assert_reconciled(external_id)
        [sale] = order.pos_order_ids
        self.assertEqual(sale.state, "paid")
        self.assertEqual(sale.source, "bigcommerce")
        self.assertEqual(
            {line.product_id: line.qty for line in sale.lines},
            {self.shirt: 3, self.mug: 1},
        )
        self.assertEqual(sale.amount_total, 67.5)
        self.assertEqual(self.stock(self.shirt), 97)

    def test_tax_and_shipping_are_posted_to_the_cent(self):
        external_id = self.place(
            ("SHIRT-M", 3),
            ("MUG", 7),
            tax_rate="8.25",
            shipping={"cost": "4.99", "method": "Post"},
        )
        self.sync_orders()
        order = self.assert_reconciled(external_id)
        [sale] = order.pos_order_ids
        self.assertIn("shipping", sale.lines.mapped("bigcommerce_key"))
        self.assertTrue(sale.amount_tax)

    def test_reduction_refunds_exactly_the_difference(self):
        external_id = self.place(("SHIRT-M", 3), ("MUG", 2), tax_rate="10")
        self.sync_orders()
        self.change(external_id, **{"SHIRT-M": 1})
        self.sync_orders()
        order = self.assert_reconciled(external_id)
        sale, refund = order.pos_order_ids.sorted("bigcommerce_revision")
        self.assertTrue(refund.is_refund)
        self.assertEqual(
            [(line.product_id, line.qty) for line in refund.lines], [(self.shirt, -2)]
        )
        self.assertEqual(refund.lines.refunded_orderline_id.order_id, sale)
        self.assertEqual(refund.amount_total, -44)
        self.assertEqual(self.stock(self.shirt), 99)
        self.assertEqual(self.stock(self.mug), 98)

    def test_increase_is_a_new_sale(self):
        external_id = self.place(("SHIRT-M", 1))
        self.sync_orders()
        self.change(external_id, **{"SHIRT-M": 4})
        self.sync_orders()
        order = self.assert_reconciled(external_id)
        first, second = order.pos_order_ids.sorted("bigcommerce_revision")
        self.assertEqual((first.lines.qty, second.lines.qty), (1, 3))
        self.assertFalse(second.is_refund)

    def test_removed_line_is_refunded_whole(self):
        external_id = self.place(("SHIRT-M", 2), ("MUG", 1))
        self.sync_orders()
        self.change(external_id, MUG=0)
        self.sync_orders()
        order = self.assert_reconciled(external_id)
        refund = order.pos_order_ids.filtered("is_refund")
        self.assertEqual(refund.lines.product_id, self.mug)

    def test_cancelled_order_is_refunded_whole(self):
        external_id = self.place(("SHIRT-M", 2), tax_rate="10")
        self.sync_orders()
        self.shop.orders.update(external_id, {"status_id": 5})
        self.sync_orders()
        order = self.web_order(external_id)
        self.assertEqual(order.state, "synced", order.message)
        self.assertEqual(sum(order.pos_order_ids.mapped("amount_total")), 0)
        self.assertEqual(self.stock(self.shirt), 100)

    def test_a_second_run_changes_nothing(self):
        external_id = self.place(("SHIRT-M", 2), tax_rate="10")
        self.sync_orders()
        self.change(external_id, **{"SHIRT-M": 5})
        self.sync_orders()
        order = self.assert_reconciled(external_id)
        before = order.pos_order_ids
        self.sync_orders()
        order.action_resync()
        self.sync_orders()
        self.assertEqual(self.web_order(external_id).pos_order_ids, before)

    def test_unpaid_order_waits(self):
        external_id = self.place(("MUG", 1), status_id=7)
        self.sync_orders()
        order = self.web_order(external_id)
        self.assertEqual((order.state, order.is_posted), ("pending", False))
        self.assertIn("Awaiting Payment", order.message)
        self.assertEqual(order.line_ids.product_id, self.mug, "stock counts it")
        self.shop.orders.update(external_id, {"status_id": 11})
        self.sync_orders()
        self.assert_reconciled(external_id)

    @mute_logger("odoo.addons.bigcommerce_connector.sync.orders.reconcile")
    def test_unknown_item_sets_attention_on_its_order_alone(self):
        self.shop.products.create(
            {"name": "Hat", "sku": "HAT", "type": "physical", "weight": 1, "price": 5}
        )
        bad = self.place(("HAT", 1), ("MUG", 1))
        good = self.place(("MUG", 1))
        self.sync_orders()
        self.assert_reconciled(good)
        order = self.web_order(bad)
        self.assertEqual((order.state, order.is_posted), ("attention", False))
        self.assertIn("HAT", order.message)
        # People and the stock count on what BigCommerce says all the same.
        self.assertEqual((order.amount_net, order.customer_name), (12.5, "Jane Doe"))
        self.assertEqual(order.line_ids.product_id, self.mug)
        self.env["product.product"].create({"name": "Hat", "default_code": "HAT"})
        order.action_resync()
        self.sync_orders()
        self.assert_reconciled(bad)

    def test_order_from_before_connect_is_not_imported(self):
        external_id = self.place(("MUG", 1))
        self.store.connected_on = self.store.connected_on.replace(year=2099)
        self.sync_orders()
        self.assertFalse(self.web_order(external_id))

    def test_closing_posts_a_balanced_entry(self):
        external_id = self.place(
            ("SHIRT-M", 3), ("MUG", 7), tax_rate="8.25", shipping={"cost": "4.99"}
        )
        self.sync_orders()
        self.change(external_id, MUG=3)
        self.sync_orders()
        self.change(external_id, **{"SHIRT-M": 6})
        self.sync_orders()
        order = self.assert_reconciled(external_id)
        self.assertEqual(len(order.pos_order_ids), 3)
        session = order.pos_order_ids.session_id
        self.store._close_session(session)
        self.assertEqual(session.state, "closed")
        entry = session.move_id
        self.assertEqual(entry.state, "posted")
        self.assertEqual(
            f"{sum(entry.line_ids.mapped('debit')):.2f}",
            f"{sum(entry.line_ids.mapped('credit')):.2f}",
        )
        tax = entry.line_ids.filtered("tax_line_id")
        self.assertEqual(
            f"{-sum(tax.mapped('balance')):.2f}",
            f"{sum(order.pos_order_ids.mapped('amount_tax')):.2f}",
        )
