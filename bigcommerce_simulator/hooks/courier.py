"""Delivers webhooks over HTTP from a background thread, one after the other.

It never leaves the machine: a destination elsewhere fails at once.
"""

import http.client
import threading
from urllib.parse import urlsplit

from ..switches import declare
from .api import LOOPBACK
from .signature import sign

PAUSE = 0.02

declare(
    "webhook_timeout_seconds",
    10,
    "real seconds that a destination has to answer",
)


class Courier:
    """The thread; it holds the store's lock only to choose and to note."""

    def __init__(self, store):
        self._store = store
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Begin to deliver."""
        self._thread.start()

    def stop(self) -> None:
        """End after the present delivery."""
        self._stopping.set()
        self._thread.join(timeout=1)

    def _run(self):
        while not self._stopping.is_set():
            if not self._deliver_next():
                self._stopping.wait(PAUSE)

    def _deliver_next(self):
        with self._store.lock:
            hooks = self._store.hooks
            delivery = hooks.due()
            if delivery is None:
                return False
            hook = dict(hooks.rows[delivery.hook_id])
            headers = self._headers(hook, delivery)
            timeout = self._store.switches.webhook_timeout_seconds
        status, error = None, ""
        try:
            status = _post(hook["destination"], delivery.body, headers, timeout)
        except (OSError, ValueError, http.client.HTTPException) as failure:
            error = f"{type(failure).__name__}: {failure}"
        with self._store.lock:
            hooks.attempted(delivery, status, error)
        return True

    def _headers(self, hook, delivery):
        timestamp = int(self._store.clock.now().timestamp())
        body = delivery.body.encode()
        secret = self._store.client_secret
        return {
            "Content-Type": "application/json",
            "User-Agent": "bigcommerce-simulator",
            "webhook-id": delivery.message_id,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": sign(secret, delivery.message_id, timestamp, body),
            **(hook["headers"] or {}),
        }


def _post(destination, body, headers, timeout):
    address = urlsplit(destination)
    if address.hostname not in LOOPBACK or address.scheme != "http":
        raise ValueError("the simulator delivers to this machine only")
    connection = http.client.HTTPConnection(
        address.hostname, address.port, timeout=timeout
    )
    try:
        path = address.path or "/"
        path += f"?{address.query}" if address.query else ""
        connection.request("POST", path, body.encode(), headers)
        response = connection.getresponse()
        response.read()
        return response.status
    finally:
        connection.close()
