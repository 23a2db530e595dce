"""Stock that is sold but still there: web orders and tills hold it back."""

from odoo.tests import tagged

from odoo.addons.bigcommerce_connector.models.own_flow import as_own_flow

from .stock_case import StockCase


@tagged("post_install", "-at_install", "bigcommerce")
class TestStockHeld(StockCase):
    def web_order(self, product, quantity, **vals):
        order = self.env["bigcommerce.order"].create(
            {
                "store_id": self.store.id,
                "external_id": "100",
                "state": "pending",
                "status_id": 7,
                "currency_id": self.env.company.currency_id.id,
                **vals,
            }
        )
        self.env["bigcommerce.order.line"].create(
            {
                "store_id": order.store_id.id,
                "order_id": order.id,
                "key": "variant:1",
                "product_id": product.product_variant_id.id,
                "quantity": quantity,
                "quantity_target": quantity,
            }
        )
        return order

    def test_web_orders_that_are_not_posted_hold_stock(self):
        mug = self.synced("MUG")
        order = self.web_order(mug, 3)
        self.sync("stock")
        self.assertEqual(self.on_hand(mug), 7)
        order.state = "attention"
        with self.requests():
            self.sync("stock")
        order.state = "synced"
        self.sync("stock")
        self.assertEqual(self.on_hand(mug), 10)

    def test_an_incomplete_order_holds_no_stock(self):
        mug = self.synced("MUG")
        self.web_order(mug, 3, status_id=0)
        with self.requests():
            self.sync("stock")

    def test_what_is_posted_of_an_order_is_not_counted_twice(self):
        mug = self.synced("MUG")
        order = self.web_order(mug, 3)
        register = self.store._get_register(self.env.company.currency_id)
        session = register._bigcommerce_open_session()
        self.sell_at(as_own_flow(session), mug, 2, bigcommerce_order_id=order.id)
        self.sync("stock")
        self.assertEqual(self.on_hand(mug), 9)

    def test_orders_of_another_store_on_the_same_warehouse(self):
        mug = self.synced("MUG")
        other = self.draft_store(store_hash="other")
        self.web_order(mug, 3, store_id=other.id)
        self.sync("stock")
        self.assertEqual(self.on_hand(mug), 7)

    def test_a_till_that_moves_stock_at_closing(self):
        mug = self.synced("MUG")
        config = self.env["pos.config"].create(
            {"name": "Till", "picking_type_id": self.warehouse.pos_type_id.id}
        )
        session = self.env["pos.session"].create({"config_id": config.id})
        session.update_stock_at_closing = True
        self.sell_at(session, mug, 4)
        self.sync("stock")
        self.assertEqual(self.on_hand(mug), 6)
        session.update_stock_at_closing = False
        self.sync("stock")
        self.assertEqual(self.on_hand(mug), 10)

    def sell_at(self, session, product, quantity, **vals):
        return session.env["pos.order"].create(
            {
                "session_id": session.id,
                "company_id": self.env.company.id,
                "state": "paid",
                "amount_tax": 0,
                "amount_total": 10,
                "amount_paid": 10,
                "amount_return": 0,
                "lines": [
                    (
                        0,
                        0,
                        {
                            "name": "Line",
                            "product_id": product.product_variant_id.id,
                            "qty": quantity,
                            "price_unit": 10,
                            "price_subtotal": 10,
                            "price_subtotal_incl": 10,
                            "bigcommerce_key": "variant:1",
                        },
                    )
                ],
                **vals,
            }
        )
