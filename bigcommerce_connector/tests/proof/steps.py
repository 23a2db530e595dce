"""What may happen to web orders: one strategy per kind of step, for every machine.

Money is in the smallest units of the order's currency, shares are percentages. Values
come in the order in which they get plainer: hypothesis shortens towards the first.
"""

from dataclasses import dataclass

from hypothesis import strategies as st

CURRENCIES = ("USD",) * 7 + ("JPY", "KWD")
TAXES = (None, "8.25", "10", "7.7", "19", ["6", "2.5"])
PRICES = (1000, 0, 1, 99, 333, 750, 999, 1995, 2000, 12345)
ITEMS = ("SHIRT", "MUG", "PEN", "EBOOK", "Engraving", "Certificate")
STATUSES = (5, 5, 5, 6, 6, 11, 11, 11, 9, 10, 10, 7, 12, 13, 1, 2, 4, 14)
PAYMENTS = ("card",) * 6 + ("authorized",) * 2 + ("offline", "unpaid", "on_delivery")
FAULTS = ("500", "502", "503", "429", "429_bare", "423", "403", "timeout_before")
FAULTS += ("timeout_after", "cut", "malformed")
PATHS = ("*", "/v2/orders*", "/v3/orders/payment_actions/*", "/v3/orders/*")
WEBHOOKS = ("once", "once", "lost", "doubled", "late")

_percent = st.integers(0, 99)
_number = st.integers(0, 5)
_tax = st.sampled_from(TAXES)
_share = st.sampled_from((100, 50, 33, 10, 1))
_price = st.one_of(*[st.sampled_from(PRICES)] * 2, st.integers(1, 20000))


@dataclass(frozen=True)
class Kind:
    """A kind of step: how often it comes beside the others, and what it may be.

    ``syncs`` says how often the connector looks right before it, so that it meets what
    was posted already: lives without any other syncs are many.
    """

    name: str
    weight: int
    steps: st.SearchStrategy
    syncs: st.SearchStrategy = st.integers(0, 3).map(lambda number: number == 3)


def _is_last(number):
    """Of a few numbers the greatest: seldom."""
    return number == 5


def _sometimes(draw, step, percent, name, values):
    """Add an argument to a step, in so many percent of all."""
    if draw(_percent) >= 100 - percent:
        step[name] = draw(values)


# === STORE === #


@st.composite
def settings(draw):
    """The settings of a store, BigCommerce's and ours."""
    truth = st.booleans()

    def one(*values):
        return draw(st.sampled_from(values))

    return {
        "inclusive": draw(truth),
        "tax": draw(_tax),
        "restock": one("always", "always", "unshipped", "never"),
        "inventory": {
            "update_stock_behavior": one("order_placed", "order_completed_or_shipped"),
            "edit_order_stock_adjustment": draw(truth),
            "refund_order_stock_adjustment": draw(truth),
        },
        "switches": {
            "panel_edit_renews_line_ids": draw(truth),
            "declined_refund_restores_quantity": draw(truth),
            "order_tax_rounding": one("unit", "line"),
            "order_line_tax": one("before_discount", "after_discount"),
            "order_amounts": one("4", "short"),
            "refund_touches_order": one(True, True, False),
            "refund_changes_status": one(True, True, False),
            "shipment_touches_order": one(True, True, False),
            "shipment_changes_status": one(True, True, False),
            "subtotal_includes_fees": one(False, False, True),
            "consignment_line_items": one(*("complete",) * 4, "empty"),
            "consignment_line_limit": one(50, 50, 2),
        },
        "one_by_one": draw(truth),
    }


# === CHECKOUT === #


