"""Where refunded goods go: back for sale, or to a location that is not published."""

from odoo import models

from ....mappers.amounts import amount
from ....models.bigcommerce_order_refunds import restock_decided
from ....settlement.restock import UNSHIPPED, never_left, not_restocked, split_returns
from ....settlement.status_policy import CANCELLED
from ..shipped import units_handed_out


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _get_returns_location(self):
        """The location for goods that are not for sale again, made when missing.

        It lies outside the warehouse: the stock of a warehouse is published.
        """
        self.ensure_one()
        if not self.returns_location_id:
            self.returns_location_id = self.env["stock.location"].create(
                {
                    "name": self.env._("Web Returns %s", self.name),
                    "usage": "internal",
                    "company_id": self.company_id.id,
                    "location_id": self.warehouse_id.view_location_id.location_id.id,
                }
            )
        return self.returns_location_id


class BigcommerceOrder(models.Model):
    _inherit = "bigcommerce.order"

    def _store_shipped(self, web):
        """Keep the most ever shipped: BigCommerce forgets it with a removed line."""
        shipped = {
            key: float(item.quantity_shipped)
            for key, item in web.items.items()
            if item.quantity_shipped
        }
        for line in self.line_ids if shipped else ():
            if shipped.get(line.key, 0) > line.quantity_shipped:
                line.quantity_shipped = shipped[line.key]

    def _split_returns(self, transactions):
        """Goods come back by the owner's rule; of an order that is cancelled, as was
        said then.
        """
        rule = self.store_id.restock_policy
        if self.status_id == CANCELLED:
            rule = restock_decided(self) or rule
        return split_returns(
            transactions,
            rule,
            self._never_left() if rule == UNSHIPPED else {},
            self.currency_id.decimal_places,
        )

    def _never_left(self):
        shipped, not_restocked = (
            {line.key: amount(line[field]) for line in self.line_ids}
            for field in ("quantity_shipped", "quantity_not_restocked")
        )
        for key, units in units_handed_out(self).items():
            shipped[key] = max(shipped.get(key, 0), amount(units))
        return never_left(self._posted_lines(), shipped, not_restocked)

    def _store_not_restocked(self, transactions):
        """Remember the units that these transactions did not restock."""
        units = not_restocked(transactions)
        for line in self.line_ids if units else ():
            if line.key in units:
                line.quantity_not_restocked += float(units[line.key])
