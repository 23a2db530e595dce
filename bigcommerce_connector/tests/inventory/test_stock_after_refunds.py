"""Stock on BigCommerce ends as Odoo has it, whatever BigCommerce restocks by itself."""

from datetime import timedelta
from itertools import product

from odoo.tests import tagged

from ..stock_case import StockCase

try:
    from bigcommerce_simulator.switches import DECLARED
except ImportError:  # the addon without the rest of its repository
    DECLARED = {}

SHIPPED, CANCELLED, REFUNDED, AWAITING_FULFILLMENT = 2, 5, 4, 11
RULES = ("api_refund_restocks", "panel_refund_restocks", "status_restocks")


@tagged("post_install", "-at_install", "bigcommerce")
class TestStockAfterRefunds(StockCase):
    def setUp(self):
        super().setUp()
        self.webs = {}

    def under_every_rule(self, *steps):
        """Let mugs live under each of BigCommerce's ways to restock.

        :param steps: pairs of what happens to a mug, and what is published of it then;
            all mugs take a step before stock is sent
        """
        values = [DECLARED[name].choices or (False, True) for name in RULES]
        rules = [dict(zip(RULES, row, strict=True)) for row in product(*values)]
        mugs = self.synced(*(f"MUG-{number}" for number in range(len(rules))))
        for happen, expected in steps:
            for rule, mug in zip(rules, mugs, strict=True):
                self.simulator.store.switches.update(rule)
                happen(mug)
            self.sync_orders()
            self.sync("stock")
            for rule, mug in zip(rules, mugs, strict=True):
                with self.subTest(happen.__name__, **rule):
                    self.assertEqual(self.on_hand(mug), expected)

    def place(self, mug):
        """The web sells 3 of 10 mugs."""
        lines = [{"sku": mug.default_code, "quantity": 3}]
        self.webs[mug] = self.simulator.store.orders.place(lines=lines)

    def set_status(self, mug, status_id):
        self.shop.orders.update(self.webs[mug].id, {"status_id": status_id})

    def published(self, mug):
        self.sync_orders()
        self.sync("stock")
        return self.on_hand(mug)

    def cancel(self, mug):
        self.set_status(mug, CANCELLED)

    def call_refunded(self, mug):
        self.set_status(mug, REFUNDED)

    def open_again(self, mug):
        self.set_status(mug, AWAITING_FULFILLMENT)

    def refund_by_api(self, mug, units=1):
        web = self.webs[mug]
        items = [
            {"item_type": "PRODUCT", "item_id": web.lines[0].id, "quantity": units}
        ]
        quote = self.shop.refunds.quote(web.id, {"items": items})
        payments = [
            {name: row[name] for name in ("provider_id", "amount", "offline")}
            for row in quote["refund_methods"][-1]
        ]
        self.shop.refunds.create(web.id, {"items": items, "payments": payments})

    def refund_in_panel(self, mug):
        web = self.webs[mug]
        items = [{"item_type": "PRODUCT", "item_id": web.lines[0].id, "quantity": 1}]
        self.simulator.store.orders.refund(web.id, items)

    def place_and_refund(self, mug):
        self.place(mug)
        self.refund_by_api(mug, 3)

    def place_and_cancel(self, mug):
        self.place(mug)
        self.cancel(mug)

    def test_refunds(self):
        self.under_every_rule(
            (self.place, 7),
            (self.refund_by_api, 8),
            (self.refund_in_panel, 9),
            (self.cancel, 10),
        )

    def test_called_off_before_odoo_knew_it(self):
        """Nothing is sold in Odoo, but BigCommerce may have kept what it took."""
        self.under_every_rule((self.place_and_refund, 10), (self.place_and_cancel, 10))

    def test_cancelled_where_odoo_takes_nothing_back(self):
        """BigCommerce gives the goods back to its stock, Odoo to Web Returns."""
        self.store.restock_policy = "never"
        mug = self.synced("MUG")
        self.place(mug)
        self.assertEqual(self.published(mug), 7)
        self.cancel(mug)
        self.assertEqual(self.on_hand(mug), 10)
        self.assertEqual(self.published(mug), 7)

    def test_cancelled_and_never_imported(self):
        """Of an order from before Connect only BigCommerce's own stock tells."""
        mug = self.synced("MUG")
        self.place(mug)
        web = self.webs[mug]
        with self.simulator.store.lock:
            web.created = web.modified = web.created - timedelta(days=9)
        self.stock(mug, -1)
        self.assertEqual(self.published(mug), 9)
        self.cancel(mug)
        self.assertEqual(self.on_hand(mug), 12)
        self.assertEqual(self.published(mug), 9)
        self.sync_orders()  # the overlap of the sweeps lists it again, as it was
        with self.assertNoRequests():
            self.sync("stock")
        self.assertFalse(self.web_order(web.id))

    def test_bigcommerce_takes_stock_when_it_is_shipped(self):
        """Odoo takes it when it is ordered, so BigCommerce takes it once more."""
        rules = self.simulator.store.settings.inventory
        rules["update_stock_behavior"] = "order_completed_or_shipped"
        mug = self.synced("MUG")
        self.place(mug)
        self.assertEqual(self.on_hand(mug), 10)
        self.assertEqual(self.published(mug), 7)
        self.set_status(mug, SHIPPED)
        self.assertEqual(self.on_hand(mug), 4)
        self.assertEqual(self.published(mug), 7)
        self.cancel(mug)
        self.assertEqual(self.published(mug), 10)

    def test_edited_whether_or_not_bigcommerce_moves_stock_for_it(self):
        mugs = self.synced("MOVES", "KEEPS")
        for mug, moves in zip(mugs, (True, False), strict=True):
            rules = self.simulator.store.settings.inventory
            rules["edit_order_stock_adjustment"] = moves
            self.place(mug)
            self.published(mug)
            web = self.webs[mug]
            for quantity in (1, 4):
                edited = {"id": web.lines[0].id, "quantity": quantity}
                self.simulator.store.orders.edit(web.id, lines=[edited])
                with self.subTest(moves=moves, quantity=quantity):
                    self.assertEqual(self.published(mug), 10 - quantity)

    def test_a_status_without_a_refund(self):
        """The status Refunded brings nothing back to Odoo: no unit was refunded."""
        self.under_every_rule(
            (self.place, 7), (self.call_refunded, 7), (self.open_again, 7)
        )
