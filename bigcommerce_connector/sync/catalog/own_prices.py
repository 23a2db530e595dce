"""Prices of BigCommerce as Odoo counts them: its currency, its taxes."""

from decimal import Decimal

from odoo import fields

# Odoo rounds taxes to the cent: of this amount, not even its percentage is lost.
_BASE = 1_000_000


def no_sale(store):
    """What makes a rule of the sale pricelist follow the regular price, whatever that
    becomes: values of ``product.pricelist.item``.

    :rtype: dict
    """
    regular = store.pricelist_id
    return {
        "compute_price": "percentage",
        "percent_price": 0,
        "base": "pricelist" if regular else "list_price",
        "base_pricelist_id": regular.id,
    }


class OwnPrices:
    """The other way round of what the catalog sends, see ``prices.py``.

    :param store: ``bigcommerce.store``
    :param taxes: of the products whose prices they are
    """

    def __init__(self, store, taxes):
        self.company = store.company_id
        self.own = self.company.currency_id
        self.foreign = store.currency_id or self.own
        self.today = fields.Date.context_today(store)
        self._included = store.prices_include_tax
        self._taxes = taxes
        self._ratio = self._tax_ratio()

    @property
    def is_foreign(self):
        return self.foreign != self.own

    def price(self, amount):
        """A sales price of Odoo, in the company's currency, its taxes as Odoo has them.

        :param Decimal amount: as the store counts it
        :rtype: Decimal
        """
        return self.cost(amount) * self._ratio

    def price_in(self, amount, pricelist):
        """The same in the currency of a pricelist.

        :rtype: Decimal
        """
        return self._in(amount, pricelist.currency_id) * self._ratio

    def cost(self, amount):
        """The same of a cost, which has no taxes.

        :rtype: Decimal
        """
        return self._in(amount, self.own)

    def _in(self, amount, currency):
        if currency == self.foreign:
            return amount
        converted = self.foreign._convert(
            float(amount), currency, self.company, self.today
        )
        return Decimal(str(converted))

    def _tax_ratio(self):
        """What a price is multiplied with to have, or not to have, its taxes in it."""
        each = self._taxes.flatten_taxes_hierarchy()  # also of groups
        is_same = all(tax.price_include == self._included for tax in each)
        kinds = set(each.mapped("amount_type"))
        if is_same or kinds - {"percent", "division"}:
            return Decimal(1)
        taxes = self._taxes.with_context(force_price_include=self._included)
        amounts = taxes.compute_all(_BASE, self.own)
        net = Decimal(str(amounts["total_excluded"]))
        gross = Decimal(str(amounts["total_included"]))
        return net / gross if self._included else gross / net
