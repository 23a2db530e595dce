"""An Odoo server on this machine, as a child process."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import requests

HOST = "127.0.0.1"
_ODOO_BIN = Path(__file__).resolve().with_name("odoo_bin.py")
_READY_SECONDS = 120
_STOP_SECONDS = 20


class OdooServer:
    """``with OdooServer(database, port, "--workers", "1"): …``"""

    def __init__(self, database, port, *options):
        self.url = f"http://{HOST}:{port}"
        self._command = [
            sys.executable, str(_ODOO_BIN), "-d", database,
            "--db-filter", f"^{database}$", "--http-interface", HOST,
            "--http-port", str(port), "--gevent-port", str(free_port()),
            "--log-level", "error", *options,
        ]  # fmt: skip

    def __enter__(self):
        self._process = subprocess.Popen(
            self._command,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            self._wait_until_ready()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *exception):
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    @property
    def processor_seconds(self) -> float:
        """What it and its workers have used: other programs do not count."""
        process = psutil.Process(self._process.pid)
        times = [one.cpu_times() for one in (process, *process.children(True))]
        return sum(time.user + time.system for time in times)

    def _wait_until_ready(self):
        deadline = time.monotonic() + _READY_SECONDS
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                raise RuntimeError("Odoo has ended unexpectedly.")
            try:
                # The login page has the database loaded; a health check has not.
                requests.get(f"{self.url}/web/login", timeout=60)
            except requests.ConnectionError:
                time.sleep(0.3)
            else:
                return
        raise RuntimeError("Odoo did not answer in time.")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]
