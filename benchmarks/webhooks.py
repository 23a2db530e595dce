"""The webhook controller: one worker of Odoo, real HTTP, signed deliveries."""

import base64
import hashlib
import hmac
import http.client
import json
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from statistics import quantiles

from odoo_server import HOST, OdooServer, free_port

NAMES = ("orders.webhook.per_s", "orders.webhook.p99_ms")
_SENDERS = 4
_WARM_UP = 40
# Deliveries and what they are compared with take turns.
_ROUND = 100
_TIMEOUT = 120


def run(bench):
    """Deliveries, each of them new, against Odoo's own health check."""
    count = bench.size(2000, least=100)
    shop, port = bench.shop, free_port()
    with bench.web() as web, shop.connected(web) as store:
        sender = Sender(store, web, port)
        with OdooServer(
            bench.database, port, "--workers", "1", "--max-cron-threads", "0"
        ) as server:
            sender.server = server
            sender.send(sender.deliver, range(_WARM_UP))
            sender.send(sender.ask_health, range(_WARM_UP))
            odoo, ours = Answers(), Answers()
            for first in range(_WARM_UP, _WARM_UP + count, _ROUND):
                numbers = range(first, min(first + _ROUND, _WARM_UP + count))
                odoo.add(sender.send(sender.ask_health, numbers))
                ours.add(sender.send(sender.deliver, numbers))
        shop.commit()
        stored = shop.env["bigcommerce.webhook.event"].search_count(
            [("store_id", "=", store.id)]
        )
        if stored != count + _WARM_UP:
            raise RuntimeError(f"{stored} deliveries were stored.")
    details = {
        "deliveries": count,
        "senders": _SENDERS,
        "reference_is": "/web/health of the same worker",
    }
    bench.figures.add(
        "orders.webhook.per_s",
        count / ours.seconds,
        "deliveries/s",
        count / odoo.seconds,
        **details,
    )
    bench.figures.add(
        "orders.webhook.p99_ms",
        ours.percent(99),
        "ms",
        odoo.percent(99),
        median_ms=ours.percent(50),
        reference_median_ms=odoo.percent(50),
        processor_ms=ours.processor * 1000 / count,
        reference_processor_ms=odoo.processor * 1000 / count,
    )


@dataclass
class Answers:
    """Requests: seconds altogether, processor seconds of Odoo, seconds of each."""

    seconds: float = 0.0
    processor: float = 0.0
    times: list = field(default_factory=list)

    def add(self, other):
        """More of the same."""
        self.seconds += other.seconds
        self.processor += other.processor
        self.times += other.times

    def percent(self, percent) -> float:
        """In milliseconds."""
        return quantiles(self.times, n=100)[percent - 1] * 1000


class Sender:
    """BigCommerce's side of a store's webhooks."""

    def __init__(self, store, web, port):
        self._path = f"/bigcommerce/webhook/{store.store_hash}"
        self._headers = dict(store._webhook_headers())
        self._secret = web.client_secret.encode()
        self._port = port
        self.server = None

    def send(self, request, numbers) -> Answers:
        """Some senders at once; each waits for its answer."""
        processor = self.server.processor_seconds
        started = time.perf_counter()
        with ThreadPoolExecutor(_SENDERS) as pool:
            times = list(pool.map(request, numbers))
        seconds = time.perf_counter() - started
        return Answers(seconds, self.server.processor_seconds - processor, times)

    def deliver(self, number):
        """A delivery about an order; the seconds that its answer took."""
        body = json.dumps(
            {
                "scope": "store/order/updated",
                "store_id": "1",
                "data": {"type": "order", "id": number + 1},
                "hash": str(number),
            }
        )
        message, moment = f"msg_{number}", str(int(time.time()))
        content = f"{message}.{moment}.{body}".encode()
        digest = hmac.new(self._secret, content, hashlib.sha256).digest()
        headers = {
            **self._headers,
            "Content-Type": "application/json",
            "webhook-id": message,
            "webhook-timestamp": moment,
            "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
        }
        return self._timed("POST", self._path, body, headers)

    def ask_health(self, _number):
        """What Odoo answers without a database and a user."""
        return self._timed("GET", "/web/health", None, {})

    def _timed(self, method, path, body, headers):
        started = time.perf_counter()
        connection = http.client.HTTPConnection(HOST, self._port, timeout=_TIMEOUT)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            response.read()
        finally:
            connection.close()
        if response.status != 200:
            raise RuntimeError(f"{method} {path}: {response.status}")
        return time.perf_counter() - started
