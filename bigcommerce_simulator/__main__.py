"""``python -m bigcommerce_simulator``: a store until Ctrl-C or SIGTERM."""

import argparse
import logging
import signal
import sys
import threading

from .clock import ManualClock
from .sample import SAMPLES
from .server import Simulator
from .switches import DECLARED


def main(arguments=None) -> int:
    """Parse ``arguments``, serve, and say in one line where; 1 when the port is
    taken."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.DEBUG if options.verbose else logging.WARNING)
    try:
        simulator = Simulator(
            seed=options.seed,
            port=options.port,
            store_hash=options.store_hash,
            access_token=options.access_token,
            client_secret=options.client_secret,
            record=options.record,
            clock=ManualClock() if options.manual_clock else None,
            **dict(options.switch),
        )
    except OSError as error:
        print(f"The port {options.port} cannot be used: {error}", file=sys.stderr)
        return 1
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    if options.catalog:
        simulator.store.begin_with(SAMPLES[options.catalog])
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_details: ended.set())
    with simulator:
        print(
            f"BigCommerce simulator: {simulator.url} store {simulator.store_hash} "
            f"token {simulator.access_token}",
            flush=True,
        )
        ended.wait()
    return 0


def _parser():
    parser = argparse.ArgumentParser(
        prog="python -m bigcommerce_simulator",
        description="A BigCommerce store on 127.0.0.1, for development and tests.",
    )
    parser.add_argument("--port", type=int, default=0, help="0: a free one")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--store-hash", default="abc123")
    parser.add_argument("--access-token", help="made up when left out")
    parser.add_argument("--client-secret", help="made up when left out")
    parser.add_argument("--record", help="folder for the exchanges (JSON lines)")
    parser.add_argument("--catalog", choices=sorted(SAMPLES), help="start filled")
    parser.add_argument(
        "--manual-clock", action="store_true", help="the clock moves by request only"
    )
    parser.add_argument(
        "--switch",
        action="append",
        default=[],
        type=_switch,
        metavar="NAME=VALUE",
        help="see the table in README.md; may be repeated",
    )
    parser.add_argument("--verbose", action="store_true", help="log every request")
    return parser


def _switch(text):
    name, _equals, value = text.partition("=")
    if name not in DECLARED:
        raise argparse.ArgumentTypeError(f"there is no switch {name}")
    default = DECLARED[name].default
    if isinstance(default, bool):
        return name, value.lower() in ("true", "1", "on")
    if isinstance(default, (int, float)):
        number = float(value)
        return name, int(number) if number == int(number) else number
    return name, value


if __name__ == "__main__":
    sys.exit(main())
