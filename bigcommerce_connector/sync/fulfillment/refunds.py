"""Refunds of web orders are made on BigCommerce, or recorded there, each once.

The mark is in the reason of a refund. For what an edit left the list is read before it
is sent for the first time, too: staff may have given the same back on BigCommerce since
the order was read, and BigCommerce would take an amount on the order twice. Of items it
refunds no more than are left, so what a register gave back needs the quote alone.
"""

from ...api import errors
from ...api.resources.scopes import ORDERS_MODIFY
from ...mappers.amounts import amount
from ...mappers.refund_request import find_marked, refund_request
from ...mappers.refunds import read_refunds
from ...mappers.register_refund import GivenBack, refund_items
from ...mappers.unreadable import UnreadablePayload
from ...settlement.difference import given_at_registers
from ...settlement.status_policy import CANCELLED
from ..orders.read.snapshot import amount_to_move
from . import messages
from .journal import Journal
from .refund_quote import ask_quote


class RefundSending(Journal):
    def __init__(self, store, client):
        super().__init__(store, client, store.env["bigcommerce.refund"])

    def _reads_first(self, row):
        return not row.pos_order_id or row.tries > 1

    def _listed(self, row):
        return self._client.refunds.list_for_order(row.order_id.external_id)

    def _find(self, row, listed):
        return find_marked(listed, row.mark)

    def _prepare(self, row, listed):
        try:
            message = self._done_by_others(row, listed)
            if message:
                self._call_off(row, message)
                self._have_read(row.order_id)
                return False
            return not row.pos_order_id or self._prepare_recording(row, listed)
        except UnreadablePayload as error:
            self._refuse(row, row.order_id._unreadable_text(error))
            return False

    def _done_by_others(self, row, listed):
        order = row.order_id
        snapshot = order._read_snapshot(listed or ())
        if row.pos_order_id:
            facts = order._posted_facts()
            _recorded, left = given_at_registers(snapshot.target, *facts)
            text = messages.is_recorded(row)
        else:
            reasons = snapshot.settlement.reasons
            left = amount_to_move(order, snapshot)
            if row.is_cancelling:
                left = reasons.captured - reasons.refunded
            text = messages.not_left(row, float(left))
        is_left = row.currency_id.compare_amounts(float(left), row.amount) >= 0
        return None if is_left else text

    # === WHAT A REGISTER GAVE BACK === #

    def _prepare_recording(self, row, listed):
        """The same items; BigCommerce's figure has to be the register's."""
        items = self._items(row, listed)
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

    def _items(self, row, listed):
        """:return: what was given back; empty where it is not all on BigCommerce"""
        order_sudo = row.order_id.sudo()  # payloads are system fields
        known = listed if listed is not None else order_sudo.refunds_payload
        places = row.currency_id.decimal_places
        given = [
            GivenBack(line.key, -line.quantity, amount(-line.inc_tax, places))
            for line in row._lines_given_back()
        ]
        items, left = refund_items(order_sudo.payload, read_refunds(known), given)
        return [] if left else items

    # === TO BIGCOMMERCE AND BACK === #

    def _send(self, row):
        made = self._carry_out(row, lambda: self._request(row))
        if made is not None:
            self._set_done(row, made)

    def _request(self, row):
        """:return: the refund; empty where nothing is given back"""
        number = row.order_id.external_id
        if row.is_cancelling:  # to say so twice changes nothing
            self._client.orders.update(number, {"status_id": CANCELLED})
        if not row.items:
            return {}
        payload = refund_request(row.items, row.payments, row.reason or "", row.mark)
        return self._client.refunds.create(number, payload)

    def _set_done(self, row, answer):
        number = answer.get("id")
        row.write({"state": "done", "external_id": number and str(number)})
        row.order_id._log_sync(messages.refunded(row))
        self._have_read(row.order_id)

    def _have_read(self, order):
        """Its page shows soon what is left."""
        fetch = self._env["bigcommerce.order.fetch"]
        fetch._add(self._store, [order.external_id], "refund")
        self._store._trigger_flow("orders")

    def _lacks_scope(self, row):
        switch = "record_register_refunds" if row.pos_order_id else "refund_sync"
        return messages.lacks_scope(self._store, ORDERS_MODIFY, switch)
