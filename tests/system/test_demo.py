"""The demo as a person runs it: both servers, real commits, until Ctrl-C."""

import os
import re
import signal
import socket
import subprocess
from pathlib import Path

import pytest

from .conftest import REPOSITORY, free_port

DATABASE = f"demo_test_{os.getpid()}"
TIMEOUT = 120


class Demo:
    """A demo that runs on free ports with its own database; ``output`` up to the
    moment when it says ``until`` (``is_waiting``), else to its early end."""

    def __init__(self, environment, database=DATABASE, until="Press Ctrl-C"):
        self.odoo_port, self.simulator_port = free_port(), free_port()
        self.process = subprocess.Popen(
            [
                REPOSITORY / "dev" / "run",
                "demo",
                *("--database", database),
                *("--odoo-port", str(self.odoo_port)),
                *("--simulator-port", str(self.simulator_port)),
            ],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.output, self.is_waiting = "", False
        for line in self.process.stdout:
            self.output += line
            self.is_waiting = until in line
            if self.is_waiting:
                break

    def story(self):
        """What it said, and what Odoo's scheduled actions did meanwhile."""
        jobs = [line for line in self.log() if " Job " in line or " INFO " not in line]
        return self.output + "".join(jobs)

    def log(self):
        path = re.search(r"Logs: +(.*)\*\.log", self.output).group(1) + "odoo.log"
        return Path(path).read_text(encoding="utf-8").splitlines(keepends=True)

    def press_ctrl_c(self):
        """What a terminal does: the signal goes to the whole group."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.exit_status()

    def end(self):
        """What make does: the signal goes to it alone, unless it has ended."""
        self.process.terminate()
        return self.exit_status()

    def exit_status(self):
        self.output += self.process.communicate(timeout=TIMEOUT)[0] or ""
        return self.process.returncode


@pytest.fixture(scope="module")
def demo(environment, dev_run):
    demo = Demo(environment)
    if not demo.is_waiting:
        pytest.fail(f"The demo has ended by itself:\n{demo.output}")
    yield demo
    demo.end()
    dev_run("dropdb", DATABASE)


@pytest.fixture
def agreement(dev_run):
    """Runs the comparison anew."""
    script = REPOSITORY / "dev" / "demo" / "agreement.py"
    return lambda: dev_run("python", script, "--database", DATABASE)


def sql(dev_run, statement):
    result = dev_run("psql", "-X", "-At", "-d", DATABASE, "-c", statement)
    assert result.returncode == 0, result.stderr
    return result.stdout.splitlines()[0]


def test_both_sides_agree_at_the_end_of_the_thread(demo, agreement):
    assert "Both sides agree on every row." in demo.output, demo.story()
    result = agreement()
    assert result.returncode == 0, result.stdout + result.stderr
    rows = re.findall(r"^\d+ .* yes$", result.stdout, re.MULTILINE)
    assert len(rows) == 4, result.stdout


def test_reductions_and_increases_are_transactions_of_their_own(demo, agreement):
    """Nothing posted is changed: 3, then 1, then 5 units are three transactions."""
    first = agreement().stdout.splitlines()[2]
    assert len(re.findall(r"[+-]\d+\.\d\d", first)) == 3, first


def test_a_second_run_of_everything_changes_nothing(demo):
    counts = re.findall(r": (\d+) before, (\d+) after", demo.output)
    assert len(counts) == 3, demo.output
    assert all(before == after for before, after in counts), counts


def test_the_log_has_no_errors_of_the_connector(demo):
    problem = re.compile(r" (WARNING|ERROR|CRITICAL) .*bigcommerce", re.IGNORECASE)
    assert not [line for line in demo.log() if problem.search(line)]


@pytest.mark.parametrize(
    ("table", "column"), [("pos_order", "amount_total"), ("pos_order", "amount_tax")]
)
def test_an_altered_amount_is_named(demo, dev_run, agreement, table, column):
    row = "(SELECT max(id) FROM pos_order WHERE bigcommerce_order_id IS NOT NULL)"
    number = sql(
        dev_run,
        "SELECT web.external_id FROM bigcommerce_order web JOIN pos_order pos"
        f" ON pos.bigcommerce_order_id = web.id WHERE pos.id = {row}",
    )
    change = f"UPDATE {table} SET {column} = {column} {{}} 0.01 WHERE id = {row}"
    sql(dev_run, change.format("+"))
    try:
        result = agreement()
    finally:
        sql(dev_run, change.format("-"))
    assert result.returncode == 1, result.stdout
    assert f"DISAGREES: web order {number}: " in result.stdout
    assert re.search(rf"^{number} .* NO$", result.stdout, re.MULTILINE)


def test_an_altered_quantity_is_named_with_its_sku(demo, dev_run, agreement):
    row = (
        "(SELECT max(line.id) FROM pos_order_line line JOIN pos_order pos"
        " ON pos.id = line.order_id JOIN product_product product"
        " ON product.id = line.product_id"
        " WHERE pos.bigcommerce_order_id IS NOT NULL"
        " AND product.default_code IS NOT NULL)"
    )
    sku = sql(
        dev_run,
        "SELECT product.default_code FROM pos_order_line line JOIN product_product"
        f" product ON product.id = line.product_id WHERE line.id = {row}",
    )
    sql(dev_run, f"UPDATE pos_order_line SET qty = qty + 1 WHERE id = {row}")
    try:
        result = agreement()
    finally:
        sql(dev_run, f"UPDATE pos_order_line SET qty = qty - 1 WHERE id = {row}")
    assert result.returncode == 1, result.stdout
    assert f"{sku} is " in result.stdout


def test_altered_stock_is_named_with_its_sku(demo, dev_run, agreement):
    row = (
        "(SELECT max(quant.id) FROM stock_quant quant JOIN stock_location location"
        " ON location.id = quant.location_id AND location.usage = 'internal'"
        " JOIN product_product product ON product.id = quant.product_id"
        " JOIN product_template template ON template.id = product.product_tmpl_id"
        " AND template.bigcommerce_enabled)"
    )
    sku = sql(
        dev_run,
        "SELECT product.default_code FROM stock_quant quant JOIN product_product"
        f" product ON product.id = quant.product_id WHERE quant.id = {row}",
    )
    sql(dev_run, f"UPDATE stock_quant SET quantity = quantity - 1 WHERE id = {row}")
    try:
        result = agreement()
    finally:
        sql(dev_run, f"UPDATE stock_quant SET quantity = quantity + 1 WHERE id = {row}")
    assert result.returncode == 1, result.stdout
    assert f"DISAGREES: {sku}: " in result.stdout


def test_ctrl_c_at_the_beginning_ends_it(environment, dev_run):
    database = f"{DATABASE}_ended"
    demo = Demo(environment, database, "Creating a database")
    assert demo.is_waiting, demo.output
    assert demo.press_ctrl_c() == 130
    assert "Stopped before the end" in demo.output
    dev_run("dropdb", database)


def test_its_end_is_that_of_both_servers(demo):
    """Last, because it ends the demo."""
    assert demo.end() == 0
    for port in (demo.odoo_port, demo.simulator_port):
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", port)) != 0
