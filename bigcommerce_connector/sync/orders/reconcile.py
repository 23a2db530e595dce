"""Comparing one web order: the transactions that it lacks become paid POS orders.

Nothing that is posted is ever edited. What cannot be posted whole needs attention, with
its cause; it never stops another order.
"""

import logging
from dataclasses import replace

from psycopg2 import OperationalError
from psycopg2.errors import UniqueViolation

from odoo import models
from odoo.exceptions import LockError, UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ...mappers.unreadable import UnreadablePayload
from ...models.order_problem import OrderProblem, code_of
from ...models.pos_config import BooksLocked
from ...settlement.difference import (
    difference,
    given_at_registers,
    is_over_refunded,
    recorded_refunds,
)
from ...settlement.history import history_as_json
from ...settlement.status_policy import claims_refund
from ...settlement.transaction import CannotSettle
from ..flow.stopwatch import seconds, timed
from .post.delivery import ask_about_places, follow_delivery
from .read.snapshot import write_snapshots
from .shared import shared_by, tell_posted

_logger = logging.getLogger(__name__)

# A session that is being closed, or a row that somebody else holds.
_RETRY_SECONDS = 20


class CannotPost(Exception):
    """What an order lacks cannot be posted; the text is the cause and the remedy."""

    def __init__(self, message, code):
        """:param str code: of ``ORDER_PROBLEMS``"""
        super().__init__(message)
        self.code = code


