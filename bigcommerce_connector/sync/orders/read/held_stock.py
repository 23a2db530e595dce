"""Older orders that are never imported: BigCommerce holds their goods until they leave.

Odoo knows nothing of them, so what it publishes would sell the same goods again.
"""

import logging

from odoo.fields import Domain

from ....mappers.held_units import held_units
from .payloads import order_number

_logger = logging.getLogger(__name__)


class HeldStock:
    """The units of a store that are held for orders which Odoo does not import."""

    def __init__(self, store):
        """:param store: a ``bigcommerce.store``"""
        self._store = store
        # The connector's own records: Connect is clicked by people, too.
        self._rows = store.env["bigcommerce.held.stock"].sudo()

    def keep(self, payloads):
        """Hold what these orders are to ship still, and nothing else of them.

        Who posted one before the start date passed it has taken its goods off already.

        :param payloads: of orders that are not imported, with all their lines
        """
        units = {order_number(row): _units(row) for row in payloads}
        if not units:
            return
        units.update(dict.fromkeys(self._posted(list(units)), {}))
        mine = Domain("store_id", "=", self._store.id)
        for row in self._rows.search(mine & Domain("order_number", "in", list(units))):
            quantity = units[row.order_number].pop(row.variant_external_id, 0)
            if not quantity:
                row.unlink()
            elif row.quantity != quantity:
                row.quantity = quantity
        self._rows.create(
            [
                {
                    "store_id": self._store.id,
                    "order_number": number,
                    "variant_external_id": variant,
                    "quantity": quantity,
                }
                for number, of_order in units.items()
                for variant, quantity in of_order.items()
            ]
        )

    def _posted(self, numbers):
        domain = [
            ("store_id", "=", self._store.id),
            ("external_id", "in", numbers),
            ("pos_order_ids", "!=", False),
        ]
        return self._store.env["bigcommerce.order"].search(domain).mapped("external_id")


def _units(payload):
    try:
        return held_units(payload)
    except (TypeError, ValueError):
        _logger.exception(
            "web order %s: quantities that cannot be read; none is held",
            order_number(payload),
        )
        return {}
