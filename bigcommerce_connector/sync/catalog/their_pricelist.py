"""A price of BigCommerce as a rule of the pricelist that the prices come from."""

from odoo.exceptions import UserError

from .own_prices import OwnPrices, no_sale


class FixedPrice:
    """The price that a pricelist gives one product, or one variant, by itself.

    :param store: ``bigcommerce.store``
    :param pricelist: one of the store's
    :param record: ``product.template`` or ``product.product``, with the user's rights
    """

    def __init__(self, store, pricelist, record):
        self.store = store
        self.is_sale = pricelist == store.sale_pricelist_id
        self.pricelist = pricelist.with_env(record.env)
        self.record = record
        self.is_variant = record._name == "product.product"
        taxes = record.taxes_id._filter_taxes_by_company(store.company_id)
        self.prices = OwnPrices(store, taxes)

    def set(self, price, values):
        """
        :param Decimal price: as the store counts it; a sale price of 0 is none
        :param ProductValues values: of the product, as Odoo has it now
        :raise UserError: one rule would give all its variants one price
        """
        if not self.is_variant and not self._is_one_price(values):
            raise UserError(
                self.record.env._(
                    "The variants of “%(name)s” have several prices in the pricelist "
                    "%(pricelist)s. Change them there, or send Odoo's price.",
                    name=self.record.name,
                    pricelist=self.pricelist.name,
                )
            )
        if price or not self.is_sale:
            self._fix(price)
        elif self._is_reduced(values):
            self._write(no_sale(self.store))

    def _is_one_price(self, values):
        name = "sale_price" if self.is_sale else "price"
        return len({getattr(variant, name) for variant in values.variants}) < 2

    def _is_reduced(self, values):
        own = values
        if self.is_variant:
            own = next(v for v in values.variants if v.id == self.record.id)
        return bool(own.sale_price)

    def _rules(self):
        """Those of this very product that always hold.

        :rtype: product.pricelist.item
        """
        name, level = "product_tmpl_id", "1_product"
        if self.is_variant:
            name, level = "product_id", "0_product_variant"
        return self.pricelist.item_ids.search(
            [
                ("pricelist_id", "=", self.pricelist.id),
                ("applied_on", "=", level),
                (name, "=", self.record.id),
                ("min_quantity", "<=", 1),
                ("date_start", "=", False),
                ("date_end", "=", False),
            ]
        )

    def _fix(self, price):
        if price:
            own = float(self.prices.price_in(price, self.pricelist))
            self._write({"compute_price": "fixed", "fixed_price": own})

    def _write(self, vals):
        rules = self._rules()
        if rules:
            rules.write(vals)
            return
        template = self.record.product_tmpl_id if self.is_variant else self.record
        self.pricelist.item_ids.create(
            {
                **vals,
                "pricelist_id": self.pricelist.id,
                "applied_on": "0_product_variant" if self.is_variant else "1_product",
                "product_tmpl_id": template.id,
                "product_id": self.record.id if self.is_variant else False,
            }
        )
