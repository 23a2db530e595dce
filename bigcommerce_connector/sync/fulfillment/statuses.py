"""The statuses that the owner wants set, and the note for BigCommerce's staff.

The order is read before each: its notes are written whole, with what staff wrote, and
its status only moves on. What staff made of it after it was sent stays.
"""

from odoo.fields import Domain

from ...mappers.staff_notes import with_reference
from ...settlement.status_policy import POST, goes_on
from . import messages
from .journal import Journal


class StatusTelling(Journal):
    """Sets statuses; a shipment of the order that is on its way goes first."""

    def __init__(self, store, client):
        super().__init__(store, client, store.env["bigcommerce.status.update"])

    def _is_on(self):
        kinds = Domain.FALSE
        if self._store.status_sync:
            kinds |= Domain("status_id", "!=", 0)
        if self._store.note_sync:
            kinds |= Domain("has_note", "=", True)
        return kinds

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
        sent = (row.items or {}).keys()
        lacks = self._lacks(row, there).keys() & sent
        return there if row.sent_on and not lacks else None

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
        """What the order lacks of what is switched on.

        :rtype: dict
        """
        lacks = self._lacks(row, there)
        if not self._store.status_sync:
            lacks.pop("status_id", None)
        if not self._store.note_sync:
            lacks.pop("staff_notes", None)
        return lacks

    def _lacks(self, row, there):
        """What the order lacks, as BigCommerce takes it.

        :rtype: dict
        """
        lacks = {}
        if row.status_id and self._may_set(row, int(there["status_id"])):
            lacks["status_id"] = row.status_id
        if row.has_note:
            notes = with_reference(there.get("staff_notes") or "", row.mark)
            if notes:
                lacks["staff_notes"] = notes
        return lacks

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
