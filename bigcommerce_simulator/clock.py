"""The store's clock. Every date, quota window and retry delay is read from it."""

from datetime import datetime, timedelta, timezone

START = datetime(2026, 1, 5, 9, 0, 0, tzinfo=timezone.utc)


class SystemClock:
    """Real time (UTC) plus whatever was added with :meth:`advance`."""

    def __init__(self):
        self._offset = timedelta()

    def now(self) -> datetime:
        """The present moment, aware, UTC."""
        return datetime.now(timezone.utc) + self._offset

    def advance(self, seconds: float) -> None:
        """Move on by ``seconds``; a clock never goes back."""
        if seconds < 0:
            raise ValueError("The clock cannot go back.")
        self._offset += timedelta(seconds=seconds)


class ManualClock:
    """Stands still until it is advanced, so that runs can be repeated exactly."""

    def __init__(self, start: datetime = START):
        self._now = start

    def now(self) -> datetime:
        """The present moment, aware, UTC."""
        return self._now

    def advance(self, seconds: float) -> None:
        """Move on by ``seconds``; a clock never goes back."""
        if seconds < 0:
            raise ValueError("The clock cannot go back.")
        self._now += timedelta(seconds=seconds)
