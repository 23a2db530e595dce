"""Kits: what is sold as one item, and leaves the stock as its components."""

from functools import cached_property

from odoo import models

from ...mappers.components import Components


class Kits:
    """The kits of a store's company, read when they are needed first."""

    def __init__(self, store):
        self._store = store

    @cached_property
    def components(self):
        """:rtype: Components"""
        return Components(self._store._stock_components())


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _stock_components(self):
        """What kits consist of, for the store's company; none without such an addon.

        Quantities are in the component's own unit, for one of the kit in the kit's own
        unit, and not rounded. Kits inside of kits are resolved: components are no kits.
        Only components that limit are named; a kit without any is sold out.

        :return: kit's product.product id → component's product.product id → quantity
        :rtype: dict[int, dict[int, float]]
        """
        return {}
