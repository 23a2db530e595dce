"""What left with a transfer, as far as BigCommerce is still to be told of it."""

import math

from ...mappers.order_lines import line_keys, order_lines
from ...mappers.shipment import ShippedGoods, told_units
from ...models.bigcommerce_outgoing import HOLDING
from ...models.waiting_goods import units_back
from ..orders.shipped import units_left, units_told


def shipped_goods(shipment, payload):
    """What left with its transfer and is not back, less what other shipments of that
    stand for.

    No more than BigCommerce lacks of all that left: staff may have shipped some of it
    there.

    :param shipment: ``bigcommerce.shipment``
    :param dict payload: its order
    :rtype: list[ShippedGoods]
    """
    picking, order = shipment.picking_id, shipment.order_id
    there = told_units(payload, units_told(order.shipment_ids, HOLDING))
    left = units_left(order)
    sold = picking.pos_order_id.lines.filtered(lambda line: line.qty > 0)
    keys_of_lines = line_keys(order_lines(payload))
    others = units_told(picking.bigcommerce_shipment_ids - shipment, HOLDING)
    goods, back = [], units_back(picking)
    for product, quantity in picking._bigcommerce_shipped_goods().items():
        same = sold.filtered(lambda line, sku=product: line.product_id == sku)
        keys = frozenset(filter(None, same.mapped("bigcommerce_key")))
        told = sum(
            units
            for line_id, units in others.items()
            if keys_of_lines.get(line_id) in keys
        )
        lacking = left[product] - sum(there[key] for key in keys)
        out = _whole(product, quantity - back.get(product, 0))
        units = min(out - told, _whole(product, lacking))
        goods.append(ShippedGoods(keys, max(units, 0)))
    return goods


def _whole(product, quantity):
    """BigCommerce has whole units."""
    return math.floor(product.uom_id.round(quantity))
