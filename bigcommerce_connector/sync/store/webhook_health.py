"""Whether webhooks can arrive: a daily check, and at once when one was missed."""

import logging
from datetime import timedelta
from urllib.parse import urlsplit

from odoo import fields, models
from odoo.tools.misc import format_datetime

from ...api import errors

_logger = logging.getLogger(__name__)


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    # === DAILY CHECK === #

    def _sync_webhooks(self):
        """The daily check: webhooks first, then what merchants add now and then."""
        self.ensure_one()
        self._check_webhooks()
        with self._client() as client:
            self._read_channels(client)
            self._read_statuses(client)

    def _check_webhooks(self):
        """Repair what is missing, switched off or wrong on BigCommerce, and say so."""
        mode = self.webhook_mode
        with self._client() as client:
            try:
                repaired = self._repair_webhooks(client)
            except (errors.DataError, errors.Forbidden) as error:
                self._say_webhooks_refused(error)
                return
        if self.webhook_mode != mode and self.webhook_mode == "polling":
            self.message_post(body=self.webhook_note)
        if repaired:
            self.message_post(
                body=self.env._(
                    "The daily check repaired %(count)s webhooks on BigCommerce: "
                    "%(what)s.",
                    count=len(repaired),
                    what=", ".join(repaired),
                )
            )

    def _say_webhooks_refused(self, error):
        sentence = self.env._(
            "BigCommerce does not accept the webhooks of this store: %s Orders are "
            "read every two minutes instead. Check that this Odoo can be reached "
            "from the internet. Odoo tries again every day.",
            error,
        )
        if self.webhook_note != sentence:
            self.message_post(body=sentence)
        self.write({"webhook_mode": "polling", "webhook_note": sentence})

    # === BLOCKED BY BIGCOMMERCE === #

    def _explain_webhook_block(self, client):
        """Why BigCommerce sends nothing to our address for now, and until when.

        It blocks a domain for some minutes when too many deliveries fail. It is looked
        at again when that is over.

        :return: a sentence for people; False when our address is not blocked
        """
        domain = urlsplit(self._webhook_destination()).hostname
        try:
            blocked = client.hooks.admin().get("blocked_domains") or []
        except errors.BigCommerceError as error:
            # It is good to know only: orders are read every two minutes in any case.
            _logger.info("store %s: blocked domains unknown: %s", self.id, error)
            return False
        rows = [row for row in blocked if _domain(row) == domain]
        seconds = max((int(row.get("time_left") or 0) for row in rows), default=0)
        if seconds <= 0:
            return False
        self._trigger_flow("webhooks", after=seconds + 1)
        until = fields.Datetime.now() + timedelta(seconds=seconds)
        timezone = self.timezone or "UTC"
        return self.env._(
            "Too many webhooks could not be delivered to %(domain)s (%(reason)s), "
            "so BigCommerce sends none until %(until)s (%(timezone)s). Orders are "
            "read every two minutes until then, and nothing is lost. Check that "
            "this address can be reached from the internet and that Odoo answers "
            "within seconds; webhooks then resume automatically.",
            domain=domain,
            reason=_commonest_failure(rows) or self.env._("no reason given"),
            until=format_datetime(self.env, until, timezone),
            timezone=timezone,
        )


def _domain(row):
    """BigCommerce calls it a URL; a bare host name serves as well."""
    destination = row.get("destination") or ""
    if "//" not in destination:
        destination = f"//{destination}"
    return urlsplit(destination).hostname


def _commonest_failure(rows):
    reasons = [reason for row in rows for reason in row.get("reasons") or []]
    commonest = max(reasons, key=lambda one: one.get("count") or 0, default={})
    return commonest.get("failure_description")
