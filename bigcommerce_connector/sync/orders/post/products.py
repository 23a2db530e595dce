"""Which product a line of a web order is: by mapping, then SKU, then barcode."""

from odoo import models
from odoo.fields import Domain
from odoo.tools import escape_psql

from ....models.order_problem import OrderProblem
from ..shared import shared_by


class BigcommerceOrder(models.Model):
    _inherit = "bigcommerce.order"

    def _find_products(self, items, may_create=True):
        """The product variant of each item.

        :param list[Item] items: from the mapper
        :param bool may_create: whether the owner's choice may make products
        :return: variant by item key
        :rtype: dict
        :raise OrderProblem: naming every item that has none, or more than one
        """
        self.ensure_one()
        found, problems = ProductFinder(self, may_create).find(items)
        if problems:
            is_shared = all(code == "shared_sku" for code, _text in problems)
            raise OrderProblem(
                "\n".join(text for _code, text in problems),
                "shared_sku" if is_shared else "no_product",
            )
        return found

    def _prepare_product(self, item):
        """Values of a product that is made for an item of the web.

        :param Item item: from the mapper
        :rtype: dict
        """
        is_goods = item.type == "physical"
        return {
            "name": f"{item.name} ({item.options})" if item.options else item.name,
            "default_code": item.sku,
            "company_id": self.company_id.id,
            "type": "consu" if is_goods else "service",
            "is_storable": is_goods,
            "list_price": self._price_before_discounts(item),
        }

    def _price_before_discounts(self, item):
        """The sales price of one unit, as the company's own prices are."""
        company = self.company_id
        includes_tax = company.account_sale_tax_id.price_include
        price = item.price_inc_tax if includes_tax else item.price_ex_tax
        return self.currency_id._convert(
            float(price), company.currency_id, company, self.date_created
        )


