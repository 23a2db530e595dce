"""What may happen besides in a shop that ships, hands over and refunds from Odoo."""

from hypothesis import strategies as st

from .steps import IN_ODOO, Kind, checkouts, settings

_mostly = st.integers(0, 3).map(bool)
_transfers = {"transfer": st.integers(0, 5)}
_faults = {
    "kind": st.sampled_from(("timeout_after", "timeout_before", "503", "500", "429")),
    "method": st.sampled_from(("POST", "PUT", "POST", "GET")),
    "count": st.sampled_from((1, 1, 9)),
    "skip": st.sampled_from((0, 0, 1)),
}

_OF_A_DELIVERY = ("shipping", "handling")


@st.composite
def fulfilled_settings(draw):
    """``all_leave``: whatever waits in the end. What is refunded is for sale again,
    whether it had left or not: by other rules it comes back elsewhere if it had."""
    return {
        **draw(settings()),
        "restock": "always",
        "all_leave": draw(st.booleans()),
    }


@st.composite
def fulfilled_checkouts(draw):
    """Some are collected in the store, without anything for shipping."""
    step = draw(checkouts())
    if draw(st.sampled_from((False, False, True))):
        step = {name: step[name] for name in step if name not in _OF_A_DELIVERY}
        step["pickup"] = True
    return step


FULFILLED = (
    Kind("checkout", 3, fulfilled_checkouts()),
    *IN_ODOO[1:],
    Kind("pack", 8, st.fixed_dictionaries(_transfers), syncs=_mostly),
    Kind(
        "leave",
        20,
        st.fixed_dictionaries(
            {**_transfers, "units": st.sampled_from((None, None, 1, 2))}
        ),
        syncs=_mostly,
    ),
    Kind("tell", 10, st.just({})),
    Kind("faulty_tell", 8, st.fixed_dictionaries(_faults)),
)
