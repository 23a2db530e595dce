"""Typed query parameters.

Wrong values answer 400 in v2 and 422 in v3. A parameter that no handler asked for
is noted in ``GET /simulator/violations``: BigCommerce ignores it, so that a misspelt
filter silently returns everything.
"""

from dataclasses import dataclass
from datetime import datetime, timezone
from decimal import Decimal, InvalidOperation
from email.utils import parsedate_to_datetime
from urllib.parse import urlencode

from .errors import error_for

MAXIMUM_LIMIT = 250


@dataclass(frozen=True)
class Page:
    """One page of a list: ``number`` from 1, ``limit`` rows."""

    number: int
    limit: int

    def of(self, rows: list) -> list:
        """The rows of this page."""
        start = (self.number - 1) * self.limit
        return rows[start : start + self.limit]


class Parameters:
    """The query string of one request; remembers what was asked for."""

    def __init__(self, store, request):
        self._store = store
        self._request = request
        self._args = request.args
        self._asked = set()

    def unasked(self) -> list[str]:
        """Names in the query string that no handler looked at."""
        return sorted(set(self._args) - self._asked)

    def text(self, name: str, default=None):
        """The raw value, or ``default`` when absent."""
        self._asked.add(name)
        return self._args.get(name, default)

    def integer(self, name: str, default=None, minimum=None):
        """A whole number."""
        value = self.text(name)
        if value is None:
            return default
        try:
            number = int(value)
        except ValueError:
            raise self._wrong(name) from None
        if minimum is not None and number < minimum:
            raise self._wrong(name)
        return number

    def decimal(self, name: str, default=None):
        """A Decimal."""
        value = self.text(name)
        if value is None:
            return default
        try:
            number = Decimal(value)
        except InvalidOperation:
            raise self._wrong(name) from None
        if not number.is_finite():
            raise self._wrong(name)
        return number

    def boolean(self, name: str, default=None):
        """``true``/``false``, also written 1/0."""
        value = self.text(name)
        if value is None:
            return default
        lowered = value.lower()
        if lowered not in ("true", "false", "1", "0"):
            raise self._wrong(name)
        return lowered in ("true", "1")

    def texts(self, name: str, default=None):
        """A comma-separated list."""
        value = self.text(name)
        if value is None:
            return default
        return [part.strip() for part in value.split(",") if part.strip()]

    def integers(self, name: str, default=None):
        """A comma-separated list of whole numbers."""
        parts = self.texts(name)
        if parts is None:
            return default
        try:
            return [int(part) for part in parts]
        except ValueError:
            raise self._wrong(name) from None

    def date(self, name: str, default=None, midnight: bool = False):
        """A moment, RFC 2822 or ISO 8601, as aware UTC. A date without a time gets
        the present time of day, as the documents of v3 products say; with
        ``midnight`` the beginning of the day."""
        value = self.text(name)
        if value is None:
            return default
        now = self._store.clock.now()
        if midnight:
            now = now.replace(hour=0, minute=0, second=0, microsecond=0)
        moment = parse_date(value, now)
        if moment is None:
            raise self._wrong(name)
        return moment

    def page(self, default: int = 50, maximum: int = MAXIMUM_LIMIT) -> Page:
        """``page`` and ``limit``; above the maximum see the switch over_limit."""
        maximum = min(maximum, self._store.switches.largest_page)
        number = self.integer("page", 1, minimum=1)
        limit = self.integer("limit", default, minimum=1)
        if limit > maximum:
            if self._store.switches.over_limit == "413":
                raise error_for(
                    self._request.path, 413, f"The limit must not exceed {maximum}."
                )
            limit = maximum
        return Page(number, limit)

    def meta(self, page: Page, rows: list) -> dict:
        """``meta`` of a v3 list: the pagination of all ``rows`` seen at ``page``."""
        total_pages = -(-len(rows) // page.limit)
        links = {"current": self._link(page.number, page)}
        if page.number > 1:
            links["previous"] = self._link(page.number - 1, page)
        if page.number < total_pages:
            links["next"] = self._link(page.number + 1, page)
        return {
            "pagination": {
                "total": len(rows),
                "count": len(page.of(rows)),
                "per_page": page.limit,
                "current_page": page.number,
                "total_pages": total_pages,
                "links": links,
            }
        }

    def _link(self, number, page):
        kept = [
            (name, value)
            for name, value in self._args.items(multi=True)
            if name not in ("page", "limit")
        ]
        return "?" + urlencode([*kept, ("page", number), ("limit", page.limit)])

    def _wrong(self, name):
        status = 400 if "/v2/" in self._request.path else 422
        return error_for(
            self._request.path, status, f"The filter {name} has an invalid value."
        )


def parse_date(value: str, now: datetime) -> datetime | None:
    """``value`` (RFC 2822 or ISO 8601) as aware UTC; None when it is no date."""
    text = value.strip()
    moment = None
    if text[:1].isdigit():
        text = text.replace("Z", "+00:00").replace(" ", "+") if "T" in text else text
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            moment = None
        if moment is not None and len(text) == 10:
            moment = datetime.combine(moment.date(), now.timetz())
    if moment is None:
        try:
            moment = parsedate_to_datetime(value)
        except (TypeError, ValueError):
            return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=timezone.utc)
    try:
        return moment.astimezone(timezone.utc)
    except OverflowError:
        return None
