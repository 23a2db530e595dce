"""Dates of BigCommerce: v2 writes RFC 2822, v3 writes RFC 3339; we keep UTC."""

from datetime import datetime, timezone
from email.utils import format_datetime, parsedate_to_datetime


def parse_date(text):
    """Read a date of either API.

    :param str text: ``Mon, 23 Nov 2026 08:58:30 +0000`` or ``2026-11-23T08:58:30Z``
    :return: naive UTC, as Odoo stores it; None when the text is empty
    :rtype: datetime | None
    :raise ValueError: when it is no date
    """
    if not text:
        return None
    if text[:1].isdigit():
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    else:
        moment = parsedate_to_datetime(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=timezone.utc)
    return moment.astimezone(timezone.utc).replace(tzinfo=None)


def format_date(moment):
    """Write a naive UTC moment as a query parameter of v2 takes it (RFC 2822).

    :rtype: str
    """
    return format_datetime(moment.replace(tzinfo=timezone.utc))
