"""Why a web order needs a person: causes by which people find its like."""

from odoo.exceptions import UserError

from ..mappers.unreadable import CURRENCY, UnreadablePayload

ORDER_PROBLEMS = [
    ("no_product", "No product matches an item"),
    ("shared_sku", "Several products share a SKU"),
    ("books_locked", "Books are locked"),
    ("accounting", "Accounting is not set up"),
    ("payment_method", "Payment method cannot be used"),
    ("unreadable", "Data of BigCommerce cannot be read"),
    ("not_returned", "BigCommerce does not return it"),
    ("unproven_refund", "Marked as refunded, but no refund"),
    ("over_refunded", "Refunded too much at registers"),
    ("total_differs", "Total would differ"),
    ("goods_stuck", "Goods cannot be moved"),
    ("no_contact", "No contact to ship to"),
    ("stranger", "Its identity is taken by another sale"),
    ("refused", "Refused by Odoo"),
    ("unexpected", "Unexpected error"),
]


class OrderProblem(UserError):
    """What keeps an order from being posted; the text is cause and remedy."""

    def __init__(self, message, code):
        """:param str code: of ``ORDER_PROBLEMS``"""
        super().__init__(message)
        self.code = code


def code_of(error):
    """:param Exception error: of ours, of the mappers, of Odoo or of another addon
    :return: one of ``ORDER_PROBLEMS``
    :rtype: str
    """
    if isinstance(error, OrderProblem):
        return error.code
    if isinstance(error, UnreadablePayload):
        return "accounting" if error.code == CURRENCY else "unreadable"
    return "refused"
