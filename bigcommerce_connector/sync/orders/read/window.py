"""Since when to ask for changes, so that nothing is missed and little is read twice."""

from datetime import timedelta

# A change that is listed late is still seen: windows overlap by so much.
OVERLAP = timedelta(minutes=5)
_SECOND = timedelta(seconds=1)


def orders_since(store):
    """Orders that were modified since, naive UTC by BigCommerce's clock."""
    return _since(store, store.orders_watermark, store.orders_watermark_at)


def refunds_since(store):
    """Refunds that were created since, naive UTC by BigCommerce's clock."""
    return _since(store, refunds_watermark(store), store.refunds_watermark_at)


def refunds_watermark(store):
    """When the newest refund was made that was seen."""
    return store.refunds_watermark or store.orders_watermark


def _since(store, seen_until, seen_on):
    """Once a whole sync took place more than the overlap after the newest change was
    first seen, whatever is older than that change was listed, however late.

    :param datetime seen_until: the newest change seen, by BigCommerce's clock
    :param datetime seen_on: when it was first seen, by ours
    """
    last_sync = store.orders_last_sync
    if seen_on and last_sync and last_sync >= seen_on + OVERLAP:
        return seen_until + _SECOND
    return seen_until - OVERLAP
