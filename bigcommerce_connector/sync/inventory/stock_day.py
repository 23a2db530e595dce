"""The day by which stock is counted: the company's, for what expires."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from odoo import fields

_UTC = ZoneInfo("UTC")


def end_of_stock_day(store):
    """The moment at which the next day begins where the store's company is.

    :return: naive, UTC
    :rtype: datetime
    """
    zone = _time_zone(store)
    now = fields.Datetime.now().replace(tzinfo=_UTC).astimezone(zone)
    midnight = datetime.combine(now.date() + timedelta(days=1), time(), zone)
    return midnight.astimezone(_UTC).replace(tzinfo=None)


def _time_zone(store):
    name = store.company_id.partner_id.tz or store.timezone or "UTC"
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return _UTC
