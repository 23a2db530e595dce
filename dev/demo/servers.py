"""The two servers of the demo as child processes."""

import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import requests
from story import StoryError

REPOSITORY = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
READY_SECONDS = 180
STOP_SECONDS = 20


def check_port(port: int, name: str, variable: str) -> None:
    """Raise StoryError when somebody listens there already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise StoryError(
                f"Port {port} on {HOST}, where {name} would listen, cannot be used "
                f"({error.strerror.lower()}): stop what uses it, or choose another "
                f"port with {variable}=..."
            ) from error


def free_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


class Server:
    """A process that answers HTTP at ``ready_url`` when it is ready."""

    def __init__(self, name: str, command: list[str], ready_url: str, log: Path):
        self.name, self.log = name, log
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("wb") as output:
            # A session of its own: Ctrl-C reaches us only, and we stop it in order.
            self._process = subprocess.Popen(
                command,
                cwd=REPOSITORY,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._ready_url = ready_url

    def wait_until_ready(self) -> None:
        """Return once it answers; StoryError when it ends or takes too long."""
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            self.check()
            try:
                requests.get(self._ready_url, timeout=10)
            except (requests.ConnectionError, requests.Timeout):
                time.sleep(0.3)
            else:
                return
        raise StoryError(f"{self.name} did not answer in time. Its log: {self.log}")

    def check(self) -> None:
        """Raise StoryError when the process has ended."""
        if self._process.poll() is not None:
            raise StoryError(f"{self.name} has ended unexpectedly. Its log: {self.log}")

    def stop(self) -> None:
        """End it, kindly first."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()


def simulator(port: int, credentials: tuple, database: str, logs: Path):
    """A BigCommerce store; ``credentials``: store hash, access token, client secret."""
    store_hash, token, secret = credentials
    command = [
        sys.executable, "-m", "bigcommerce_simulator",
        "--port", str(port), "--seed", "19", "--store-hash", store_hash,
        "--access-token", token, "--client-secret", secret,
    ]  # fmt: skip
    url = f"http://{HOST}:{port}"
    return Server(
        "The simulator", command, f"{url}/simulator", logs / f"{database}-simulator.log"
    )


def odoo(port: int, database: str, logs: Path, workers: int = 0):
    """Odoo with its scheduled actions running, in one process or with workers."""
    # With workers it starts itself anew by its file, for which Odoo's own is no good.
    program = [REPOSITORY / "benchmarks" / "odoo_bin.py"] if workers else ["-m", "odoo"]
    command = [
        sys.executable, *map(str, program),
        "-d", database, "--db-filter", f"^{database}$",
        "--http-interface", HOST, "--http-port", str(port), "--max-cron-threads", "2",
        "--workers", str(workers), "--gevent-port", str(free_port()),
    ]  # fmt: skip
    url = f"http://{HOST}:{port}"
    return Server("Odoo", command, f"{url}/web/login", logs / f"{database}-odoo.log")
