"""What the checker of overselling says of journals that were made by hand."""

import pytest

from tests.system.overselling.checker import (
    not_pulled_first,
    oversold,
    unexplained,
)
from tests.system.overselling.journal import Change, Journal, Push
from tests.system.overselling.record import pushes, web_changes


def till(units, at, item="MUG", who="cashier 1", location=1):
    return Change(who, item, location, units, at - 0.1, at)


def web(number, units, at, item="MUG"):
    return Change(f"web order {number}", item, 1, units, at, at, number)


def push(pulled, landed, quantity, item="MUG", location=1):
    return Push(pulled, landed, landed + 0.2, {(item, location): quantity})


def journal(*rows, **stock):
    """The goods (MUG: 3 unless told) and what happened."""
    return Journal(
        {(item, 1): units for item, units in (stock or {"MUG": 3}).items()},
        {"SET": {"MUG": 2, "SPOON": 1}},
        [row for row in rows if isinstance(row, Change)],
        [row for row in rows if isinstance(row, Push)],
    )


def short(life):
    return [(one.order.order, one.part, one.short) for one in oversold(life)]


# === NO ONE IS TO BLAME === #


def test_what_is_there_may_be_sold():
    life = journal(till(-1, 5), push(6, 7, 2), web(1, -2, 8), till(1, 9), web(2, -1, 9))
    assert short(life) == []


@pytest.mark.parametrize(
    "rows",
    [
        # A cashier sold after the last pull, and no push tells of it yet.
        [push(1, 2, 3), till(-1, 5), web(1, -3, 6), push(7, 8, 0)],
        [push(1, 2, 3), till(-1, 5), web(1, -3, 6)],
        [till(-1, 5), web(1, -3, 6)],
        # Between the pull and the landing: the number may or may not have it.
        [push(4, 6, 3), till(-1, 5), web(1, -3, 7)],
        # The push overwrote what BigCommerce had counted for another order.
        [push(4, 6, 3), web(1, -1, 5), web(2, -3, 7)],
        # Staff counts less, or moves goods elsewhere.
        [push(1, 2, 3), till(-2, 5, who="staff: scrap"), web(1, -2, 6)],
    ],
)
def test_what_left_since_the_last_pull_is_an_excuse(rows):
    life = journal(*rows)
    assert len(short(life)) == 1
    assert unexplained(life) == []


def test_goods_count_as_early_and_as_late_as_they_may():
    """A receipt that is being committed, and a sale that is, give no blame."""
    receipt = Change("staff: receipt", "MUG", 1, 2, 5, 9)
    sale = Change("cashier 1", "MUG", 1, -2, 4, 9)
    life = journal(receipt, sale, web(1, -5, 6))
    assert short(life) == []


# === SOMEBODY IS === #


@pytest.mark.parametrize(
    "rows",
    [
        # The sale was before the last pull: the push should have told.
        [till(-1, 4), push(5, 6, 3), web(1, -3, 7)],
        # Only one of two left since.
        [till(-1, 3), push(4, 5, 3), till(-1, 6), web(1, -3, 7)],
        # What BigCommerce counted itself after the landing is no excuse.
        [push(4, 5, 3), web(1, -2, 6), web(2, -2, 7)],
        # Nor what came before the pull.
        [web(1, -1, 3), push(4, 5, 3), web(2, -3, 7)],
        # A sale at another location has nothing to do with it.
        [push(1, 2, 3), till(-1, 5, location=2), web(1, -4, 6)],
        # Nor a push of something else.
        [till(-1, 3), push(4, 5, 3), push(5.5, 6, 9, "SPOON"), web(1, -3, 7)],
        # Nothing was there from the beginning.
        [web(1, -4, 3)],
    ],
)
def test_everything_else_is_none(rows):
    assert len(unexplained(journal(*rows))) == 1


def test_the_sentence_names_order_item_and_times():
    life = journal(till(-1, 4), push(5, 6, 3), web(17, -3, 7.5), push(8, 9, 0))
    [sentence] = unexplained(life)
    assert sentence == (
        "web order 17 took 3 MUG at location 1 at 7.50 s: 1 MUG had been sold already,"
        " but only 0 left between the last order pull (5.00 s) and the push"
        " acknowledged (9.20 s); its last push landed at 6.00 s."
        " Before: cashier 1, -1 MUG at 4.00 s"
    )


