"""An order that is called off by mistake, after a register gave something back."""

import pytest

from odoo.addons.bigcommerce_connector.tests.proof.paper_life import PaperLife
from odoo.addons.bigcommerce_connector.tests.proof.plain_life import SETTINGS

SHIRTS = {"item": "SHIRT", "units": 3, "price": 1000}


@pytest.fixture
def life():
    life = PaperLife({**SETTINGS, "tax": "19"})
    step = {"currency": "USD", "payment": "card", "shipping": 500, "lines": [SHIRTS]}
    life.take("checkout", step)
    life.take("sync", {})
    return life


def left(life):
    """Units and money that the books have, and what the web has not recorded."""
    sheet = life.sheet(life.web_orders[0].id)
    return (
        sum(line.quantity for line in sheet.posted if line.is_goods),
        sum(line.inc_tax for line in sheet.posted),
        sheet.unrecorded,
    )


def call_off_and_open_again(life):
    life.take("status", {"order": 0, "status": 5})
    life.come_to_rest()
    assert left(life) == (0, 0, 0)
    life.take("status", {"order": 0, "status": 11})
    life.come_to_rest()


@pytest.mark.parametrize(("line", "is_left"), [(0, (2, 25, 10)), (1, (3, 30, 5))])
def test_refund_that_nobody_recorded_is_unrecorded_again(life, line, is_left):
    """A shirt or the shipping; the customer has no more because of the mistake."""
    life.take("register", {"order": 0, "rows": [{"line": line, "units": 1}]})
    life.take("sync", {})
    assert left(life) == is_left
    for _again in range(2):
        call_off_and_open_again(life)
        assert left(life) == is_left


def test_recorded_refund_stays_recorded(life):
    life.take("register", {"order": 0, "rows": [{"line": 0, "units": 1}]})
    life.take("sync", {})
    life.take("refund", {"order": 0, "lines": [[0, 1]]})
    life.take("sync", {})
    assert left(life) == (2, 25, 0)
    call_off_and_open_again(life)
    assert left(life) == (2, 25, 0)
    life.take("more", {"order": 0, "line": 0, "units": 1})
    life.come_to_rest()
    assert left(life) == (3, 35, 0)
