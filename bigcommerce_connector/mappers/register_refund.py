"""What a register gave back of a web order, as a refund on BigCommerce names it.

Source: BigCommerce, orders.v3.yml (``QuantityBoundItem``, ``AmountBoundItem``,
``FeeItem``): goods go by units of a line, shipping and handling by an amount of an
address, a fee by an amount of its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .amounts import ZERO, amount
from .keys import HANDLING, SHIPPING, is_fee_key, is_item_key
from .order import fee_ids
from .order_lines import Payload, line_keys, line_money, order_lines
from .refunds import Refunds


@dataclass(frozen=True)
class GivenBack:
    """What a register gave back for one line of a sale; both are positive.

    ``key``: what the line stands for on the web order. ``inc_tax``: tax included.
    """

    key: str
    units: Decimal
    inc_tax: Decimal


def refund_items(
    payload: Payload, refunds: Refunds, given: Iterable[GivenBack]
) -> tuple[list[dict[str, Any]], list[str]]:
    """The items of a refund of what was given back.

    :param dict payload: an order with all its lines
    :param Refunds refunds: of the order
    :return: the items as they are kept; keys of what BigCommerce has no single line,
        address or fee for, or no whole units
    :rtype: tuple[list[dict], list[str]]
    """
    lines = _Lines(payload, refunds)
    items: dict[tuple[str, int], dict[str, Any]] = {}
    left = []
    for one in given:
        if is_item_key(one.key):
            rows = lines.take(one)
        else:
            rows = [row] if (row := _charge(payload, one)) else []
        if not rows:
            left.append(one.key)
        for row in rows:
            known = items.setdefault((row["item_type"], row["item_id"]), row)
            if known is not row:
                _add(known, row)
    return list(items.values()), left


class _Lines:
    """The units of an order's lines that can still be refunded."""

    def __init__(self, payload: Payload, refunds: Refunds) -> None:
        self._lines = order_lines(payload)
        self._keys = line_keys(self._lines)
        self._left: dict[int, Decimal] = {}
        for line in self._lines:
            back, _declined = refunds.units.get(str(line["id"]), (ZERO, ZERO))
            back = max(back, amount(line.get("quantity_refunded")))
            self._left[line["id"]] = amount(line.get("quantity")) - back

    def take(self, given: GivenBack) -> list[dict[str, Any]]:
        """Lines of that item, those of the same price first; none: not all is left."""
        units = given.units
        taken: dict[int, Decimal] = {}
        if units % 1 or units <= 0:
            return []
        price = given.inc_tax / units
        alike = [row for row in self._lines if self._keys[row["id"]] == given.key]
        for line in sorted(alike, key=lambda row: abs(_price(row) - price)):
            part = min(units, self._left[line["id"]])
            if part > 0:
                taken[line["id"]] = part
                units -= part
        if units:
            return []
        for line_id, part in taken.items():
            self._left[line_id] -= part
        return [
            {"item_type": "PRODUCT", "item_id": line_id, "quantity": int(part)}
            for line_id, part in taken.items()
        ]


def _price(line: Mapping[str, Any]) -> Decimal:
    units = amount(line.get("quantity"))
    return line_money(line)[0] / units if units else ZERO


def _charge(payload: Payload, given: GivenBack) -> dict[str, Any] | None:
    """None: it is no charge of BigCommerce's, or of several at once."""
    if given.key in (SHIPPING, HANDLING):
        kind, ids = given.key.upper(), _address_ids(payload)
    elif is_fee_key(given.key):
        kind, ids = "FEE", fee_ids(payload, given.key)
    else:
        return None
    if len(ids) != 1 or given.inc_tax <= 0:
        return None
    return {"item_type": kind, "item_id": ids[0], "amount": str(given.inc_tax)}


def _address_ids(payload: Payload) -> list[int]:
    consignments = payload.get("consignments") or {}
    return [int(row["id"]) for row in consignments.get("shipping") or []]


def _add(known: dict[str, Any], row: Mapping[str, Any]) -> None:
    if "quantity" in row:
        known["quantity"] += row["quantity"]
    else:
        known["amount"] = str(amount(known["amount"]) + amount(row["amount"]))