class BigcommerceOrder(models.Model):
    _inherit = "bigcommerce.order"

    @timed()
    def _sync(self, is_again=False):
        """Compare one order and post the difference, or say why it cannot be.

        :param bool is_again: the second try, after a unique violation by a rival
        """
        self.ensure_one()
        try:
            try:
                self._sync_once()
            except CannotPost as error:
                self._sync_once(problem=error)
        except LockError:
            self.store_id._trigger_flow("orders", after=_RETRY_SECONDS)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            self.env.cr.rollback()  # our snapshot is old: check again with a new one
            self.store_id._trigger_flow("orders", after=_RETRY_SECONDS)
        except BooksLocked as error:
            self._wait_for_unlock(str(error))
        except UniqueViolation:
            # Somebody made the same row since our snapshot: a new one shows it.
            self.env.cr.rollback()
            if is_again:
                _logger.exception("web order %s cannot be posted", self.id)
                self._set_attention_unexpected()
            else:
                self._sync(is_again=True)
        except OperationalError:
            raise  # the database is in trouble, not this order: it is looked at again
        except UnreadablePayload as error:
            self._set_attention(self._unreadable_text(error), code_of(error))
        except UserError as error:
            self._set_attention(str(error), code_of(error))
        except Exception:
            # One order must not stop the others; the log has the trace for us.
            _logger.exception("web order %s cannot be posted", self.id)
            self._set_attention_unexpected()

    def _sync_once(self, problem=None):
        """Compare one order in a savepoint; what it raises has undone all of it.

        :param CannotPost problem: see :meth:`_converge`
        """
        with self.env.cr.savepoint():
            if self.try_lock_for_update().needs_sync and self._apply_scope():
                self._converge(problem)

    def _set_attention_unexpected(self):
        self._set_attention(
            self.env._(
                "An unexpected error occurred; the server's log has the details. "
                "Check again after the connector has been updated, or enter this "
                "order's sale manually."
            ),
            "unexpected",
        )

    def _set_attention(self, message, problem_code):
        """Set the order to Needs Attention, with the cause and what to do.

        :param str problem_code: of ``ORDER_PROBLEMS``
        """
        self.write(
            {
                "state": "attention",
                "message": message,
                "problem_code": problem_code,
                "needs_sync": False,
            }
        )
        self._log_sync(message)
        _logger.warning("web order %s needs attention", self.id)

    def _converge(self, problem=None):
        """Post what lacks, all of it or nothing.

        What BigCommerce says is kept in any case: people and the stock count on it. So
        an order that cannot be posted comes here again, with the problem: the ordinary
        case needs no savepoint of its own.

        :param CannotPost problem: why it cannot be posted; that is not tried again
        :raise CannotPost: everything since the sync's savepoint has to be rolled back
        :raise UnreadablePayload: when BigCommerce's answer cannot be read
        """
        snapshot = self._read_snapshot()
        write_snapshots({self: snapshot})
        if not self._is_to_post(snapshot):
            return
        web, target = snapshot.web, snapshot.target
        if problem:
            self._match_products(web)
            self.write(_register_refunds(target, self._posted_facts()))
            self._set_attention(str(problem), problem.code)
            return
        try:
            self._post_difference(web, target)
        except (BooksLocked, LockError):
            raise  # no person is needed: it is posted later
        except UnreadablePayload as error:
            raise CannotPost(self._unreadable_text(error), code_of(error)) from error
        except UserError as error:
            raise CannotPost(str(error), code_of(error)) from error

    def _is_to_post(self, snapshot):
        """Whether what BigCommerce says is to be sold; if not, the sync is over.

        :rtype: bool
        """
        if self.state == "skipped":
            self._match_products(snapshot.web)
            self.needs_sync = False
            return False
        if not snapshot.target.is_final:
            self._match_products(snapshot.web)
            self._set_pending()
            return False
        return True

    def _post_difference(self, web, target):
        """:raise UserError: with cause and remedy"""
        follow_delivery(self)
        transactions = self._split_returns(self._difference(target))
        posted = [self._post_transaction(one, web) for one in transactions]
        self._finish_posting(web, target, transactions, posted)
        ask_about_places(self)
        self._schedule_shortage_activity(self.env["pos.order"].concat(*posted))

    def _finish_posting(self, web, target, transactions, posted):
        """Check what the order comes to now, and show it.

        :param list[Transaction] transactions: what it lacked
        :param list posted: the pos.order of each
        :raise UserError: it is not what BigCommerce says
        """
        self._store_not_restocked(transactions)
        facts = self._posted_facts()
        left = self._difference(target, facts)
        if left:
            raise OrderProblem(
                self.env._(
                    "The posted total would differ from BigCommerce by %s, so "
                    "nothing was posted. Check again; if the message returns, "
                    "report it with the server's log.",
                    sum(transaction.inc_tax for transaction in left),
                ),
                "total_differs",
            )
        facts = _keep_recorded_refunds(self, target, facts)
        self._match_products(web)  # also of what was called off before it was posted
        self.write(
            {
                **_register_refunds(target, facts),
                **self._settled_values(web),
                "needs_sync": False,
            }
        )
        self._log_sync(self._describe_posted(posted, transactions))
        if posted:
            tell_posted(self)
        if self.state == "synced" and self.is_recovered:
            self.is_recovered = False  # it was brought up to date once

    def _set_pending(self):
        """Not known to be paid: nothing is posted, what is posted stays."""
        vals = {"needs_sync": False}
        if not self.pos_order_ids:
            vals["state"] = "pending"
            vals["message"] = self._waiting_message()
        elif self.state != "attention":
            vals["message"] = self._waiting_again_message()
        self.write(vals)

    def _settled_values(self, web):
        """The state of an order that lacks nothing here.

        Staff can set *Refunded* without giving any money back: say so.
        """
        if not claims_refund(web.status_id) or self.amount_refunded:
            return {"state": "synced", "message": False}
        return {
            "state": "attention",
            "message": self._unproven_refund_message(web.status),
            "problem_code": "unproven_refund",
        }

    # === HISTORY === #

    def _log_sync(self, outcome):
        """Keep what a sync did; one that changed nothing leaves no trace."""
        if not outcome:
            return
        vals = {
            "order_id": self.id,
            "status": self.status,
            "amount_net": self.amount_net,
            "outcome": outcome,
            "sync_seconds": seconds(),
        }
        if shared := shared_by(self.env):
            shared.log.append(vals)
        else:
            self.env["bigcommerce.order.log"].create(vals)

    def _describe_posted(self, orders, transactions):
        lines = []
        for order, transaction in zip(orders, transactions, strict=True):
            text = self.env._(
                "%(reference)s: %(total)s posted",
                reference=order.pos_reference,
                total=order.currency_id.format(order.amount_total),
            )
            if not transaction.restock:
                text += self.env._(", goods not restocked")
            lines.append(text)
        return "\n".join(lines)

    # === DIFFERENCE === #

    def _difference(self, target, facts=None):
        """:param facts: what is posted, where it was read already"""
        try:
            return difference(target, *(facts or self._posted_facts()))
        except CannotSettle as error:
            message = self._over_refunded_message(target, str(error))
            raise OrderProblem(message, "over_refunded") from error


def _keep_recorded_refunds(order, target, facts):
    """Remember what BigCommerce has recorded of what cashiers gave back.

    :return: the facts with it
    """
    lines, places, before = facts
    recorded = recorded_refunds(target, *facts)
    if recorded != before:
        history = replace(order._settlement_history(), recorded=recorded)
        order.settlement_history = history_as_json(history)
    return lines, places, recorded


def _register_refunds(target, facts):
    """What cashiers gave back, as the order shows it."""
    recorded, unrecorded = given_at_registers(target, *facts)
    return {
        "amount_register_refunded": float(recorded.inc_tax),
        "amount_register_refunded_tax": float(recorded.tax),
        "amount_register_unrecorded": float(unrecorded),
        "is_over_refunded": is_over_refunded(target, *facts),
    }
