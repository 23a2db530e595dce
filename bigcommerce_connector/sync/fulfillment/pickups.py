"""Web orders that are ready to be collected, and that were handed over.

A pickup is made once, by the journal. What follows may be repeated: a moment that is
written twice is the same moment, and the order's status is moved on only from those
that come before.
"""

from odoo import fields
from odoo.fields import Domain

from ...api import errors
from ...api.resources.scopes import FULFILLMENT_MODIFY, ORDERS_MODIFY
from ...mappers.pickup import (
    find_pickup,
    is_all_collected,
    left_to_collect,
    pickup_payload,
    pickup_place,
    units_to_collect,
)
from ...settlement.status_policy import AWAITING_PICKUP, COMPLETED
from . import messages
from .journal import Journal

# Awaiting Shipment, Awaiting Fulfillment. Other statuses are staff's own decision.
_NEW = (9, 11)
_BEFORE = {AWAITING_PICKUP: _NEW, COMPLETED: (*_NEW, AWAITING_PICKUP)}


class PickupTelling(Journal):
    """Makes pickups, and tells what becomes of them."""

    needs = (FULFILLMENT_MODIFY, ORDERS_MODIFY)

    def __init__(self, store, client):
        super().__init__(store, client, store.env["bigcommerce.pickup"])

    def _is_on(self):
        return Domain(bool(self._store.pickup_sync))

    def _is_open(self):
        is_changed = Domain("is_outdated", "=", True)
        is_made = Domain("state", "in", ("done", "nothing"))
        return super()._is_open() | (is_changed & is_made)

    def _tell(self, row):
        changes = row.changes
        if row.state in ("planned", "sending"):
            self._make(row)
        is_made = row.exists() and row.state in ("done", "nothing")
        if is_made and self._is_on_for(row):
            self._commit()
            self._follow(row)
            row.invalidate_recordset()
            # Somebody may have handed it over while BigCommerce was asked.
            row.is_outdated = row.changes != changes

    # === THE PICKUP === #

    def _prepare(self, row, listed):
        is_void = self._is_order_void(row)
        if is_void is None:
            return False
        status = row._wanted_status()
        if is_void and status == COMPLETED:
            self._refuse(row, messages.handed_over_though_called_off(row))
            return False
        if not status:
            row.unlink()  # it is planned anew once all of it is ready
            return False
        payload = row.order_id.sudo().payload  # system field
        items = left_to_collect(units_to_collect(payload), listed or ())
        if is_void or not items:
            self._call_off(row, messages.nothing_to_collect(row))
            return False
        row.items = [*items.items()]
        return True

    def _send(self, row):
        order = row.order_id
        place = pickup_place(order.sudo().payload)
        payload = pickup_payload(
            int(order.external_id), place.method_id, dict(row.items), _iso(row.ready_on)
        )
        made = self._carry_out(row, lambda: self._client.pickups.create_many([payload]))
        if made:
            self._set_done(row, made[0])

    def _listed(self, row):
        number = int(row.order_id.external_id)
        rows = self._client.pickups.list({"order_id:in": [number]})
        return [one for one in rows if one.get("order_id") == number]

    def _find(self, row, listed):
        return find_pickup(listed, dict(row.items or ()))

    def _done_by_others(self, row, listed):
        payload = row.order_id.sudo().payload  # system field
        if listed and not left_to_collect(units_to_collect(payload), listed):
            return messages.nothing_to_collect(row)
        return None

    def _set_done(self, row, answer):
        number = str(answer["id"])
        is_known = row.external_id == number  # it is sent again for what came after
        row.write({"state": "done", "external_id": number})
        if not is_known:
            row.order_id._log_sync(messages.ready_to_collect(row))

    # === WHAT BECOMES OF IT === #

    def _follow(self, row):
        """Tell that it was collected, and move the order's status on."""
        status = row._wanted_status()
        if not status or not row.order_id.is_pickup:
            return
        if status == COMPLETED and row.external_id and not row.collected_on:
            self._attempt(row, lambda: self._tell_collected(row))
        self._attempt(row, lambda: self._tell_status(row.order_id, status))

    def _attempt(self, row, tell):
        """What is refused needs attention, and keeps nothing else from being told."""
        try:
            tell()
        except errors.DataError as error:
            self._refuse(row, messages.not_told(row, self._store._explain(error)))

    def _tell_collected(self, row):
        number, now = int(row.external_id), fields.Datetime.now()
        change = {
            "id": number,
            "pickup_id": number,
            "ready_at": _iso(row.ready_on),
            "collected_at": _iso(now),
        }
        self._client.pickups.update_many([change])
        row.collected_on = now
        row.order_id._log_sync(messages.handed_over(row))
        self._commit()

    def _tell_status(self, order, status):
        """Staff may have moved it on meanwhile: what it is now, it says itself."""
        if status == COMPLETED and not is_all_collected(order.sudo().payload):
            return  # a part of it is shipped
        there = self._client.orders.get(order.external_id)
        if int(there["status_id"]) in _BEFORE[status]:
            self._client.orders.update(order.external_id, {"status_id": status})


def _iso(moment):
    """:param datetime moment: naive UTC"""
    return f"{moment:%Y-%m-%dT%H:%M:%S}Z"
