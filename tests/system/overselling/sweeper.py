"""A worker that reads web orders as the scheduled action does, while pushes do not.

    python -m tests.system.overselling.sweeper DATABASE STORE_ID

The flow of the orders is *held off*, as where BigCommerce fails to return orders: so
pushes go without them. Under the store's lease, where no push runs, it is let go for
one run: when a webhook has come, and else at the interval of its scheduled action.
"""

import sys
import time

from ..shop import open_registry

_FOREVER = "2100-01-01 00:00:00"
_LOOKS_EVERY = 0.25


def main(database, store_id):
    registry = open_registry(database)
    from odoo.addons.bigcommerce_connector.sync.flow.crons import ACTIONS

    _label, minutes = ACTIONS["orders"]
    while not _sweep(registry, store_id):
        pass  # the lease is waited for
    due = time.monotonic() + minutes * 60
    sys.stdout.write("sweeping\n")
    sys.stdout.flush()
    while True:
        time.sleep(_LOOKS_EVERY)
        with registry.cursor() as cr:
            cr.execute("SELECT FROM bigcommerce_order_fetch LIMIT 1")
            is_asked = cr.rowcount
        is_due = is_asked or time.monotonic() > due
        if is_due and _sweep(registry, store_id):
            due = time.monotonic() + minutes * 60


def _sweep(registry, store_id) -> bool:
    """Whether it had the lease."""
    from odoo import api

    with registry.cursor() as cr:
        store = api.Environment(cr, 1, {})["bigcommerce.store"].browse(store_id)
        with store._lease() as held:
            if held:
                flow = store._flow("orders")
                flow.retry_at = False
                flow._cron_run()
                flow.retry_at = _FOREVER
        return held


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
