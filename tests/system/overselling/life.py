"""A day of the town: everybody acts at once, webhooks are lost and late, BigCommerce
answers late, and Odoo's own scheduled actions push. Then everything is drained."""

import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timezone

from ..conftest import REPOSITORY
from .checker import oversold
from .journal import Journal
from .people import Cashier, Customer, Owner, StockKeeper
from .town import SECOND, WEB

PACE = 0.4  # seconds at most between two deeds of a person
FAULTS = (
    {"kind": "webhook_lost", "probability": 0.9},
    {"kind": "webhook_late", "probability": 0.6, "seconds": 8},
    {"kind": "late", "method": "GET", "path": "/v2/orders", "seconds": 0.5},
    {"kind": "late", "method": "PUT", "path": "/v3/inventory/*", "seconds": 0.5},
)
LATE_ANSWERS = 0.15
_SWITCH_ORDERS = """
    UPDATE ir_cron SET active = %s WHERE id IN (
        SELECT cron_id FROM bigcommerce_flow WHERE kind = 'orders')
    RETURNING id
"""


@dataclass
class Day:
    """What became of it."""

    journal: Journal
    events: int
    seconds: float
    accepted: int
    refused: int

    @property
    def oversold(self):
        return oversold(self.journal)

    @property
    def oversold_orders(self) -> int:
        return len({one.order.order for one in self.oversold})

    @property
    def oversold_per_1000(self) -> float:
        """Of the web orders that were accepted."""
        return round(1000 * self.oversold_orders / max(1, self.accepted), 1)

    def figures(self) -> dict:
        by_web = {one.order.order for one in self.oversold if one.by_web}
        return {
            "events": self.events,
            "seconds": round(self.seconds),
            "pushes": len(self.journal.pushes),
            "web orders": self.accepted,
            "refused": self.refused,
            "oversold": self.oversold_orders,
            "of these to the web only": len(by_web),
            "pieces": f"{sum(one.short for one in self.oversold):g}",
            "per 1000": self.oversold_per_1000,
        }


def live(town, events, seed, pulls_first=True) -> Day:
    """:param pulls_first: whether pushes read the orders first, as they do"""
    people = _people(town, seed)
    town.restock()
    journal, since = town.begin(), datetime.now(timezone.utc).isoformat()
    started = time.time()
    _set_faults(town)
    with _pushes(town, pulls_first), ThreadPoolExecutor(len(people)) as day:
        deeds = max(1, events // len(people))
        for done in [day.submit(person.live, deeds) for person in people]:
            done.result()
    seconds = time.time() - started
    town.processes.control("DELETE", "/faults")
    for person in people:
        journal.changes += person.changes
    town.read_web(journal, since)
    town.processes.wait_until(lambda: town.disagreements(journal), "both sides agree")
    journal = _from(journal, started)
    customers = [person for person in people if isinstance(person, Customer)]
    return Day(
        journal,
        deeds * len(people),
        seconds,
        sum(person.accepted for person in customers),
        sum(person.refused for person in customers),
    )


def _people(town, seed):
    def chance(who):
        return random.Random(f"{seed} {who}")

    def person(kind, who, *details):
        return kind(town, who, chance(who), PACE, *details)

    return [
        person(Cashier, "cashier 1", WEB),
        person(Cashier, "cashier 2", WEB),
        person(Cashier, "cashier 3, at closing", WEB, True),
        person(Cashier, "cashier 4", SECOND),
        person(StockKeeper, "staff 1", True),
        person(StockKeeper, "staff 2", False),
        person(Owner, "owner"),
        *(person(Customer, f"customer {number}") for number in range(1, 5)),
    ]


def _set_faults(town):
    for fault in FAULTS:
        rule = {"count": None, "probability": LATE_ANSWERS, **fault}
        town.processes.control("POST", "/faults", rule)


@contextmanager
def _pushes(town, pulls_first):
    """They read orders first, unless a worker of the test's own reads them alone.

    It does so in place of the scheduled action, which would let pushes read them too.
    """
    if pulls_first:
        yield
        return
    processes = town.processes
    processes.sql(_SWITCH_ORDERS, False)
    sweeper = subprocess.Popen(
        [
            sys.executable, "-m", "tests.system.overselling.sweeper",
            processes.database, str(processes.store_id),
        ],
        cwd=REPOSITORY,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    try:
        assert sweeper.stdout.readline() == "sweeping\n"
        yield
    finally:
        sweeper.kill()
        sweeper.wait()
        sweeper.stdout.close()
        processes.sql(_SWITCH_ORDERS, True)  # Sync Now lets its flow go for good


def _from(journal, started):
    """The same, told in seconds since the beginning."""
    changes = [
        replace(one, begun=one.begun - started, ended=one.ended - started)
        for one in journal.changes
    ]
    pushes = [
        replace(
            one,
            pulled=one.pulled - started,
            landed=one.landed - started,
            acknowledged=one.acknowledged - started,
        )
        for one in journal.pushes
    ]
    return Journal(journal.stock, journal.kits, changes, pushes)
