"""A refund gives back what its sale took, whatever became of the bill of materials."""

from odoo import Command
from odoo.tests import TransactionCase, new_test_user, tagged

from .kits import Kits


def _unchanged(case, kit):
    pass


def _other_components(case, kit):
    first, second = kit.bom_ids.bom_line_ids
    first.product_qty = 5
    second.unlink()
    kit.bom_ids.bom_line_ids = [
        Command.create({"product_id": case.goods("Other").id, "product_qty": 1})
    ]


def _archived(case, kit):
    kit.bom_ids.action_archive()


def _deleted(case, kit):
    kit.bom_ids.unlink()


def _emptied(case, kit):
    kit.bom_ids.bom_line_ids.unlink()


def _is_kit_now(case, product):
    case.make_kit(product, {case.goods("New"): 1})


def _component_is_kit_now(case, kit):
    _is_kit_now(case, kit.bom_ids.bom_line_ids[0].product_id)


def _inner_loses_component(case, kit):
    inner = kit.bom_ids.bom_line_ids.product_id.filtered("is_kits")
    inner.bom_ids.bom_line_ids[-1].unlink()


@tagged("post_install", "-at_install", "bigcommerce")
class TestKitRefunds(Kits, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.env.company.id)], limit=1
        )
        cls.cashier = new_test_user(
            cls.env, "kit_cashier", "base.group_user,point_of_sale.group_pos_user"
        )

    def plain_kit(self, name):
        return self.kit(name, {self.goods("A"): 2, self.goods("B"): 1})

    def nested_kit(self, name):
        inner = self.plain_kit("Inner")
        return self.kit(name, {inner: 1, self.goods("C"): 1})

    def three_of_one(self, name):
        return self.kit(name, {self.goods("A"): 1}, made=3)

    def each_case(self):
        """What became of it, what was sold, the change, units sold and given back."""
        return [
            ("unchanged", self.plain_kit, _unchanged, 2, (2,)),
            ("other components", self.plain_kit, _other_components, 2, (2,)),
            ("archived", self.plain_kit, _archived, 2, (1, 1)),
            ("deleted", self.plain_kit, _deleted, 2, (2,)),
            ("emptied", self.plain_kit, _emptied, 2, (2,)),
            ("became a kit", self.goods, _is_kit_now, 1, (1,)),
            ("component a kit now", self.plain_kit, _component_is_kit_now, 2, (1, 1)),
            ("nested", self.nested_kit, _inner_loses_component, 2, (2,)),
            ("nested, deleted", self.nested_kit, _deleted, 2, (2,)),
            ("fractions", self.three_of_one, _archived, 3, (1, 1, 1)),
        ]

    def give_back_all(self, sale_session, between=lambda: None):
        """Sell, change and give back every case; stock is as it was before."""
        refund_session = self.register().with_user(self.cashier)
        cases = [
            (name, make(name), change, quantity, parts)
            for name, make, change, quantity, parts in self.each_case()
        ]
        before = {name: self.all_stock(sold) for name, sold, *_rest in cases}
        orders = {
            name: self.sell(sale_session.with_user(self.cashier), {sold: quantity})
            for name, sold, _change, quantity, _parts in cases
        }
        between()
        for name, sold, change, quantity, parts in cases:
            with self.subTest(name):
                all_of_it = before[name]
                left = {goods: self.on_hand(goods) for goods in all_of_it}
                self.assertNotEqual(left, all_of_it)
                change(self, sold)
                for number, part in enumerate(parts, 1):
                    self.refund(refund_session, orders[name], {sold: part})
                    share = sum(parts[:number]) / quantity
                    for goods, whole in all_of_it.items():
                        expected = left[goods] + round((whole - left[goods]) * share, 2)
                        self.assertAlmostEqual(self.on_hand(goods), expected)
        self.close(refund_session)

    def all_stock(self, sold):
        """Quantity by product, of what is sold and of all that it consists of."""
        goods = {sold: self.on_hand(sold)}
        for line in sold.bom_ids.bom_line_ids:
            goods |= self.all_stock(line.product_id)
        return goods

    def test_real_time(self):
        session = self.register()
        self.give_back_all(session)
        self.close(session)

    def test_sold_in_a_session_that_moves_stock_at_closing(self):
        session = self.register(at_closing=True)
        self.give_back_all(session, between=lambda: self.close(session))

    def test_refunded_before_the_session_moved_anything(self):
        session = self.register(at_closing=True)
        part = self.goods("A")
        kit = self.kit("Kit", {part: 1}, made=3)
        order = self.sell(session, {kit: 3})
        self.refund(session, order, {kit: 1})
        self.close(session)
        self.assertAlmostEqual(self.on_hand(part), 19.33)

    def test_the_same_lots_and_owners_come_back(self):
        """Of a session that moved them when it was closed: of all its sales at once."""
        lots = self.env["stock.lot"]
        owner = self.env["res.partner"].create({"name": "Owner"})
        part = self.goods("Part", 0, tracking="lot")
        kit = self.kit("Kit", {part: 2})
        for number, quantity in enumerate((1, 5), 1):
            lot = lots.create({"name": f"L{number}", "product_id": part.id})
            self.stock(part, quantity, lot_id=lot, owner_id=owner)
            lots += lot
        session = self.register(at_closing=True)
        order, other = (self.sell(session, {kit: quantity}) for quantity in (2, 1))
        self.close(session)
        session = self.register()

        def by_lot():
            quants = self.env["stock.quant"].search(
                [
                    ("product_id", "=", part.id),
                    ("location_id", "=", self.warehouse.lot_stock_id.id),
                    ("owner_id", "=", owner.id),
                ]
            )
            return [
                sum(
                    quants.filtered(lambda q, lot=lot: q.lot_id == lot).mapped(
                        "quantity"
                    )
                )
                for lot in lots
            ]

        self.assertEqual(by_lot(), [0, 0])
        _deleted(self, kit)
        for refunded, left in ((order, 2), (other, 4), (order, 6)):
            self.refund(session, refunded, {kit: 1})
            self.assertEqual(sum(by_lot()), left)
        self.assertEqual(by_lot(), [1, 5])
        self.assertEqual(self.on_hand(part), 6)

    def test_options_without_a_variant_come_back_as_they_were_chosen(self):
        cheese, bread = self.goods("Cheese"), self.goods("Bread")
        burger, value = self.burger(cheese, bread)
        session = self.register()
        order = self.sell(session, {burger: 2}, value)
        self.sell(session, {burger: 1})
        self.assertEqual((self.on_hand(cheese), self.on_hand(bread)), (18, 17))
        _deleted(self, burger)
        self.refund(session, order, {burger: 2})
        self.assertEqual((self.on_hand(cheese), self.on_hand(bread)), (20, 19))

    def burger(self, cheese, bread):
        """A kit with cheese only where it is chosen, and that choice."""
        attribute = self.env["product.attribute"].create(
            {
                "name": "Extra",
                "create_variant": "no_variant",
                "value_ids": [Command.create({"name": "Cheese"})],
            }
        )
        burger = self.kit("Burger", {bread: 1})
        template = burger.product_tmpl_id
        template.attribute_line_ids = [
            Command.create(
                {
                    "attribute_id": attribute.id,
                    "value_ids": attribute.value_ids.ids,
                }
            )
        ]
        value = template.attribute_line_ids.product_template_value_ids
        burger.bom_ids.bom_line_ids = [
            Command.create(
                {
                    "product_id": cheese.id,
                    "product_qty": 1,
                    "bom_product_template_attribute_value_ids": value.ids,
                }
            )
        ]
        return burger, value

    def test_a_kit_of_which_nothing_is_remembered_is_no_piece(self):
        """Sold before the addon was there, and its bill of materials is gone."""
        part = self.goods("A")
        kit = self.kit("Kit", {part: 1}, is_storable=True)
        session = self.register()
        order = self.sell(session, {kit: 2})
        order.picking_ids.move_ids.bigcommerce_kit_id = False
        _deleted(self, kit)
        refund = self.refund(session, order, {kit: 2})
        self.assertEqual((self.on_hand(kit), self.on_hand(part)), (0, 18))
        self.assertFalse(refund.picking_ids)
        self.assertIn("Kit", refund.message_ids[0].body)
        self.close(session)

    def test_cost_is_that_of_the_goods(self):
        """First in, first out, and average: a refund takes the sale's cost back."""
        for method in ("fifo", "average"):
            with self.subTest(method):
                category = self.env["product.category"].create(
                    {
                        "name": method,
                        "property_cost_method": method,
                        "property_valuation": "real_time",
                    }
                )
                common = {"categ_id": category.id, "is_storable": True}
                one, two = self.goods("A", 0, **common), self.goods("B", 0, **common)
                self.buy(one, 10, 12)
                self.buy(two, 3)
                kit = self.kit("Kit", {one: 2, two: 1}, **common)
                session = self.register()
                order = self.sell(session, {kit: 1})
                self.assertEqual(order.lines.total_cost, 25)
                _deleted(self, kit)
                self.buy(one, 50)
                refund = self.refund(session, order, {kit: 1})
                self.assertEqual(refund.lines.total_cost, -25)
                self.env.invalidate_all()
                self.assertEqual(one.total_value + two.total_value, 75)
                self.close(session)

    def buy(self, product, *prices):
        """One piece at each of these prices."""
        for price in prices:
            move = self.env["stock.move"].create(
                {
                    "product_id": product.id,
                    "product_uom": product.uom_id.id,
                    "product_uom_qty": 1,
                    "price_unit": price,
                    "value_manual": price,
                    "location_id": self.env.ref("stock.stock_location_suppliers").id,
                    "location_dest_id": self.warehouse.lot_stock_id.id,
                }
            )
            move._action_confirm()
            move.quantity, move.picked = 1, True
            move._action_done()
