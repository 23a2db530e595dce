"""What has left for the customer of a web order."""

from collections import defaultdict


def is_to_be_told(picking):
    """Whether BigCommerce is to know that this has left for the customer.

    Not what was posted without waiting: its goods need not have left yet.

    :param picking: stock.picking
    """
    order = picking.pos_order_id
    return (
        picking.state == "done"
        and bool(order.shipping_date)
        and picking.location_dest_id.usage == "customer"
        and picking.bigcommerce_order_id.store_id.shipment_sync
    )


def goods_that_left(picking):
    """What was moved of a transfer.

    :param picking: stock.picking
    :return: quantity by product.product, in its own unit
    :rtype: dict
    """
    goods = defaultdict(float)
    done = picking.move_ids.filtered(lambda move: move.state == "done")
    for move in done - done.filtered("scrap_id"):
        goods[move.product_id] += move.product_uom._compute_quantity(
            move.quantity, move.product_id.uom_id, rounding_method="HALF-UP"
        )
    return goods
