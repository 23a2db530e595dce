"""Stock fell below zero after a web order was taken: the orders that wait are named.

A register that was offline sold what the web had sold, or a count found less.
"""

from collections import defaultdict
from itertools import count

from odoo import api, models

from ...mappers.order_lines import is_part_key
from ...settlement.status_policy import AWAITING_GOODS
from .post.shortage import ask_for_goods

_PAGE = 80  # lines: what lacks is mostly of the last few orders


class BigcommerceOrderLine(models.Model):
    _inherit = "bigcommerce.order.line"

    @api.model
    def _name_unserved(self, store, warehouse, short, components):
        """Ask once for each order; the last ones to order are the ones who wait."""
        wanted = short.keys() | components.kits_with(short)
        products = self.env["product.product"]
        lacking = defaultdict(dict)
        for line in self._that_wait(store, warehouse, wanted):
            if _leaves_with_kit(line, components):
                continue
            waiting = line.quantity_target - line.quantity_shipped
            for leaf, units in components.of(line.product_id.id).items():
                taken = min(waiting * units, short.get(leaf, 0))
                if taken > 0:
                    short[leaf] -= taken
                    of_order = lacking[line.order_id]
                    product = products.browse(leaf)
                    of_order[product] = of_order.get(product, 0) + taken
            if not any(short.values()):
                break
        is_mailed = False  # one mail, not one for each order
        for order, units in lacking.items():
            if not order.is_short:
                quiet = order.with_context(mail_activity_quick_update=is_mailed)
                ask_for_goods(quiet, units, warehouse)
                is_mailed = True

    def _that_wait(self, store, warehouse, product_ids):
        """Lines of orders whose goods are awaited, the newest first; read as asked."""
        domain = [
            ("store_id", "=", store.id),
            ("product_id", "in", list(product_ids)),
            ("order_id.status_id", "in", AWAITING_GOODS),
            ("order_id.state", "!=", "skipped"),
            ("order_id.moves_stock", "=", True),
            *_leaves_from(store, warehouse),
        ]
        for offset in count(step=_PAGE):
            page = self.search(domain, limit=_PAGE, offset=offset)
            yield from page
            if len(page) < _PAGE:
                return


def _leaves_from(store, warehouse):
    """:return: a domain of lines whose goods wait there, as ``warehouse_of`` says"""
    if not store.pickup_sync:
        return []
    placed = store.location_ids.filtered("warehouse_id")
    here = placed.filtered(lambda one: one.warehouse_id == warehouse)
    if warehouse == store.warehouse_id:
        return [("order_id.pickup_location_id", "not in", (placed - here).ids)]
    return [("order_id.pickup_location_id", "in", here.ids)]


def _leaves_with_kit(line, components):
    """Whether BigCommerce lists it beneath a kit that it is a part of."""
    return is_part_key(line.key) and any(
        line.key.endswith(f"<{kit.key}")
        and kit.product_id.id in components
        and line.product_id.id in components.of(kit.product_id.id)
        for kit in line.order_id.line_ids
    )
