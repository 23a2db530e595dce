"""Where refunded goods go: back for sale, or to a location that is not published."""

from odoo import fields, models

from ..mappers.money import ZERO, amount
from ..mappers.order_returns import split_returns


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    restock_policy = fields.Selection(
        [
            ("always", "Always"),
            ("unshipped", "Only what was not shipped"),
            ("never", "Never"),
        ],
        "Refunded Goods Are For Sale Again",
        default="always",
        required=True,
        help="What is not for sale again is put to the location Web Returns, whose "
        "stock is not published.",
    )
    returns_location_id = fields.Many2one(
        "stock.location",
        "Web Returns",
        check_company=True,
        copy=False,
        domain="[('usage', '=', 'internal')]",
    )

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


class BigcommerceOrderLine(models.Model):
    _inherit = "bigcommerce.order.line"

    quantity_shipped = fields.Float(
        "Shipped",
        digits=(16, 0),
        readonly=True,
        help="The most that was ever shipped: BigCommerce forgets it with a line that "
        "staff remove.",
    )
    quantity_aside = fields.Float(
        "Not For Sale Again",
        digits=(16, 0),
        readonly=True,
        help="Refunded, and by the store's rule not put back for sale.",
    )


class BigcommerceOrder(models.Model):
    _inherit = "bigcommerce.order"

    def _write_lines(self, web, target):
        result = super()._write_lines(web, target)
        for line in self.line_ids:
            item = web.items.get(line.key)
            if item and item.quantity_shipped > line.quantity_shipped:
                line.quantity_shipped = float(item.quantity_shipped)
        return result

    def _split_returns(self, transactions):
        """Goods come back by the owner's rule.

        What never left is what was sold, less what was shipped, less what came back for
        sale: pieces that were put aside had left, so they leave no other ones behind.
        """
        return split_returns(
            transactions,
            self.store_id.restock_policy,
            self._unshipped(),
            self.currency_id.decimal_places,
        )

    def _unshipped(self):
        """:return: quantity sold that never left, by item key"""
        unshipped = {}
        for line in self._posted_lines():
            if line.is_goods and line.is_ours:
                sold = unshipped.get(line.key, ZERO)
                unshipped[line.key] = sold + line.quantity
        for line in self.line_ids:
            unshipped[line.key] = (
                unshipped.get(line.key, ZERO)
                + amount(line.quantity_aside)
                - amount(line.quantity_shipped)
            )
        return unshipped

    def _note_aside(self, transactions):
        """Remember the pieces that these transactions did not put back for sale."""
        lines = {line.key: line for line in self.line_ids}
        for transaction in transactions:
            for move in () if transaction.restock else transaction.moves:
                if move.key in lines:
                    lines[move.key].quantity_aside -= float(move.quantity)
