"""At Connect: from when on orders are ours, and which older ones."""

import logging
from datetime import datetime, timezone

from odoo import fields, models

from ...api import errors
from .former import begin_behind_former
from .read.backfill import BackfillReader, add_open_orders, hold_open_orders
from .read.unlisted import begin_numbers
from .scope import catch_up_with_limit

_logger = logging.getLogger(__name__)


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _on_connected(self, client):
        result = super()._on_connected(client)
        # Web orders are the connector's own: nobody else may write them.
        store_sudo = self.sudo()
        if store_sudo.orders_watermark_at:
            catch_up_with_limit(store_sudo)
        else:
            _begin_orders(store_sudo, client)
        return result


def _begin_orders(store, client):
    """All of it by BigCommerce's clock, as the dates of the orders are."""
    now = datetime.fromtimestamp(
        client.store_information.time(), tz=timezone.utc
    ).replace(tzinfo=None)
    store.write(
        {
            "connected_on": now,
            "orders_watermark": now,
            "orders_watermark_at": fields.Datetime.now(),
            "refunds_watermark": now,
            "refunds_watermark_at": fields.Datetime.now(),
        }
    )
    begin_numbers(store, client)
    begin_behind_former(store, now)
    if not store.order_sync_start_date_enabled:
        _read_at_once(add_open_orders(store), client)
        return
    _read_at_once(hold_open_orders(store), client)
    if store.order_sync_start_date < now:
        job = store._add_backfill(store.order_sync_start_date, now, "both")
        job.is_of_start_date = True


def _read_at_once(job, client):
    """A page of each status: of most shops that is all."""
    for _status in job.status_ids.split(","):
        try:
            BackfillReader.of(job, client).read_page()
        except errors.TemporaryError as error:
            store = job.store_id
            _logger.warning("store %s: open orders are read later: %s", store.id, error)
            break
        if job.state != "running":
            break
