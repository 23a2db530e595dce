"""A web order as BigCommerce's API has it, beside Odoo's own records."""

from collections import Counter
from types import SimpleNamespace

CANCELLED, COMPLETED = 5, 10
# BigCommerce says so of items that a customer has.
COLLECTED = "COLLECTED"


def read_api_side(client, number):
    """Asked over HTTP, as another program of the merchant asks.

    :param client: :class:`..api.Client`
    :return: ``order`` and ``refunds`` as they are listed; ``quantities``: units by SKU
        that are neither refunded nor cancelled; ``shipments``: of each its number,
        units by SKU and tracking number; ``pickups``: its number, units by SKU and
        whether all of it was collected
    """
    order, lines = client.orders.get(number), [*client.orders.products(number)]
    skus = {line["id"]: line["sku"] for line in lines}
    refunds = client.refunds.list_for_order(number)
    items = [item for row in refunds for item in row["items"]]
    quantities = Counter()
    if order["status_id"] != CANCELLED:
        for line in lines:
            quantities[line["sku"]] += line["quantity"]
        for item in items:
            if item["item_type"] == "PRODUCT":
                quantities[skus[item["item_id"]]] -= item["quantity"]
    return SimpleNamespace(
        order=order,
        refunds=refunds,
        quantities=+quantities,
        shipments=[
            (str(row["id"]), _units(skus, row["items"]), row["tracking_number"])
            for row in client.shipments.list_for_order(number)
        ],
        pickups=[
            (
                str(row["id"]),
                _units(skus, row["pickup_items"]),
                all(item["status"] == COLLECTED for item in row["pickup_items"]),
            )
            for row in client.pickups.list({"order_id:in": [number]})
        ],
    )


def _units(skus, items):
    units = Counter()
    for item in items:
        units[skus[item["order_product_id"]]] += item["quantity"]
    return units


def compare_with_api(case, order):
    """Odoo's records say the same: status, money, goods, and all that was told.

    Not of an order that was both edited and refunded by staff: there the money of a
    refund may be an edit's. One that is cancelled was cancelled from Odoo.

    :param case: a test with the client ``shop``
    :param order: ``bigcommerce.order``; it was read since
    :return: :func:`read_api_side`
    """
    there = read_api_side(case.shop, order.external_id)
    case.assertEqual((order.state, order.is_reconciled), ("synced", True))
    case.assertEqual(order.status_id, there.order["status_id"])
    case.assertEqual(_told_refunds(order), _refunds(there))
    refunded = sum(float(row["total_amount"]) for row in there.refunds)
    case.assertAlmostEqual(order.amount_refunded, refunded)
    case.assertEqual(_booked_units(order), there.quantities)
    case.assertAlmostEqual(order.amount_booked, _kept(there))
    case.assertEqual(_told_shipments(order), sorted(there.shipments))
    case.assertEqual(_told_pickups(order), there.pickups)
    return there


def _kept(there):
    """What the merchant keeps: an amount that names no item pays what an edit left,
    unless the order is cancelled.
    """
    is_cancelled = there.order["status_id"] == CANCELLED
    return float(there.order["total_inc_tax"]) - sum(
        float(row["total_amount"])
        for row in there.refunds
        if is_cancelled or any(item["item_type"] != "ORDER" for item in row["items"])
    )


def _refunds(there):
    return {
        str(row["id"]): [
            (float(one["amount"]), one["offline"]) for one in row["payments"]
        ]
        for row in there.refunds
    }


def _told_refunds(order):
    return {
        row.external_id: [
            (float(one["amount"]), one["offline"]) for one in row.payments
        ]
        for row in order.refund_ids.filtered(lambda row: row.state == "done")
    }


def _booked_units(order):
    units = Counter()
    lines = (order.pos_order_ids | order.register_order_ids).lines
    for line in lines.filtered(lambda one: one.product_id.type != "service"):
        units[line.product_id.default_code] += line.qty
    return +units


def _left(pickings):
    units = Counter()
    for move in pickings.move_ids.filtered(lambda one: one.state == "done"):
        units[move.product_id.default_code] += move.quantity
    return units


def _told_shipments(order):
    rows = order.shipment_ids.filtered(lambda row: row.state == "done")
    return sorted(
        (
            row.external_id,
            _left(row.picking_id),
            row.picking_id.bigcommerce_tracking or "",
        )
        for row in rows
    )


def _told_pickups(order):
    pickings = order.pos_order_ids.picking_ids.filtered("bigcommerce_preparation")
    return [
        (row.external_id, _left(pickings), set(pickings.mapped("state")) == {"done"})
        for row in order.pickup_ids.filtered(lambda row: row.state == "done")
    ]
