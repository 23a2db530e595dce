"""What BigCommerce says that makes no sense: a code and plain values, no sentence.

Mappers know no language; ``sync.orders.problems`` has the sentence of each code.
"""

from typing import Any

AMOUNT = "amount"
CURRENCY = "currency"
DATE = "date"
LINES = "lines"
REFUND = "refund"
REFUND_AMOUNT = "refund_amount"
REFUND_NUMBER = "refund_number"
STATUS = "status"
TRANSACTION = "transaction"

# The names of the values that each code carries.
CODES = {
    AMOUNT: ("value",),
    CURRENCY: ("value",),
    DATE: ("value",),
    LINES: ("most",),
    REFUND: ("number",),
    REFUND_AMOUNT: ("number", "value"),
    REFUND_NUMBER: (),
    STATUS: ("value",),
    TRANSACTION: ("value",),
}


class UnreadablePayload(ValueError):
    """Something in an answer of BigCommerce cannot be read.

    :param str code: a key of :data:`CODES`
    :param values: those of the code: ``value`` as it stands in the payload, ``number``
        BigCommerce's number of the refund, ``most`` how many are read
    """

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = {name: values[name] for name in CODES[code]}

    def __str__(self) -> str:
        told = ", ".join(f"{name} {value!r}" for name, value in self.values.items())
        return f"BigCommerce's {self.code} cannot be read ({told})"
