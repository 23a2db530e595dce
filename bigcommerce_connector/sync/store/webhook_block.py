"""Whether BigCommerce has blocked our address for its webhooks."""

import logging
from datetime import timedelta
from urllib.parse import urlsplit

from odoo import fields
from odoo.tools.misc import format_datetime

from ...api import errors

_logger = logging.getLogger(__name__)


def blocked_message(store, client):
    """Why BigCommerce sends nothing to our address for now, and until when.

    It blocks a domain for some minutes when too many deliveries fail. It is looked
    at again when that is over.

    :return: a sentence for people; False when our address is not blocked
    """
    domain = urlsplit(store._webhook_destination()).hostname
    try:
        blocked = client.hooks.admin().get("blocked_domains") or []
    except errors.BigCommerceError as error:
        # It is good to know only: orders are read every two minutes in any case.
        _logger.info("store %s: blocked domains unknown: %s", store.id, error)
        return False
    rows = [row for row in blocked if _domain(row) == domain]
    seconds = max((int(row.get("time_left") or 0) for row in rows), default=0)
    if seconds <= 0:
        return False
    store._trigger_flow("webhooks", after=seconds + 1)
    until = fields.Datetime.now() + timedelta(seconds=seconds)
    timezone = store.timezone or "UTC"
    return store.env._(
        "Too many webhooks could not be delivered to %(domain)s (%(reason)s), "
        "so BigCommerce sends none until %(until)s (%(timezone)s). Orders are "
        "read every two minutes until then, and nothing is lost. Check that "
        "this address can be reached from the internet and that Odoo answers "
        "within seconds; webhooks then resume automatically.",
        domain=domain,
        reason=_most_frequent_failure(rows) or store.env._("no reason given"),
        until=format_datetime(store.env, until, timezone),
        timezone=timezone,
    )


def _domain(row):
    """BigCommerce calls it a URL; a bare host name serves as well."""
    destination = row.get("destination") or ""
    if "//" not in destination:
        destination = f"//{destination}"
    return urlsplit(destination).hostname


def _most_frequent_failure(rows):
    reasons = [reason for row in rows for reason in row.get("reasons") or []]
    commonest = max(reasons, key=lambda one: one.get("count") or 0, default={})
    return commonest.get("failure_description")
