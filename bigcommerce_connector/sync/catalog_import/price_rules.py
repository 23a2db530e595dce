"""Prices that a sales price and extras cannot express, as rules of a pricelist.

It is the one that the store takes its prices from, so BigCommerce keeps them. A
register that uses another pricelist sells at the sales price.
"""


class PriceRules:
    """Rules for products that were just made.

    :param store: ``bigcommerce.store``
    :param ImportedTaxes taxes: of the products
    """

    def __init__(self, store, taxes):
        self.store = store
        self.env = store.env
        self.taxes = taxes

    def add(self, plans, values, made):
        """Make the rules that lack, and remark on them.

        :param list plans: :class:`Planned`, with their ``template``
        :param dict values: :class:`ProductValues` by id of the template
        :param dict made: id of a variant there → product.product id
        :return: the templates that have got rules
        """
        vals_list, ruled = [], self.env["product.template"]
        for plan in plans:
            own = values[plan.template.id]
            variants = {made[v.external_id]: v for v in plan.product.variants}
            rules = list(self._rules(plan.product, own, variants))
            if rules:
                ruled |= plan.template
                plan.remarks.append(self._remark(plan.product, rules))
                vals_list += [self._vals(plan, vals) for vals, _there in rules]
        self.env["product.pricelist.item"].create(vals_list)
        return ruled

    def _vals(self, plan, vals):
        """Of a rule, in the currency and with the taxes of its pricelist."""
        pricelist, prices = self.pricelist(), self.taxes.prices(plan.product)
        own = {
            "product_tmpl_id": plan.template.id,
            "pricelist_id": pricelist.id,
        }
        if "fixed_price" in vals:
            fixed = float(prices.price_in(vals["fixed_price"], pricelist))
            own |= {"compute_price": "fixed", "fixed_price": fixed}
        return {**vals, **own}

    def _rules(self, product, own, variants):
        """What a product needs: values of the rule, and the variant that it is for.

        One rule for the whole product where its own price differs, and one for each
        variant that still differs then.

        :param dict variants: product.product id → :class:`ImportedVariant`
        """
        is_foreign = self.taxes.prices(product).is_foreign
        has_own_price = is_foreign or own.price != product_price(product)
        if has_own_price:
            yield (
                {"applied_on": "1_product", "fixed_price": product_price(product)},
                None,
            )
        if not product.has_options:
            return
        for variant in own.variants:
            there = variants[variant.id]
            is_same = variant.price == there.price
            if has_own_price:
                is_same = there.price == product.price
            if not is_same:
                vals = {
                    "applied_on": "0_product_variant",
                    "product_id": variant.id,
                    "fixed_price": there.price,
                }
                yield vals, there

    def pricelist(self):
        """The one that the store's prices come from; made if there is none.

        :rtype: product.pricelist
        """
        store = self.store
        if not store.pricelist_id:
            store.pricelist_id = self.env["product.pricelist"].create(
                {
                    "name": store.name,
                    "currency_id": (
                        store.currency_id or store.company_id.currency_id
                    ).id,
                    "company_id": store.company_id.id,
                }
            )
        return store.pricelist_id

    def _remark(self, product, rules):
        skus = [there.sku or product.name for _vals, there in rules if there]
        name = self.store.pricelist_id.name or self.store.name
        if not skus:
            return self.env._(
                "Its price on BigCommerce became a rule of the pricelist %s.", name
            )
        return self.env._(
            "The prices of these variants are no sum of a price and extras, and became "
            "rules of the pricelist %(pricelist)s: %(skus)s. A register with another "
            "pricelist sells them at the sales price.",
            pricelist=name,
            skus=", ".join(skus[:20]),
        )


def product_price(product):
    """One without options is sold at the price of its only variant.

    :rtype: Decimal
    """
    return product.price if product.has_options else product.variants[0].price
