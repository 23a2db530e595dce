"""The quota of requests per window, shared by every app of the store.

Source: BigCommerce, "API rate limits". The window begins with its first request.
"""

from datetime import timedelta

from .switches import declare

declare(
    "quota_requests",
    10000,
    "requests per window; BigCommerce: 150 on Standard and Plus, 450 on Pro",
)
declare("quota_window_seconds", 30, "length of the quota's window")
declare("quota_taken_by_others", 0, "requests that other apps use up in each window")


class Quota:
    """Counts requests of the present window."""

    def __init__(self, store):
        self._store = store
        self._start = None
        self._used = 0

    def take(self) -> dict | None:
        """Count one request. The headers of its answer, or None when none was left."""
        switches = self._store.switches
        now = self._store.clock.now()
        window = timedelta(seconds=switches.quota_window_seconds)
        if self._start is None or now >= self._start + window:
            self._start = now
            self._used = switches.quota_taken_by_others
        if self._used >= switches.quota_requests:
            return None
        self._used += 1
        return self._headers(switches.quota_requests - self._used)

    def exhausted(self) -> dict:
        """The headers of a 429: nothing left until the window ends."""
        headers = self._headers(0)
        reset = int(headers["X-Rate-Limit-Time-Reset-Ms"])
        return {**headers, "X-Retry-After": str(-(-reset // 1000))}

    def _headers(self, left):
        switches = self._store.switches
        window = switches.quota_window_seconds * 1000
        now = self._store.clock.now()
        passed = (now - (self._start or now)).total_seconds() * 1000
        return {
            "X-Rate-Limit-Time-Window-Ms": str(int(window)),
            "X-Rate-Limit-Time-Reset-Ms": str(max(int(window - passed), 1)),
            "X-Rate-Limit-Requests-Quota": str(switches.quota_requests),
            "X-Rate-Limit-Requests-Left": str(left),
        }
