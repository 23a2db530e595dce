"""Prices of Odoo as a store counts them: its currency, its tax display."""

from decimal import Decimal

from odoo import fields

from ...mappers.amounts import ZERO, rounded
from ...mappers.product import PLACES


class StorePrices:
    """Prices of products that are compared together.

    What was converted before is remembered, for equal prices.

    :param store: the ``bigcommerce.store``
    :param templates: the ``product.template`` records
    :param products: their variants
    """

    def __init__(self, store, templates, products):
        self.company = store.company_id
        self.included = store.prices_include_tax
        self.own = self.company.currency_id
        self.foreign = store.currency_id or self.own
        self.today = fields.Date.context_today(store)
        self.converted = {}
        self.regular = _amounts(store.pricelist_id, templates, products)
        self.sale = _amounts(store.sale_pricelist_id, templates, products)
        self.currency = store.pricelist_id.currency_id or self.own
        self.sale_currency = store.sale_pricelist_id.currency_id

    def of(self, template):
        """:rtype: ProductPrices"""
        return ProductPrices(self, template)

    def cost(self, amount):
        """A cost, without tax, in the store's currency.

        :rtype: Decimal
        """
        return rounded(self.convert(amount, self.own, None, ()), PLACES)

    def convert(self, amount, currency, product, taxes):
        """:param taxes: those that the price includes on one side only
        :rtype: Decimal
        """
        if taxes:
            # Rounded by line, a tax would take its cents out of the net price, too.
            rounding = None if self.included else "round_globally"
            amounts = taxes.with_context(round_base=False).compute_all(
                amount, currency, 1, product, rounding_method=rounding
            )
            amount = amounts["total_included" if self.included else "total_excluded"]
        if self.foreign != currency:
            amount = currency._convert(
                amount, self.foreign, self.company, self.today, round=False
            )
        return Decimal(str(amount))


class ProductPrices:
    """Prices of one product and its variants.

    Net and gross follow Odoo's taxes of the product; a net price taken out of a gross
    one keeps four decimals, so that BigCommerce comes back to the gross.
    """

    def __init__(self, prices, template):
        self._prices = prices
        self._taxes = template.taxes_id._filter_taxes_by_company(prices.company)
        each = self._taxes.flatten_taxes_hierarchy()  # also of groups
        self._is_same = all(tax.price_include == prices.included for tax in each)
        # Only a tax by formula may look at the product itself.
        self._has_formula = "code" in each.mapped("amount_type")

    @property
    def is_listed(self):
        """Whether the regular price is the sales price of the product."""
        return self._prices.regular is None

    def price(self, record):
        """The regular price of the product, or of a variant.

        :param record: ``product.template`` or ``product.product``
        :rtype: Decimal
        """
        amount = _listed(record)
        if self._prices.regular is not None:
            amount = self._prices.regular[record._name, record.id]
        return self._read(amount, self._prices.currency, record)

    def sale_price(self, record):
        """The reduced price; 0 where there is none, or it is no lower.

        :rtype: Decimal
        """
        if self._prices.sale is None:
            return ZERO
        amount = self._prices.sale[record._name, record.id]
        sale = self._read(amount, self._prices.sale_currency, record)
        return sale if sale < self.price(record) else ZERO

    def extra_of(self, template):
        """What an extra price of Odoo is beside the product's sales price: gives a
        :class:`~decimal.Decimal`. Pricelists leave extra prices as they are.
        """

        def extra(amount):
            if not amount:
                return ZERO
            own, base = self._prices.own, template.list_price
            with_it = self._read(base + amount, own, template)
            return with_it - self._read(base, own, template)

        return extra

    def _read(self, amount, currency, record):
        prices, is_asked = self._prices, self._has_formula
        product = record if is_asked and record._name == "product.product" else None
        key = (*self._taxes.ids, amount, currency.id, product and product.id)
        if key not in prices.converted:
            taxes = () if self._is_same else self._taxes
            exact = prices.convert(amount, currency, product, taxes)
            places = self._places(currency)
            # What is lost by rounding is for a user to see.
            value = rounded(exact, places) or rounded(exact, PLACES) or exact
            prices.converted[key] = value
        return prices.converted[key]

    def _places(self, currency):
        prices = self._prices
        is_gross = prices.included and not self._is_same
        if is_gross or currency != prices.foreign:
            return min(prices.foreign.decimal_places, PLACES)
        return PLACES


def _listed(record):
    is_template = record._name == "product.template"
    return record.list_price if is_template else record.lst_price


def _amounts(pricelist, templates, products):
    """Prices by model and id, in the pricelist's currency; None: no pricelist."""
    if not pricelist:
        return None
    return {
        (records._name, id_): amount
        for records in (templates, products)
        for id_, amount in pricelist._get_products_price(records, 1.0).items()
    }
