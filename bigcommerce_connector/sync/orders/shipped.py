"""How much of a web order has left: here, and as BigCommerce shows it."""

from collections import Counter, defaultdict

from ...mappers.shipment import shipped_units
from ...models.bigcommerce_outgoing import TOLD
from ...models.waiting_goods import outgoing


def note_shipment_news(order):
    """Have what BigCommerce shows as shipped compared, where it is news.

    Our own shipments are none, nor is what was compared before.

    :param order: ``bigcommerce.order``, as it was read
    """
    store = order.store_id
    if not store.remote_shipments and not store.shipment_sync:
        return
    known = units_known(order)
    there = shipped_units(order.sudo().payload)  # system field
    is_other = any(units != known[line_id] for line_id, units in there.items())
    if is_other or _has_new_ids(order, there):
        order.has_shipment_news = True
        store._trigger_flow("fulfillment")


def lines_gone(order, there):
    """Lines of our own shipments that the order does not have any more: nothing that it
    shows as shipped says whether those shipments are still there.

    :param dict there: units by line id that the order shows as shipped
    :rtype: set
    """
    return units_told(order.shipment_ids).keys() - there.keys()


def _has_new_ids(order, there):
    """Whether an edit gave new ids to lines that we shipped, since it was compared."""
    if not lines_gone(order, there):
        return False
    compared = {line_id for line_id, _units in order.shipped_by_others or ()}
    return bool(there.keys() - units_told(order.shipment_ids).keys() - compared)


def units_known(order):
    """Units by line id that are shipped on BigCommerce, as far as Odoo knows.

    :rtype: Counter
    """
    return units_told(order.shipment_ids) + Counter(dict(order.shipped_by_others or ()))


def units_told(shipments, states=TOLD):
    """Units by line id that our own shipments stand for.

    :param shipments: ``bigcommerce.shipment``
    :param states: of those that count; by default what BigCommerce has, or may have
    :rtype: Counter
    """
    units = Counter()
    for row in shipments:
        if row.state in states:
            units.update(dict(row.items or ()))
    return units


def units_handed_out(order):
    """What left by transfers that waited, whether BigCommerce shows it or not: it shows
    nothing of what was collected.

    :return: units by item key
    :rtype: dict
    """
    later = order.pos_order_ids.filtered("shipping_date")
    left = _moved_out(later)
    units = defaultdict(float)
    for line in later.lines.filtered(lambda line: line.qty > 0):
        part = min(line.qty, left[line.product_id])
        left[line.product_id] -= part
        units[line.bigcommerce_key] += part
    return units


def units_left(order):
    """What of an order has left Odoo's stock, whatever came back of it; once, though
    it was sent again.

    :return: units by product.product; of kits, as many as are complete
    :rtype: dict
    """
    units = defaultdict(float)
    later = order.pos_order_ids.filtered("shipping_date")
    for line in (order.pos_order_ids - later).lines:
        units[line.product_id] += max(line.qty, 0)
    for product, quantity in _moved_out(later).items():
        units[product] += quantity
    return units


def _moved_out(orders):
    """:param orders: pos.order whose goods are shipped later"""
    units = defaultdict(float)
    for picking in orders.picking_ids:
        is_first = outgoing(picking.move_ids)  # nothing of it was sent before
        has_left = (
            picking.state == "done" and picking.location_dest_id.usage == "customer"
        )
        if is_first and has_left:
            for product, quantity in picking._bigcommerce_shipped_goods().items():
                units[product] += quantity
    return units
