"""Cost of goods of web orders that leave, or come back, after they were sold, where
stock is valued in real time."""


def is_valued_later(picking):
    """Whether the cost of a transfer is to be booked by a session of the web register.

    :param picking: stock.picking
    """
    return (
        picking.state == "done"
        and picking.bigcommerce_order_id
        and picking.pos_order_id.shipping_date
        and picking.company_id.inventory_valuation == "real_time"
    )


def is_booked_by_invoice(order):
    """Whether the invoice of an order books what its goods cost: one that was made
    after the order's session was closed takes back all that sessions book.

    :param order: pos.order
    """
    invoice, session = order.account_move, order.session_id
    return invoice and (
        session.state != "closed" or invoice.create_date < session.stop_at
    )
