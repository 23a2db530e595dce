"""Products of Odoo as they are looked for on BigCommerce, by the rules of a store."""

from collections import defaultdict

from ...mappers.product import fold
from ...mappers.product_match import SKU, Wanted, folded_value, option_labels
from .readable import readable_values


class WantedProducts:
    """Reads what the rules of a store compare.

    :param store: a ``bigcommerce.store``
    """

    def __init__(self, store):
        self.env = store.env
        self.store = store
        self.rules = store.match_rule_ids

    def of(self, mappings):
        """:param mappings: ``bigcommerce.product`` records, of this store
        :return: by mapping id
        :rtype: dict[int, Wanted]
        """
        products = self._products(mappings)
        is_by_sku = all(rule.remote_field == SKU for rule in self.rules)
        prices = self._prices(mappings)
        return {
            mapping.id: self._wanted(
                products[mapping.product_tmpl_id.id],
                prices,
                {} if is_by_sku else self._options(mapping, products),
            )
            for mapping in mappings
        }

    def _wanted(self, products, prices, options):
        skus = {product.id: fold(product.default_code) for product in products}
        rules = [
            (
                rule.remote_field,
                {
                    product.id: value
                    for product in products
                    if (value := self._value(rule, product, prices))
                },
            )
            for rule in self.rules
        ]
        return Wanted(
            tuple(rules) or ((SKU, skus),),
            tuple(product.id for product in products),
            skus,
            options,
        )

    def _value(self, rule, product, prices):
        value = prices.get(product.id) if rule._is_price() else rule._value(product)
        return folded_value(rule.remote_field, value)

    def _products(self, mappings):
        """The variants that are sold, by template.

        :rtype: defaultdict[int, list]
        """
        rows = self.env["product.product"].with_company(self.store.company_id)
        rows = rows.with_context(lang=self.store.company_id.partner_id.lang)
        rows = rows.search_fetch(
            [
                ("product_tmpl_id", "in", mappings.product_tmpl_id.ids),
                ("bigcommerce_excluded", "=", False),
            ],
            ["product_tmpl_id", "default_code"],
        )
        by_template = defaultdict(list)
        for row in rows:
            by_template[row.product_tmpl_id.id].append(row)
        return by_template

    def _prices(self, mappings):
        """Of each variant, as the store counts them, where a rule asks for it."""
        if not any(rule._is_price() for rule in self.rules):
            return {}
        return {
            variant.id: variant.price
            for values in readable_values(mappings)[0].values()
            for variant in values.variants
        }

    def _options(self, mapping, products):
        return {
            product.id: option_labels(
                (value.attribute_id.name, value.name)
                for value in product.product_template_attribute_value_ids
            )
            for product in products[mapping.product_tmpl_id.id]
        }
