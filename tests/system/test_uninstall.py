"""Uninstalling for good, in a process and a database of its own."""

import os
import subprocess
import sys

import pytest

from .conftest import REPOSITORY
from .shop import Shop, open_registry

UNINSTALL = """
import sys
from odoo import api
from tests.system.shop import open_registry

with open_registry(sys.argv[1]).cursor() as cr:
    env = api.Environment(cr, 1, {})
    addon = env["ir.module.module"].search([("name", "=", "bigcommerce_connector")])
    addon.button_immediate_uninstall()
"""
LEFT = {
    "tables of the addon": (
        "SELECT count(*) FROM pg_class WHERE relkind = 'r'"
        " AND relname LIKE 'bigcommerce%'"
    ),
    "scheduled actions": (
        "SELECT count(*) FROM ir_cron WHERE cron_name LIKE 'BigCommerce%'"
    ),
    "open sessions": "SELECT count(*) FROM pos_session WHERE state <> 'closed'",
    "registers in sight": (
        "SELECT count(*) FROM pos_config WHERE active AND name LIKE 'Web %'"
    ),
    "orders that are not booked": (
        "SELECT count(*) FROM pos_order WHERE state <> 'done'"
        " AND pos_reference IS NOT NULL AND create_uid = 1"
    ),
}


@pytest.fixture
def sold(dev_run):
    """A database, the web shop, and its order that is posted in an open session."""
    database = f"uninstall_test_{os.getpid()}"
    result = dev_run("createdb", database)
    assert result.returncode == 0, result.stderr
    registry = open_registry(database)
    from odoo.sql_db import close_db  # Odoo's only from here on

    shop = Shop(registry, "gone1")
    try:
        shop.sell("MUG", 7.5)
        number = shop.place("MUG", 2)
        shop.run_flow("orders")
        shop.assert_posted_once(number, 2)
        with shop.cursor() as env:
            reference = shop.order(env, number).pos_order_ids.pos_reference
        close_db(database)
        yield database, shop, reference
    finally:
        shop.end()
        close_db(database)
        dev_run("dropdb", database)


def test_nothing_goes_on_and_the_books_stay(sold, dev_run):
    database, shop, reference = sold

    def count(statement):
        return dev_run("psql", "-d", database, "-Atc", statement).stdout.strip()

    booked = (
        "SELECT amount_total FROM pos_order WHERE state = 'done'"
        f" AND pos_reference = '{reference}'"
    )
    subprocess.run(
        [sys.executable, "-c", UNINSTALL, database],
        cwd=REPOSITORY,
        check=True,
        stdin=subprocess.DEVNULL,
    )
    assert {
        what: count(statement) for what, statement in LEFT.items()
    } == dict.fromkeys(LEFT, "0")
    assert float(count(booked)) == 15
    assert not shop.simulator.store.hooks.rows
