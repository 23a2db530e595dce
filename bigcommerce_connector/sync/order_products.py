"""Which product a line of a web order is: by mapping, then SKU, then barcode."""

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain


class BigcommerceOrder(models.Model):
    _inherit = "bigcommerce.order"

    def _find_products(self, items):
        """The product variant of each item.

        :param list[Item] items: from the mapper
        :return: variant by item key
        :rtype: dict
        :raise UserError: naming every item that has none, or more than one
        """
        self.ensure_one()
        mapped = self._find_mapped(items)
        found, problems = {}, []
        for item in items:
            products = mapped.get(item.variant_id) or self._find_by_code(item)
            if len(products) == 1:
                found[item.key] = products
            else:
                problems.append(self._describe_problem(item, products))
        if problems:
            raise UserError("\n".join(problems))
        return found

    def _find_mapped(self, items):
        mappings = self.env["bigcommerce.variant"].search(
            [
                ("store_id", "=", self.store_id.id),
                ("external_id", "in", [item.variant_id for item in items]),
            ]
        )
        return {mapping.external_id: mapping.product_id for mapping in mappings}

    def _find_by_code(self, item):
        """Archived products too: a web order may be older than their retirement."""
        Product = self.env["product.product"].with_context(active_test=False)
        company = Domain("company_id", "in", (False, self.company_id.id))
        for field in ("default_code", "barcode"):
            if not item.sku:
                break
            products = Product.search(company & Domain(field, "=", item.sku))
            if not products and field == "default_code":
                # SKUs of BigCommerce are unique regardless of case.
                similar = Product.search(
                    company & Domain(field, "=ilike", _escaped(item.sku))
                )
                products = similar
            products = products.filtered("active") or products
            if products:
                return products
        return Product

    def _describe_problem(self, item, products):
        if products:
            return self.env._(
                "“%(item)s” has SKU %(sku)s, and so have several products: "
                "%(products)s. Give each its own Internal Reference, then look again.",
                item=item.name,
                sku=item.sku,
                products=", ".join(products.mapped("display_name")),
            )
        return self.env._(
            "“%(item)s” (SKU %(sku)s) is no product of Odoo. Set this SKU as the "
            "Internal Reference of a product, then look again.",
            item=item.name,
            sku=item.sku or self.env._("none"),
        )


def _escaped(text):
    for character in ("\\", "%", "_"):
        text = text.replace(character, f"\\{character}")
    return text
