"""What a save costs, what a rollback undoes, and that no change is ever missed."""

from contextlib import suppress

from odoo import Command
from odoo.tests import new_test_user, tagged

from ..catalog_case import CatalogCase


@tagged("post_install", "-at_install", "bigcommerce")
class TestChangeNotes(CatalogCase):
    def setUp(self):
        super().setUp()
        self.mug = self.product()
        self.end_transaction()
        self.note.search([]).unlink()

    @property
    def note(self):
        return self.env["bigcommerce.change"]

    def notes(self):
        self.end_transaction()
        return {(note.kind, note.res_id) for note in self.note.search([])}

    def queries(self, action):
        """SQL statements from the call of ``action`` to the end of the commit."""
        self.end_transaction()
        before = self.env.cr.sql_log_count
        action()
        self.end_transaction()
        return self.env.cr.sql_log_count - before

    def extra_queries(self, action):
        """Those more than without any store."""
        self.queries(action)  # fills the caches
        with_store = self.queries(action)
        self.store.state = "draft"
        self.queries(action)
        without = self.queries(action)
        self.store.state = "live"
        return with_store - without

    def rule(self, template):
        return self.env["product.pricelist.item"].create(
            {
                "pricelist_id": self.env["product.pricelist"].create({"name": "P"}).id,
                "applied_on": "1_product",
                "product_tmpl_id": template.id,
                "compute_price": "fixed",
                "fixed_price": 5,
            }
        )

    # === EFFORT === #

    def test_a_save_costs_one_insert(self):
        values = iter(range(100))
        self.assertEqual(
            self.extra_queries(lambda: self.mug.write({"list_price": next(values)})), 1
        )

    def test_a_save_of_many_products_costs_one_insert(self):
        mugs = self.mug.union(*[self.product(f"M{number}") for number in range(5)])
        names = iter(range(100))
        self.assertEqual(
            self.extra_queries(lambda: mugs.write({"name": f"Mug {next(names)}"})), 1
        )

    def test_a_rule_of_a_pricelist_costs_one_insert(self):
        rule, prices = self.rule(self.mug), iter(range(1, 100))
        action = lambda: rule.write({"fixed_price": next(prices)})  # noqa: E731
        self.assertEqual(self.extra_queries(action), 1)

    def test_a_price_extra_and_a_label_cost_one_insert(self):
        shirt, values = self.shirt("S", "M"), iter(range(1, 100))
        extra = shirt.attribute_line_ids.product_template_value_ids[0]
        size = extra.product_attribute_value_id

        def save():
            extra.price_extra = next(values)
            size.name = f"Size {next(values)}"

        self.assertEqual(self.extra_queries(save), 1)

    def test_a_save_that_does_not_matter_costs_nothing(self):
        texts = iter(range(100))
        action = lambda: self.mug.write({"description": str(next(texts))})  # noqa: E731
        self.assertEqual(self.extra_queries(action), 0)
        self.assertFalse(self.notes())

    def test_a_save_between_savepoints_costs_one_insert(self):
        prices = iter(range(100))

        def save():
            self.mug.list_price = next(prices)
            with self.env.cr.savepoint():
                self.mug.list_price = next(prices)
            self.mug.list_price = next(prices)

        self.assertEqual(self.extra_queries(save), 1)

    def test_a_stock_move_costs_one_insert(self):
        def move():
            self.env["stock.quant"]._update_available_quantity(
                self.mug.product_variant_id, self.warehouse.lot_stock_id, 1
            )

        self.assertEqual(self.extra_queries(move), 1)

    def test_no_request_is_sent_by_a_save(self):
        with self.assertNoRequests():
            self.mug.list_price = 11
            self.end_transaction()

    def test_no_note_without_a_store(self):
        self.store.state = "draft"
        self.mug.list_price = 11
        self.assertFalse(self.notes())

    # === WHAT IS NOTED === #

    def test_every_source_of_a_payload_leaves_a_note(self):
        shirt = self.shirt("S", "M")
        self.end_transaction()
        changes = {
            "name": lambda: shirt.write({"name": "Other"}),
            "archived": lambda: shirt.write({"active": False}),
            "unarchived": lambda: shirt.write({"active": True}),
            "weight of a variant": lambda: shirt.product_variant_ids[0].write(
                {"weight": 3}
            ),
            "SKU of a variant": lambda: shirt.product_variant_ids[0].write(
                {"default_code": "X"}
            ),
            "excluded": lambda: shirt.product_variant_ids[0].write(
                {"bigcommerce_excluded": True}
            ),
            "extra price": lambda: shirt.attribute_line_ids.product_template_value_ids[
                0
            ].write({"price_extra": 1}),
            "option": lambda: self.size.write({"name": "Width"}),
            "color": lambda: self.values(self.size, ["S"]).write(
                {"html_color": "#102030"}
            ),
            "display type": lambda: self.size.write({"display_type": "select"}),
            "sequence of values": lambda: self.values(self.size, ["S"]).write(
                {"sequence": 99}
            ),
            "new size": lambda: self.add_value(shirt, self.size, "L"),
            "an attribute of one value": lambda: self.env[
                "product.template.attribute.line"
            ].create(
                {
                    "product_tmpl_id": shirt.id,
                    "attribute_id": self.color.id,
                    "value_ids": self.values(self.color, ["Black"]).ids,
                }
            ),
            "an attribute less": lambda: shirt.attribute_line_ids.filtered(
                lambda line: line.attribute_id == self.color
            ).unlink(),
            "category": lambda: shirt.write(
                {"categ_id": self.env["product.category"].create({"name": "C"}).id}
            ),
            "cost": lambda: shirt.product_variant_ids[0].write({"standard_price": 4}),
            "rule of a pricelist": lambda: self.rule(shirt),
            "rule of another product": lambda: self.rule(self.mug).write(
                {"product_tmpl_id": shirt.id}
            ),
            "translation": lambda: shirt.update_field_translations(
                "name", {"en_US": "Shirt"}
            ),
            "translation of a label": lambda: self.values(
                self.size, ["S"]
            ).update_field_translations("name", {"en_US": "Tiny"}),
            "translation of an option": lambda: self.size.update_field_translations(
                "name", {"en_US": "Fit"}
            ),
            "taxes": lambda: shirt.write(
                {"taxes_id": self.env["account.tax"].search([], limit=1).ids}
            ),
            "label": lambda: self.values(self.size, ["M"]).write({"name": "Medium"}),
            "a variant deleted": lambda: shirt.product_variant_ids[-1].unlink(),
        }
        for name, change in changes.items():
            with self.subTest(name):
                self.note.search([]).unlink()
                change()
                self.assertIn(("catalog", shirt.id), self.notes())

    def test_changes_made_in_another_company_are_noted(self):
        company = self.env["res.company"].create({"name": "Other"})
        user = new_test_user(
            self.env,
            "other_company",
            groups="product.group_product_manager,point_of_sale.group_pos_manager",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        shirt = self.shirt("S", "M")
        category = self.env["pos.category"].create({"name": "Summer"})
        shirt.write({"company_id": self.env.company.id, "pos_categ_ids": category.ids})
        for change in (
            lambda: self.size.with_user(user).write({"name": "Width"}),
            category.with_user(user).unlink,
        ):
            self.end_transaction()
            self.note.search([]).unlink()
            change()
            self.assertIn(("catalog", shirt.id), self.notes())

    def test_stock_is_noted_where_it_can_be_sold_from(self):
        product = self.mug.product_variant_id
        quant = self.env["stock.quant"]
        quant._update_available_quantity(
            product, self.env.ref("stock.stock_location_customers"), 1
        )
        self.assertFalse(self.notes())
        quant._update_available_quantity(product, self.warehouse.lot_stock_id, 1)
        self.assertEqual(self.notes(), {("stock", product.id)})

    # === NOTHING IS LOST === #

    def test_rolled_back_change_leaves_no_note(self):
        with suppress(ValueError), self.env.cr.savepoint():
            self.mug.list_price = 11
            raise ValueError
        self.assertFalse(self.notes())

    def test_a_rollback_to_a_savepoint_keeps_the_notes_before_it(self):
        self.mug.list_price = 11
        with suppress(ValueError), self.env.cr.savepoint():
            raise ValueError
        self.assertEqual(self.notes(), {("catalog", self.mug.id)})

    def test_note_lost_in_a_rollback_is_made_again(self):
        with suppress(ValueError), self.env.cr.savepoint():
            self.mug.list_price = 11
            with self.env.cr.savepoint():
                self.assertTrue(self.note.search([]))  # inserted by now
            raise ValueError
        self.assertFalse(self.note.search([]))
        self.mug.list_price = 12
        self.assertEqual(self.notes(), {("catalog", self.mug.id)})

    def test_change_left_by_a_rollback_is_noted(self):
        self.mug.list_price = 11
        with suppress(ValueError), self.env.cr.savepoint():
            self.mug.list_price = 12
            raise ValueError
        self.mug.list_price = 13
        self.assertEqual(self.notes(), {("catalog", self.mug.id)})

    def test_note_taken_at_once_is_made_again(self):
        self.mug.list_price = 11
        self.env.cr.flush()
        self.assertEqual(self.note._consume("catalog", self.store), {self.mug.id})
        self.mug.list_price = 12
        self.assertEqual(self.notes(), {("catalog", self.mug.id)})

    def test_the_note_of_a_deleted_product_stops_nothing(self):
        kept, gone = self.product("KEPT"), self.product("GONE")
        self.end_transaction()
        kept.list_price = gone.list_price = 11
        gone.unlink()
        self.end_transaction()
        self.sync()
        self.assertEqual(self.mapping(kept).state, "synced")
        self.assertFalse(self.note.search([("kind", "=", "catalog")]))

    def test_every_store_gets_its_note(self):
        other = self.draft_store(store_hash="other")
        other.state = "connected"
        self.mug.list_price = 11
        self.end_transaction()
        self.assertEqual(self.note._consume("catalog", self.store), {self.mug.id})
        self.assertFalse(self.note._consume("catalog", self.store))
        self.assertEqual(self.note._consume("catalog", other), {self.mug.id})
        self.assertFalse(self.note.search([]))

    def test_notes_of_a_paused_store_do_not_pile_up(self):
        for price in range(11, 15):
            self.mug.list_price = price
            self.end_transaction()
        self.assertEqual(len(self.note.search([])), 4)
        self.note._gc_repeated()
        self.assertEqual(len(self.note.search([])), 1)
        self.assertEqual(self.note._consume("catalog", self.store), {self.mug.id})
