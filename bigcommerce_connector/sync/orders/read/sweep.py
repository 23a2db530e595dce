"""Finding the web orders to look at: a sweep of what changed, and of refunds.

Webhooks only make the sweep run at once; without them it runs by itself, so nothing
depends on them.

The sweep asks for the orders modified since the last one and pages through them by
their ids: pages by number, or by date, skip an order whenever another one on an earlier
page changes in between. The place is kept after every page.
"""

import time
from collections import defaultdict
from datetime import timedelta

from odoo import fields, models
from odoo.tools import split_every

from ....api.paging import PAGE
from ....mappers.dates import format_date, parse_date
from ....mappers.refunds import refund_mark, refund_order
from .fetch import COMPLETE, is_readable, last_number
from .retry import is_order_number

# A change that is listed late is still seen: windows overlap by so much.
OVERLAP = timedelta(minutes=5)
_SECOND = timedelta(seconds=1)
# A longer sweep goes on in the next run, before a worker's time is up.
_MOST_SECONDS = 45


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _sync_orders(self):
        """Read what changed on BigCommerce, then post what the Point of Sale lacks."""
        self.ensure_one()
        with self._client() as client:
            if not self._is_going_on():
                self._take_rescoped_orders()
                if not self._read_changed_orders(client):
                    return
            unread = self.env["bigcommerce.order"]
            unread, has_time = self._compare_orders(client, unread)
            if has_time:
                self._read_suspect_payments(client)
                self._check_listed_daily(client)
            unread, has_time = self._continue_tables(client, unread, has_time)
            self._continue_backfill(client, unread, has_time)

    def _compare_orders(self, client, unread):
        """Compare every order that asks for it.

        :param unread: orders that BigCommerce has failed to answer for in this run
        :return: those and further ones, and whether there is time left
        :rtype: tuple[bigcommerce.order, bool]
        """
        self._check_refunds_daily(client)
        unread += self._read_captured_orders(client, unread)
        return unread, self._post_orders(unread.ids)

    def _is_going_on(self):
        """Whether this run only goes on posting what it read a moment ago.

        Odoo calls a scheduled action again and again while work remains; the end of
        its time tells one such run from the next.
        """
        this_run = self.env.context.get("cron_end_time")
        return (
            this_run is not None
            and this_run == self.sweep_run
            and self._is_any("bigcommerce.order", "needs_look", True)
            and not self._due_events(limit=1)
        )

    def _is_any(self, model, field, value):
        domain = [("store_id", "=", self.id), (field, "=", value)]
        return bool(self.env[model].search_count(domain, limit=1))

    # === WINDOWS === #

    def _window(self, seen_until, seen_on):
        """Since when to ask, so that nothing is missed and little is read twice.

        Once a whole look took place more than the overlap after the newest change was
        first seen, whatever is older than that change was listed, however late.

        :param datetime seen_until: the newest change seen, by BigCommerce's clock
        :param datetime seen_on: when it was first seen, by ours
        """
        last_look = self.orders_last_look
        if seen_on and last_look and last_look >= seen_on + OVERLAP:
            return seen_until + _SECOND
        return seen_until - OVERLAP

    def _refunds_since(self):
        seen_until = self.refunds_seen_until or self.orders_seen_until
        return self._window(seen_until, self.refunds_seen_on)

    # === SWEEP === #

    def _read_changed_orders(self, client):
        """Store the present state of every order that changed since the last look.

        :return: whether it came to its end; if not, the next run goes on
        :rtype: bool
        """
        deadline = time.monotonic() + _MOST_SECONDS
        events = self._due_events()
        if not self.sweep_since:
            self.write(
                {
                    "sweep_since": self._window(
                        self.orders_seen_until, self.orders_seen_on
                    ),
                    "sweep_started": fields.Datetime.now(),
                    "sweep_latest": self.orders_seen_until,
                    "sweep_cursor": 0,
                }
            )
        self.env["ir.cron"]._commit_progress(remaining=len(events) + 1)
        refunds, refund_vals = self._read_refunds(client)
        mentioned = {event.resource_id for event in events}
        seen, missing = self._sweep(client, refunds, mentioned, deadline)
        if seen is None:
            # In a run of its own: Odoo ends a worker that is busy for too long.
            self._trigger_flow("orders")
            self.env["ir.cron"]._commit_progress(remaining=0)
            return False
        events |= missing
        mentioned |= set(missing.mapped("resource_id"))
        todo = set(filter(is_order_number, mentioned | set(refunds)))
        self._read_mentioned(client, todo - seen, refunds, events, deadline)
        self._mark_payments_changed(events)
        self.write({**refund_vals, **self._end_of_sweep()})
        self._judge_gaps()
        self.env["ir.cron"]._commit_progress(len(events) + 1, remaining=0)
        return True

    def _sweep(self, client, refunds, mentioned, deadline):
        """Take all changed orders, page by page.

        :param float deadline: monotonic
        :return: the numbers seen, None when there is no time for the rest; and notes of
            numbers that are missing among them, to be asked for now
        """
        seen, missing = set(), self.env["bigcommerce.webhook.event"]
        listed = client.orders.list_by_id(
            self.sweep_cursor,
            COMPLETE,
            on_too_large=self._note_too_large,
            min_date_modified=format_date(self.sweep_since),
        )
        # What was read is stored before more is asked for.
        for payloads in split_every(PAGE, listed, list):
            behind = self._behind_first_page()
            unlisted, newest = self._missing_numbers(payloads)
            changed = self._take_orders(client, payloads, refunds, mentioned)
            self._note_gaps(changed)
            missing |= self._note_unlisted(unlisted)
            readable = [payload for payload in payloads if is_readable(self, payload)]
            seen.update(str(payload["id"]) for payload in readable)
            dates = [parse_date(payload.get("date_modified")) for payload in readable]
            listed_until = max(filter(None, dates), default=self.sweep_latest)
            self.write(
                {
                    "sweep_cursor": max(self.sweep_cursor, last_number(payloads) + 1),
                    "sweep_latest": max(self.sweep_latest, listed_until - behind),
                    "orders_newest_number": newest,
                }
            )
            self.env["ir.cron"]._commit_progress(1, remaining=1)
            if len(payloads) == PAGE and time.monotonic() > deadline:
                return None, missing
        return seen, missing

    def _behind_first_page(self):
        """How much later than the first page of the sweep this one was listed.

        What changed meanwhile on an earlier page is seen by the next sweep only. Within
        one page nothing can change behind our back.
        """
        if not self.sweep_cursor:
            return timedelta(0)
        return fields.Datetime.now() - self.sweep_started

    def _end_of_sweep(self):
        vals = {
            "sweep_since": False,
            "sweep_run": self.env.context.get("cron_end_time"),
            "orders_last_look": self.sweep_started,
        }
        if self.sweep_latest > self.orders_seen_until:
            vals["orders_seen_until"] = self.sweep_latest
            vals["orders_seen_on"] = fields.Datetime.now()
        return vals

    # === REFUNDS === #

    def _read_refunds(self, client):
        """Refunds that are new, by order: a refund need not touch its order's date.

        Those of the overlapping window that were looked at before are left out.

        :return: refunds by order number, and the values that end this look at them
        """
        known = {tuple(row) for row in self.sudo().refunds_seen or []}  # system field
        since = self._refunds_since()
        seen_until = self.refunds_seen_until or self.orders_seen_until
        latest, window = seen_until, []
        refunds = defaultdict(list)
        listed = client.refunds.list({"created:min": since.isoformat() + "Z"})
        for refund in listed:
            created = _created(refund)
            latest = max(latest, created or latest)
            mark, number = refund_mark(refund), refund_order(refund)
            window.append((created, mark))
            if mark in known:
                continue
            if number:
                refunds[number].append(refund)
            else:
                self._tell_odd_refund(refund)
        vals = {
            "refunds_seen": [
                list(mark)
                for created, mark in window
                if not created or created >= latest - OVERLAP
            ]
        }
        if latest > seen_until or not self.refunds_seen_until:
            vals["refunds_seen_until"] = latest
            vals["refunds_seen_on"] = fields.Datetime.now()
        return dict(refunds), vals


def _created(refund):
    """When a refund was made; None when it does not say so in a readable way."""
    try:
        return parse_date(refund.get("created"))
    except (AttributeError, ValueError):
        return None
