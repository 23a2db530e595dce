"""Stock on BigCommerce ends as Odoo has it, whatever BigCommerce restocks by itself."""

from itertools import product

from odoo.tests import tagged

from ..stock_case import StockCase

try:
    from bigcommerce_simulator.switches import DECLARED
except ImportError:  # the addon without the rest of its repository
    DECLARED = {}

CANCELLED, REFUNDED, AWAITING_FULFILLMENT = 5, 4, 11
RULES = ("api_refund_restocks", "panel_refund_restocks", "status_restocks")


@tagged("post_install", "-at_install", "bigcommerce")
class TestStockAfterRefunds(StockCase):
    def under_every_rule(self, live):
        """Let mugs live under each of BigCommerce's ways to restock."""
        values = [DECLARED[name].choices or (False, True) for name in RULES]
        rules = [dict(zip(RULES, row, strict=True)) for row in product(*values)]
        mugs = self.synced(*(f"MUG-{number}" for number in range(len(rules))))
        for rule, mug in zip(rules, mugs, strict=True):
            with self.subTest(**rule):
                self.simulator.store.switches.update(rule)
                live(mug)

    def place(self, mug):
        """The web sells 3 of 10 mugs."""
        lines = [{"sku": mug.default_code, "quantity": 3}]
        return self.simulator.store.orders.place(lines=lines)

    def published(self, mug):
        self.sync_orders()
        self.sync("stock")
        return self.on_hand(mug)

    def set_status(self, web, status_id):
        self.shop.orders.update(web.id, {"status_id": status_id})

    def refund_by_api(self, web, units):
        items = [
            {"item_type": "PRODUCT", "item_id": web.lines[0].id, "quantity": units}
        ]
        quote = self.shop.refunds.quote(web.id, {"items": items})
        payments = [
            {name: row[name] for name in ("provider_id", "amount", "offline")}
            for row in quote["refund_methods"][-1]
        ]
        self.shop.refunds.create(web.id, {"items": items, "payments": payments})

    def refund_in_panel(self, web, units):
        items = [
            {"item_type": "PRODUCT", "item_id": web.lines[0].id, "quantity": units}
        ]
        self.simulator.store.orders.refund(web.id, items)

    def test_refunds(self):
        def live(mug):
            web = self.place(mug)
            self.assertEqual(self.published(mug), 7)
            self.refund_by_api(web, 1)
            self.assertEqual(self.published(mug), 8)
            self.refund_in_panel(web, 1)
            self.assertEqual(self.published(mug), 9)
            self.set_status(web, CANCELLED)
            self.assertEqual(self.published(mug), 10)

        self.under_every_rule(live)

    def test_called_off_before_odoo_knew_it(self):
        """Nothing is sold in Odoo, but BigCommerce may have kept what it took."""

        def live(mug):
            self.refund_by_api(self.place(mug), 3)
            self.assertEqual(self.published(mug), 10)
            self.set_status(self.place(mug), CANCELLED)
            self.assertEqual(self.published(mug), 10)

        self.under_every_rule(live)

    def test_a_status_without_a_refund(self):
        """The status Refunded brings nothing back to Odoo: no unit was refunded."""

        def live(mug):
            web = self.place(mug)
            self.assertEqual(self.published(mug), 7)
            self.set_status(web, REFUNDED)
            self.assertEqual(self.published(mug), 7)
            self.set_status(web, AWAITING_FULFILLMENT)
            self.assertEqual(self.published(mug), 7)

        self.under_every_rule(live)
