"""Makes a failing history as short and as plain as it gets."""

import copy
import json

from .generator import History

# Runs until it gives up making the history shorter still.
PATIENCE = 150


def shrunk(history, fails):
    """The shortest history found that still fails.

    :param fails: called with a history; whether it fails
    """
    runs = 0

    def is_failing(candidate):
        nonlocal runs
        runs += 1
        return runs <= PATIENCE and fails(copy.deepcopy(candidate))

    smaller = True
    while smaller:
        smaller = False
        for candidate in _simpler(history):
            if is_failing(candidate):
                history, smaller = candidate, True
                break
    return history


def described(history):
    """The history as JSON, a step a line; ``read`` takes it back."""
    steps = ",\n  ".join(json.dumps(step) for step in history.steps)
    return f'{{"settings": {json.dumps(history.settings)},\n "steps": [\n  {steps}]}}'


def read(text):
    """A history from its description."""
    return History(**json.loads(text))


def _simpler(history):
    """Histories with a part left out: halves, steps, then what a step says."""
    steps = history.steps
    size = len(steps) // 2
    while size:
        for start in range(0, len(steps), size):
            rest = steps[:start] + steps[start + size :]
            yield History(history.settings, rest)
        size //= 2
    for place, (name, step) in enumerate(steps):
        for simpler in _simpler_step(step):
            changed = [*steps[:place], [name, simpler], *steps[place + 1 :]]
            yield History(history.settings, changed)
    yield from _simpler_settings(history)


def _simpler_step(step):
    for key, value in step.items():
        if key not in ("order", "line", "currency", "lines", "rows", "payment"):
            if key not in ("item", "pieces", "price", "seconds", "kind", "path"):
                yield {k: v for k, v in step.items() if k != key}
        if isinstance(value, list) and len(value) > 1:
            for place in range(len(value)):
                yield {**step, key: value[:place] + value[place + 1 :]}
        if isinstance(value, list):
            for place, row in enumerate(value):
                for simpler in _simpler_step(row) if isinstance(row, dict) else ():
                    yield {**step, key: [*value[:place], simpler, *value[place + 1 :]]}
        plain = {"currency": "USD", "payment": "card", "price": 1000, "item": "SHIRT"}
        if key in plain and value != plain[key]:
            yield {**step, key: plain[key]}


def _simpler_settings(history):
    plain = {"inclusive": False, "tax": None, "restock": "always"}
    for key, value in plain.items():
        if history.settings[key] != value:
            yield History({**history.settings, key: value}, history.steps)
    for key in history.settings["switches"]:
        switches = {k: v for k, v in history.settings["switches"].items() if k != key}
        yield History({**history.settings, "switches": switches}, history.steps)
