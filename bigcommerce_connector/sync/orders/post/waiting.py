"""Web orders whose goods wait until they are shipped or handed over.

The owner's choice. Such a sale is posted as Odoo's *Ship Later*: the warehouse gets a
transfer by its own routes, with the goods reserved (``_create_order_picking``,
point_of_sale/models/pos_order.py). What is given back before it left is called off
there (``models/waiting_goods.py``).
"""

from collections import defaultdict

from odoo import fields

from ....mappers.keys import is_item_key
from ....models.order_problem import OrderProblem
from ....models.short_goods import missing_by_move
from ....settlement.status_policy import GOODS_LEFT, claims_refund

SHIPPED = "shipped"


def is_waiting(order, web):
    """Whether goods that are sold for an order now are still to be shipped.

    What BigCommerce shows as shipped has left. So has all of an order that staff had
    completed before it could be posted; and of one that is first seen when money was
    given back: that status hides whether it was shipped. Of one that is taken over for
    its money nothing moves.

    :param order: ``bigcommerce.order``
    :param WebOrder web: as BigCommerce returns it
    :rtype: bool
    """
    if order.store_id.goods_leave != SHIPPED or not order.moves_stock:
        return False
    is_hidden = claims_refund(web.status_id) and not order.awaits_goods
    is_over = web.status_id in GOODS_LEFT or is_hidden
    if is_over and not order.pos_order_ids:
        return False
    goods = [item for item in web.items.values() if item.type == "physical"]
    return any(item.quantity_shipped < item.quantity for item in goods)


def shipping_date(order, transaction, web, partner):
    """The day that makes Odoo ship a transaction later.

    :param order: ``bigcommerce.order``
    :param Transaction transaction: to be posted
    :param WebOrder web: as BigCommerce returns it
    :param partner: res.partner that it is posted under
    :return: a date; False: its goods leave, or come back, at once
    :raise OrderProblem: nobody is known that they could be shipped to
    """
    sold = (move for move in transaction.moves if move.quantity > 0)
    if not any(is_item_key(move.key) for move in sold) or not is_waiting(order, web):
        return False
    if not partner:
        raise OrderProblem(
            order.env._(
                "Its goods wait to be shipped, and no contact is known that they "
                "could be shipped to. Choose Create a contact for Guest Checkouts on "
                "the store's page, and enter an email address in the order on "
                "BigCommerce if it has none; then check again."
            ),
            "no_contact",
        )
    return fields.Date.context_today(order)


def find_unreserved(orders):
    """Units that wait to be shipped and that stock does not have.

    :param orders: pos.order
    :return: quantity by ``product.product``
    :rtype: dict
    """
    moves = orders.filtered("shipping_date").picking_ids.move_ids
    short = defaultdict(float)
    for move, missing in missing_by_move(moves).items():
        short[move.product_id] += missing
    return short
