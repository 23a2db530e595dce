"""Dates of BigCommerce: v2 writes RFC 2822, v3 writes RFC 3339; we keep UTC."""

import re
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache
from typing import Any

from .unreadable import DATE, UnreadablePayload

# Each Python reads another part of it (``datetime.fromisoformat``): none decides.
_RFC_3339 = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:[T ](?P<clock>\d\d:\d\d:\d\d)(?:\.(?P<fraction>\d+))?"
    r"(?P<zone>Z|(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d))?)?",
    re.ASCII | re.IGNORECASE,
)


def parse_date(text: Any) -> datetime | None:
    """Read a date of either API.

    :param str text: ``Mon, 23 Nov 2026 08:58:30 +0000`` or ``2026-11-23T08:58:30Z``
    :return: naive UTC, as Odoo stores it; None when the text is empty
    :rtype: datetime | None
    :raise UnreadablePayload: when it is no date
    """
    if not text:
        return None
    if not isinstance(text, str):
        raise UnreadablePayload(DATE, value=text)
    try:
        return _parse(text)
    except (OverflowError, TypeError, ValueError) as error:
        raise UnreadablePayload(DATE, value=text) from error


@lru_cache(maxsize=1024)  # a page of orders is gone through several times
def _parse(text: str) -> datetime:
    return _parse_rfc_3339(text) if text[:1].isdigit() else _parse_rfc_2822(text)


def _parse_rfc_2822(text: str) -> datetime:
    moment = parsedate_to_datetime(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=timezone.utc)
    return moment.astimezone(timezone.utc).replace(tzinfo=None)


def _parse_rfc_3339(text: str) -> datetime:
    """Without a zone it is UTC; digits beyond the microsecond are dropped."""
    found = _RFC_3339.fullmatch(text)
    if not found:
        raise ValueError(text)
    clock, fraction = found["clock"] or "00:00:00", found["fraction"] or ""
    moment = datetime.strptime(f"{found['day']} {clock}", "%Y-%m-%d %H:%M:%S")
    moment = moment.replace(microsecond=int(fraction[:6].ljust(6, "0")))
    if not found["sign"]:
        return moment
    ahead = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"]))
    return moment - ahead if found["sign"] == "+" else moment + ahead


def format_date(moment: datetime) -> str:
    """Write a naive UTC moment as a query parameter of v2 takes it (RFC 2822).

    :rtype: str
    """
    return format_datetime(moment.replace(tzinfo=timezone.utc))
