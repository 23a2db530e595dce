"""Refunds that are new: a refund need not touch its order's date."""

from collections import defaultdict

from odoo import fields

from ....mappers.dates import parse_date
from ....mappers.refunds import refund_mark, refund_order
from .fetch import report_unreadable_refund
from .window import OVERLAP, refunds_since, refunds_watermark


class NewRefunds:
    """Those of the window that were not seen before.

    ``by_order``: refunds by order number; ``values``: what is to be written to the
    store once they are stored.
    """

    def __init__(self, store, client):
        self.store, self.client = store, client
        self.by_order, self.values = {}, {}

    def load(self):
        """:return: itself"""
        store = self.store
        known = {tuple(row) for row in store.sudo().refunds_seen or []}  # system field
        seen_until = refunds_watermark(store)
        latest, window, by_order = seen_until, [], defaultdict(list)
        since = refunds_since(store).isoformat() + "Z"
        for refund in self.client.refunds.list({"created:min": since}):
            created = _created(refund)
            latest = max(latest, created or latest)
            mark, number = refund_mark(refund), refund_order(refund)
            window.append((created, mark))
            if mark in known:
                continue
            if number:
                by_order[number].append(refund)
            else:
                report_unreadable_refund(store, refund)
        self.by_order = dict(by_order)
        self.values = {
            "refunds_seen": [
                list(mark)
                for created, mark in window
                if not created or created >= latest - OVERLAP
            ]
        }
        if latest > seen_until or not store.refunds_watermark:
            self.values["refunds_watermark"] = latest
            self.values["refunds_watermark_at"] = fields.Datetime.now()
        return self


def _created(refund):
    """When a refund was made; None when it does not say so in a readable way."""
    try:
        return parse_date(refund.get("created"))
    except (AttributeError, ValueError):
        return None