class ProductFinder:
    """Finds the products of an order's items."""

    def __init__(self, order, may_create):
        """
        :param order: ``bigcommerce.order``
        :param bool may_create: whether the owner's choice may make products
        """
        self.order, self.env = order, order.env
        self.store = order.store_id
        self.may_create = may_create

    def find(self, items):
        """
        :param list[Item] items: from the mapper
        :return: variant by item key; a code and a sentence for every other item
        :rtype: tuple[dict, list[tuple[str, str]]]
        """
        found, problems = self._find_shared(items), []
        items = [item for item in items if item.key not in found]
        if not items:
            return found, problems
        mapped = self._find_mapped(items)
        coded = self._find_by_codes(
            [item for item in items if item.variant_id not in mapped]
        )
        for item in items:
            products = (
                mapped.get(item.variant_id)
                or coded.get(item.sku)
                or self._find_by_similar_code(item)
            )
            if len(products) != 1:
                products = (
                    self._find_chosen(item) or products or self._find_without_code(item)
                )
            if len(products) == 1:
                found[item.key] = products
                if item.variant_id:  # made for one line, it serves the next
                    mapped.setdefault(item.variant_id, products)
            else:
                problems.append(self._describe_problem(item, products))
        return _read_together(found), problems

    def find_known(self, items):
        """What a mapping or the very SKU tells, of the items of many orders.

        :param list[Item] items: from the mapper
        :return: variant by :func:`identity`, as a key tells items of one order apart;
            not for items that need a closer look
        :rtype: dict
        """
        mapped = self._find_mapped(items)
        coded = self._find_by_codes(
            [item for item in items if item.variant_id not in mapped]
        )
        found = {
            identity(item): mapped.get(item.variant_id) or coded.get(item.sku)
            for item in items
        }
        return _read_together(
            {
                key: products
                for key, products in found.items()
                if products and len(products) == 1
            }
        )

    def _find_shared(self, items):
        """What was found for orders that are posted together."""
        shared = shared_by(self.env)
        if not shared:
            return {}
        known = {item.key: shared.answers.get(identity(item)) for item in items}
        return {key: product for key, product in known.items() if product}

    def _find_mapped(self, items):
        numbers = [item.variant_id for item in items if item.variant_id]
        mappings = self.env["bigcommerce.variant"].search_fetch(
            [
                ("store_id", "=", self.store.id),
                ("external_id", "in", numbers),
            ],
            ["external_id", "product_id"],
        )
        return {mapping.external_id: mapping.product_id for mapping in mappings}

    def _find_by_codes(self, items):
        """Products by SKU, the ordinary case: one query for all items."""
        skus = {item.sku for item in items if item.sku}
        if not skus:
            return {}
        products = self._search_products(Domain("default_code", "in", list(skus)))
        by_sku = products.grouped("default_code")
        return {sku: _preferably_active(found) for sku, found in by_sku.items()}

    def _find_by_similar_code(self, item):
        """SKUs of BigCommerce are unique regardless of case; then the barcode.

        Blanks around them count for nothing, as for the catalog.
        """
        if not item.sku:
            return self.env["product.product"]
        return _preferably_active(
            self._search_products(
                Domain("default_code", "=ilike", escape_psql(item.sku))
            )
            or self._search_products(Domain("barcode", "=", item.sku))
            or self._search_trimmed(item.sku)
        )

    def _search_trimmed(self, sku):
        """Products whose Internal Reference or barcode has blanks around it."""
        containing = f"%{escape_psql(sku)}%"
        similar = self._search_products(
            Domain("default_code", "=ilike", containing)
            | Domain("barcode", "=like", containing)
        )
        return similar.filtered(
            lambda product: (
                (product.default_code or "").strip().casefold() == sku.casefold()
                or (product.barcode or "").strip() == sku
            )
        )

    def _search_products(self, domain):
        """Archived ones too: a web order may be older than their retirement."""
        products = self.env["product.product"].with_context(active_test=False)
        company = Domain(products._check_company_domain(self.order.company_id))
        return products.search_fetch(company & domain)

    def _find_chosen(self, item):
        """What a person said that it is: here, or last for an item of the same SKU."""
        lines = self.order.line_ids.filtered("chosen_product_id")
        mine = lines.filtered(lambda line: line.key == item.key)
        if mine or not item.sku:
            return mine.chosen_product_id
        alike = [
            ("store_id", "=", self.store.id),
            ("sku", "=", item.sku),
            ("chosen_product_id", "!=", False),
        ]
        return lines.search(alike, order="id desc", limit=1).chosen_product_id

    def _find_without_code(self, item):
        """What stands for an item that no product of the shop is."""
        store = self.store
        if item.is_gift_certificate:
            return self.env.ref("bigcommerce_connector.product_gift_certificate")
        if item.is_custom:
            # Staff typed it into this one order: there is no product to wait for.
            return store.fallback_product_id or self.env.ref(
                "bigcommerce_connector.product_custom_item"
            )
        if store.unknown_item_policy == "fallback":
            return store.fallback_product_id or self.env.ref(
                "bigcommerce_connector.product_custom_item"
            )
        if store.unknown_item_policy == "create" and self.may_create:
            return self._create_product(item)
        return self.env["product.product"]

    def _create_product(self, item):
        """A product for an item of the web; whoever keeps the catalog completes it."""
        vals = self.order._prepare_product(item)
        product = self.env["product.product"].create(vals)
        if item.variant_id and not item.sku:
            self._remember_product(item, product)
        return product

    def _remember_product(self, item, product):
        """Map what no SKU tells; the catalog takes the mapping over when it can.

        Until then it is skipped: neither product nor stock go to BigCommerce.
        """
        store_id, made_for = self.store.id, self.order.name
        mapping = self.env["bigcommerce.product"].create(
            {
                "store_id": store_id,
                "product_tmpl_id": product.product_tmpl_id.id,
                "state": "skipped",
                "message": self.env._("Created for %s, where it has no SKU.", made_for),
            }
        )
        self.env["bigcommerce.variant"].create(
            {
                "store_id": store_id,
                "mapping_id": mapping.id,
                "product_id": product.id,
                "external_id": item.variant_id,
            }
        )

    def _describe_problem(self, item, products):
        """:return: a code of ``ORDER_PROBLEMS``, and a sentence"""
        if products:
            return "shared_sku", self.env._(
                "“%(item)s” has the SKU %(sku)s, which several products share: "
                "%(products)s. Give each its own Internal Reference, then check "
                "again.",
                item=item.name,
                sku=item.sku,
                products=", ".join(products.mapped("display_name")),
            )
        if not item.sku:
            return "no_product", self.env._(
                "“%s” has no SKU, so no product in Odoo matches it. Choose its product "
                "on the To Do page.",
                item.name,
            )
        return "no_product", self.env._(
            "No product in Odoo matches “%(item)s” (SKU %(sku)s). Set this SKU as "
            "the Internal Reference of a product, then check again.",
            item=item.name,
            sku=item.sku,
        )


def identity(item):
    """What tells which product an item is, of whatever order."""
    return "product", item.variant_id, item.sku


def _preferably_active(products):
    return products.filtered("active") or products


def _read_together(found):
    """The same products; what is read of one is read of all of them."""
    ids = [product.id for product in found.values()]
    return {key: product.with_prefetch(ids) for key, product in found.items()}
