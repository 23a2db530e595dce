"""A history: the settings of a store, and what happens there step by step, as data.

Steps name orders, lines and fees by numbers that are taken modulo what is there when
the step comes, so that a history stays good when steps are left out of it.
"""

import json
from dataclasses import dataclass, field
from functools import cache


@dataclass
class History:
    """``settings`` of the store, and ``steps``: ``[name, {argument: value}]``."""

    settings: dict
    steps: list = field(default_factory=list)


def described(history):
    """The history as JSON, a step a line; :func:`read` takes it back."""
    steps = ",\n  ".join(json.dumps(step) for step in history.steps)
    return f'{{"settings": {json.dumps(history.settings)},\n "steps": [\n  {steps}]}}'


def read(text):
    """A history from its description."""
    return History(**json.loads(text))


class Disagreement(AssertionError):
    """What is posted is not what the oracle says."""


def disagreement(what, text=""):
    """A :class:`Disagreement` about ``what``.

    Each ``what`` has a class of its own: hypothesis tells finds apart by their classes,
    and so does not take one for the other while it shortens a history.
    """
    return _kind(what)(f"{what}: {text}" if text else what)


@cache
def _kind(what):
    return type("Disagreement", (Disagreement,), {"what": what})
