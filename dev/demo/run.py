"""Odoo and a simulated BigCommerce store working together.

    dev/run demo [--once]

Starts both, lets the connector do its work on Odoo's own demo data, and prints what
either side says of every web order. Without ``--once`` both stay for a sync around.
Exit status 0: both sides agree.
"""

import argparse
import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import requests
from agreement import compare
from odoo_rpc import Odoo, OdooError
from odoo_side import read_shop
from servers import HOST, REPOSITORY, check_port, odoo, simulator
from story import StoryError, complain, report
from thread import Thread
from web_shop import WebShop

# Of a store that lives only as long as the demo, on this machine.
STORE_HASH = "demo42"
ACCESS_TOKEN = "demo-access-token"  # noqa: S105
CLIENT_SECRET = "demo-client-secret"  # noqa: S105
LOGIN = PASSWORD = "admin"  # noqa: S105
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main() -> int:
    """Run the demo; the exit status."""
    options = parse_options()
    # The parent of both servers must be able to end them, whatever ends it.
    for number in ENDING:
        signal.signal(number, _end)
    started = []
    try:
        return play(options, started)
    except (StoryError, OdooError, requests.RequestException) as error:
        complain(str(error))
        return 1
    except KeyboardInterrupt:
        report("\nStopped before the end.")
        return 130
    finally:
        for server in reversed(started):
            server.stop()


def _end(_number, _frame):
    for number in ENDING:  # once: the servers are being ended then
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def parse_options():
    """What the command line and the environment say."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--once", action="store_true", help="stop after the table")
    environment = os.environ.get
    for name, default in (
        ("database", "bigcommerce_demo"),
        ("odoo-port", "8069"),
        ("simulator-port", "8070"),
    ):
        variable = f"DEMO_{name.replace('-', '_').upper()}"
        parser.add_argument(
            f"--{name}",
            type=type_of(name),
            default=environment(variable, default),
            help=f"default {default}, or ${variable}",
        )
    parser.add_argument("--logs", type=Path, required=True)
    return parser.parse_args()


def type_of(name: str) -> type:
    """A port is a number."""
    return int if name.endswith("port") else str


def play(options, started: list) -> int:
    """Everything up to the table; what is to be ended goes to ``started``."""
    check_port(options.odoo_port, "Odoo", "DEMO_ODOO_PORT")
    check_port(options.simulator_port, "the simulator", "DEMO_SIMULATOR_PORT")
    report("Creating a database with Odoo's demo data and the connector")
    create_database(options.database)

    odoo_url = f"http://{HOST}:{options.odoo_port}"
    web_url = f"http://{HOST}:{options.simulator_port}"
    report("Starting the simulated BigCommerce store and Odoo")
    credentials = (STORE_HASH, ACCESS_TOKEN, CLIENT_SECRET)
    where = (options.database, options.logs)
    started.append(simulator(options.simulator_port, credentials, *where))
    started.append(odoo(options.odoo_port, *where))
    for server in started:
        server.wait_until_ready()

    def alive():
        for server in started:
            server.check()

    rpc = Odoo(odoo_url, options.database, LOGIN, PASSWORD)
    web = WebShop(web_url, STORE_HASH, ACCESS_TOKEN)
    thread = Thread(rpc, odoo_url, web, options.database, alive)
    try:
        thread.run(CLIENT_SECRET)
        went_well = True
    except (StoryError, OdooError) as error:
        went_well = False
        complain(str(error))
        for trouble in thread.troubles():
            complain(trouble)
    went_well &= show_tables(options.database)
    if not options.once:
        stay(odoo_url, web_url, options)
    return int(not went_well)


def create_database(name: str) -> None:
    """In a group of processes of its own, so that all of it can be ended."""
    command = [REPOSITORY / "dev" / "run", "createdb", name]
    with subprocess.Popen(command, start_new_session=True) as process:
        try:
            status = process.wait()
        except KeyboardInterrupt:
            os.killpg(process.pid, signal.SIGTERM)
            raise
    if status:
        raise StoryError("The demo has no database to run on.")


def show_tables(database: str) -> bool:
    """Print what both sides say; whether they agree."""
    shop = read_shop(database)
    if shop is None:
        return False
    orders, stock = compare(shop)
    disagreements = orders.disagreements + stock.disagreements
    print(f"\n{orders}\n")
    report(f"Stock: {len(stock.rows)} variants compared.")
    for note in disagreements:
        report(f"DISAGREES: {note}")
    if not disagreements:
        report("Both sides agree on every row.")
    return bool(orders.rows) and not disagreements


def stay(odoo_url: str, web_url: str, options) -> None:
    """Say where everything is, and wait for Ctrl-C."""
    report(
        f"""
Odoo:         {odoo_url}/odoo  (login {LOGIN}, password {PASSWORD})
              Point of Sale → Orders, and Point of Sale → BigCommerce
BigCommerce:  {web_url}/simulator  (simulated; Store# {STORE_HASH})
Compare:      dev/run python dev/demo/agreement.py --database {options.database}
Logs:         {options.logs}/{options.database}-*.log

Both go on working together. Press Ctrl-C to stop."""
    )
    with contextlib.suppress(KeyboardInterrupt):
        signal.pause()
    report("\nStopping.")


if __name__ == "__main__":
    sys.exit(main())
