import os
import socket
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from .shop import Pause, Register, Shop, open_registry

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def environment():
    """What a person's shell would have, and where exchanges are recorded."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTEST", "ODOO_RC", "PYTHONPATH"))
    }


@pytest.fixture(scope="session")
def dev_run(environment):
    """``dev_run("psql", …)`` runs a command of dev/run to its end."""

    def run(*arguments, **variables):
        return subprocess.run(
            [REPOSITORY / "dev" / "run", *map(str, arguments)],
            env={**environment, **variables},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.fixture
def taken_port():
    """A port of this machine at which somebody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.fixture(scope="session")
def registry(dev_run):
    """Odoo in this process, with the connector in a database of its own."""
    database = f"system_test_{os.getpid()}"
    result = dev_run("createdb", database)
    assert result.returncode == 0, result.stderr
    registry = open_registry(database)
    yield registry
    from odoo.sql_db import close_db

    close_db(database)
    dev_run("dropdb", database)


@pytest.fixture(scope="session")
def processes(dev_run, tmp_path_factory):
    """Odoo and BigCommerce as processes, on a database of their own."""
    from .processes import Processes

    database = f"processes_test_{os.getpid()}"
    result = dev_run("createdb", database)
    assert result.returncode == 0, result.stderr
    processes = Processes(database, tmp_path_factory.mktemp("processes"))
    yield processes
    processes.end()
    dev_run("dropdb", database)


@pytest.fixture(scope="session")
def shop(registry):
    """A live store, a SHIRT at 10 and a MUG at 7.50 on both sides."""
    shop = Shop(registry)
    shop.sell("SHIRT")
    shop.sell("MUG", 7.5)
    yield shop
    shop.end()


@pytest.fixture(scope="session")
def register(shop):
    """A cashier's own register."""
    return Register(shop)


@pytest.fixture
def books(shop):
    """After each test all orders are posted, everything is closed and balanced."""
    yield
    shop.run_flow("orders")
    shop.assert_books_balanced()


@pytest.fixture
def requests_paused(monkeypatch):
    """``with requests_paused("PUT", "/v3/x") as pause``: the first such request waits
    before it is sent."""
    original = requests.Session.request

    @contextmanager
    def paused(method, path):
        pause = Pause()

        def request(session, verb, url, **options):
            if verb == method and path in url:
                pause.here()
            return original(session, verb, url, **options)

        monkeypatch.setattr(requests.Session, "request", request)
        try:
            yield pause
        finally:
            pause.go_on()
            monkeypatch.setattr(requests.Session, "request", original)

    return paused


def free_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
