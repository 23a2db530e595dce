"""What an owner chooses to import, as filters of BigCommerce's listings."""

from odoo.tools import split_every

from ...api.paging import PAGE
from ...mappers.category_tree import full_name, with_those_below

# Categories that one listing filters for.
_BATCH_SIZE = 100


class RemoteChoices:
    """The categories and brands that there are to choose from.

    :param client: of the SDK
    """

    def __init__(self, client):
        self.client = client

    def categories(self):
        """Category id → full name.

        :rtype: dict[int, str]
        """
        rows = self._category_rows()
        names = {key: full_name(key, rows) for key in rows}
        return dict(sorted(names.items(), key=lambda item: item[1].casefold()))

    def brands(self):
        """Brand id → name.

        :rtype: dict[int, str]
        """
        rows = self.client.brands.list(include_fields="name")
        names = {row["id"]: row["name"] for row in rows}
        return dict(sorted(names.items(), key=lambda item: item[1].casefold()))

    def of_categories(self, keys):
        """Listings of the products in these categories and all below them.

        :rtype: list[dict]
        """
        every = with_those_below(keys, self._category_rows())
        return [
            {"categories:in": ",".join(map(str, chunk))}
            for chunk in split_every(_BATCH_SIZE, every, list)
        ]

    def of_brands(self, keys):
        """BigCommerce filters for one brand at a time.

        :rtype: list[dict]
        """
        return [{"brand_id": key} for key in keys]

    def of_products(self, texts):
        """Listings of single products, and what was found for none.

        :param list texts: SKUs, or BigCommerce's numbers after a ``#``
        :rtype: tuple[list[dict], list[str]]
        """
        found, unknown = [], []
        for text in texts:
            number = text.removeprefix("#")
            if text.startswith("#") and number.isascii() and number.isdigit():
                rows = self.client.products.list(
                    {"id:in": [number]}, include_fields="name"
                )
                ids = [row["id"] for row in rows]
            else:
                rows = self.client.variants.list(sku=text, include_fields="product_id")
                ids = [row["product_id"] for row in rows if row["product_id"]]
            found += ids
            unknown += [] if ids else [text]
        ids = sorted(set(found))
        return [
            {"id:in": ",".join(map(str, chunk))}
            for chunk in split_every(PAGE, ids, list)
        ], unknown

    def _category_rows(self):
        fields = "name,parent_id,tree_id,category_id"
        rows = self.client.categories.list(include_fields=fields)
        return {row["category_id"]: row for row in rows}
