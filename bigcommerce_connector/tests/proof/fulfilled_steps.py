"""What may happen besides in a shop that ships, hands over and refunds from Odoo."""

from hypothesis import strategies as st

from .oracle import MAIN
from .steps import IN_ODOO, WEBHOOKS, Kind, checkouts, settings

_mostly = st.sampled_from((True, True, True, False))
_transfers = {"transfer": st.integers(0, 5)}
_units = st.sampled_from((None, None, 1, 2))
_orders = {"order": st.integers(0, 5)}
_tenders = {"tender": st.integers(0, 2)}
_items = {"line": st.integers(0, 3), "units": st.sampled_from((1, 1, 2))}
_faults = {
    "kind": st.sampled_from(("timeout_after", "timeout_before", "503", "500", "429")),
    "method": st.sampled_from(("POST", "PUT", "POST", "GET")),
    "count": st.sampled_from((1, 1, 9)),
    "skip": st.sampled_from((0, 0, 1)),
}

# BigCommerce's second location.
OUTLET = 2
_SOME = ("part", "part", "nothing")
_OF_A_DELIVERY = ("shipping", "handling")


@st.composite
def fulfilled_settings(draw):
    """``all_leave``: whatever waits in the end. What is refunded is for sale again,
    whether it had left or not: by other rules it comes back elsewhere if it had."""
    return {
        **draw(settings()),
        "restock": "always",
        "all_leave": draw(st.booleans()),
        "record": draw(st.sampled_from(("always", "ask"))),
        "remote": draw(st.sampled_from((None, "note", "validate"))),
    }


@st.composite
def fulfilled_checkouts(draw):
    """Some are collected in the store, without anything for shipping; some go to two
    addresses."""
    step = draw(checkouts())
    if draw(st.sampled_from((True, True, False))):
        step["payment"] = "card"  # what is not paid does not wait to leave
    way = draw(st.sampled_from((None, None, "pickup", "pickup", "apart")))
    if way == "pickup":
        step = {name: step[name] for name in step if name not in _OF_A_DELIVERY}
        step["pickup"] = draw(st.sampled_from((MAIN, OUTLET)))
    elif way:
        step[way] = True
    return step


@st.composite
def _registers(draw, kind):
    """Where cashiers are asked, some want it recorded."""
    step = draw(kind.steps)
    if draw(st.booleans()):
        step["recorded"] = True
    return step


def _kind(kind):
    if kind.name != "register":
        return kind
    return Kind(kind.name, kind.weight, _registers(kind), syncs=kind.syncs)


_WAREHOUSE = (
    Kind("pack", 8, st.fixed_dictionaries(_transfers), syncs=_mostly),
    Kind(
        "leave",
        20,
        st.fixed_dictionaries(
            {**_transfers, "units": _units},
            optional={"dropped": st.sampled_from((True,))},
        ),
        syncs=_mostly,
    ),
    Kind("hand_over", 6, st.fixed_dictionaries(_transfers), syncs=_mostly),
    Kind("drop", 2, st.fixed_dictionaries(_transfers), syncs=_mostly),
    Kind("take_back", 10, st.fixed_dictionaries({**_transfers, "units": _units})),
    Kind("send_again", 5, st.fixed_dictionaries({**_transfers, "units": _units})),
)
_OFFICE = (
    Kind(
        "refund_edit", 8, st.fixed_dictionaries({**_orders, **_tenders}), syncs=_mostly
    ),
    Kind(
        "refund_items",
        5,
        st.fixed_dictionaries({**_orders, **_tenders, **_items}),
        syncs=_mostly,
    ),
    Kind(
        "cancel",
        3,
        st.fixed_dictionaries(
            {
                **_orders,
                **_tenders,
                "gives_back": st.sampled_from(("all", "all", *_SOME)),
                "part": st.sampled_from((0.1, 0.5, 0.9)),
                "rest": st.sampled_from(("kept", "owed")),
            }
        ),
        syncs=_mostly,
    ),
    Kind(
        "pay_back",
        5,
        st.fixed_dictionaries({**_orders, **_tenders, **_items}),
        syncs=_mostly,
    ),
)
_BIGCOMMERCE = (
    Kind(
        "unship",
        4,
        st.fixed_dictionaries(
            {
                **_orders,
                "shipment": st.integers(0, 3),
                "webhook": st.sampled_from(WEBHOOKS),
            }
        ),
    ),
    Kind("send_refused", 3, st.just({})),
    Kind("tell", 10, st.just({})),
    Kind("faulty_tell", 8, st.fixed_dictionaries(_faults)),
)
FULFILLED = (
    Kind("checkout", 3, fulfilled_checkouts()),
    *map(_kind, IN_ODOO[1:]),
    *_WAREHOUSE,
    *_OFFICE,
    *_BIGCOMMERCE,
)


@st.composite
def openings(draw):
    """How a life goes on after its first checkout: by chance alone few would have goods
    that left, or money that an edit left, for others to go on with.

    :return: steps, each a name and its arguments
    """
    way = draw(st.sampled_from(("", "seen", *("left",) * 4, *("cut",) * 2)))
    steps = []
    if way == "cut":
        rows = [{"line": 0, "units": draw(st.sampled_from((1, 0)))}]
        cut = {"order": 0, "rows": rows, "webhook": "once"}
        steps += [["sync", {}], ["edit_by_api", cut], ["sync", {}]]
        if draw(st.booleans()):
            steps += [["refund_edit", {"order": 0, "tender": 0}]]
    elif way:
        steps += [["sync", {}]]
    if way == "left":
        units = draw(_units)
        steps += [["leave", {"transfer": 0, "units": units}]]
        if draw(st.booleans()):
            steps += [["tell", {}]]
    return steps
