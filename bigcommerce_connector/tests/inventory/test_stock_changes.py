"""Only what changed is computed, and that is enough: a random life of a shop."""

import random

from odoo.tests import tagged

from ...sync.inventory.comparison import StockComparison
from ..stock_case import StockCase

_STEPS = 30


@tagged("post_install", "-at_install", "bigcommerce")
class TestStockChanges(StockCase):
    simulator_options = {"second_location": True}

    def setUp(self):
        super().setUp()
        self.outlet = self.env["stock.warehouse"].create({"name": "Out", "code": "OUT"})
        self.second = self.store.location_ids.filtered(lambda loc: not loc.is_default)
        self.second.warehouse_id = self.outlet
        self.store.unsold_items = "zero"
        *self.products, self.aside = self.synced(*"ABCDEFG")
        self.register = self.register_session()
        self.moves = self.env["stock.move"]
        self.orders = self.env["bigcommerce.order"]

    def register_session(self):
        config = self.env["pos.config"].create(
            {"name": "Register", "picking_type_id": self.warehouse.pos_type_id.id}
        )
        session = self.env["pos.session"].create({"config_id": config.id})
        session.update_stock_at_closing = True
        return session

    # === WHAT HAPPENS IN A SHOP === #

    def count(self, product):
        warehouse = self.random.choice([self.warehouse, self.outlet])
        self.stock(product, self.random.choice([-3, -1, 1, 2, 6]), warehouse)

    def lose(self, product):
        """As the system does: rows of stock are deleted, and nothing is written."""
        quants = self.env["stock.quant"].search(
            [
                ("product_id", "=", product.product_variant_id.id),
                ("location_id.usage", "=", "internal"),
                ("reserved_quantity", "=", 0),
            ]
        )
        quants.unlink()

    def promise(self, product):
        move = self.env["stock.move"].create(
            {
                "product_id": product.product_variant_id.id,
                "product_uom_qty": self.random.randint(1, 4),
                "location_id": self.warehouse.lot_stock_id.id,
                "location_dest_id": self.random.choice(
                    [
                        self.env.ref("stock.stock_location_customers").id,
                        self.outlet.lot_stock_id.id,
                        self.warehouse.view_location_id.child_ids[0].id,
                    ]
                ),
            }
        )
        move._action_confirm()
        self.moves |= move

    def go_on_with_a_move(self, _product):
        open_moves = self.moves.filtered(
            lambda move: move.state not in ("done", "cancel")
        )
        if not open_moves:
            return
        move = self.random.choice(open_moves)
        what = self.random.choice(["_action_assign", "_do_unreserve", "_action_cancel"])
        if move.state == "assigned" and self.random.random() < 0.5:
            move.picked = True
            what = "_action_done"
        getattr(move, what)()

    def order_on_the_web(self, product):
        quantity = self.random.randint(1, 3)
        self.orders |= self.env["bigcommerce.order"].create(
            {
                "store_id": self.store.id,
                "external_id": str(10_000 + len(self.orders)),
                "state": "attention",
                "needs_sync": False,
                "status_id": 7,
                "currency_id": self.env.company.currency_id.id,
                "line_ids": [
                    (
                        0,
                        0,
                        {
                            "store_id": self.store.id,
                            "key": "variant:1",
                            "product_id": product.product_variant_id.id,
                            "quantity": quantity,
                            "quantity_target": quantity,
                        },
                    )
                ],
            }
        )

    def change_a_web_order(self, _product):
        if self.orders:
            order = self.random.choice(self.orders)
            if self.random.random() < 0.5:
                order.state = self.random.choice(["attention", "skipped"])
            else:
                order.line_ids.quantity_target = self.random.randint(0, 3)

    def sell(self, product):
        self.env["pos.order"].create(
            {
                "session_id": self.register.id,
                "company_id": self.env.company.id,
                "state": "paid",
                **dict.fromkeys(
                    ("amount_tax", "amount_total", "amount_paid", "amount_return"), 0
                ),
                "lines": [
                    (
                        0,
                        0,
                        {
                            "name": "Line",
                            "product_id": product.product_variant_id.id,
                            "qty": self.random.choice([-1, 1, 2]),
                            "price_unit": 0,
                            "price_subtotal": 0,
                            "price_subtotal_incl": 0,
                        },
                    )
                ],
            }
        )

    def exclude(self, product):
        variant = product.product_variant_id
        variant.bigcommerce_excluded = not variant.bigcommerce_excluded

    def archive(self, _product):
        self.aside.active = not self.aside.active

    def let_be_sold_here(self, product):
        store = self.store
        store.item_sync_enforcement = not store.item_sync_enforcement
        product.bigcommerce_warehouse_ids = self.random.choice(
            [self.warehouse, self.outlet, self.warehouse | self.outlet]
        )

    def map_anew(self, product):
        """The catalog finds a variant of which nothing was sent yet."""
        variant = self.mapping(product).variant_ids
        variant.level_ids.unlink()
        number, variant.external_id = variant.external_id, False
        self.env.flush_all()
        variant.external_id = number

    def need_attention(self, product):
        variant = self.mapping(product).variant_ids
        variant.stock_message = False if variant.stock_message else "Not tracked"

    def keep_some(self, product):
        self.env["bigcommerce.buffer"].search([]).unlink()
        self.env["bigcommerce.buffer"].create(
            {
                "store_id": self.store.id,
                "product_tmpl_id": product.id,
                "quantity": self.random.randint(0, 2),
            }
        )

    def switch_a_location(self, _product):
        self.second.inventory_sync = not self.second.inventory_sync

    def test_incremental_run_finds_all_that_differs(self):
        events = [
            (self.count, 6),
            (self.lose, 1),
            (self.promise, 4),
            (self.go_on_with_a_move, 6),
            (self.order_on_the_web, 2),
            (self.change_a_web_order, 3),
            (self.sell, 3),
            (self.exclude, 2),
            (self.archive, 2),
            (self.let_be_sold_here, 1),
            (self.map_anew, 2),
            (self.need_attention, 2),
            (self.keep_some, 1),
            (self.switch_a_location, 1),
        ]
        self.random = random.Random(20_261_129)
        names, weights = zip(*events, strict=True)
        self.sync("stock")
        for step in range(_STEPS):
            happened = self.random.choices(names, weights, k=self.random.randint(1, 3))
            for event in happened:
                event(self.random.choice(self.products))
            self.end_transaction()
            self.sync("stock")
            with self.subTest(step=step, events=[event.__name__ for event in happened]):
                self.assertFalse(StockComparison(self.store).levels_to_send())
