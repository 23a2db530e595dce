"""The store's request quota, as the headers of the last response say.

The quota is shared by all apps of a store and redistributed while they run, so it is
read anew from every answer. Source: BigCommerce's page on rate limits.
"""

from dataclasses import dataclass

from .transport import Response


@dataclass(frozen=True)
class Quota:
    """
    :param limit: requests a window, None when unknown
    :param remaining: requests left in this window
    :param reset: seconds from ``seen_at`` until the window ends
    :param window: length of the window in seconds, None when unknown
    :param seen_at: when this was read, in seconds of the client's clock
    """

    limit: int | None
    remaining: int
    reset: float
    window: float | None
    seen_at: float

    @classmethod
    def of(cls, answer: Response, now: float) -> "Quota | None":
        """What the response says; None when it says nothing."""
        left = answer.number("X-Rate-Limit-Requests-Left")
        reset = answer.number("X-Rate-Limit-Time-Reset-Ms")
        if reset is None or (left is None and answer.status != 429):
            return None
        limit = answer.number("X-Rate-Limit-Requests-Quota")
        window = answer.number("X-Rate-Limit-Time-Window-Ms")
        return cls(
            limit=None if limit is None else int(limit),
            remaining=0 if answer.status == 429 else int(left or 0),
            reset=reset / 1000,
            window=None if window is None else window / 1000,
            seen_at=now,
        )

    @property
    def reserve(self) -> int:
        """Requests left to others: a twentieth, five at most.

        Another app's request may pass between our answer and our next request.
        """
        return min(5, (self.limit or 0) // 20)

    def wait(self, now: float) -> float:
        """Seconds to wait before the next request; 0 when it may go at once."""
        if self.remaining > self.reserve:
            return 0.0
        return max(0.0, self.seen_at + self.reset - now)
