import os
import socket
import subprocess
from pathlib import Path

import pytest

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


def free_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
