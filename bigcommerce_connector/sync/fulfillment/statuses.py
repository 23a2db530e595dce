"""The statuses that the owner wants set, and the note for BigCommerce's staff.

The order is read before each: its notes are written whole, with what staff wrote, and
its status only moves on. What staff made of it after it was sent stays.
"""

from odoo.fields import Domain

from ...api.resources.scopes import ORDERS_MODIFY
from ...mappers.staff_notes import with_reference
from ...models.bigcommerce_store_scopes import lacks_scope
from ...settlement.status_policy import POST, goes_on
from . import messages
from .journal import Journal


class StatusTelling(Journal):
    """Sets statuses; a shipment of the order that is on its way goes first."""

    def __init__(self, store, client):
        super().__init__(store, client, store.env["bigcommerce.status.update"])

    def _is_open(self):
        on_its_way = Domain("state", "in", ("planned", "sending"))
        if not self._store.shipment_sync:
            return super()._is_open()
        return super()._is_open() & Domain(
            "order_id.shipment_ids", "not any", on_its_way
        )

    def _reads_first(self, row):
        return True

    def _listed(self, row):
        return [self._client.orders.get(row.order_id.external_id)]

    def _find(self, row, listed):
        """Only what was sent may have arrived."""
        [there] = listed
        return there if row.sent_on and not self._changes(row, there) else None

    def _prepare(self, row, listed):
        [there] = listed
        if not row.sent_on and not row._is_still_so():
            order = row.order_id
            row.unlink()
            self._rows._plan(order)
            return False
        changes = self._changes(row, there)
        if not changes:
            self._call_off(row, messages.is_further(row))
            return False
        row.write({"items": changes, "status_before": int(there["status_id"])})
        return True

    def _changes(self, row, there):
        """:return: what the order lacks, as BigCommerce takes it
        :rtype: dict
        """
        changes = {}
        wanted, present = row.status_id, int(there["status_id"])
        if wanted and self._store.status_sync and self._may_set(row, present):
            changes["status_id"] = wanted
        if row.has_note and self._store.note_sync:
            notes = with_reference(there.get("staff_notes") or "", row.mark)
            if notes:
                changes["staff_notes"] = notes
        return changes

    def _may_set(self, row, present):
        """Whether the order has still to come there, and nobody decided otherwise."""
        if row.sent_on and present != row.status_before:
            return False
        known = self._store.status_ids.grouped("external_id")
        counts = present in known and known[present].policy == POST
        return counts and goes_on(present, row.status_id)

    def _send(self, row):
        number, changes = row.order_id.external_id, row.items
        made = self._carry_out(row, lambda: self._client.orders.update(number, changes))
        if made:
            self._set_done(row, made)

    def _set_done(self, row, answer):
        row.state = "done"
        if row.items.get("status_id") == int(answer["status_id"]):
            row.order_id._log_sync(messages.status_set(row, answer["status"]))

    def _lacks_scope(self, row):
        switch = "status_sync" if self._store.status_sync else "note_sync"
        return lacks_scope(self._store, ORDERS_MODIFY, switch)
