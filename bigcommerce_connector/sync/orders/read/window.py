"""Since when to ask for changes, so that nothing is missed and little is read twice."""

from datetime import timedelta

from odoo import fields

# A change that is listed late is still seen: windows overlap by so much.
OVERLAP = timedelta(minutes=5)
# Where sweeps follow each other by seconds, not each of them lists the orders of the
# overlap again: one does, after this time.
_PAUSE = timedelta(minutes=1)
_SECOND = timedelta(seconds=1)


def orders_since(store):
    """Orders that were modified since, naive UTC by BigCommerce's clock."""
    seen_until, overlapped_on = store.orders_watermark, store.orders_overlapped_on
    if overlapped_on and overlapped_on > fields.Datetime.now():
        overlapped_on = None  # Odoo's clock was set back since
    if _is_all_listed(store.orders_watermark_at, overlapped_on):
        return seen_until + _SECOND
    if overlapped_on and fields.Datetime.now() < overlapped_on + _PAUSE:
        return seen_until
    return seen_until - OVERLAP - _PAUSE


def is_overlapping(store):
    """Whether the sweep that is under way lists the orders of the overlap again."""
    return store.sweep_since < store.orders_watermark


def refunds_since(store):
    """Refunds that were created since, naive UTC by BigCommerce's clock."""
    seen_until = refunds_watermark(store)
    if _is_all_listed(store.refunds_watermark_at, store.orders_last_sync):
        return seen_until + _SECOND
    return seen_until - OVERLAP


def refunds_watermark(store):
    """When the newest refund was made that was seen."""
    return store.refunds_watermark or store.orders_watermark


def _is_all_listed(seen_on, overlapped_on):
    """Once a whole sweep took place more than the overlap after the newest change was
    first seen, whatever is older than that change was listed, however late.

    :param datetime seen_on: when the newest change was first seen, by Odoo's clock
    :param datetime overlapped_on: when the last sweep began that listed the overlap
    """
    return bool(seen_on and overlapped_on and overlapped_on >= seen_on + OVERLAP)
