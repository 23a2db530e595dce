"""The BigCommerce side: a simulated store in a process of its own.

Of its own, so that its work is no part of our processor time or memory.
"""

import secrets
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import requests

REPOSITORY = Path(__file__).resolve().parents[1]
TIMEOUT = 120
_STOP_SECONDS = 10
_SENDERS = 4
_PART = 100


class WebShop:
    """``with WebShop() as web``; ``switches`` are the simulator's."""

    def __init__(self, **switches):
        self.store_hash = f"bench{secrets.token_hex(4)}"
        self.access_token = secrets.token_hex(16)
        self.client_secret = secrets.token_hex(32)
        self._switches = switches
        self._session = requests.Session()

    def __enter__(self):
        command = [
            sys.executable, "-m", "bigcommerce_simulator",
            "--seed", "19", "--store-hash", self.store_hash,
            "--access-token", self.access_token, "--client-secret", self.client_secret,
        ]  # fmt: skip
        for name, value in self._switches.items():
            command += ["--switch", f"{name}={value}"]
        self._process = subprocess.Popen(
            command,
            cwd=REPOSITORY,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        line = self._process.stdout.readline().split()
        if len(line) < 3:
            raise RuntimeError("The simulator did not start.")
        self.url = line[2]
        return self

    def __exit__(self, *exception):
        self._session.close()
        self._process.terminate()
        self._process.wait(_STOP_SECONDS)
        self._process.stdout.close()

    # === PEOPLE === #

    def check_out(self, count, lines, **details) -> list[int]:
        """``count`` shoppers buy the same ``lines``; the orders' numbers."""
        order = {"lines": lines, **details}

        def place(_number):
            return self._control("POST", "/orders", order)["id"]

        numbers = []
        with ThreadPoolExecutor(_SENDERS) as pool:
            # In parts: what waits for its turn takes memory, and that is measured.
            for first in range(0, count, _PART):
                part = range(first, min(first + _PART, count))
                numbers += pool.map(place, part)
        return numbers

    def refund(self, number, quantity=1) -> None:
        """Give back some units of an order's first line."""
        (line, *_) = self.api("GET", f"/v2/orders/{number}/products")
        price = float(line["price_inc_tax"]) * quantity
        self.api(
            "POST",
            f"/v3/orders/{number}/payment_actions/refunds",
            {
                "items": [
                    {
                        "item_type": "PRODUCT",
                        "item_id": line["id"],
                        "quantity": quantity,
                    }
                ],
                "payments": [
                    {"provider_id": "custom", "amount": price, "offline": True}
                ],
            },
        )

    def pass_time(self, seconds) -> None:
        """Move the store's clock on."""
        self._control("POST", "/clock", {"advance": seconds})

    def api(self, method, path, body=None):
        """BigCommerce's API, as another program of the merchant uses it."""
        return self._send(
            method,
            f"/stores/{self.store_hash}{path}",
            body,
            {"X-Auth-Token": self.access_token, "Accept": "application/json"},
        )

    # === WHAT CAME === #

    def forget_calls(self) -> None:
        """Begin to count anew."""
        self._control("DELETE", "/exchanges")

    def calls(self) -> list[tuple[str, str]]:
        """Method and path of every request since."""
        rows = self._control("GET", "/exchanges")["exchanges"]
        prefix = f"/stores/{self.store_hash}"
        return [(row["method"], row["path"].removeprefix(prefix)) for row in rows]

    def refused(self) -> int:
        """How many requests since got a 429."""
        rows = self._control("GET", "/exchanges")["exchanges"]
        return sum(row["status"] == 429 for row in rows)

    def violations(self) -> list:
        """Rules that were broken without an error."""
        return self._control("GET", "/violations")

    def _control(self, method, path, body=None):
        return self._send(method, f"/simulator{path}", body)

    def _send(self, method, path, body=None, headers=None):
        response = self._session.request(
            method, self.url + path, json=body, headers=headers, timeout=TIMEOUT
        )
        if not response.ok:
            raise RuntimeError(
                f"{method} {path}: {response.status_code} {response.text}"
            )
        return response.json() if response.content else []
