"""Random lives of web orders, as a state machine of hypothesis.

A rule per kind of step; hypothesis chooses which kinds a life has at all, carries them
out one after the other, and makes a life that fails as short and as plain as it gets.
Every life is written down as a :class:`.history.History`, so that a find can be kept
and lived again without hypothesis.
"""

import logging
import os
import sys
from collections import Counter
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

from hypothesis import HealthCheck, Phase
from hypothesis import seed as with_seed
from hypothesis import settings as hypothesis_settings
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from . import steps
from .history import History, described

_logger = logging.getLogger("proof")

# What happens in a life at the most, its beginning included.
STEPS = 11
SHRINKS = os.environ.get("PROOF_SHRINK", "1") == "1"


class Lives:
    """Many lives of one kind.

    :param tuple kinds: the kinds of steps, see :mod:`.steps`
    :param beginning: strategies of ``settings``, ``checkout`` and ``opening``, the
        steps after it; None: the usual ones
    :param begin: a context manager of a store's settings; its value carries out steps
        (``take(name, step)``) and ends well (``come_to_rest()``), or raises, and
        collects in ``reached`` what happened

    ``reached`` counts in how many lives something happened.
    """

    def __init__(self, kinds, begin, beginning=None):
        self.begin = begin
        self._beginning = beginning
        self.count = 0
        self.reached = Counter()
        self.failed = None
        self.count_before = None
        self._kinds = kinds

    def run(self, count, seed):
        """Live so many lives, the same for the same seed.

        :raise AssertionError: with the shortest history found that fails
        """
        machine = with_seed(seed)(self._machine())
        try:
            with _without_constants():
                run_state_machine_as_test(machine, settings=_settings(count))
        except Exception as error:
            if self.failed is None:
                raise
            raise AssertionError(
                f"After {self.count_before} lives: {error!r}\n{described(self.failed)}"
            ) from error
        _logger.info("Of %d lives: %s", self.count, dict(sorted(self.reached.items())))
        if self.count < count:
            raise AssertionError(f"Only {self.count} of {count} lives were lived.")

    def ended(self, life):
        """A life came to its end."""
        self.count += 1
        self.reached.update(life.reached)

    def failed_with(self, history):
        """A life failed; the last one to do so is the shortest."""
        self.failed = history
        if self.count_before is None:
            self.count_before = self.count

    def _machine(self):
        """A class: one rule for each kind, there as often as its weight says."""
        rules = {
            f"{kind.name}_{number}": _rule(kind)
            for kind in self._kinds
            for number in range(kind.weight)
        }
        if self._beginning:
            rules["begin"] = initialize(**self._beginning)(_begin)
        return type("Life", (_Life,), {**rules, "lives": self})


@contextmanager
def _without_constants():
    """Hypothesis would search all of Odoo's code for values to try: that takes as long
    as several lives, and makes others of the same seed whenever code is changed."""
    providers.CONSTANTS_CACHE.cache.clear()
    with patch.object(providers, "_get_local_constants", Constants):
        yield


def _rule(kind):
    def take(machine, syncs, step):
        if syncs:
            machine.take("sync", {})
        machine.take(kind.name, step)

    # By this name hypothesis leaves a kind out of a life, however often it is there.
    take.__name__ = take.__qualname__ = kind.name
    return rule(syncs=kind.syncs, step=kind.steps)(take)


def _settings(count):
    return hypothesis_settings(
        max_examples=count,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,  # the seed says which lives there are, and nothing else
        # In Odoo a life takes seconds, and making it shorter many of them.
        phases=(Phase.generate, *([Phase.shrink] if SHRINKS else [])),
        print_blob=False,
        report_multiple_bugs=False,
        # Lives are long on purpose; the number of those really lived is checked.
        suppress_health_check=list(HealthCheck),
    )


def _begin(machine, settings, checkout, opening):
    machine.start(settings, checkout)
    for name, step in opening:
        machine.take(name, step)


class _Life(RuleBasedStateMachine):
    lives = None

    def __init__(self):
        super().__init__()
        self._life = None
        self._history = None
        self._end = ExitStack()

    @initialize(settings=steps.settings(), checkout=steps.checkouts())
    def begin(self, settings, checkout):
        self.start(settings, checkout)

    def start(self, settings, checkout):
        self._history = History(settings)
        self._life = self._end.enter_context(self.lives.begin(settings))
        self.take("checkout", checkout)

    def take(self, name, step):
        self._history.steps.append([name, step])
        with self._noted():
            self._life.take(name, step)

    def teardown(self):
        with self._end:
            # A life that failed, or that hypothesis broke off, is not brought to rest.
            if self._life and sys.exc_info()[0] is None:
                with self._noted():
                    self._life.come_to_rest()
                self.lives.ended(self._life)

    @contextmanager
    def _noted(self):
        try:
            yield
        except Exception:
            self.lives.failed_with(self._history)
            raise
