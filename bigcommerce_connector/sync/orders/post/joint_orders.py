"""POS orders of web orders that are posted together: made in one go.

Each goes the way that ``sync_from_ui`` and ``_process_order``
(point_of_sale/models/pos_order.py) have for a new, paid one. Left out is only what
these do around it: looking for an order with the same identity, which is refused
before, and telling the register of each, where one message does.
"""

from ....models.connector_context import as_connector


def make_orders(env, company, vals_list, transfers):
    """Make orders with their lines and payments; they are not paid yet.

    :param list vals_list: of each pos.order, as ``sync_from_ui`` takes them
    :param JointTransfers transfers: where their goods will be gathered
    :return: pos.order, in the same sequence
    """
    PosOrder = as_connector(env["pos.order"].with_company(company), transfers=transfers)
    orders = PosOrder.create(vals_list)
    for order, vals in zip(orders, vals_list, strict=True):
        order._process_payment_lines(vals, order, order.session_id, draft=False)
    for register in orders.config_id:
        register.notify_synchronisation(register.current_session_id.id, 0)
    return orders
