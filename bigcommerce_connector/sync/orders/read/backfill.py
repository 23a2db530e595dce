"""Older orders: those open at Connect, and periods that the owner asks for.

They are read in the cron of the orders, a page at a time, after what is new; the place
is kept after each page. Pages go by order number, so that nothing is skipped or read
twice while orders change.
"""

import logging
from datetime import datetime, timedelta, timezone
from itertools import islice

from odoo import fields, models

from ....api import errors
from ....api.paging import PAGE
from ....mappers.dates import format_date, parse_date
from .fetch import COMPLETE, last_number, order_number

_logger = logging.getLogger(__name__)

# Statuses (by id) whose goods are not, or not all, on their way yet: Awaiting Payment,
# Awaiting Pickup, Awaiting Shipment, Awaiting Fulfillment, Partially Shipped, Pending,
# Manual Verification Required, Disputed.
OPEN_STATUSES = (7, 8, 9, 11, 3, 1, 12, 13)
# A shopper may be paying this very moment. Most incomplete orders are checkouts that
# were given up, so only those of the last days are read; they hold no stock.
INCOMPLETE = 0
_MAY_BE_PAID = timedelta(days=3)


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    # === CONNECT === #

    def _on_connected(self, client):
        result = super()._on_connected(client)
        # Web orders are the connector's own: nobody else may write them.
        self.sudo()._begin_orders(client)
        return result

    def _begin_orders(self, client):
        """At the first Connect: from when on orders are ours, and which older ones.

        All of it by BigCommerce's clock, as the dates of the orders are.
        """
        self.ensure_one()
        if self.orders_seen_on:
            self._catch_up_with_limit()
            return
        now = datetime.fromtimestamp(
            client.store_information.time(), tz=timezone.utc
        ).replace(tzinfo=None)
        self.write(
            {
                "connected_on": now,
                "orders_seen_until": now,
                "orders_seen_on": fields.Datetime.now(),
                "refunds_seen_until": now,
                "refunds_seen_on": fields.Datetime.now(),
            }
        )
        self._begin_numbers(client)
        if self.order_sync_start_date_enabled:
            if self.order_sync_start_date < now:
                job = self._add_backfill(self.order_sync_start_date, now, "both")
                job.is_of_start_date = True
            return
        job = self._read_open_orders()
        for _status in (*OPEN_STATUSES, INCOMPLETE):
            try:
                job._read_page(client)
            except errors.TemporaryError as error:
                _logger.warning(
                    "store %s: open orders are read later: %s", self.id, error
                )
                break
            if job.state != "running":
                break

    def _read_open_orders(self):
        """Without a start date those open at Connect are ours too: read them, once.

        Of those that a start date kept away at Connect the ones that are open still.

        :return: ``bigcommerce.backfill``; nothing when they were read before
        """
        if any(self.backfill_ids.mapped("status_ids")):
            return self.backfill_ids.browse()
        statuses = (*OPEN_STATUSES, INCOMPLETE)
        return self._add_backfill(False, self.connected_on, "both", statuses)

    # === JOBS === #

    def _add_backfill(self, date_from, date_to, mode, status_ids=()):
        """Have orders read that were created from ``date_from`` to before ``date_to``.

        :param date_from, date_to: naive UTC; without a begin False
        :param str mode: see :data:`BACKFILL_MODES`
        :param status_ids: BigCommerce's; none: of every status
        :return: ``bigcommerce.backfill``
        """
        # Who moves a switch or starts it by the wizard has the right to, checked there.
        jobs_sudo = self.env["bigcommerce.backfill"].sudo()
        job = jobs_sudo.create(
            {
                "store_id": self.id,
                "date_from": date_from,
                "date_to": date_to,
                "mode": mode,
                "status_ids": ",".join(map(str, status_ids)),
            }
        )
        self._trigger_flow("orders")
        return job

    def _continue_backfill(self, client, unread, has_time):
        """Read older orders, until there is no time or something new to look at.

        :param unread: orders that BigCommerce has failed to answer for in this run;
            like those that somebody holds, they do not keep older ones waiting
        """
        while job := self._next_backfill():
            if self._due_events(limit=1) or not has_time:
                self._trigger_flow("orders")
                return
            job._read_page(client)
            self.env["ir.cron"]._commit_progress(1)
            unread, has_time = self._compare_orders(client, unread)

    def _next_backfill(self):
        return self.env["bigcommerce.backfill"].search(
            [("store_id", "=", self.id), ("state", "=", "running")],
            order="id",
            limit=1,
        )


