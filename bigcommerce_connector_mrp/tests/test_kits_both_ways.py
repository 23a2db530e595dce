"""Kits come out as one by one where other orders are posted together."""

from odoo.addons.bigcommerce_connector.tests.both_ways_case import ORDERS, BothWaysCase

from .kits import Kits


class TestKitsBothWays(BothWaysCase, Kits):
    def test_every_row_is_as_one_by_one(self):
        """Their components are sold alone, too."""
        vals = {"default_code": "KIT", "list_price": 30}
        kit = self.kit("KIT", {self.shirt: 1, self.mug: 2}, **vals)
        self.sell_online(kit)
        for _ in range(ORDERS // 2):
            self.random_order(["SHIRT", "MUG"])
            if not self.chance.randrange(4):
                self.random_order(["KIT", "SHIRT"])
        self.place({"sku": "KIT", "quantity": 2})

        def later():
            moves = self.env["stock.move"].search([("bigcommerce_kit_id", "=", kit.id)])
            self.assertEqual(moves.product_id, self.shirt | self.mug)
            self.more_of_everything(["SHIRT", "MUG", "KIT"])

        self.assert_same_both_ways(later)
        self.assertTrue(any(count > 3 for count in self.joint), self.joint)
