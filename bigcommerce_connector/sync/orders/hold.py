"""What was read of web orders counts for the stock before they are posted.

Posting takes its time, and may meet rivals at the registers. BigCommerce goes on
selling meanwhile, so stock is sent first.
"""

import logging
import time

from psycopg2 import OperationalError

from odoo.exceptions import UserError

from .read.snapshot import write_snapshots

_logger = logging.getLogger(__name__)

# Longer than a run of a scheduled action should take, as stock waits for it; a worker
# has more. What is left is posted by then, or held by the next run.
_MAX_SECONDS = 45


def hold_orders(store, unread_ids=()):
    """Have the stock count on every order that is to be compared.

    :param store: a ``bigcommerce.store``
    :param unread_ids: of orders that are to wait for the next run
    :return: whether it does
    :rtype: bool
    """
    orders = store._orders_for_posting().search(
        [
            ("store_id", "=", store.id),
            ("needs_sync", "=", True),
            ("id", "not in", unread_ids),
        ],
        order="last_checked_on desc nulls first, id",
    )
    deadline, is_all = time.monotonic() + _MAX_SECONDS, True
    for order in orders:
        is_all &= _hold(order.with_prefetch())
        store.env["ir.cron"]._commit_progress()
        if time.monotonic() > deadline:
            return False
    return is_all


def _hold(order):
    """Keep what BigCommerce says of an order; nothing is posted.

    What cannot be read is told by the posting.

    :return: whether nobody else was at it
    :rtype: bool
    """
    try:
        with order.env.cr.savepoint():
            if not order.try_lock_for_update():
                return False
            if order.needs_sync and order._apply_scope():
                snapshot = order._read_snapshot()
                write_snapshots({order: snapshot})
                order._match_products(snapshot.web)
    except OperationalError:
        raise  # a rival, or the database is in trouble: nothing may be sent now
    except (UserError, ValueError) as error:
        _logger.info("web order %s holds no stock yet: %s", order.id, error)
    except Exception:
        # One order must not stop the others.
        _logger.exception("web order %s holds no stock yet", order.id)
    return True