class BigcommerceBackfill(models.Model):
    _inherit = "bigcommerce.backfill"

    def _read_page(self, client):
        """Take the next page of orders, with their refunds, and keep the place."""
        self.ensure_one()
        statuses = [status for status in (self.status_ids or "").split(",") if status]
        params = self._filters()
        if not self.cursor and not self.total_count and not statuses:
            self.total_count = client.orders.count(params)
        if statuses:
            params["status_id"] = statuses[0]
        if statuses[:1] == [str(INCOMPLETE)]:
            params["min_date_created"] = format_date(self.date_to - _MAY_BE_PAID)
        listed = client.orders.list_by_id(
            self.cursor, {**COMPLETE, **params}, on_too_large=self._note_too_large
        )
        payloads = list(islice(listed, PAGE))
        self._take(client, payloads)
        vals = {"read_count": self.read_count + len(payloads)}
        if len(payloads) == PAGE:
            vals["cursor"] = last_number(payloads) + 1
        elif len(statuses) > 1:
            vals.update(cursor=0, status_ids=",".join(statuses[1:]))
        else:
            vals["state"] = "done"
        self.write(vals)
        if self.state == "done" and self.read_count:
            self.store_id.message_post(body=self.progress)

    def _note_too_large(self, number, error):
        self.store_id._note_too_large(number, error)
        self._keep_unread({str(number)})

    def _filters(self):
        # BigCommerce's bounds are inclusive, and its dates have whole seconds.
        params = {"max_date_created": format_date(self.date_to - timedelta(seconds=1))}
        if self.date_from:
            params["min_date_created"] = format_date(self.date_from)
        return params

    def _take(self, client, payloads):
        store = self.store_id
        listed = set(map(order_number, payloads))
        readable = store._readable(payloads)
        payloads = [row for row in readable if self._is_within(row)]
        others = set(map(order_number, readable)) - set(map(order_number, payloads))
        known = store._known_orders(payloads)
        taken = store._take_orders(client, payloads, wants=self._wants)
        self._keep_unread(listed - others)
        fresh = taken.filtered(lambda order: order.external_id not in known)
        is_record = self.mode == "records"
        fresh.write(
            {
                "is_record_only": is_record,
                "is_of_start_date": self.is_of_start_date,
                "moves_stock": self.mode != "money",
            }
        )
        if not is_record:
            self._take_up_known(self.env["bigcommerce.order"].concat(*known.values()))

    def _take_up_known(self, orders):
        """Those read before without being wanted in earnest are wanted now."""
        wanted = orders.filtered(
            lambda order: (
                not order.is_skipped
                and (
                    order.is_record_only
                    or (order._was_of_start_date() and not self.is_of_start_date)
                )
            )
        )
        wanted.write(
            {
                "is_record_only": False,
                "is_of_start_date": self.is_of_start_date,
                "moves_stock": self.mode != "money",
            }
        )
        wanted._take_up()

    def _keep_unread(self, numbers):
        """Orders that could not be read are still this job's when they are read.

        :param set numbers: of the orders that it listed
        """
        notes = self.store_id._unread_notes(numbers)
        rows = [{"id": number} for number in notes.mapped("resource_id")]
        known = self.store_id._known_orders(rows)
        new = notes.filtered(lambda note: note.resource_id not in known)
        new.backfill_id = self

    def _is_within(self, payload):
        created = parse_date(payload.get("date_created"))
        if not created or created >= self.date_to:
            return False
        return not self.date_from or created >= self.date_from

    def _wants(self, created, order):
        """Older orders too, unless a start date forbids them meanwhile."""
        store = self.store_id
        if self.is_of_start_date or store.order_sync_start_date_enabled:
            return store._is_in_scope(created, order)
        return True

    def _follow_limit(self, limit):
        """The start date was moved or switched off: what it began shrinks with it."""
        for job in self.filtered(lambda job: job.is_of_start_date):
            if limit >= job.date_to:
                job.state = "stopped"
            elif not job.date_from or limit > job.date_from:
                job.date_from = limit
