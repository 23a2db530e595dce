"""Finding the web orders to look at: a sweep of what changed, and of refunds.

Webhooks only make the sweep run at once; without them it runs by itself, so nothing
depends on them.
"""

import logging
from collections import defaultdict
from datetime import timedelta

from odoo import fields, models

from ..bigcommerce import errors
from ..mappers.dates import format_date, parse_date
from ..mappers.order import is_complete

_logger = logging.getLogger(__name__)

# An order whose change is listed late is still seen: windows overlap by so much.
_OVERLAP = timedelta(minutes=5)
# What makes the listing carry orders complete (BigCommerce's Orders v2, getOrders).
_COMPLETE = {
    "include": "consignments.line_items,fees",
    "consignment_structure": "object",
}
_PAGE = 250


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _sync_orders(self):
        """Read what changed on BigCommerce, then post what the Point of Sale lacks."""
        self.ensure_one()
        with self._client() as client:
            self._read_changed_orders(client)
            self._read_captured_orders(client)
        self._post_orders()

    # === SWEEP === #

    def _read_changed_orders(self, client):
        """Store the present state of every order that changed since the last look."""
        events = self.env["bigcommerce.webhook.event"].search(
            [("store_id", "=", self.id), ("is_done", "!=", True)]
        )
        self.env["ir.cron"]._commit_progress(remaining=len(events))
        since = self.orders_seen_until - _OVERLAP
        refunds = self._read_refunds(client, since)
        seen = set()
        latest = self.orders_seen_until
        for payloads in _pages(self._list_changed(client, since)):
            self._store_payloads(client, payloads, refunds)
            seen.update(str(payload["id"]) for payload in payloads)
            latest = max(
                [latest, *(parse_date(p["date_modified"]) for p in payloads)]
            )
            self.env["ir.cron"]._commit_progress()
        mentioned = {event.resource_id for event in events} | set(refunds)
        self._read_single_orders(client, mentioned - seen - {""}, refunds)
        events.is_done = True
        self.write(
            {"orders_seen_until": latest, "orders_last_look": fields.Datetime.now()}
        )
        self.env["ir.cron"]._commit_progress(len(events))

    def _list_changed(self, client, since):
        return client.orders.list(
            _COMPLETE, min_date_modified=format_date(since), sort="date_modified:asc"
        )

    def _read_refunds(self, client, since):
        """Refunds made since, by order. A refund need not touch its order's date."""
        refunds = defaultdict(list)
        listed = client.refunds.list({"created:min": since.isoformat() + "Z"})
        for refund in listed:
            refunds[str(refund["order_id"])].append(refund)
        return refunds

    def _read_single_orders(self, client, external_ids, refunds):
        """Orders that were spoken of but not listed: each takes a request."""
        for external_id in sorted(external_ids):
            if self._is_known_as_read(external_id, refunds.get(external_id, ())):
                continue
            try:
                payload = client.orders.get(external_id, _COMPLETE)
            except errors.NotFound:
                _logger.info("store %s: web order %s is gone", self.id, external_id)
                continue
            self._store_payloads(client, [payload], refunds)
            self.env["ir.cron"]._commit_progress()

    def _is_known_as_read(self, external_id, refunds):
        """Whether all those refunds are stored already: then nothing is new."""
        order_sudo = self.env["bigcommerce.order"].sudo().search(
            [("store_id", "=", self.id), ("external_id", "=", external_id)]
        )
        known = {refund["id"] for refund in order_sudo.refunds_payload or []}
        return bool(refunds) and {refund["id"] for refund in refunds} <= known

    def _store_payloads(self, client, payloads, refunds):
        orders = {
            order.external_id: order
            for order in self.env["bigcommerce.order"].search(
                [
                    ("store_id", "=", self.id),
                    ("external_id", "in", [str(p["id"]) for p in payloads]),
                ]
            )
        }
        for payload in payloads:
            if not is_complete(payload):
                # The listing stops at 50 lines: read them all on their own.
                lines = list(client.orders.products(payload["id"]))
                payload = {**payload, "products": lines}
            external_id = str(payload["id"])
            self._store_order(
                orders.get(external_id), payload, refunds.get(external_id, [])
            )


def _pages(payloads):
    """Chunks of a listing: what was read is stored before more is asked for."""
    page = []
    for payload in payloads:
        page.append(payload)
        if len(page) == _PAGE:
            yield page
            page = []
    if page:
        yield page
