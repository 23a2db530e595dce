"""The lines of a web order's payload: what was paid for each, and which item it is."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from .amounts import amount
from .keys import NAME, SKU, VARIANT

Payload = Mapping[str, Any]

# Between the key of an item and that of the one that it is listed beneath.
_BENEATH = "<"


def order_lines(payload: Payload) -> list[dict[str, Any]]:
    """All line items of an order read with its consignments.

    :param dict payload: an order of ``GET /v2/orders`` with
        ``include=consignments.line_items&consignment_structure=object``
    :rtype: list[dict]
    """
    products = payload.get("products")
    if isinstance(products, list):
        return products
    consignments = payload.get("consignments") or {}
    lines = []
    for kind in ("shipping", "pickups", "downloads"):
        for consignment in consignments.get(kind) or []:
            lines += _line_items(consignment)
    email = consignments.get("email") or {}
    for certificate in email.get("gift_certificates") or []:
        lines += _line_items(certificate)
    return lines


def _line_items(consignment: Payload) -> list[dict[str, Any]]:
    """Its lines; where they were not included, a link (or a list of them) is there."""
    rows = consignment.get("line_items")
    return [row for row in rows if "id" in row] if isinstance(rows, list) else []


def coupon_codes(payload: Payload) -> list[str]:
    """Codes of the coupons that took money off lines; those for shipping are not told.

    :param dict payload: see :func:`order_lines`
    :rtype: list[str]
    """
    discounts = [
        discount
        for line in order_lines(payload)
        for discount in line.get("applied_discounts") or []
    ]
    codes = (str(discount.get("code") or "").strip() for discount in discounts)
    return list(dict.fromkeys(code for code in codes if code))


def is_complete(payload: Payload) -> bool:
    """Whether the listing carried every line: it stops at 50 a consignment.

    A listing may also leave lines out without a word, so quantities are counted
    against ``items_total``. Where it has no line at all, that proves nothing: lines
    whose quantity staff set to 0 are still there.

    :rtype: bool
    """
    return is_counted(payload) and "__warning__" not in str(payload.get("consignments"))


def is_counted(payload: Payload) -> bool:
    """Whether as many units are listed as BigCommerce counts, and any line at all.

    :rtype: bool
    """
    lines = order_lines(payload)
    quantity = sum(int(line.get("quantity") or 0) for line in lines)
    return quantity == int(payload.get("items_total") or 0) and bool(lines)


def line_money(line: Payload) -> tuple[Decimal, Decimal]:
    """What was paid for a line, and the tax in it.

    ``total_tax`` is after a manual discount but before others (its description in the
    Orders v2 file); where it still is the tax of the undiscounted line, it is scaled.
    """
    full, tax = amount(line.get("total_inc_tax")), amount(line.get("total_tax"))
    paid = line.get("discounted_total_inc_tax")
    paid = full if paid in (None, "") else amount(paid)
    is_undiscounted_tax = full - amount(line.get("total_ex_tax")) == tax
    if full and paid != full and is_undiscounted_tax:
        tax = tax * paid / full
    return paid, tax


def line_keys(lines: list[dict[str, Any]]) -> dict[Any, str]:
    """Identity of each line. A child's holds its parent's: line ids may change."""
    by_id = {line["id"]: line for line in lines}

    def key(line: dict[str, Any], seen: tuple[Any, ...] = ()) -> str:
        parent = by_id.get(line.get("parent_order_product_id"))
        own = _own_key(line)
        if parent is None or parent["id"] in seen:
            return own
        return f"{own}{_BENEATH}{key(parent, (*seen, line['id']))}"

    return {line["id"]: key(line) for line in lines}


def _own_key(line: Payload) -> str:
    if line.get("variant_id"):
        what = f"{VARIANT}{line['variant_id']}"
    elif line.get("sku"):
        what = f"{SKU}{line['sku'].lower()}"
    else:
        what = f"{NAME}{line.get('name') or ''}"
    options = sorted(
        f"{option.get('product_option_id') or option.get('option_id')}"
        f"={option.get('value')}"
        for option in line.get("product_options") or []
    )
    return f"{what}[{';'.join(options)}]" if options else what


def is_part_key(key: str) -> bool:
    """Whether a key stands for an item that may be listed beneath another one.

    :rtype: bool
    """
    return _BENEATH in key
