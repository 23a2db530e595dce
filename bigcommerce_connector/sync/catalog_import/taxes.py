"""The taxes of imported products: by the owner's table, from their tax classes."""

from ..catalog.own_prices import OwnPrices


class ImportedTaxes:
    """
    :param store: ``bigcommerce.store``
    """

    def __init__(self, store):
        self.store = store
        self._by_class = {
            number.strip(): row.tax_id
            for row in store.tax_ids
            for number in (row.tax_class or "").split(",")
            if number.strip()
        }
        self._prices = {}

    def of(self, product):
        """The tax of its class; the owner's, where his table leaves no choice; else
        those of new products.

        :param ImportedProduct product:
        :rtype: account.tax
        """
        found = self._by_class.get(str(product.tax_class))
        own, company = self.store.tax_ids.tax_id, self.store.company_id
        if found or len(own) == 1:
            return found or own
        # A branch has those of its company.
        return company.account_sale_tax_id or company.root_id.sudo().account_sale_tax_id

    def is_unknown(self, product):
        """Whether nobody said what its tax class is in Odoo, though it matters.

        :rtype: bool
        """
        is_chosen = str(product.tax_class) in self._by_class
        return not is_chosen and bool(product.tax_class or self._by_class)

    def prices(self, product):
        """What prices there are here, with or without its taxes.

        :rtype: OwnPrices
        """
        taxes = self.of(product)
        if taxes not in self._prices:
            self._prices[taxes] = OwnPrices(self.store, taxes)
        return self._prices[taxes]
