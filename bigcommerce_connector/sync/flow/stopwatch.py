"""How long the work at hand takes, for the sync log."""

import time
from contextlib import contextmanager
from contextvars import ContextVar

_began = ContextVar("bigcommerce_began", default=None)


@contextmanager
def timed():
    """Around a piece of work, or as its decorator: what it writes down knows when it
    began."""
    token = _began.set(time.monotonic())
    try:
        yield
    finally:
        _began.reset(token)


def seconds():
    """Since the work at hand began; 0 where none was timed.

    :rtype: float
    """
    began = _began.get()
    return 0.0 if began is None else max(0.01, round(time.monotonic() - began, 2))
