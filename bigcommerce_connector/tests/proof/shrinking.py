"""Makes a failing history as short and as plain as it gets."""

import copy
import json

from .generator import History

# Runs until it gives up making the history shorter still.
PATIENCE = 200
PLAIN = {"currency": "USD", "payment": "card", "price": 1000, "item": "SHIRT"}
PLAIN_STORE = {"inclusive": False, "tax": None, "restock": "always"}
NEEDED = {"order", "line", "lines", "rows", "pieces", "seconds", "kind", "path", *PLAIN}


class Disagreement(AssertionError):
    """What is posted is not what the oracle says of ``what``."""

    def __init__(self, what, text=""):
        super().__init__(f"{what}: {text}" if text else what)
        self.what = what


def is_alike(error, other):
    """Whether two failures are the same find."""
    return type(error) is type(other) and (
        getattr(error, "what", None) == getattr(other, "what", None)
    )


def shrunk(history, fails):
    """The shortest history found that still fails.

    :param fails: called with a history; whether it fails as the first one did
    """
    left = PATIENCE

    def is_failing(candidate):
        nonlocal left
        left -= 1
        return left >= 0 and fails(copy.deepcopy(candidate))

    history = _with_fewer_steps(history, is_failing)
    while left > 0:
        for candidate in _simpler(history):
            if is_failing(candidate):
                history = candidate
                break
        else:
            break
    return history


def _with_fewer_steps(history, is_failing):
    """Leave steps out, big pieces first, as long as it still fails."""
    size = max(1, len(history.steps) // 2)
    while size:
        start = 0
        while start < len(history.steps):
            rest = history.steps[:start] + history.steps[start + size :]
            candidate = History(history.settings, rest)
            if is_failing(candidate):
                history = candidate
            else:
                start += size
        size //= 2
    return history


def described(history):
    """The history as JSON, a step a line; :func:`read` takes it back."""
    steps = ",\n  ".join(json.dumps(step) for step in history.steps)
    return f'{{"settings": {json.dumps(history.settings)},\n "steps": [\n  {steps}]}}'


def read(text):
    """A history from its description."""
    return History(**json.loads(text))


def _simpler(history):
    """Histories that say less: a plain store, then plainer steps."""
    settings, steps = history.settings, history.steps
    if settings["switches"]:
        yield History({**settings, "switches": {}}, steps)
    for key, value in PLAIN_STORE.items():
        if settings[key] != value:
            yield History({**settings, key: value}, steps)
    for place, (name, step) in enumerate(steps):
        for simpler in _simpler_step(step):
            changed = [*steps[:place], [name, simpler], *steps[place + 1 :]]
            yield History(settings, changed)
    for key in settings["switches"]:
        switches = {k: v for k, v in settings["switches"].items() if k != key}
        yield History({**settings, "switches": switches}, steps)


def _simpler_step(step):
    for key, value in step.items():
        if key not in NEEDED:
            yield {k: v for k, v in step.items() if k != key}
        if isinstance(value, list):
            yield from _simpler_list(step, key, value)
        if key in PLAIN and value != PLAIN[key]:
            yield {**step, key: PLAIN[key]}


def _simpler_list(step, key, rows):
    for place, row in enumerate(rows):
        if len(rows) > 1:
            yield {**step, key: rows[:place] + rows[place + 1 :]}
        for simpler in _simpler_step(row) if isinstance(row, dict) else ():
            yield {**step, key: [*rows[:place], simpler, *rows[place + 1 :]]}