# === KITS === #


def test_a_kit_takes_its_goods():
    life = journal(till(-1, 4, "SET"), push(5, 6, 2), web(1, -2, 7), MUG=3, SPOON=5)
    assert short(life) == [(1, "MUG", 1)]
    assert len(unexplained(life)) == 1


def test_bigcommerce_does_not_know_that_a_kit_shares_goods():
    rows = [push(1, 2, 3), push(1, 2, 1, "SET"), web(1, -1, 5, "SET"), web(2, -3, 6)]
    life = journal(*rows, MUG=3, SPOON=5)
    assert short(life) == [(2, "MUG", 2)]
    assert unexplained(life) == []
    late = journal(*rows[:3], push(6, 7, 3), web(2, -3, 8), MUG=3, SPOON=5)
    assert len(unexplained(late)) == 1


def test_levels_at_the_end():
    life = journal(
        till(-1, 4, "SET"),
        web(1, -2, 5),
        till(-1, 6, "SPOON"),
        Change("staff: receipt", "MUG", 2, 5, 6, 7),
        MUG=8,
        SPOON=3,
    )
    assert life.levels_at_end(["MUG", "SPOON", "SET"], [1, 2]) == {
        ("MUG", 1): 4, ("SPOON", 1): 1, ("SET", 1): 1,
        ("MUG", 2): 5, ("SPOON", 2): 0, ("SET", 2): 0,
    }  # fmt: skip


# === HOW IT CAME === #


def test_a_push_without_a_pull_is_named():
    assert not_pulled_first(journal(push(1, 2, 3), push(3, 4, 2))) == []
    [sentence] = not_pulled_first(journal(push(1, 2, 3), push(1, 4, 2)))
    assert sentence.startswith("The push at 4.00 s read no orders first")


# === FROM THE SIMULATOR === #

NAMES = {("variant_id", 7): "MUG", ("product_id", 3): "MUG"}


def at(seconds):
    return f"2026-01-05T09:00:{seconds:02}.500000+00:00"


def exchange(method, path, carried_out, answered=None, status=200, query="", body=""):
    return {
        "method": method,
        "path": f"/stores/abc{path}",
        "query": query,
        "status": status,
        "carried_out": carried_out and at(carried_out),
        "answered": at(answered or carried_out or 0),
        "request_body": body,
    }


def test_pushes_are_read_from_exchanges():
    put = ("PUT", "/v3/inventory/adjustments/absolute")
    body = (
        '{"items": [{"location_id": 1, "product_id": 3, "quantity": 4},'
        ' {"location_id": 1, "variant_id": 99, "quantity": 1}]}'
    )
    since = "min_date_modified=2026"
    rows = [
        exchange("GET", "/v2/orders", 1, query=since),
        exchange("GET", "/v2/orders", 2, query="min_id=5&max_id=5"),
        exchange("GET", "/v2/orders", 3, status=500, query=since),
        exchange("GET", "/v2/orders", None, status=503, query=since),
        exchange(*put, 4, 6, body=body),
        exchange(*put, 7, 8, status=422, body=body),
        exchange("GET", "/v2/orders", 9, status=204, query=since),
        exchange(*put, 11, 12, status=None, body=body),  # carried out, not answered
    ]
    first, second = pushes(rows, NAMES)
    assert first.levels == {("MUG", 1): 4}
    assert [first.landed - first.pulled, first.acknowledged - first.landed] == [3, 2]
    assert second.landed - second.pulled == 2


def test_web_orders_are_read_from_movements():
    movement = {"at": at(1), "location_id": 1, "reason": "order 101"}
    rows = [
        {**movement, "variant_id": 7, "delta": -2},
        {**movement, "variant_id": 8, "delta": -1},
    ]
    [change] = web_changes(rows, NAMES)
    assert (change.order, change.who) == (101, "web order 101")
    assert (change.item, change.units, change.location) == ("MUG", -2, 1)
