"""Domains that fail too often get no webhooks for some minutes.

Source: BigCommerce, "Webhooks overview": when, within two minutes and after at least
100 deliveries, less than 90 % succeed, the domain is blocked for three minutes, for the
API account that the webhooks belong to. Mail goes to the addresses of
``PUT /v3/hooks/admin``; here it is only noted.
"""

from collections import Counter, deque
from datetime import datetime, timedelta
from urllib.parse import urlsplit

WINDOW = timedelta(minutes=2)
FEWEST_DELIVERIES = 100
SUCCESS_PERCENT = 90
BLOCK_SECONDS = 180


def domain_of(destination: str) -> str:
    """``https://shop.example`` of ``https://shop.example/hook``."""
    address = urlsplit(destination)
    return f"{address.scheme}://{address.netloc}"


class _Attempts:
    """The attempts of the last two minutes, counted as they come and go."""

    def __init__(self):
        self._rows = deque()
        self.failures = Counter()

    def add(self, now: datetime, failure: str | None) -> None:
        self._rows.append((now, failure))
        self.failures.update([failure] if failure else [])
        while self._rows[0][0] < now - WINDOW:
            _at, old = self._rows.popleft()
            self.failures.subtract([old] if old else [])

    @property
    def are_too_bad(self) -> bool:
        number = len(self._rows)
        succeeded = number - self.failures.total()
        return number >= FEWEST_DELIVERIES and (
            succeeded * 100 < SUCCESS_PERCENT * number
        )


class Denylist:
    """Keys are (client id, domain), moments those of the store's clock."""

    def __init__(self, store):
        self._store = store
        self._attempts: dict[tuple, _Attempts] = {}
        self._blocked: dict[tuple, tuple[datetime, Counter]] = {}

    def note(self, hook: dict, failure: str | None) -> None:
        """An attempt to deliver; ``failure`` None when it succeeded."""
        key = hook["client_id"], domain_of(hook["destination"])
        attempts = self._attempts.setdefault(key, _Attempts())
        attempts.add(self._store.clock.now(), failure)
        if attempts.are_too_bad:
            self._block(key, BLOCK_SECONDS, +attempts.failures)

    def block(self, hook: dict, seconds: float, failure: str) -> None:
        """Block the domain of a hook at once."""
        key = hook["client_id"], domain_of(hook["destination"])
        self._block(key, seconds, Counter({failure: FEWEST_DELIVERIES}))

    def _block(self, key, seconds, failures):
        until = self._store.clock.now() + timedelta(seconds=seconds)
        self._blocked[key] = until, failures
        self._attempts.pop(key, None)
        client_id, domain = key
        self._store.hooks.mail(client_id, f"The domain {domain} is blocked")

    def until(self, hook: dict) -> datetime | None:
        """When the block of a hook's domain ends; None when there is none."""
        key = hook["client_id"], domain_of(hook["destination"])
        until, _failures = self._blocked.get(key, (None, None))
        return until if until and until > self._store.clock.now() else None

    def rows(self, client_id: str) -> list[dict]:
        """``blocked_domains`` of ``GET /v3/hooks/admin``."""
        now = self._store.clock.now()
        return [
            {
                "destination": domain,
                "time_left": int((until - now).total_seconds()),
                "reasons": [
                    {
                        "failure_description": failure,
                        "count": count,
                        "timestamp": int(now.timestamp()),
                    }
                    for failure, count in failures.items()
                ],
            }
            for (owner, domain), (until, failures) in self._blocked.items()
            if owner == client_id and until > now
        ]
