"""How fast the connector is, and how many calls and queries it needs.

    dev/run bench [--only NAME ...] [--scale 0.1]

Prints a table; a complete run at full scale writes ``results.json`` beside this file.
Then it fails if a figure misses what ``limits.py`` asks of it.
"""

import argparse
import os
import subprocess
import sys
import traceback
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent
# Modules of this folder, in the order that they run: memory first, as a process that
# was large once does not show what it needs.
GROUPS = (
    "memory",
    "catalog",
    "catalog_images",
    "catalog_import",
    "inventory",
    "stock",
    "orders",
    "posting",
    "addresses",
    "backfill",
    "fulfillment",
    "webhooks",
    "latency",
    "big_tables",
)


class Bench:
    """What every group of figures gets."""

    def __init__(self, shop, figures, options):
        self.shop, self.figures = shop, figures
        self.database, self._scale = options.database, options.scale
        self.failed = []

    def size(self, count, least=1) -> int:
        """An amount of work, scaled."""
        return max(least, round(count * self._scale))

    def web(self, **switches):
        """A fresh BigCommerce store."""
        from web_shop import WebShop

        return WebShop(**switches)


def main() -> int:
    """Measure; 0, or 1 when something went wrong or a figure is not good enough."""
    options = parse_options()
    if not options.keep_database:
        subprocess.run(
            [REPOSITORY / "dev" / "run", "createdb", options.database], check=True
        )
    try:
        figures, failed = measure(options)
    finally:
        if not options.keep_database:
            subprocess.run(
                [REPOSITORY / "dev" / "run", "dropdb", options.database], check=True
            )
    print(f"\n{figures}\n")
    output = options.output
    if not output and options.scale == 1 and not options.only and not failed:
        output = HERE / "results.json"
    if output:
        figures.write(output)
        print(f"Written to {output}")
    from limits import missed

    too_bad = missed(figures.rows)
    too_bad += [f"the figures of {group}, which failed" for group in failed]
    for sentence in too_bad:
        print(f"Not reached: {sentence}", file=sys.stderr)
    return 1 if too_bad else 0


def parse_options():
    """What the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--only",
        nargs="+",
        default=[],
        metavar="NAME",
        help="figures, or beginnings of their names: orders.post, catalog",
    )
    parser.add_argument(
        "--scale", type=float, default=1, help="share of the work, for a quick look"
    )
    parser.add_argument("--output", type=Path, help="write the figures there")
    parser.add_argument("--database", default="bigcommerce_bench")
    parser.add_argument(
        "--keep-database",
        action="store_true",
        help="run in this database as it is, and keep it",
    )
    return parser.parse_args()


def measure(options):
    """Run the groups that have a wanted figure."""
    start_odoo(options.database)
    from figures import Figures
    from shop import Shop

    figures = Figures()
    with Shop(options.database) as shop:
        bench = Bench(shop, figures, options)
        for group in GROUPS:
            module = __import__(group)
            if any(is_wanted(name, options.only) for name in module.NAMES):
                print(f"--> {group}", file=sys.stderr)
                run_group(module, bench)
    figures.rows = [row for row in figures.rows if is_wanted(row.name, options.only)]
    return figures, bench.failed


def run_group(module, bench):
    """Run it; one that fails does not lose the figures of the others."""
    try:
        module.run(bench)
    except Exception:  # noqa: BLE001 - it is printed, and fails the run
        traceback.print_exc()
        bench.failed.append(module.__name__)
        bench.shop.env.cr.rollback()


def is_wanted(name, only) -> bool:
    """Whether a figure was asked for; all are when none is named."""
    return not only or any(name.startswith(wanted) for wanted in only)


def start_odoo(database):
    """Odoo in this process, without a server and without scheduled actions."""
    from odoo.tools import config

    os.environ.setdefault("TZ", "UTC")
    sys.path.insert(0, str(REPOSITORY))
    config.parse_config(
        ["--database", database, "--no-http", "--log-level", "error"],
        setup_logging=True,
    )


if __name__ == "__main__":
    sys.exit(main())
