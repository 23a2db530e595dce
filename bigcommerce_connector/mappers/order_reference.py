"""The number of a web order, as receipts, e-mails and people write it."""

import re

# In front of the number on everything that the Point of Sale prints.
PREFIX = "BC-"
# "105", "#105", "BC-105", and "105/2": the second transaction of an order.
_REFERENCE = re.compile(r"(?:bc-|#)?\s*(\d+)(?:/\d+)?", re.ASCII | re.IGNORECASE)


def reference_number(text: str) -> str | None:
    """The number on BigCommerce, or None where the text is no order's reference.

    :rtype: str | None
    """
    match = _REFERENCE.fullmatch(text.strip())
    return match[1] if match else None
