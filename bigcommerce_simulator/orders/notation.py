"""How amounts and moments are written in answers."""

from datetime import datetime, timezone
from decimal import Decimal
from email.utils import format_datetime

from .arithmetic import rounded, stored

EXCHANGE_RATE = Decimal("0.0000000001")


class Notation:
    """Writes order amounts the way the switch ``order_amounts`` says."""

    def __init__(self, store):
        self._style = store.switches.order_amounts

    def __call__(self, amount: Decimal) -> str:
        """``amount`` as a text: ``"12.3400"``, ``"12.34"`` or ``"12.34"``/``"12"``."""
        if self._style == "4":
            return str(stored(amount))
        if self._style == "2":
            return str(rounded(stored(amount), 2))
        return format(stored(amount).normalize(), "f")


def number(amount: Decimal) -> int | float:
    """``amount`` as a JSON number, as consignments and refunds have it."""
    value = stored(amount)
    return int(value) if value == value.to_integral_value() else float(value)


def rfc_2822(moment: datetime | None) -> str:
    """Order dates: ``Tue, 05 Mar 2019 21:40:11 +0000``; empty when there is none."""
    if moment is None:
        return ""
    return format_datetime(moment.astimezone(timezone.utc).replace(microsecond=0))


def rfc_3339(moment: datetime) -> str:
    """Refund and transaction dates: ``2022-06-16T16:44:15+00:00``."""
    return moment.astimezone(timezone.utc).isoformat(timespec="seconds")
