"""Stock that is sold but still there: web orders and registers hold it back."""

from odoo.tests import new_test_user, tagged

from ...models.connector_context import as_connector
from ..stock_case import StockCase
from ..worked_examples.shop_side import ShopSide


@tagged("post_install", "-at_install", "bigcommerce")
class TestStockHeld(StockCase):
    def web_order(self, product, quantity, **vals):
        order = self.env["bigcommerce.order"].create(
            {
                "store_id": self.store.id,
                "external_id": "100",
                "state": "pending",
                "needs_sync": False,
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
        with self.assertNoRequests():
            self.sync("stock")
        order.state = "synced"
        self.sync("stock")
        self.assertEqual(self.on_hand(mug), 10)

    def test_orders_that_stock_can_no_longer_serve_are_named_once(self):
        mug = self.synced("MUG")
        first = self.web_order(mug, 3, status_id=11, date_created="2026-01-01")
        last = self.web_order(
            mug, 4, external_id="101", status_id=11, date_created="2026-01-02"
        )
        wrapping = self.product("WRAP", type="service", is_storable=False)
        unpaid = self.web_order(wrapping, 1, external_id="102", status_id=7)
        self.sync("stock")
        self.assertFalse((first | last).activity_ids)
        self.stock(mug, -5)  # a register that was offline
        self.sync("stock")
        [activity] = last.activity_ids
        self.assertIn("Product MUG: 2", activity.note)
        self.assertFalse(first.activity_ids)
        activity.unlink()
        self.stock(mug, -4)
        self.env["bigcommerce.change"]._note_all_stock()  # it is compared with all
        self.sync("stock")
        self.assertFalse((last | unpaid).activity_ids)
        self.assertIn("Product MUG: 2", first.activity_ids.note)

    def test_an_incomplete_order_holds_no_stock(self):
        mug = self.synced("MUG")
        self.web_order(mug, 3, status_id=0)
        with self.assertNoRequests():
            self.sync("stock")

    def test_posted_part_of_an_order_is_not_counted_twice(self):
        mug = self.synced("MUG")
        order = self.web_order(mug, 3)
        register = self.store._get_register(self.env.company.currency_id)
        session = register._bigcommerce_open_session()
        self.sell_at(
            as_connector(session),
            mug,
            2,
            {"bigcommerce_key": "variant:1"},
            bigcommerce_order_id=order.id,
        )
        self.sync("stock")
        self.assertEqual(self.on_hand(mug), 9)

    def test_orders_of_another_store_on_the_same_warehouse(self):
        mug = self.synced("MUG")
        other = self.draft_store(store_hash="other")
        self.web_order(mug, 3, store_id=other.id)
        self.sync("stock")
        self.assertEqual(self.on_hand(mug), 7)

    def test_a_register_that_moves_stock_at_closing(self):
        mug = self.synced("MUG")
        config = self.env["pos.config"].create(
            {"name": "Register", "picking_type_id": self.warehouse.pos_type_id.id}
        )
        session = self.env["pos.session"].create({"config_id": config.id})
        session.update_stock_at_closing = True
        self.sell_at(session, mug, 4)
        self.sync("stock")
        self.assertEqual(self.on_hand(mug), 6)
        session.update_stock_at_closing = False
        self.sync("stock")
        self.assertEqual(self.on_hand(mug), 10)


@tagged("post_install", "-at_install", "bigcommerce")
class TestGoodsWaitForTheirLots(StockCase):
    """BigCommerce does not tell which lot was sold; the warehouse does."""

    def setUp(self):
        super().setUp()
        self.milk = self.product("MILK", tracking="lot")
        self.lot = self.env["stock.lot"].create(
            {"name": "L1", "product_id": self.milk.product_variant_id.id}
        )
        self.env["stock.quant"]._update_available_quantity(
            self.milk.product_variant_id,
            self.warehouse.lot_stock_id,
            10,
            lot_id=self.lot,
        )
        self.cup = self.synced("CUP")
        self.assertEqual(self.on_hand(self.milk), 10)

    def place(self, **quantities):
        lines = [{"sku": sku, "quantity": units} for sku, units in quantities.items()]
        web = self.simulator.store.orders.place(lines=lines)
        self.sync_orders()
        order = self.web_order(web.id)
        self.assertEqual(order.state, "synced", order.message)
        return order

    def waiting(self, order):
        pickings = order.pos_order_ids.picking_ids
        return pickings.filtered(
            lambda picking: picking.state not in ("done", "cancel")
        )

    def published(self, product):
        self.sync("stock")
        return self.on_hand(product)

    def do_as_asked(self, order):
        """Follow the activity to its end: open, enter the lots, validate."""
        picking = self.waiting(order)
        told = order.activity_ids[-1:]
        self.assertIn(f"/{picking.id}", told.note.replace('"', "/"))
        self.assertIn(self.milk.display_name, told.note)
        self.assertIn("validate", told.note)
        for line in picking.move_line_ids:
            line.lot_id = self.lot
        self.assertIs(picking.button_validate(), True)
        self.assertEqual(picking.state, "done")

    def test_goods_that_wait_for_lots_are_held_back_once(self):
        order = self.place(MILK=3)
        self.assertEqual(self.published(self.milk), 7)
        self.do_as_asked(order)
        self.assertEqual(self.published(self.milk), 7)
        self.assertEqual(self.milk.qty_available, 7)
        self.assertFalse(self.waiting(order))

    def test_with_goods_that_need_none(self):
        order = self.place(MILK=3, CUP=1)
        self.assertEqual(self.waiting(order).move_ids.product_id.default_code, "MILK")
        self.assertEqual(self.cup.qty_available, 9)
        self.assertEqual(self.published(self.milk), 7)
        self.do_as_asked(order)
        self.assertEqual(self.published(self.milk), 7)
        self.assertEqual(self.published(self.cup), 9)

    def test_the_session_closes_meanwhile(self):
        order = self.place(MILK=3)
        session = order.pos_order_ids.session_id
        self.store._close_session(session)
        self.assertEqual(session.state, "closed", session.bigcommerce_closing_problem)
        self.assertEqual(self.published(self.milk), 7)
        self.do_as_asked(order)
        self.assertEqual(self.published(self.milk), 7)

    def test_unreserved_goods_are_held_back_until_their_transfer_is_cancelled(self):
        order = self.place(MILK=3)
        self.waiting(order).do_unreserve()
        self.assertEqual(self.milk.product_variant_id.free_qty, 10)
        self.assertEqual(self.published(self.milk), 7)
        self.waiting(order).action_cancel()
        self.assertEqual(self.published(self.milk), 10)

    def test_sold_beyond_the_stock(self):
        order = self.place(MILK=12)
        self.assertEqual(self.published(self.milk), 0)
        self.env["stock.quant"]._update_available_quantity(
            self.milk.product_variant_id,
            self.warehouse.lot_stock_id,
            5,
            lot_id=self.lot,
        )
        self.assertEqual(self.published(self.milk), 3)
        self.waiting(order).action_assign()
        self.assertEqual(self.published(self.milk), 3)

    def test_refunded_goods_that_had_lots_return_to_available_stock(self):
        order = self.place(MILK=3)
        self.do_as_asked(order)
        orders = self.simulator.store.orders
        number = int(order.external_id)
        line = orders.get(number).lines[0].id
        orders.refund(
            number, [{"item_type": "PRODUCT", "item_id": line, "quantity": 2}]
        )
        self.sync_orders()
        self.assertEqual(order.state, "synced", order.message)
        self.assertEqual(self.published(self.milk), 7)
        self.do_as_asked(order)
        self.assertEqual(self.published(self.milk), 9)

    def test_refunded_before_their_lots_are_known(self):
        orders = self.simulator.store.orders
        for is_cancelled in (False, True):
            with self.subTest(is_cancelled=is_cancelled):
                order = self.place(MILK=3, CUP=1)
                number = int(order.external_id)
                if is_cancelled:
                    self.waiting(order).action_cancel()
                item = {
                    "item_type": "PRODUCT",
                    "item_id": orders.get(number).lines[0].id,
                }
                orders.refund(number, [{**item, "quantity": 1}])
                self.sync_orders()
                self.assertEqual(self.published(self.milk), 10 if is_cancelled else 8)
                orders.edit(number, status_id=5)
                self.sync_orders()
                self.assertEqual(self.published(self.milk), 10)
                self.assertEqual(self.published(self.cup), 10)
                self.assertFalse(self.waiting(order))
                self.assertFalse(order.activity_ids)
                costs = order.pos_order_ids.lines.mapped("total_cost")
                self.assertEqual(sum(costs), 0)

    def test_a_cashier_gives_back_what_waits_for_its_lot(self):
        order = self.place(MILK=3)
        register = ShopSide(self, None)
        register.register_session()
        cashier = new_test_user(
            self.env, "cashier", "base.group_user,point_of_sale.group_pos_user"
        )
        self.assertTrue(order.activity_ids)
        register._env = self.env(user=cashier)
        register.refund_units(order, {"MILK": 3})
        self.assertFalse(self.waiting(order))
        self.assertFalse(order.activity_ids)

    def test_of_a_skipped_order(self):
        web = self.simulator.store.orders.place(
            lines=[{"sku": "MILK", "quantity": 3}, {"sku": "CUP", "quantity": 1}],
            status_id=7,
        )
        self.sync_orders()
        order = self.web_order(web.id)
        self.env["bigcommerce.order.skip"].create(
            {"order_id": order.id, "goods_leave": "yes"}
        ).action_skip()
        self.assertEqual(order.state, "skipped")
        picking = self.env["stock.picking"].search([("origin", "=", order.name)])
        self.assertIn(f"leave with {picking.name}, which is still open", order.message)
        self.assertEqual(self.published(self.milk), 7)
        self.assertEqual(self.published(self.cup), 9)
        self.assertIs(picking.button_validate(), True)
        self.assertEqual(picking.state, "done")
        self.assertEqual(self.published(self.milk), 7)
        self.assertEqual(self.published(self.cup), 9)
