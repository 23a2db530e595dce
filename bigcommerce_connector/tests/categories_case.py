"""Odoo's categories and BigCommerce's trees."""

from datetime import timedelta

from .catalog_case import CatalogCase


class CategoriesCase(CatalogCase):
    def setUp(self):
        super().setUp()
        self.store.categories_from = "pos"
        self.drinks = self.category("Drinks")
        self.tea = self.category("Tea", self.drinks)
        self.food = self.category("Food")

    def category(self, name, parent=None):
        return self.env["pos.category"].create(
            {"name": name, "parent_id": parent and parent.id}
        )

    def in_categories(self, *categories, sku="MUG", **vals):
        ids = [category.id for category in categories]
        return self.product(sku, pos_categ_ids=ids, **vals)

    def tree(self):
        """Path of each category on BigCommerce, by id."""
        rows = {row["category_id"]: row for row in self.shop.categories.list()}

        def path(row):
            above = rows.get(row["parent_id"])
            return f"{path(above)}/{row['name']}" if above else row["name"]

        return {number: path(row) for number, row in rows.items()}

    def categories_of(self, template):
        tree = self.tree()
        return sorted(tree[number] for number in self.remote(template)["categories"])

    def row(self, category):
        key = f"{category._name.split('.')[0]}_category_id"
        return self.env["bigcommerce.category"].search(
            [("store_id", "=", self.store.id), (key, "=", category.id)]
        )

    def put_there(self, template, *numbers):
        """Staff put the product into categories in the control panel."""
        product_id = self.mapping(template).external_id
        self.shop.categories.assign(
            [{"product_id": int(product_id), "category_id": n} for n in numbers]
        )

    def make_there(self, name, parent_id=0):
        place = {"parent_id": parent_id} if parent_id else {"tree_id": 1}
        [row] = self.shop.categories.create_many([{"name": name, **place}])
        return row["category_id"]

    def next_day(self):
        self.store._flow("catalog").last_success -= timedelta(days=1)

    def store_mappings(self):
        return self.env["bigcommerce.product"].search(
            [("store_id", "=", self.store.id)]
        )

    def delete_there(self, number):
        with self.simulator.store.lock:
            categories = self.simulator.store.catalog.categories
            categories.remove(categories.rows[number])
