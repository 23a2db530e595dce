"""Amounts that Odoo's tax computation takes as they are."""

from collections.abc import Mapping
from math import copysign
from typing import Any


def tax_data(
    line: Mapping[str, Any], tax_id: int, base: float, tax: float
) -> dict[str, Any]:
    """The ``extra_tax_data`` of a POS order line with one tax, of signed amounts.

    :param dict line: ``currency_id``, ``price_unit``, ``qty`` as Odoo computes with
        them: in an order whose total is negative the quantity is turned
    :param int tax_id: of the line's one tax
    :param float base: what is taxed
    :rtype: dict
    """
    return {
        "currency_id": line["currency_id"],
        "price_unit": line["price_unit"],
        "discount": 0.0,
        "quantity": line["qty"],
        "rate": 1.0,
        "manual_total_excluded_currency": base,
        "manual_total_excluded": base,
        "manual_tax_amounts": {
            str(tax_id): {
                "tax_amount_currency": tax,
                "tax_amount": tax,
                "base_amount_currency": base,
                "base_amount": base,
            }
        },
    }


def forced_tax(
    line: Mapping[str, Any], tax_id: int, base: float, tax: float, is_negative: bool
) -> dict[str, Any]:
    """:func:`tax_data` of a line whose signs are those that its order shows.

    Closing a session computes all taxes anew, and takes these amounts instead as long
    as price and quantity are the line's (account/models/account_tax.py). In an order
    whose total is negative it computes with the quantities turned
    (point_of_sale/models/pos_order.py), so the amounts are turned as well.

    :param dict line: ``currency_id``, ``price_unit``, ``qty`` as the line has them
    :param int tax_id: of the line's one tax
    :param float base: what is taxed, whatever its sign: registers and the connector
        differ
    :param float tax: likewise
    :param bool is_negative: whether the order's total is below zero
    :rtype: dict
    """
    quantity = -line["qty"] if is_negative else line["qty"]
    sign = copysign(1, quantity * line["price_unit"])
    is_opposite = base * tax < 0  # a price went up, and its tax was taken off
    base, tax = sign * abs(base), sign * abs(tax) * (-1 if is_opposite else 1)
    return tax_data({**line, "qty": quantity}, tax_id, base, tax)