@st.composite
def checkouts(draw):
    """A shopper orders."""
    count = draw(st.sampled_from((1, 1, 2, 2, 3, 4)))
    step = {
        "currency": draw(st.sampled_from(CURRENCIES)),
        "lines": [draw(_lines(is_first=not place)) for place in range(count)],
        "payment": draw(st.sampled_from(PAYMENTS)),
    }
    _sometimes(draw, step, 60, "shipping", _price)
    _sometimes(draw, step, 25, "handling", _price)
    _sometimes(draw, step, 20, "discount", _share)
    _sometimes(draw, step, 20, "coupon", _coupons)
    _sometimes(draw, step, 25, "fees", _fees())
    _sometimes(draw, step, 15, "credit", _share)
    _sometimes(draw, step, 15, "certificate", _share)
    _sometimes(draw, step, 5, "exempt", st.just(True))
    _sometimes(draw, step, 30, "account", st.just(True))
    _sometimes(draw, step, 10, "tax", _tax)
    return step


_coupons = st.fixed_dictionaries(
    {"type": st.integers(0, 4), "amount": st.sampled_from((10, 1, 5, 33))}
)


@st.composite
def _lines(draw, is_first=True):
    line = {
        "item": draw(st.sampled_from(ITEMS[:3] * 3 + ITEMS)),
        "units": draw(st.sampled_from((1, 1, 2, 3, 3, 7))),
        "price": draw(_price),
    }
    _sometimes(draw, line, 20, "less", _share)
    _sometimes(draw, line, 25, "option", st.sampled_from(("red", "blue")))
    _sometimes(draw, line, 5, "tax", _tax)
    if not is_first:
        _sometimes(draw, line, 10, "parent", st.just(0))
    return line


@st.composite
def _fees(draw):
    return [
        {
            "name": name,
            "cost": draw(_price),
            "tax": draw(st.sampled_from((0, 0, 7, 30))),
        }
        for name in ("Rush", "Gift box")[: draw(st.integers(0, 2))]
    ]


# === EDITS === #


@st.composite
def _edits_by_api(draw):
    step = {"order": draw(_number), "rows": draw(_rows(("units", "price")))}
    _sometimes(draw, step, 25, "add", _added)
    _sometimes(draw, step, 10, "shipping", _price)
    _sometimes(draw, step, 10, "discount", _share)
    _sometimes(draw, step, 10, "fees", _fees())
    _sometimes(draw, step, 5, "total", st.tuples(_price, _share).map(list))
    _sometimes(draw, step, 5, "wrapping", st.tuples(_price, _share).map(list))
    _sometimes(draw, step, 10, "status", st.sampled_from(STATUSES))
    return step


@st.composite
def _edits_in_panel(draw):
    step = {"order": draw(_number), "rows": draw(_rows(("units", "price", "less")))}
    _sometimes(draw, step, 30, "remove", st.tuples(_number).map(list))
    _sometimes(draw, step, 25, "add", _added)
    _sometimes(draw, step, 10, "shipping", _price)
    _sometimes(draw, step, 10, "discount", _share)
    _sometimes(draw, step, 10, "fees", _fees())
    return step


_added = _lines().map(lambda line: [line])


@st.composite
def _rows(draw, names):
    values = {
        "units": st.sampled_from((0, 1, 2, 3, 4, 8)),
        "price": _price,
        "less": _share,
    }
    rows = []
    for _ in range(draw(st.sampled_from((0, 1, 1, 2)))):
        name = draw(st.sampled_from(("units", "units", *names)))
        rows.append({"line": draw(st.integers(0, 3)), name: draw(values[name])})
    return rows


# === REFUNDS, REGISTERS === #


@st.composite
def _refunds(draw):
    step = {"order": draw(_number)}
    _sometimes(draw, step, 75, "lines", _refunded_lines())
    _sometimes(draw, step, 25, "shipping", _share)
    _sometimes(draw, step, 20, "handling", _share)
    _sometimes(draw, step, 25, "fee", _share)
    _sometimes(draw, step, 20, "goodwill", _share)
    _sometimes(draw, step, 8, "tax", _share)
    _sometimes(draw, step, 8, "declined", st.just(True))
    _sometimes(draw, step, 25, "to_credit", _share)
    return step


