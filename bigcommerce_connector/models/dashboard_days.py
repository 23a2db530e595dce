"""The web orders of the last days, by store and day: all that the dashboard counts.

One query for all stores; it reads the orders of these days, however many there are
before them.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from odoo import fields
from odoo.fields import Domain

DAYS = 14


@dataclass
class Days:
    """Of one store: turnover by day, today's last, and when the last order was placed.

    The turnover is the net of what is posted, in the company's currency.
    """

    turnover: dict = field(default_factory=lambda: defaultdict(float))
    placed: dict = field(default_factory=lambda: defaultdict(int))
    last_order: object = None


def last_days(stores):
    """Days begin and end by the clock of whoever looks.

    :param stores: ``bigcommerce.store`` records
    :return: the dates, the oldest first, and :class:`Days` by store
    :rtype: tuple[list, dict]
    """
    local = fields.Datetime.context_timestamp(stores, fields.Datetime.now())
    dates = [local.date() - timedelta(days=back) for back in reversed(range(DAYS))]
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    since = midnight - timedelta(days=DAYS - 1) - local.utcoffset()
    rows = stores.env["bigcommerce.order"]._read_group(
        Domain("store_id", "in", stores.ids)
        & Domain("date_created", ">=", since.replace(tzinfo=None))
        & Domain("state", "!=", "skipped"),
        ["store_id", "state", "currency_id", "date_created:day"],
        ["__count", "amount_net:sum", "date_created:max"],
    )
    found = defaultdict(Days)
    for store, state, currency, day, count, net, last in rows:
        days = found[store]
        days.placed[day.date()] += count
        days.last_order = max(filter(None, (days.last_order, last)))
        if state == "synced":
            company = store.company_id
            own = company.currency_id
            date = day.date()
            days.turnover[date] += (
                currency._convert(net, own, company, date) if currency else net
            )
    return dates, found
