"""Categories in their trees, whichever endpoint shows them.

Source: BigCommerce, category-trees_catalog.v3.yml and categories_catalog.v3.yml: names
are unique among siblings, 8 levels below the top, 16,000 in a store. Each tree is that
of one channel; tree 1 is that of the default storefront.
"""

import re
from dataclasses import dataclass, field

from ..errors import V3Error
from ..validation import Boolean, Integer, Items, Text

MAXIMUM_CATEGORIES = 16_000
MAXIMUM_DEPTH = 8
DEFAULT_TREE = 1
SORTS = (
    "use_store_settings",
    "featured",
    "newest",
    "best_selling",
    "alpha_asc",
    "alpha_desc",
    "avg_customer_review",
    "price_asc",
    "price_desc",
)
FIELDS = {
    "name": (Text(1, 50), ""),
    "description": (Text(), ""),
    "views": (Integer(), 0),
    "sort_order": (Integer(-2_147_483_648), 0),
    "page_title": (Text(0, 255), ""),
    "meta_keywords": (Items(Text()), []),
    "meta_description": (Text(), ""),
    "layout_file": (Text(0, 50), "category.html"),
    "image_url": (Text(0, 255), ""),
    "is_visible": (Boolean(), True),
    "search_keywords": (Text(0, 255), ""),
    "default_product_sort": (Text(one_of=SORTS), "use_store_settings"),
}
RULES = {name: rule for name, (rule, _default) in FIELDS.items()}


@dataclass
class Tree:
    """A category tree and the channels whose storefronts show it."""

    id: int
    name: str
    channels: list = field(default_factory=list)


@dataclass
class Category:
    """``parent_id`` 0 is the top of its tree."""

    id: int
    uuid: str
    tree_id: int
    parent_id: int
    values: dict
    url: str
    url_is_customized: bool = False

    @property
    def name(self) -> str:
        """Unique among its siblings."""
        return self.values["name"]


class Categories:
    """``rows`` maps id to category, ``trees`` id to tree."""

    def __init__(self, store):
        self._store = store
        self.rows: dict[int, Category] = {}
        number = store.next_id("tree")
        self.trees = {number: Tree(number, "Default catalog tree", [1])}

    def __contains__(self, category_id) -> bool:
        return category_id in self.rows

    def children(self, parent_id: int, tree_id: int) -> list[Category]:
        """Those right below, in the order of the storefront."""
        found = [
            row
            for row in self.rows.values()
            if row.parent_id == parent_id and row.tree_id == tree_id
        ]
        return sorted(found, key=lambda row: (row.values["sort_order"], row.id))

    def path(self, category: Category) -> list[Category]:
        """From the top of the tree down to ``category``."""
        found = [category]
        while found[0].parent_id:
            found.insert(0, self.rows[found[0].parent_id])
        return found

    def below(self, category: Category) -> list[Category]:
        """``category`` and all that lies below it."""
        found = [category]
        for row in found:
            found.extend(self.children(row.id, row.tree_id))
        return found

    def products_in(self, categories: list[Category]) -> bool:
        """Whether a product lies in one of them."""
        ids = {category.id for category in categories}
        products = self._store.catalog.products.values()
        return any(ids & set(product.values["categories"]) for product in products)

    def add(self, tree_id: int, parent_id: int, values: dict, url=None) -> Category:
        """Make a category of checked values; its webhooks are sent."""
        store = self._store
        name = values["name"]
        defaults = {name: default for name, (_rule, default) in FIELDS.items()}
        defaults["meta_keywords"] = []
        category = Category(
            store.next_id("category"),
            store.random_uuid(),
            tree_id,
            parent_id,
            {**defaults, **values},
            url or self._free_url(tree_id, parent_id, name),
            bool(url),
        )
        self.rows[category.id] = category
        self.notify("created", category)
        return category

    def remove(self, category: Category) -> None:
        """Delete a category with all below it."""
        for row in reversed(self.below(category)):
            del self.rows[row.id]
            self.notify("deleted", row)

    def notify(self, event: str, category: Category) -> None:
        """The webhooks of a change: the store's, and those of the tree's channels."""
        data = {"type": "category", "id": category.id}
        self._store.emit(f"store/category/{event}", data)
        told = {"category_id": category.id, "tree_id": category.tree_id}
        for channel in self.trees[category.tree_id].channels:
            self._store.emit(f"store/channel/{channel}/category/{event}", told)

    def check_place(self, tree_id, parent_id, name, category=None) -> None:
        """422 when there is no such place, or it is too deep or below ``category``
        itself; 409 when a sibling has the name."""
        above = []
        if parent_id:
            parent = self.rows.get(parent_id)
            if parent is None or parent.tree_id != tree_id:
                raise _invalid("parent_id", f"The category {parent_id} does not exist")
            above = self.path(parent)
        if tree_id not in self.trees:
            raise _invalid("tree_id", f"The tree {tree_id} does not exist")
        if category is not None and category in above:
            raise _invalid("parent_id", "A category cannot lie below itself")
        if len(above) + (self._height(category) if category else 0) > MAXIMUM_DEPTH:
            raise _invalid("parent_id", f"More than {MAXIMUM_DEPTH} levels")
        for row in self.children(parent_id, tree_id):
            if row is not category and row.name.casefold() == name.casefold():
                title = f"The category {name} exists at this place"
                raise V3Error(409, title, {"name": title})

    def check_url(self, tree_id, url, category=None) -> None:
        """409 when another category of the tree has this address."""
        for row in self.rows.values():
            if row is not category and row.tree_id == tree_id and row.url == url:
                title = f"The address {url} is in use"
                raise V3Error(409, title, {"custom_url": title})

    def _height(self, category):
        children = self.children(category.id, category.tree_id)
        return max((1 + self._height(child) for child in children), default=0)

    def _free_url(self, tree_id, parent_id, name):
        stem = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "category"
        above = self.rows[parent_id].url if parent_id else "/"
        taken = {row.url for row in self.rows.values() if row.tree_id == tree_id}
        url, number = f"{above}{stem}/", 1
        while url in taken:
            number += 1
            url = f"{above}{stem}-{number}/"
        return url


def _invalid(field, message):
    return V3Error(422, "The category is not valid", {field: message})
