"""Units that stay in the shop, and the reasons of a number."""

from odoo.tests import new_test_user, tagged

from ..stock_case import ORDERS, PUSH, StockCase


@tagged("post_install", "-at_install", "bigcommerce")
class TestStockBuffers(StockCase):
    def buffer(self, quantity, **vals):
        return self.env["bigcommerce.buffer"].create(
            {"store_id": self.store.id, "quantity": quantity, **vals}
        )

    def test_the_buffer_of_a_product_goes_before_that_of_its_category(self):
        above = self.env["product.category"].create({"name": "Cups"})
        below = self.env["product.category"].create(
            {"name": "Espresso", "parent_id": above.id}
        )
        plain, cup, espresso, rare = self.synced("PLAIN", "CUP", "ESPRESSO", "RARE")
        cup.categ_id = above
        (espresso | rare).categ_id = below
        self.buffer(1)
        self.buffer(2, categ_id=above.id)
        nearest = self.buffer(3, categ_id=below.id)
        self.buffer(0, product_tmpl_id=rare.id)
        products = (plain, cup, espresso, rare)

        def published():
            self.sync("stock")
            return [self.on_hand(product) for product in products]

        self.assertEqual(published(), [9, 8, 7, 10])
        nearest.unlink()
        self.assertEqual(published(), [9, 8, 8, 10])
        cup.categ_id = False
        self.assertEqual(published(), [9, 9, 8, 10])

    def test_a_buffer_is_taken_off_before_fractions_are(self):
        coffee = self.synced("COFFEE", quantity=2.5)
        self.buffer(1)
        self.sync("stock")
        self.assertEqual(self.on_hand(coffee), 1)

    def explained(self, product):
        """As somebody sees it who has no right to stock."""
        group = "bigcommerce_connector.bigcommerce_connector_group_user"
        reader = self.env["res.users"].search([("login", "=", "reader")])
        reader = reader or new_test_user(self.env, "reader", f"base.group_user,{group}")
        level = self.mapping(product).variant_ids.level_ids.with_user(reader)
        reasons = self.env["bigcommerce.stock.reason"].with_user(reader)
        reason = reasons.browse(level.action_explain()["res_id"])
        self.assertEqual(sum(reason.line_ids.mapped("quantity")), reason.quantity)
        return reason, {line.name: line for line in reason.line_ids}

    def behind(self, line):
        """The records that are a click away."""
        action = line.action_open()
        return line.env[action["res_model"]].search(action["domain"])

    def test_number_is_explained_term_by_term(self):
        mug = self.synced("MUG")
        self.buffer(1)
        move = self.env["stock.move"].create(
            {
                "product_id": mug.product_variant_id.id,
                "product_uom_qty": 4,
                "location_id": self.warehouse.lot_stock_id.id,
                "location_dest_id": self.env.ref("stock.stock_location_customers").id,
            }
        )
        move._action_confirm()
        move._do_unreserve()
        reason, lines = self.explained(mug)
        self.assertEqual(
            {name: line.quantity for name, line in lines.items()},
            {"On hand": 10, "Promised, not reserved": -4, "Buffer": -1},
        )
        self.assertEqual((reason.quantity, reason.published_quantity), (5, 10))
        self.assertEqual(self.behind(lines["Promised, not reserved"]), move)
        quant = self.behind(lines["On hand"])
        self.assertEqual((quant.product_id, quant.quantity), (move.product_id, 10))
        with self.requests(*ORDERS, PUSH):
            self.sync("stock")
        self.assertEqual(self.on_hand(mug), reason.quantity)

    def test_number_is_explained_where_none_is_sent(self):
        mug = self.synced("MUG")
        self.store.location_ids.inventory_sync = False
        self.stock(mug, 2)
        reason, _lines = self.explained(mug)
        self.assertEqual((reason.quantity, reason.published_quantity), (12, 10))
        self.store.location_ids.inventory_sync = True
        self.store.unsold_items = "zero"
        mug.product_variant_id.bigcommerce_excluded = True
        reason, lines = self.explained(mug)
        self.assertEqual(lines["Not for sale at this location"].quantity, -12)
        self.sync("stock")
        self.assertEqual((self.on_hand(mug), reason.quantity), (0, 0))