@st.composite
def _refunded_lines(draw):
    count = draw(st.sampled_from((1, 1, 2)))
    units = st.sampled_from((1, 1, 2, 9))
    return [[draw(st.integers(0, 3)), draw(units)] for _ in range(count)]


@st.composite
def _register(draw):
    step = {"order": draw(_number), "rows": []}
    for _ in range(draw(st.sampled_from((1, 1, 2, 3)))):
        row = {"line": draw(_number), "units": draw(st.sampled_from((1, 1, 2)))}
        _sometimes(draw, row, 15, "share", _share)
        step["rows"].append(row)
    _sometimes(draw, step, 25, "second_method", _share)
    _sometimes(draw, step, 15, "other_client", st.just(True))
    return step


# === KINDS === #


def _of_order(**arguments):
    return st.fixed_dictionaries({"order": _number, **arguments})


WEB = (
    Kind("checkout", 3, checkouts()),
    Kind("edit_by_api", 6, _edits_by_api()),
    Kind("edit_in_panel", 6, _edits_in_panel()),
    Kind("refund", 6, _refunds()),
    Kind(
        "settle",
        3,
        _of_order(
            line=st.integers(0, 3),
            units=st.sampled_from((1, 1, 2)),
            goods=st.booleans(),
        ),
    ),
    Kind("decline", 1, _of_order()),
    Kind("status", 4, _of_order(status=st.sampled_from(STATUSES))),
    Kind(
        "payment",
        3,
        _of_order(status=st.sampled_from(("captured", "captured", "void"))),
    ),
    Kind("ship", 3, _of_order(units=st.tuples(*[st.integers(0, 3)] * 3).map(list))),
    Kind("pay", 3, _of_order(amount=_price, too_much=st.integers(0, 5).map(_is_last))),
    Kind("give_back", 6, _of_order(share=_share)),
    Kind("more", 3, _of_order(line=st.integers(0, 3), units=st.integers(1, 2))),
    Kind(
        "replace",
        2,
        _of_order(
            line=st.integers(0, 3),
            units=st.sampled_from((1, 1, 2)),
            delete=st.integers(0, 3).map(bool),
        ),
    ),
)
_mostly = st.integers(0, 3).map(bool)
_records = _of_order(group=st.integers(0, 3), by_item=st.integers(0, 2).map(bool))
_waits = st.fixed_dictionaries({"seconds": st.sampled_from((1, 60, 290, 301, 7200))})
SYNCS_AND_REGISTERS = (
    Kind("sync", 4, st.just({})),
    # A cashier finds only what was posted.
    Kind("register", 6, _register(), syncs=_mostly),
)
# What registers gave back is recorded on the web once Odoo shows it.
RECORD = Kind("record", 3, _records, syncs=_mostly)


@st.composite
def _with_webhook(draw, steps):
    step = draw(steps)
    return {**step, "webhook": draw(st.sampled_from(WEBHOOKS))}


ON_PAPER = (*WEB, *SYNCS_AND_REGISTERS, RECORD, Kind("wait", 1, _waits))
IN_ODOO = (
    WEB[0],
    *(Kind(kind.name, kind.weight, _with_webhook(kind.steps)) for kind in WEB[1:]),
    *SYNCS_AND_REGISTERS,
    Kind("record", RECORD.weight, _with_webhook(RECORD.steps), syncs=_mostly),
    Kind("archive", 1, _with_webhook(_of_order())),
    Kind("skip", 4, _of_order(goods_leave=st.booleans()), syncs=_mostly),
    Kind("recover", 6, _of_order()),
    Kind("close_sessions", 2, st.just({})),
    Kind("check_again", 2, _of_order()),
    Kind(
        "faulty_sync",
        2,
        st.fixed_dictionaries(
            {
                "kind": st.sampled_from(FAULTS),
                "path": st.sampled_from(PATHS),
                "count": st.sampled_from((1, 1, 2, 9)),
                "skip": st.sampled_from((0, 0, 1, 2)),
            }
        ),
    ),
    Kind("wait", 2, _waits),
)
