"""Reduced prices of BigCommerce, as rules of the pricelist that gives sale prices."""

from .price_rules import PriceRules


class SalePriceRules(PriceRules):
    """Rules for products that were just made; none where BigCommerce keeps its sale
    prices."""

    def pricelist(self):
        """:rtype: product.pricelist"""
        return self.store.sale_pricelist_id

    def _rules(self, product, own, variants):
        """One rule for the whole product, and one for each variant that differs then.

        One that is not reduced while its product is has its regular price as a rule.
        """
        if not self.pricelist():
            return
        if not product.has_options:
            [there] = variants.values()
            if there.sale_price != own.sale_price:
                yield self._of_product(there.sale_price or there.price), None
            return
        general = product.sale_price
        is_ruled = general != own.sale_price
        if is_ruled:
            yield self._of_product(general or product.price), None
        for variant in own.variants:
            there, without = variants[variant.id], variant.sale_price
            if is_ruled:
                without = general if general < there.price else 0
            if there.sale_price != without:
                vals = {
                    "applied_on": "0_product_variant",
                    "product_id": variant.id,
                    "fixed_price": there.sale_price or there.price,
                }
                yield vals, there

    def _of_product(self, price):
        return {"applied_on": "1_product", "fixed_price": price}

    def _remark(self, product, rules):
        return self.env._(
            "Its sale price became a rule of the pricelist %s.", self.pricelist().name
        )
