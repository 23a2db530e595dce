"""Telling what happens, and waiting for it."""

import sys
import time
from collections.abc import Callable, Iterable

TIMEOUT_SECONDS = 240
CHECK_EVERY_SECONDS = 1.0
REPORT_EVERY_SECONDS = 10


class StoryError(Exception):
    """The demo cannot go on; the text is one sentence for the person in front of it."""


def report(text: str) -> None:
    """One line of progress."""
    print(text, flush=True)


def wait_for(what: str, missing: Callable[[], Iterable[str]], alive: Callable) -> None:
    """Return once ``missing()`` is empty; it lists in words what is not there yet.

    :param alive: raises when waiting has become pointless
    :raise StoryError: after :data:`TIMEOUT_SECONDS`
    """
    start = told = time.monotonic()
    print(f"    waiting: {what} ", end="", flush=True)
    while still := list(missing()):
        alive()
        now = time.monotonic()
        if now - start > TIMEOUT_SECONDS:
            print(flush=True)
            more = f", and {len(still) - 1} more" if still[1:] else ""
            raise StoryError(f"Waited in vain: {what}. Missing: {still[0]}{more}.")
        if now - told > REPORT_EVERY_SECONDS:
            told = now
            print(".", end="", flush=True)
        time.sleep(CHECK_EVERY_SECONDS)
    print(f"({time.monotonic() - start:.0f} s)", flush=True)


def complain(text: str) -> None:
    """A line for the error output."""
    print(f"Error: {text}", file=sys.stderr, flush=True)
