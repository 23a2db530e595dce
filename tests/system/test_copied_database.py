"""A database that is really copied: it never sends, and one click makes it the one."""

import os

import pytest

from .shop import Shop, open_registry


@pytest.fixture
def copied(dev_run):
    """A live store and a copy of its database, made by PostgreSQL itself."""
    database = f"original_{os.getpid()}"
    copy = f"copied_{os.getpid()}"
    result = dev_run("createdb", database)
    assert result.returncode == 0, result.stderr
    registry = open_registry(database)
    from odoo.sql_db import close_db  # Odoo's only from here on

    shop = Shop(registry, "copied1")
    try:
        shop.sell("MUG", 7.5)
        close_db(database)
        statement = f"CREATE DATABASE {copy} TEMPLATE {database}"
        result = dev_run("psql", "-d", "postgres", "-c", statement)
        assert result.returncode == 0, result.stderr
        yield shop, registry, open_registry(copy)
    finally:
        shop.end()
        for name in (database, copy):
            close_db(name)
            dev_run("dropdb", name)


def test_a_copy_sends_nothing_until_somebody_says_so(copied):
    shop, original, copy = copied
    requests = []
    shop.simulator.application.observers.append(requests.append)

    def change(quantity):
        with shop.cursor() as env:
            product = env["product.product"].search([("default_code", "=", "MUG")])
            env["stock.quant"]._update_available_quantity(
                product, shop.warehouse(env).lot_stock_id, quantity
            )

    shop.registry = copy
    change(-5)
    for flow in ("stock", "catalog", "orders", "webhooks"):
        shop.run_flow(flow)
    with shop.cursor() as env:
        store = shop.store(env)
        assert store.state == "paused"
        assert "looks like a copy" in store.pause_reason
        store.with_user(env.ref("base.user_admin")).action_confirm_database()
        assert store.state == "live"
    assert not requests
    shop.run_flow("stock")
    assert requests

    shop.registry = original  # it was not touched, and does not know of the copy
    with shop.cursor() as env:
        assert not shop.store(env)._is_copied_database()
