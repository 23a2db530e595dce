"""Reading the orders that somebody asked for, and no listing has shown since.

Numbers that lie close together take one request, others one each. An order that could
not be read before is asked for alone, so that it keeps no other from being read.
"""

import logging
import time

from ....api import errors
from ....api.paging import PAGE
from .backfill import BackfillReader
from .fetch import OrderFetcher
from .payloads import (
    ORDER_INCLUDES,
    SINGLE_ORDER_ERRORS,
    is_readable,
    known_orders,
    no_sense,
    order_number,
    should_stop_reading,
)
from .unlisted import mark_gone
from .whole import with_all_lines

_logger = logging.getLogger(__name__)


class DueOrders:
    """Reads orders by their numbers until the time of a run is over.

    What was read is done with at once: a run that is cut off goes on from there.
    """

    def __init__(self, fetcher, deadline):
        """
        :param OrderFetcher fetcher: that knows which refunds are new
        :param float deadline: monotonic; what is left then waits for the next run
        """
        self.store, self.env = fetcher.store, fetcher.env
        self.client = fetcher.client
        self.list = fetcher.list
        self.fetcher = fetcher
        self.deadline = deadline
        self.unasked = set()

    def run(self, numbers):
        """
        :param set numbers: of orders, as text
        """
        alone = {n for n, row in self.list.rows.items() if row.is_alone}
        for first, last, wanted in _spans(numbers - alone):
            if first == last:
                alone |= wanted
            elif self._is_time_up():
                self.unasked |= wanted
            else:
                alone |= wanted - self._read_span(first, last, wanted)
        self._read_each(alone)
        # Refunds are listed as new once: the next run has to ask for all of these.
        self.list.add(self.unasked & set(self.fetcher.refunds), "refund")
        if self.unasked and self._is_time_up():
            self.store._trigger_flow("orders")

    def _is_time_up(self):
        return time.monotonic() > self.deadline

    def _finish(self, numbers):
        """Keep what was read; those that failed stay on the list."""
        self.env["ir.cron"]._commit_progress()
        self.list.finish(set(numbers) - set(self.fetcher.failed))

    # === SEVERAL AT ONCE === #

    def _read_span(self, first, last, wanted):
        """:return: the numbers that were read; archived orders are not listed"""
        try:
            listed = list(
                self.client.orders.list_by_id(first, ORDER_INCLUDES, max_id=last)
            )
        except SINGLE_ORDER_ERRORS as error:  # one of them may be the cause
            _logger.warning(
                "store %s: web orders %s to %s are asked for one by one: %s",
                self.store.id,
                first,
                last,
                error,
            )
            return set()
        payloads = [row for row in listed if order_number(row) in wanted]
        self.fetcher.import_payloads(payloads)
        read = set(map(order_number, payloads))
        self._finish(read)
        return read

    # === ONE BY ONE === #

    def _read_each(self, numbers):
        failures = []
        for number in sorted(numbers, key=int):
            if should_stop_reading(failures) or self._is_time_up():
                self.unasked.add(number)
                continue
            row = self.list.rows.get(number)
            reader = self._read_alone if row and row.is_alone else self._read_one
            try:
                reader(number)
            except SINGLE_ORDER_ERRORS as error:
                failures.append(error)
                self.fetcher.failed[number] = error
                self.list.put_off({number: error})
            self._finish({number})

    def _read_one(self, number):
        try:
            payload = self.client.orders.get(number, ORDER_INCLUDES)
        except errors.NotFound:
            _logger.info("store %s: web order %s is gone", self.store.id, number)
            return
        self.fetcher.import_payloads([payload])

    def _read_alone(self, number):
        """Take an order that could not be read before, with all its refunds."""
        try:
            payload = self.client.orders.get(number, ORDER_INCLUDES)
            if not is_readable(payload, self.store):
                raise no_sense()
            payload = with_all_lines(self.client, payload)
        except errors.NotFound:
            _logger.info("store %s: web order %s is gone", self.store.id, number)
            mark_gone(self.store, number)
            return
        fetcher = OrderFetcher(self.store, self.client, self.list)
        row = self.list.rows[number]
        job = self.env["bigcommerce.backfill"].browse(row.backfill_id or [])
        if not job:
            fetcher.import_payloads([payload])
        elif job.state != "stopped":
            BackfillReader(job, fetcher).import_payloads([payload])
        if number in fetcher.failed:  # its refunds cannot be read
            self.fetcher.failed.update(fetcher.failed)
            return
        order = known_orders(self.store, [number]).get(number)
        if order and order.state == "attention":
            order.needs_sync = True  # what it needed attention for is over


def _spans(numbers):
    """Groups of order numbers that one page can hold, whatever lies between.

    :return: first, last and the numbers of each group
    :rtype: list[tuple[int, int, set[str]]]
    """
    spans = []
    for number in sorted(map(int, numbers)):
        if spans and number - spans[-1][0] < PAGE - 1:
            first, _last, wanted = spans[-1]
            spans[-1] = (first, number, wanted | {str(number)})
        else:
            spans.append((number, number, {str(number)}))
    return spans
