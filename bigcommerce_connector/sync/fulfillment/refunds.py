"""Refunds of web orders are made on BigCommerce, or recorded there, each once.

The mark is in the reason of a refund. The order and the list of its refunds are read
before each, the first time, too, however lately they were read: staff may have given
the same back on BigCommerce, or changed the order there, a moment ago, and BigCommerce
would refund it once more. So a refund of what an edit left is four calls: its quote,
these two, and itself. One of items is six, as its quote reads both, too; a cancellation
is five, as it also sets the status. What staff give back between these readings and
the request is not seen: where enough is left, BigCommerce carries out both, and people
are told then (``models/bigcommerce_refund_meanwhile.py``).

Neither reading stands for the other. An order does not tell what was refunded: its
``refunded_amount`` "always returns 0" (orders.v2.oas2.yml), and that a refund changes
its ``date_modified`` is written nowhere. Neither a listed refund nor a quote tells that
the order was edited.
"""

from odoo.fields import Domain

from ...api import errors
from ...mappers.amounts import ZERO, amount
from ...mappers.refund_request import find_marked, moves_money, refund_request
from ...mappers.refunds import read_refunds
from ...mappers.register_refund import GivenBack, refund_items
from ...mappers.unreadable import UnreadablePayload
from ...models.bigcommerce_order_scope import is_before_start_date, not_refunded_text
from ...models.bigcommerce_refund import come_second
from ...settlement.difference import given_at_registers
from ...settlement.status_policy import CANCELLED
from ..orders.read.snapshot import amount_to_move
from ..orders.read.whole import read_whole
from . import messages
from .journal import Journal
from .refund_quote import ask_quote

# Unverified: whether BigCommerce refunds an order that is cancelled already; its files
# are silent. A help page of a payment provider, "How do I refund a customer?" on
# help.fast.co, says of the control panel that it does not, that a full refund moves an
# order on to Refunded, and that it may become Cancelled from there. So the money is
# given back first, and the order cancelled then: that works whichever way it is.
_CANCELLED = {"status_id": CANCELLED}


