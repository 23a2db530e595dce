"""Everybody sells and moves the same goods at once; the web sells nothing that it could
know to be gone, and in the end both sides agree.

``OVERSELL`` says how many things happen (``make proof``: thousands), ``PROOF_SEED``
repeats what people want to do.
"""

import os
import random
import sys

import pytest

from .overselling.checker import not_pulled_first, unexplained
from .overselling.life import live
from .overselling.town import Town

EVENTS = int(os.environ.get("OVERSELL", "60"))
SEED = os.environ.get("PROOF_SEED") or str(random.randrange(10**6))
MANY = 500
# A few people are served by one process beside its scheduled actions.
WORKERS = 3 if EVENTS >= MANY else 0


@pytest.fixture(scope="module")
def town(processes):
    if WORKERS:
        processes.start_with_workers(WORKERS)
    yield Town(processes)
    processes.server.stop()  # what comes after has the machine to itself


@pytest.fixture(scope="module")
def day(town):
    """As it is: stock of both sides agrees at every location when it is over."""
    return live(town, EVENTS, SEED)


def tell(capsys, title, day):
    rows = "\n".join(f"  {name:26} {value}" for name, value in day.figures().items())
    with capsys.disabled():
        sys.stderr.write(f"\n{title}: OVERSELL={EVENTS} PROOF_SEED={SEED}\n{rows}\n")


def test_no_web_order_is_accepted_for_goods_known_to_be_gone(day, capsys):
    tell(capsys, "Pushes read the orders first", day)
    assert unexplained(day.journal) == []
    assert day.accepted


def test_every_push_reads_the_orders_first(day):
    assert not_pulled_first(day.journal) == []
    if EVENTS >= MANY:  # a short day may be over before there are two to compare
        assert len(day.journal.pushes) > 1


@pytest.mark.skipif(EVENTS < MANY, reason="a comparison of chances needs many events")
def test_pushes_that_read_no_orders_first_oversell_more(town, day, capsys):
    other = live(town, EVENTS, SEED, pulls_first=False)
    tell(capsys, "Pushes read no orders first", other)
    assert not_pulled_first(other.journal)
    assert other.oversold_per_1000 > day.oversold_per_1000
