"""Sessions are closed as people and the connector close them, and their books agree."""

from .agreement import agree, money_of
from .history import disagreement


def close_web_sessions(case):
    """Close every open session of the web registers.

    :param case: has the connected ``store``
    :raise Disagreement: one stays open, or its entry is not right
    """
    for session in case.env["pos.session"].search(
        [("config_id", "in", case.store.config_ids.ids), ("state", "!=", "closed")]
    ):
        case.store._close_session(session)
        if session.state != "closed":
            raise disagreement("a session stays open", case.store.last_error)
        _compare_entry(session)


def close_register(session, tax):
    """A cashier counts the cash and closes a register that gave something back.

    :param session: pos.session
    :param Decimal tax: that the register gave back, as its receipts say
    :return: whether there was anything to close
    :raise Disagreement: it stays open, or its entry is not right
    """
    if not session.order_ids:
        return False
    session.post_closing_cash_details(session.cash_register_balance_end)
    answer = session.close_session_from_ui()
    if not answer["successful"] or session.state != "closed":
        raise disagreement("the register's session stays open", answer.get("message"))
    _compare_entry(session)
    posted = sum(session.order_ids.mapped("amount_tax"))
    agree(
        "tax of the register",
        money_of(posted, session.currency_id.decimal_places),
        -tax,
    )
    return True


def _compare_entry(session):
    """The closing entry is balanced, and has the tax of its orders."""
    lines = session.move_id.line_ids
    debit, credit = (sum(lines.mapped(side)) for side in ("debit", "credit"))
    places = session.currency_id.decimal_places
    entry_tax = -sum(lines.filtered("tax_line_id").mapped("amount_currency"))
    orders_tax = sum(session.order_ids.mapped("amount_tax"))
    if round(debit - credit, 2) or round(entry_tax - orders_tax, places):
        raise disagreement(
            "closing entry",
            f"debit {debit}, credit {credit}; tax {entry_tax} of {orders_tax}",
        )