class RefundSending(Journal):
    def __init__(self, store, client):
        super().__init__(store, client, store.env["bigcommerce.refund"])

    def _is_on(self):
        """What is switched off waits until it is switched on, or withdrawn."""
        kinds = Domain.FALSE
        if self._store.refund_sync:
            kinds |= Domain("pos_order_id", "=", False)
            kinds &= Domain("register_id", "=", False)
        at_register = Domain("pos_order_id", "!=", False)
        at_register |= Domain("register_id", "!=", False)
        if self._store.record_register_refunds != "never":
            kinds |= at_register
        return kinds

    def _reads_first(self, row):
        return True

    def _listed(self, row):
        return self._client.refunds.list_for_order(row.order_id.external_id)

    def _find(self, row, listed):
        return find_marked(listed, row.mark)

    def _prepare(self, row, listed):
        order = row.order_id
        if row.is_of_items and is_before_start_date(order):
            self._call_off(row, not_refunded_text(order))
            return False
        try:
            payload = read_whole(self._client, order.external_id)
            snapshot = order._read_snapshot(listed, payload)
            message = self._why_not(row, snapshot, listed)
            if message:
                self._call_off(row, message)
                self._have_read(order)
                return False
            if (row.pos_order_id or row.is_of_items) and self._is_edit_first(
                row, snapshot
            ):
                return False
            row.refunded_before = float(snapshot.settlement.reasons.refunded)
            return not row.pos_order_id or self._prepare_recording(
                row, self._items(row, payload, listed)
            )
        except UnreadablePayload as error:
            self._refuse(row, order._unreadable_text(error))
        except errors.DataError as error:
            self._refuse_for(row, error)
        return False

    def _done_by_others(self, row, listed):
        payload = read_whole(self._client, row.order_id.external_id)
        snapshot = row.order_id._read_snapshot(listed, payload)
        return self._why_not(row, snapshot, listed)

    def _why_not(self, row, snapshot, listed):
        """:return: why it is not to be given back, or recorded, any more; or None"""
        order, money = row.order_id, row.currency_id
        reasons = snapshot.settlement.reasons
        given, beyond = self._at_registers(row, snapshot, listed)
        not_there = given + beyond if row.is_cancelling else given
        is_given = money.compare_amounts(float(not_there), 0) > 0
        if is_given and (row.is_cancelling or row.is_of_items):
            return messages.given_at_a_register(row, not_there)
        refunded = float(reasons.refunded)
        is_same = not money.compare_amounts(refunded, row.refunded_before)
        # A part of what is left may be just what somebody gave back meanwhile.
        if not is_same and (row.is_of_items or (row.is_cancelling and row.amount)):
            return messages.refunded_meanwhile(row, refunded)
        if row.is_of_items:
            return None
        if row.pos_order_id:
            left, text = given, messages.is_recorded(row)
            if beyond:
                text = messages.taken_out(row)
        else:
            left = amount_to_move(order, snapshot)
            if row.is_cancelling:
                left = reasons.captured - reasons.refunded
            elif moves_money(row.payments):
                left -= min(left, beyond)  # the customer has it
            text = messages.not_left(row, float(left))
        return None if money.compare_amounts(float(left), row.amount) >= 0 else text

    def _at_registers(self, row, snapshot, listed):
        """What registers gave back: of goods that BigCommerce still shows as sold, and
        of what was taken out there and is not recorded.

        :rtype: tuple[Decimal, Decimal]
        """
        facts = row.order_id._posted_facts()
        known, given = given_at_registers(snapshot.target, *facts)
        recorded = read_refunds(listed).recorded
        return given, max(ZERO, known.inc_tax - recorded)

    def _is_edit_first(self, row, snapshot):
        """A refund of items would settle the edit, whose money nobody has."""
        of_an_edit = float(amount_to_move(row.order_id, snapshot))
        if row.currency_id.compare_amounts(of_an_edit, 0) <= 0:
            return False
        self._refuse(row, messages.edit_first(row, of_an_edit))
        return True

    # === WHAT A REGISTER GAVE BACK === #

    def _prepare_recording(self, row, items):
        """The same items; BigCommerce's figure has to be the register's."""
        if not items:
            self._refuse(row, messages.has_no_items(row))
            return False
        try:
            quote = ask_quote(self._client, row.order_id, items)
        except errors.DataError as error:
            self._look_why(row, error)
            return False
        if row.currency_id.compare_amounts(float(quote.total), row.amount):
            self._refuse(row, messages.not_the_same(row, quote.total))
            return False
        offline = [tender for tender in quote.tenders if tender.is_offline]
        if not offline:
            self._refuse(row, messages.cannot_be_recorded(row))
            return False
        names = ", ".join(name for name, _part in offline[0].parts)
        payments = offline[0].payments
        row.write({"items": items, "payments": payments, "tender": names})
        return True

    def _items(self, row, payload, listed):
        """:return: what was given back; empty where it is not all on BigCommerce"""
        places = row.currency_id.decimal_places
        given = [
            GivenBack(line.key, -line.quantity, amount(-line.inc_tax, places))
            for line in row._lines_given_back()
        ]
        items, left = refund_items(payload, read_refunds(listed), given)
        return [] if left else items

    # === TO BIGCOMMERCE AND BACK === #

    def _send(self, row):
        if row.is_cancelling:
            # A register that was faster makes it fail: the next run sees what it gave.
            come_second(row.order_id)
        made = self._carry_out(row, lambda: self._request(row))
        if made is not None:
            self._set_done(row, made)

    def _request(self, row):
        """:return: the refund; empty where nothing is given back"""
        number = row.order_id.external_id
        if not row.items:
            self._client.orders.update(number, _CANCELLED)
            return {}
        payload = refund_request(row.items, row.payments, row.reason or "", row.mark)
        return self._client.refunds.create(number, payload)

    def _set_done(self, row, answer):
        number = answer.get("id")
        row.write({"state": "done", "external_id": number and str(number)})
        if row.is_cancelling and number and not self._cancel(row):
            return
        row._note_declined([answer])
        is_declined = row.state == "refused"
        told = row.message if is_declined else messages.refunded(row)
        row.order_id._log_sync(told)
        self._have_read(row.order_id)

    def _cancel(self, row):
        """To say so twice changes nothing: a time-out has it said again.

        :return: whether it is cancelled; if not, the record says why
        """
        cause = ""
        if not self._is_on_for(row):
            cause = messages.is_off(row)
        else:
            try:
                self._client.orders.update(row.order_id.external_id, _CANCELLED)
            except errors.DataError as error:
                cause = self._store._explain(error)
        if cause:
            self._refuse(row, messages.not_cancelled(row, cause))
            self._have_read(row.order_id)
        return not cause

    def _have_read(self, order):
        """Its page shows soon what is left."""
        fetch = self._env["bigcommerce.order.fetch"]
        fetch._add(self._store, [order.external_id], "refund")
        self._store._trigger_flow("orders")
