"""Weights of BigCommerce as Odoo counts them: its unit, with so many decimals.

0.3 lb are 0.14 kg in Odoo, which are 0.3086 lb again: that is the same weight.
"""

from decimal import Decimal

from ...mappers.amounts import rounded
from ...mappers.product_import import odoo_weight


class OwnWeights:
    """
    :param store: ``bigcommerce.store``
    """

    def __init__(self, store):
        parameters = store.env["ir.config_parameter"].sudo()
        self._is_pounds = parameters.get_param("product.weight_in_lbs") == "1"
        self._unit = store.weight_unit
        precision = store.env["decimal.precision"]
        self._digits = precision.precision_get("Stock Weight")

    def is_same(self, one, other):
        """Whether Odoo has one and the same weight for both.

        :param one, other: as the store counts them; none is never the same
        :rtype: bool
        """
        if not one or not other:
            return False
        return self._own(one) == self._own(other)

    def without_rounded(self, differences):
        """Without the weights that Odoo cannot have otherwise.

        :param differences: pairs of a key and a :class:`~.mappers.drift.Difference`
        :rtype: list[tuple]
        """
        return [
            (key, row)
            for key, row in differences
            if row.field != "weight" or not self.is_same(row.ours, row.theirs)
        ]

    def _own(self, weight):
        exact = odoo_weight(Decimal(str(weight)), self._unit, self._is_pounds)
        return rounded(exact, self._digits)
