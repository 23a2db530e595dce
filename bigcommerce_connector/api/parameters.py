"""Query parameters and ids, as BigCommerce wants them in an address."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timezone
from decimal import Decimal
from typing import Any
from urllib.parse import quote, urlencode

#: Characters of one list filter; servers commonly refuse addresses over 8000.
_MAX_LIST_LENGTH = 6000


def query_string(params: Mapping[str, Any]) -> str:
    """``?…``, or '' when nothing is left; parameters that are None are left out."""
    pairs = [(key, as_text(value)) for key, value in params.items()]
    pairs = [(key, text) for key, text in pairs if text is not None]
    return "?" + urlencode(pairs, quote_via=quote, safe=":,") if pairs else ""


def as_text(value: Any) -> str | None:
    """
    Lists are joined by commas, times told in UTC (ISO 8601), booleans in lower case.

    :raise ValueError: a time without a time zone: whose time it is would be guessed
    """
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("a time sent to BigCommerce needs a time zone")
        return value.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        # BigCommerce would add the present time of day to a date alone.
        return f"{value.isoformat()}T00:00:00Z"
    if isinstance(value, Decimal):
        return format(value, "f")
    if is_list(value):
        return ",".join(as_text(item) or "" for item in value)
    return str(value)


def is_list(value: Any) -> bool:
    return isinstance(value, list | tuple | set | frozenset | range)


def in_parts(params: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The parameters of one listing, with its longest list cut to fit an address.

    An empty list filters for nothing, so there is nothing to ask for: left out, the
    filter would let everything pass.
    """
    lists = {key: list(value) for key, value in params.items() if is_list(value)}
    if any(not value for value in lists.values()):
        return
    whole = {**params, **lists}
    longest = max(lists, key=lambda key: _length(lists[key]), default=None)
    if longest is None or _length(lists[longest]) <= _MAX_LIST_LENGTH:
        yield whole
        return
    part: list[Any] = []
    length = 0
    for item in lists[longest]:
        length += _length([item]) + 1
        if part and length > _MAX_LIST_LENGTH:
            yield {**whole, longest: part}
            part, length = [], _length([item]) + 1
        part.append(item)
    yield {**whole, longest: part}


def _length(items: list[Any]) -> int:
    return len(quote(as_text(items) or "", safe=","))


def path_id(value: int | str) -> str:
    """An id as a part of a path.

    :raise ValueError: no id: a path without it would address the whole collection
    """
    text = str(value)
    if isinstance(value, bool) or not (text.isascii() and text.isdigit()):
        raise ValueError(f"{value!r} is no id of BigCommerce")
    return text
