"""The list of orders to read, as a run sees it (``bigcommerce.order.fetch``).

What BigCommerce could not return is put off: asked for again soon at first, then less
and less often. Then it is read alone with all its refunds, since those that came
meanwhile are not listed again. People are told from the second failure on.
"""

import logging

from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from .captured_payments import mark_payments_changed
from .payloads import known_orders

_logger = logging.getLogger(__name__)

# Users hear of an order that cannot be read from its second failure on.
_NOTIFY_AFTER_FAILURES = 2


class FetchList:
    """Orders of a store that are to be read.

    ``rows``: those that this run reads, :class:`DueOrder` by order number.
    """

    def __init__(self, store):
        self.store = store
        self.env = store.env
        self._list_sudo = self.env["bigcommerce.order.fetch"].sudo()  # our own
        self.rows = {}

    # === WHAT IS DUE === #

    def begin(self, numbers=None):
        """Read what is due in this run.

        :param numbers: only these; None: all that is due
        :return: the numbers
        :rtype: set[str]
        """
        due = {row.number: row for row in self._list_sudo._due(self.store, numbers)}
        self.rows.update(due)
        return set(due)

    def is_any_due(self):
        """Whether somebody asked for an order that can be read now."""
        return self._list_sudo._is_any_due(self.store)

    def finish(self, numbers):
        """These were read, and that is committed: they leave the list.

        In a transaction of its own that sees who asked for one of them since: that one
        stays. It is short, since whoever asks at this very moment waits for it.

        :param numbers: of orders; those that this run does not read are left alone
        """
        rows = [self.rows.pop(number) for number in numbers if number in self.rows]
        if not rows:
            return
        try:
            mark_payments_changed(self.store, rows)
            self._list_sudo._drop(rows)
            self.env["ir.cron"]._commit_progress()
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            self.env.cr.rollback()  # they are read once more, which does no harm
            _logger.info("store %s: orders asked for while read", self.store.id)

    # === ALONE === #

    def alone(self, numbers):
        """Which of these orders are to be read alone, now or later.

        :param numbers: of orders, as text
        :rtype: set[str]
        """
        return set(self._rows_alone(numbers).mapped("external_id"))

    def _rows_alone(self, numbers):
        return self._list_sudo.search(
            [
                ("store_id", "=", self.store.id),
                ("external_id", "in", list(numbers)),
                ("is_alone", "=", True),
            ]
        )

    def add(self, numbers, reason, **details):
        """Have orders read alone, when nothing else makes them due sooner.

        See ``bigcommerce.order.fetch``, ``_add``.
        """
        details = {"is_urgent": False, "is_alone": True, **details}
        self._list_sudo._add(self.store, numbers, reason, **details)

    def keep_for(self, job, numbers):
        """Unknown orders that could not be read are still this job's when they are.

        :param job: ``bigcommerce.backfill``
        :param set numbers: of the orders that it listed
        """
        rows = self._rows_alone(numbers)
        known = known_orders(self.store, rows.mapped("external_id"))
        rows.filtered(lambda row: row.external_id not in known).backfill_id = job

    # === WHAT CANNOT BE READ === #

    def put_off(self, failures):
        """Have orders asked for later that BigCommerce could not return, and say so.

        :param dict failures: what went wrong, by order number
        """
        if not failures:
            return
        tries = self._list_sudo._put_off(
            self.store,
            {number: str(error) for number, error in failures.items()},
            {number: row.generation for number, row in self.rows.items()},
        )
        for number, error in failures.items():
            _logger.warning(
                "store %s: web order %s cannot be read: %s",
                self.store.id,
                number,
                error,
            )
            if tries[number] >= _NOTIFY_AFTER_FAILURES:
                self._say_why(
                    number, error, is_first=tries[number] == _NOTIFY_AFTER_FAILURES
                )

    def put_off_too_large(self, number, error):
        """An order is longer than an answer may be; the listing goes on behind it.

        :param int number: of the order
        :param errors.AnswerTooLarge error: from the SDK
        """
        # One that is noted already is asked for on its own, at its time.
        if not self.alone([str(number)]):
            self.put_off({str(number): error})

    def _say_why(self, number, error, is_first):
        """On the order's page; on the store's, once, for one that is not known yet."""
        order = known_orders(self.store, [number]).get(number)
        if order:
            message = self.env._(
                "BigCommerce could not return the contents of this order (%s). The "
                "order is retried automatically at growing intervals. If the "
                "problem persists, open the order on BigCommerce and save it, or "
                "contact BigCommerce's support.",
                error.reason.rstrip("."),
            )
            if order.state != "skipped" and order.message != message:
                order._set_attention(message, "not_returned")
            order.needs_sync = False  # what is stored is old
        elif is_first:
            self.store.message_post(
                body=self.env._(
                    "BigCommerce could not return web order %(number)s (%(error)s). "
                    "Other orders are not affected, and this one is retried "
                    "automatically at growing intervals. If it does not appear "
                    "among the orders, open it on BigCommerce and save it, or "
                    "contact BigCommerce's support.",
                    number=number,
                    error=error.reason.rstrip("."),
                ),
                subtype_xmlid="mail.mt_comment",
            )
