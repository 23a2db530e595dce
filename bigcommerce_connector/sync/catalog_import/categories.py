"""The categories of BigCommerce in Odoo: the tree that the owner has chosen."""

from odoo import Command

from ...mappers.category_tree import path_of
from ...mappers.option_alignment import fold_label
from ..catalog.category_ids import name_there
from ..catalog.storefront_tree import storefront_tree_id

_MODELS = {"pos": "pos.category", "product": "product.category"}


class NoCategories:
    """For whoever wants none."""

    def vals(self, _product):
        """:rtype: dict"""
        return {}

    def bind(self, store):
        """Nothing belongs together."""


class Categories:
    """Finds categories by their names and parents, and makes those that lack.

    :param env: in the language of the company
    :param str kind: ``pos`` or ``product``
    :param rows: all categories, as BigCommerce lists them
    """

    def __init__(self, env, kind, rows):
        self.env = env
        self.kind = kind
        self._rows = {row["category_id"]: row for row in rows}
        self._model = env[_MODELS[kind]]
        self._made = {}
        self._known = {
            (category.parent_id.id, fold_label(category.name)): category
            for category in self._model.search([], order="id desc")
        }

    def vals(self, product):
        """What the product's categories are in Odoo.

        A product has one product category there: the deepest of those it has here.

        :rtype: dict
        """
        ids = [key for key in product.category_ids if key in self._rows]
        if not ids:
            return {}
        if self.kind == "product":
            deepest = max(ids, key=lambda key: len(path_of(key, self._rows)))
            return {"categ_id": self._find_or_create(deepest).id}
        found = [self._find_or_create(key).id for key in ids]
        return {"pos_categ_ids": [Command.set(found)]}

    def bind(self, store):
        """Write down which category is which, where Odoo is to send them later on: what
        has just come from BigCommerce is not made there."""
        if store.categories_from != self.kind:
            return
        rows, key = self.env["bigcommerce.category"], f"{self.kind}_category_id"
        mine = [
            ("store_id", "=", store.id),
            (key, "in", [c.id for c in self._made.values()]),
        ]
        known = rows.search(mine)[key]
        rows.create(
            [
                {
                    "store_id": store.id,
                    key: category.id,
                    "external_id": str(external_id),
                    "name": name_there(category),
                    "parent_external_id": str(
                        self._rows[external_id]["parent_id"] or 0
                    ),
                }
                for external_id, category in self._made.items()
                if category not in known
            ]
        )

    def _find_or_create(self, key):
        parent = self._model
        for step in path_of(key, self._rows):
            if step not in self._made:
                self._made[step] = self._child(parent, self._rows[step]["name"])
            parent = self._made[step]
        return parent

    def _child(self, parent, name):
        place = (parent.id, fold_label(name))
        if place not in self._known:
            self._known[place] = self._model.create(
                {"name": name.strip(), "parent_id": parent.id}
            )
        return self._known[place]


class CategorySource:
    """BigCommerce's categories, read when they are needed first.

    :param str kind: as ``bigcommerce.import`` has it
    """

    def __init__(self, store, client, kind):
        self.store = store
        self.client = client
        self.kind = kind
        self._rows = None

    def read(self):
        """Ask BigCommerce; once is enough."""
        if self.kind in _MODELS and self._rows is None:
            tree_id = storefront_tree_id(self.store.env, self.client)
            fields = "name,parent_id,tree_id,category_id"
            rows = self.client.categories.list(
                {"tree_id:in": [tree_id]}, include_fields=fields
            )
            self._rows = list(rows)

    def categories(self):
        """What gives products their categories, as Odoo has them at this moment.

        :rtype: Categories | NoCategories
        """
        if self._rows is None:
            return NoCategories()
        lang = self.store.company_id.partner_id.lang
        env = self.store.with_context(lang=lang).env
        return Categories(env, self.kind, self._rows)
