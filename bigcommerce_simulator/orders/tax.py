"""Which tax rates apply (manual tax of the store).

``rates`` maps a tax class id to its rates; an empty table means no tax at all. A
class without an entry is taxed like class 0, BigCommerce's default class.
"""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from .arithmetic import TaxRate

DEFAULT_CLASS = 0
SHIPPING_CLASS = 2
WRAPPING_CLASS = 3
CLASS_NAMES = {
    0: "Default Tax Class",
    1: "Non-Taxable Products",
    2: "Shipping",
    3: "Gift Wrapping",
}


class TaxTable:
    """The tax rates of one store by tax class."""

    def __init__(self):
        self.rates: dict[int, tuple[TaxRate, ...]] = {}

    def set(self, table: dict) -> None:
        """Replace everything: ``{"0": [{"name", "rate"}] | "8.25", …}``, percent."""
        self.rates = {int(key): tax_rates(value) for key, value in table.items()}

    def of(self, tax_class_id: int) -> tuple[TaxRate, ...]:
        """The rates of a tax class."""
        return self.rates.get(tax_class_id, self.rates.get(DEFAULT_CLASS, ()))

    def payload(self) -> dict:
        """The table as :meth:`set` takes it."""
        return {
            str(key): [{"name": tax.name, "rate": str(tax.rate)} for tax in taxes]
            for key, taxes in self.rates.items()
        }


def tax_rates(value) -> tuple[TaxRate, ...]:
    """Rates from a percentage, a list of percentages or of ``{"name", "rate"}``."""
    if value in (None, "", []):
        return ()
    rows: Iterable = value if isinstance(value, (list, tuple)) else [value]
    taxes = []
    for priority, row in enumerate(rows):
        if isinstance(row, TaxRate):
            taxes.append(row)
            continue
        entry = row if isinstance(row, dict) else {"rate": row}
        rate, name = _percentage(entry["rate"]), entry.get("name", "Tax")
        if not isinstance(name, str):
            raise ValueError(f"{name!r} is no name of a tax.")
        if rate:
            taxes.append(TaxRate(rate, name, priority))
    return tuple(taxes)


def _percentage(value) -> Decimal:
    try:
        rate = Decimal(str(value))
    except InvalidOperation:
        raise ValueError(f"{value!r} is no tax rate.") from None
    if not rate.is_finite() or not 0 <= rate < 1000:
        raise ValueError(f"{value!r} is no tax rate in percent.")
    return rate
