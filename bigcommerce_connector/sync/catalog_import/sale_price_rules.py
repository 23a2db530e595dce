"""Reduced prices of BigCommerce, as rules of the pricelist that gives sale prices."""

from ..catalog.own_prices import no_sale
from .price_rules import PriceRules


class SalePriceRules(PriceRules):
    """Rules for products that were just made; none where BigCommerce keeps its sale
    prices."""

    def pricelist(self):
        """:rtype: product.pricelist"""
        return self.store.sale_pricelist_id

    def _rules(self, product, own, variants):
        """One rule for the whole product, and one for each variant that differs then.

        One that is not reduced though a rule for many, or for its product, reduces it
        gets a rule that follows its regular price.
        """
        if not self.pricelist():
            return
        if not product.has_options:
            [there] = variants.values()
            if there.sale_price != own.sale_price:
                yield self._of_product(there.sale_price), None
            return
        general = product.sale_price
        is_ruled = general != own.sale_price
        if is_ruled:
            yield self._of_product(general), None
        for variant in own.variants:
            there, without = variants[variant.id], variant.sale_price
            if is_ruled:
                without = general if general < there.price else 0
            if there.sale_price != without:
                vals = {
                    "applied_on": "0_product_variant",
                    "product_id": variant.id,
                    **self._reduced(there.sale_price),
                }
                yield vals, there

    def _of_product(self, price):
        return {"applied_on": "1_product", **self._reduced(price)}

    def _reduced(self, price):
        return {"fixed_price": price} if price else no_sale(self.store)

    def _remark(self, product, rules):
        return self.env._(
            "Its sale price became a rule of the pricelist %s.", self.pricelist().name
        )
