"""What kits consist of, and what of them can be sold on the web."""

from odoo import Command

from odoo.addons.bigcommerce_connector.sync.inventory.quantities import Quantities
from odoo.addons.bigcommerce_connector.tests.stock_case import StockCase

from .kits import Kits


class KitStockCase(Kits, StockCase):
    """Kits and goods that are sold on BigCommerce."""

    def stock(self, product, quantity, **details):
        Kits.stock(self, product.product_variant_id, quantity, **details)

    def on_web(self, name, **vals):
        return {
            "default_code": name,
            "list_price": 10,
            "weight": 1,
            "bigcommerce_enabled": True,
            **vals,
        }

    def numbers(self, *products):
        """What BigCommerce has of each."""
        self.sync("stock")
        return [
            StockCase.on_hand(self, product.product_tmpl_id) for product in products
        ]


class TestComponents(KitStockCase):
    def components(self, *kits):
        """As quantity by name."""
        found = self.store._stock_components()
        names = self.env["product.product"].browse
        return [
            {names(part).name: round(found[kit.id][part], 6) for part in found[kit.id]}
            for kit in kits
        ]

    def test_one_of_each_kit(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        gram, kilo = (
            self.env.ref(f"uom.product_uom_{name}") for name in ("gram", "kgm")
        )
        a, b = self.goods("A"), self.goods("B")
        glue = self.goods("Glue", uom_id=kilo.id)
        service = self.kit("Service", {}, type="service")
        self.make_kit(service, {a: 1})
        paper = self.kit("Paper", {})
        paper.bom_ids.unlink()
        inner = self.kit("Inner", {a: 2, paper: 1, service: 1})
        nested = self.kit("Nested", {inner: 3, a: 1, b: 0})
        sold_by_dozen = self.kit("By the dozen", {a: 1}, uom_id=dozen.id)
        sold_by_dozen.bom_ids.product_uom_id = self.env.ref("uom.product_uom_unit")
        made_by_dozen = self.kit("Made by the dozen", {})
        made_by_dozen.bom_ids.unlink()
        self.make_kit(made_by_dozen, {a: 12, b: 72}, product_uom_id=dozen.id)
        sticky = self.kit("Sticky", {glue: 4})
        sticky.bom_ids.bom_line_ids.product_uom_id = gram
        cases = [
            (inner, {"A": 2}),
            (nested, {"A": 7}),
            (self.kit("Third", {a: 1}, made=3), {"A": 0.333333}),
            (sold_by_dozen, {"A": 12}),
            (made_by_dozen, {"A": 1, "B": 6}),
            (sticky, {"Glue": 0.004}),
            (self.kit("Of paper", {paper: 1}), {}),
            (self.kit("Of nothing", {}), {}),
        ]
        for kit, components in cases:
            with self.subTest(kit.name):
                self.assertEqual(self.components(kit), [components])
        self.assertNotIn(service.id, self.store._stock_components())
        # 20 A are 20 of them, or one: Odoo counts in the units of the bill.
        odoo = sold_by_dozen.with_context(warehouse_id=self.warehouse.id)
        quantities = Quantities(self.store).of({sold_by_dozen.id})
        self.assertEqual((odoo.free_qty, [*quantities.values()]), (20, [1]))

    def test_the_bill_that_a_sale_takes(self):
        """Of the company, active, in Odoo's order; a variant's own lines."""
        a, b = self.goods("A"), self.goods("B")
        other = self.env["res.company"].create({"name": "Other"})
        foreign = self.kit("Foreign", {})
        foreign.bom_ids.company_id = other
        kit = self.kit("Kit", {a: 1})
        sequence = kit.bom_ids.sequence
        self.make_kit(kit, {a: 5}, sequence=-1, company_id=other.id)
        self.make_kit(kit, {a: 7}, sequence=-1, active=False)
        own = self.make_kit(kit, {a: 2}, product_id=kit.id, sequence=sequence)
        shirt = self.shirt("S", "M", colors=("Black", "White"))
        bom = self.make_kit(shirt.product_variant_ids[:1], {a: 1, b: 3})
        values = shirt.attribute_line_ids.product_template_value_ids
        bom.bom_line_ids[1].bom_product_template_attribute_value_ids = values.filtered(
            lambda value: value.name in ("M", "White", "Black")
        )
        found = self.store._stock_components()
        self.assertNotIn(foreign.id, found)
        self.assertEqual(self.components(kit), [{"A": 2}])
        for product in kit | shirt.product_variant_ids:
            taken = self.env["mrp.bom"]._bom_find(
                product, company_id=self.env.company.id, bom_type="phantom"
            )[product]
            _boms, lines = taken.explode(product, 1)
            wanted = {line.product_id.id: vals["qty"] for line, vals in lines}
            self.assertEqual(found[product.id], wanted, product.display_name)
        own.active = False
        self.assertEqual(self.components(kit), [{"A": 1}])

    def test_the_number_of_queries_does_not_grow(self):
        part = self.goods("A")
        for number in range(20):
            self.kit(f"Kit {number}", {self.kit(f"Inner {number}", {part: 1}): 1})
        self.store.company_id.ensure_one()
        self.env.flush_all()
        with self.assertQueryCount(1):
            self.assertGreaterEqual(len(self.store._stock_components()), 40)


class TestKitsOnTheWeb(KitStockCase):
    def setUp(self):
        super().setUp()
        self.part = self.goods("Part", 10, **self.on_web("PART"))
        self.other = self.goods("Other", 30)
        self.pair = self.kit("Pair", {self.part: 2, self.other: 1}, **self.on_web("P"))
        self.box = self.kit("Box", {self.pair: 2}, **self.on_web("BOX"))
        self.sync()

    def test_a_sale_in_the_shop_changes_all_that_share_a_component(self):
        self.assertEqual(self.numbers(self.part, self.pair, self.box), [10, 5, 2])
        session = self.register()
        order = self.sell(session, {self.pair: 1, self.part: 1})
        self.assertEqual(self.numbers(self.part, self.pair, self.box), [7, 3, 1])
        self.refund(session, order, {self.pair: 1})
        self.assertEqual(self.numbers(self.part, self.pair, self.box), [9, 4, 2])
        self.sell(session, {self.part: 9})
        self.assertEqual(self.numbers(self.part, self.pair, self.box), [0, 0, 0])

    def test_a_sale_that_moves_stock_at_closing_changes_them_at_once(self):
        self.assertEqual(self.numbers(self.part, self.pair, self.box), [10, 5, 2])
        session = self.register(at_closing=True)
        self.sell(session, {self.pair: 1})
        self.assertEqual(self.numbers(self.part, self.pair, self.box), [8, 4, 2])
        self.close(session)
        self.assertEqual(self.numbers(self.part, self.pair, self.box), [8, 4, 2])

    def test_a_web_order_holds_and_then_takes_the_components(self):
        self.assertEqual(self.numbers(self.part, self.pair, self.box), [10, 5, 2])
        place = self.simulator.store.orders.place
        place(lines=[{"sku": "P", "quantity": 3}], status_id=7)  # awaiting payment
        self.sync("orders")
        self.assertEqual(self.numbers(self.part, self.pair, self.box), [4, 2, 1])
        place(lines=[{"sku": "BOX", "quantity": 1}])
        self.sync("orders")
        self.assertEqual(Kits.on_hand(self, self.part), 6)
        self.assertEqual(self.numbers(self.part, self.pair, self.box), [0, 0, 0])

    def test_what_is_held_for_orders_that_are_not_posted(self):
        self.assertEqual(self.numbers(self.part, self.pair, self.box), [10, 5, 2])
        variant = self.mapping(self.part.product_tmpl_id).variant_ids
        of_store = {"store_id": self.store.id}
        held = self.env["bigcommerce.held.stock"].create(
            {
                **of_store,
                "order_number": "99",
                "variant_external_id": variant.external_id,
                "quantity": 4,
            }
        )
        self.assertEqual(self.numbers(self.part, self.pair, self.box), [6, 3, 1])
        held.action_release()
        self.assertEqual(self.numbers(self.part, self.pair, self.box), [10, 5, 2])
        held.action_hold()
        self.assertEqual(self.numbers(self.part, self.pair, self.box), [6, 3, 1])
        held.unlink()
        self.assertEqual(self.numbers(self.part, self.pair, self.box), [10, 5, 2])
        order = self.env["bigcommerce.order"].create(
            {
                **of_store,
                "external_id": "100",
                "state": "skipped",
                "exclusion_reason": "record",
                "needs_sync": False,
                "status_id": 11,
                "currency_id": self.env.company.currency_id.id,
            }
        )
        line = self.env["bigcommerce.order.line"].create(
            {
                **of_store,
                "order_id": order.id,
                "key": "variant:1",
                "product_id": self.part.id,
                "quantity": 4,
                "quantity_target": 4,
            }
        )
        self.assertEqual(self.numbers(self.part, self.pair, self.box), [6, 3, 1])
        line.quantity_shipped = 2
        self.assertEqual(self.numbers(self.part, self.pair, self.box), [8, 4, 2])
        order.status_id = 2
        self.assertEqual(self.numbers(self.part, self.pair, self.box), [10, 5, 2])

    def test_another_bill_of_materials(self):
        self.assertEqual(self.numbers(self.pair), [5])
        bom = self.pair.bom_ids
        unit = self.env.ref("uom.product_uom_unit")
        carton = self.env["uom.uom"].create(
            {"name": "Carton", "relative_factor": 2, "relative_uom_id": unit.id}
        )
        bom.bom_line_ids[0].product_uom_id = carton
        self.assertEqual(self.numbers(self.pair), [2])
        carton.relative_factor = 5
        self.assertEqual(self.numbers(self.pair), [1])
        bom.bom_line_ids[0].product_uom_id = unit
        bom.bom_line_ids[0].product_qty = 5
        self.assertEqual(self.numbers(self.pair, self.box), [2, 1])
        bom.bom_line_ids[0].unlink()
        self.assertEqual(self.numbers(self.pair), [30])
        self.other.is_storable = False
        self.assertEqual(self.numbers(self.pair), [0])

    def test_product_that_becomes_a_kit_is_tracked_from_then_on(self):
        gift = self.env["product.product"].create(
            {"name": "Gift", "type": "consu", **self.on_web("GIFT")}
        )
        self.sync()
        mapping = self.mapping(gift.product_tmpl_id)
        self.assertEqual(mapping.inventory_tracking, "none")
        bom = self.make_kit(gift, {self.part: 5})
        self.sync()
        self.assertEqual(self.numbers(gift), [2])
        bom.bom_line_ids = [Command.clear()]
        self.assertEqual(self.numbers(gift), [0])
