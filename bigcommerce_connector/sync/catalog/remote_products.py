"""Products as BigCommerce has them: how they are asked for."""

from itertools import islice

from odoo.tools import split_every

from ...api.paging import PAGE
from ...mappers.product import fold

PRODUCT_FIELDS = (
    "name,sku,type,description,price,weight,inventory_tracking,upc,gtin,mpn,brand_id,"
    "categories,is_visible,sale_price,cost_price"
)


class RemoteProducts:
    """Listings of one store's products; each gives documents with their variants.

    :param client: of the SDK
    :param reads_brands: whether the documents have ``brand_name``, too
    """

    def __init__(self, client, reads_brands=False):
        self.client = client
        self.reads_brands = reads_brands
        self._brands = {0: ""}

    def page_after(self, product_id):
        """The next page of the whole catalog, in the order of the ids.

        :param int product_id: the last one that was read; 0: from the beginning
        :return: the documents, and whether these are the last
        :rtype: tuple[list[dict], bool]
        """
        rows, left = self.client.products.list_after(
            product_id, {"include": "variants", "include_fields": PRODUCT_FIELDS}
        )
        is_last = left <= len(rows)
        return list(self.with_brands(rows) if self.reads_brands else rows), is_last

    def by_ids(self, external_ids):
        """250 a call."""
        return self._list({"id:in": external_ids})

    def with_all(self, external_ids, with_images):
        """The same with their images, if they are asked for.

        :param bool with_images: with the product's images
        """
        include = "variants,images" if with_images else "variants"
        return self._list({"id:in": external_ids}, include)

    def read_with_options(self, external_ids):
        """Ten a call."""
        return self._list({"id:in": external_ids}, include="variants,options")

    def get_with_options(self, external_id):
        """:raise errors.NotFound: it was deleted"""
        return self.client.products.get(
            external_id, include="variants,options", include_fields=PRODUCT_FIELDS
        )

    def with_name(self, name):
        return self._list({"name": name})

    def like(self, text, limit):
        """Those that a person may mean: by id, by SKU, by words of the name or SKU.

        :rtype: list[dict]
        """
        is_id = text.isascii() and text.isdecimal()
        found = [*self.by_ids([text])] if is_id else []
        found += self.with_any_sku([text])
        found += islice(self._list({"keyword": text}), limit)
        return list({document["id"]: document for document in found}.values())[:limit]

    def with_skus(self, groups):
        """The products that have these SKUs, in one or two calls.

        A SKU of a simple product is that of the product itself; those of variants are
        listed by the inventory, as far as stock is tracked. What stays unseen so
        (variants that are not tracked) comes to light when BigCommerce refuses the SKU.

        :param list groups: of lists of SKUs, one for each product
        """
        groups = [[sku for sku in own if "," not in sku] for own in groups]
        single = [own[0] for own in groups if len(own) == 1]
        several = [sku for own in groups if len(own) > 1 for sku in own]
        yield from self._list({"sku:in": single})
        items = self.client.inventory.items({"sku:in": several})
        found = {item["identity"]["product_id"] for item in items}
        yield from self.by_ids(sorted(found))

    def with_any_sku(self, skus):
        """Every product that has any of these SKUs, surely.

        A call for each SKU that no product read so far has: of a product that is there
        whole, one.

        :rtype: list[dict]
        """
        documents, seen = {}, set()
        for sku in skus:
            if fold(sku) in seen:
                continue
            rows = self.client.variants.list(sku=sku, include_fields="product_id")
            new = {row["product_id"] for row in rows} - {0, *documents}
            for document in self.by_ids(sorted(new)) if new else ():
                documents[document["id"]] = document
                seen |= {fold(v.get("sku")) for v in document.get("variants") or ()}
        return list(documents.values())

    def _list(self, filters, include="variants", fields=PRODUCT_FIELDS):
        documents = self.client.products.list(
            filters, include=include, include_fields=fields
        )
        return self.with_brands(documents) if self.reads_brands else documents

    def with_brands(self, documents):
        """The same with the names of their brands.

        A call for 250 brands, and only those that were not read before; of the products
        no more than a page is held.
        """
        for page in split_every(PAGE, documents, list):
            ids = {document.get("brand_id") or 0 for document in page}
            for chunk in split_every(PAGE, sorted(ids - self._brands.keys()), list):
                rows = self.client.brands.list({"id:in": chunk}, include_fields="name")
                self._brands.update({row["id"]: row["name"] for row in rows})
            for document in page:
                name = self._brands.get(document.get("brand_id") or 0)
                yield {**document, "brand_name": name}
