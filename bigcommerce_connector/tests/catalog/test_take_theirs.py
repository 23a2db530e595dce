"""*Take Theirs* for what is not a plain field of the product: prices of pricelists,
categories, images."""

import base64
from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from ...sync.catalog.their_pricelist import FixedPrice
from ..catalog_case import CatalogCase
from ..images_case import BLUE, RED


@tagged("post_install", "-at_install", "bigcommerce")
class TestTakeTheirs(CatalogCase):
    def id_of(self, template):
        return self.mapping(template).external_id

    def tomorrow(self):
        self.store.drift_checked_on -= timedelta(days=1)
        self.sync()
        return self.store.drift_ids

    def assertTaken(self):
        """Nothing is left to decide, to send or to see."""
        self.assertFalse(self.store.drift_ids)
        start = len(self.exchanges)
        self.sync()
        self.assertFalse(self.tomorrow())
        sent = [e for e in self.exchanges[start:] if e["method"] != "GET"]
        self.assertEqual([], [(e["method"], e["path"]) for e in sent])

    # === PRICES OF PRICELISTS === #

    def pricelist(self, **rules):
        vals = {"name": "Web", "item_ids": [Command.create(rules)] if rules else []}
        return self.env["product.pricelist"].create(vals)

    def test_prices_become_rules_of_their_pricelists(self):
        self.store.pricelist_id = self.pricelist()
        self.store.sale_pricelist_id = self.pricelist(
            compute_price="percentage", percent_price=50
        )
        mug, cup = self.product(), self.product("CUP")
        self.sync()
        theirs = {"price": 12, "sale_price": 9}
        self.shop.products.update(self.id_of(mug), theirs)
        self.shop.products.update(self.id_of(cup), {"sale_price": 0})
        drifts = self.tomorrow()
        self.assertEqual(len(drifts), 3)
        self.assertTrue(all(drifts.mapped("can_take")))
        drifts.action_take_theirs()
        self.assertEqual((mug.list_price, cup.list_price), (10, 10))
        [price] = self.store.pricelist_id.item_ids
        self.assertEqual((price.product_tmpl_id, price.fixed_price), (mug, 12))
        sales = self.store.sale_pricelist_id.item_ids.filtered("product_tmpl_id")
        found = {r.product_tmpl_id: (r.compute_price, r.fixed_price) for r in sales}
        self.assertEqual(found, {mug: ("fixed", 9), cup: ("percentage", 0)})
        self.assertTaken()
        cup.list_price = 15
        self.sync()
        there = self.shop.products.get(self.id_of(cup))
        self.assertEqual((there["price"], there["sale_price"]), (15, 0))
        self.shop.products.update(self.id_of(mug), {"sale_price": 8})
        self.tomorrow().action_take_theirs()
        self.assertEqual(set(sales.mapped("fixed_price")), {8, 0})
        self.assertEqual(self.store.sale_pricelist_id.item_ids & sales, sales)
        self.assertTaken()

    def test_of_many_rules_its_own_that_always_holds_is_written_and_no_other_read(self):
        mug, cup = self.product(), self.product("CUP")
        self.store.pricelist_id = self.pricelist()
        vals = {"applied_on": "1_product", "product_tmpl_id": mug.id}
        vals |= {"compute_price": "fixed", "fixed_price": 10}
        mine, many, later, others = (
            self.store.pricelist_id.item_ids.create(
                {**vals, "pricelist_id": self.store.pricelist_id.id, **more}
            )
            for more in (
                {},
                {"min_quantity": 5},
                {"date_start": fields.Datetime.now() + timedelta(days=9)},
                {"product_tmpl_id": cup.id},
            )
        )
        self.sync()
        self.shop.products.update(self.id_of(mug), {"price": 12})
        drift = self.tomorrow()
        self.env.invalidate_all()
        found = FixedPrice(self.store, self.store.pricelist_id, mug)._rules()
        self.assertEqual(found, mine)
        read = self.env.cache.contains(others, others._fields["min_quantity"])
        self.assertFalse(read)
        drift.action_take_theirs()
        rules = mine + many + later + others
        self.assertEqual(rules.mapped("fixed_price"), [12, 10, 10, 10])
        self.assertTaken()

    def test_the_price_of_a_variant_becomes_a_rule_where_there_is_a_pricelist(self):
        shirt = self.shirt("S", "M")
        self.store.pricelist_id = self.pricelist()
        self.sync()
        [small] = self.shop.variants.list(sku="SHIRT-S")
        self.shop.variants.update_many([{"id": small["id"], "price": 4}])
        drift = self.tomorrow()
        self.store.pricelist_id = False
        drift.invalidate_recordset(["can_take"])
        self.assertFalse(drift.can_take)
        self.assertIn("extra prices", drift.action_why_not()["params"]["message"])
        self.store.pricelist_id = self.pricelist()
        drift.action_take_theirs()
        [rule] = self.store.pricelist_id.item_ids
        self.assertEqual(rule.product_id, self.variant(shirt, "SHIRT-S"))
        self.assertTaken()

    def test_one_rule_does_not_level_the_prices_of_variants(self):
        shirt = self.shirt("S", "M")
        values = shirt.attribute_line_ids.product_template_value_ids
        values[0].price_extra = 3
        self.store.pricelist_id = self.pricelist(
            compute_price="percentage", percent_price=0
        )
        self.sync()
        self.shop.products.update(self.id_of(shirt), {"price": 20})
        drift = self.tomorrow().filtered(lambda row: not row.variant_id)
        with self.assertRaisesRegex(UserError, "several prices"):
            drift.action_take_theirs()
        self.assertEqual(len(self.store.pricelist_id.item_ids), 1)

    # === CATEGORIES === #

    def test_categories_are_those_that_odoo_knows_of_theirs(self):
        for kind, model in (("pos", "pos.category"), ("product", "product.category")):
            with self.subTest(kind):
                self.store.categories_from = kind
                tea, food = self.env[model].create(
                    [{"name": f"Tea {kind}"}, {"name": f"Food {kind}"}]
                )
                field = "pos_categ_ids" if kind == "pos" else "categ_id"
                mug, cup = self.many_products([f"A-{kind}", f"B-{kind}"])
                mug[field], cup[field] = tea, food
                self.sync()
                ids = {
                    row.name: row.external_id
                    for row in self.env["bigcommerce.category"].search([])
                }
                sale = {"name": f"Sale {kind}", "tree_id": 1}
                [sale] = self.shop.categories.create_many([sale])
                for number in (ids[food.name], sale["category_id"]):
                    pair = {"product_id": int(self.id_of(mug))}
                    self.shop.categories.assign([{**pair, "category_id": int(number)}])
                self.shop.categories.unassign([self.id_of(mug)], [ids[tea.name]])
                self.tomorrow().action_take_theirs()
                self.assertEqual(mug[field], food)
                self.assertTaken()
                mug[field] = tea
                self.sync()
                there = self.remote(mug)["categories"]
                self.assertEqual(set(there), {int(ids[tea.name]), sale["category_id"]})

    def test_a_product_category_that_odoo_lacks_is_told(self):
        self.store.categories_from = "product"
        tea = self.env["product.category"].create({"name": "Tea"})
        mug = self.product(categ_id=tea.id)
        self.sync()
        [number] = self.remote(mug)["categories"]
        self.shop.categories.unassign([self.id_of(mug)], [number])
        with self.assertRaisesRegex(UserError, "no category on BigCommerce"):
            self.tomorrow().action_take_theirs()
        self.assertEqual(mug.categ_id, tea)

    # === IMAGES === #

    def add_main(self, template):
        """Staff add an image in the control panel, and make it the main one."""
        values = {"description": template.name, "sort_order": 9, "is_thumbnail": True}
        file = "staff.png", base64.b64decode(BLUE)
        return self.shop.images.create(self.id_of(template), *file, values)

    def test_another_main_image_and_none(self):
        self.let_images_be_read()
        mug, cup = self.many_products(["MUG", "CUP"], image_1920=RED)
        self.sync()
        theirs = self.add_main(mug)
        [image] = self.shop.images.list(self.id_of(cup))
        self.shop.images.delete(self.id_of(cup), image["id"])
        self.tomorrow().action_take_theirs()
        self.assertEqual((mug.image_1920, cup.image_1920), (BLUE, False))
        self.assertTaken()
        self.assertEqual(self.mapping(mug).image_ids.external_id, str(theirs["id"]))
        self.assertEqual(len(list(self.shop.images.list(self.id_of(mug)))), 2)

    def test_an_image_that_cannot_be_had_stops_no_other(self):
        """The simulator serves its images from this machine: no public address."""
        mug, cup = self.many_products(["MUG", "CUP"], image_1920=RED)
        self.sync()
        self.add_main(mug)
        [image] = self.shop.images.list(self.id_of(cup))
        self.shop.images.update(
            self.id_of(cup), image["id"], {"description": "Their words"}
        )
        self.shop.products.update(self.id_of(cup), {"price": 12})
        told = self.tomorrow().action_take_theirs()["params"]["message"]
        self.assertIn("no public web address", told)
        self.assertIn("is the name of the product", told)
        self.assertEqual((mug.image_1920, cup.list_price), (RED, 12))
        self.assertEqual(set(self.store.drift_ids.mapped("field")), {"images"})

    def test_nothing_is_written_before_bigcommerce_has_answered(self):
        """Or whoever saves one of these products waits for its answer."""
        self.let_images_be_read()
        mug = self.product(image_1920=RED)
        self.sync()
        self.add_main(mug)
        self.shop.products.update(self.id_of(mug), {"price": 12, "name": "Theirs"})
        drifts = self.tomorrow()
        self.assertEqual(set(drifts.mapped("field")), {"price", "name", "images"})
        self.assertEqual(mug.list_price, 10)
        prices = []
        observers = self.simulator.application.observers
        observers.append(lambda _exchange: prices.append(mug.list_price))
        drifts.sorted(lambda drift: drift.field == "images").action_take_theirs()
        self.assertEqual((mug.list_price, mug.image_1920), (12, BLUE))
        self.assertEqual(set(prices), {10})

    def test_images_of_so_many_products_are_not_waited_for(self):
        products = self.many_products([f"P{n}" for n in range(21)], image_1920=RED)
        self.sync()
        for product in products:
            [image] = self.shop.images.list(self.id_of(product))
            self.shop.images.delete(self.id_of(product), image["id"])
        drifts = self.tomorrow()
        with self.assertRaisesRegex(UserError, "at most 20"):
            drifts.action_take_theirs()
        drifts[:20].action_take_theirs()
        self.assertEqual(len(products.filtered("image_1920")), 1)
