"""Transfers that were validated become shipments on BigCommerce, each once.

The mark is in a shipment's comments.
"""

from odoo.fields import Domain

from ...api import errors
from ...mappers.shipment import (
    allot,
    are_shipped,
    find_marked,
    shipment_payload,
    shippable_lines,
)
from ...models.bigcommerce_outgoing import HOLDING
from ...models.waiting_goods import is_back
from ..orders.shipped import units_told
from . import messages
from .goods import shipped_goods
from .journal import Journal


class ShipmentSending(Journal):
    """Sends shipments, and their tracking where it was changed since."""

    def __init__(self, store, client):
        super().__init__(store, client, store.env["bigcommerce.shipment"])

    def _is_on(self):
        return Domain(bool(self._store.shipment_sync))

    def _is_open(self):
        is_changed = Domain("is_outdated", "=", True) | Domain("is_doubtful", "=", True)
        is_changed &= Domain("state", "=", "done")
        return super()._is_open() | is_changed

    def _tell(self, row):
        if row.is_doubtful:
            tell = self._look_up
        elif row.state == "done":
            tell = self._update
        else:
            tell = super()._tell
        return tell(row)

    # === WHAT LEFT === #

    def _prepare(self, row, listed):
        """Say what of the order it is, one shipment an address."""
        return self._is_due(row) and (bool(row.items) or self._allot(row))

    def _is_due(self, shipment):
        """Whether the customer is still to have it; if not, the record says why."""
        if is_back(shipment.picking_id):
            self._call_off(shipment, messages.is_back(shipment))
            return False
        is_void = self._is_order_void(shipment)
        if is_void:
            self._refuse(shipment, messages.called_off(shipment))
        return is_void is False

    def _allot(self, shipment):
        """:return: whether there is anything to send"""
        order = shipment.order_id
        payload = order.sudo().payload  # system field
        told = units_told(order.shipment_ids, HOLDING)
        place = shipment.picking_id.bigcommerce_address_id
        lines = sorted(
            shippable_lines(payload, told), key=lambda line: line.address_id != place
        )
        allotment = allot(lines, shipped_goods(shipment, payload))
        if not allotment.items:
            self._call_off(shipment, messages.nothing_to_ship(shipment))
            return False
        unplaced = allotment.unplaced
        for address_id, items in allotment.items.items():
            row = self._row_for(shipment, address_id)
            if row != shipment and row.items and row.state in HOLDING:
                unplaced += sum(items.values())  # it is on its way without them
                continue
            vals = {"address_id": address_id, "items": [*items.items()]}
            row.write({**vals, "state": "planned", "message": False})
        if unplaced:
            shipment.message = messages.unplaced(shipment, unplaced)
        if not shipment.items:
            shipment.state = "nothing"  # other addresses have it all
        return bool(shipment.items)

    def _row_for(self, shipment, address_id):
        """The shipment of the same transfer to an address: there is one at most."""
        rows = shipment.picking_id.bigcommerce_shipment_ids
        row = rows.filtered(lambda one: one.address_id == address_id)[:1]
        if not row and not shipment.address_id:
            row = shipment
        return row or self._rows.create(
            {
                "store_id": shipment.store_id.id,
                "order_id": shipment.order_id.id,
                "picking_id": shipment.picking_id.id,
                "mark": shipment.mark,
                "address_id": address_id,
            }
        )

    # === TO BIGCOMMERCE AND BACK === #

    def _send(self, row):
        tracking = row.picking_id._bigcommerce_tracking()
        row.tracking = tracking
        number = row.order_id.external_id
        payload = shipment_payload(row.address_id, dict(row.items), row.mark, tracking)
        made = self._carry_out(
            row, lambda: self._client.shipments.create(number, payload)
        )
        if made:
            self._set_done(row, made)

    def _put_back(self, row):
        row.items = False  # what is to be shipped may be another by then
        return super()._put_back(row)

    def _listed(self, row):
        return self._client.shipments.list_for_order(row.order_id.external_id)

    def _find(self, row, listed):
        return find_marked(listed, row.mark, row.address_id)

    def _done_by_others(self, row, listed):
        payload = row.order_id.sudo().payload  # system field
        if listed and are_shipped(listed, payload, dict(row.items)):
            return messages.shipped_there(row)
        return None

    def _set_done(self, row, answer):
        row.write({"state": "done", "external_id": str(answer["id"])})
        self._compare_tracking(row)
        row.order_id._log_sync(messages.sent(row))

    def _update(self, shipment):
        """Send carrier and number again, which were changed since."""
        tracking = shipment.picking_id._bigcommerce_tracking()
        number, external_id = shipment.order_id.external_id, shipment.external_id
        try:
            self._client.shipments.update(number, external_id, tracking)
        except errors.DataError as error:
            message = messages.not_updated(shipment, self._store._explain(error))
            shipment.write({"message": message, "is_outdated": False})
            return
        shipment.tracking = tracking
        self._compare_tracking(shipment)

    def _look_up(self, shipment):
        """BigCommerce shows less as shipped: is it still there?"""
        shipment.is_doubtful = False
        try:
            listed = {str(row["id"]) for row in self._listed(shipment)}
        except errors.DataError as error:
            self._refuse_for(shipment, error)
            return
        if shipment.external_id not in listed:
            self._refuse(shipment, messages.deleted(shipment))

    def _compare_tracking(self, shipment):
        """Somebody may have changed it while BigCommerce was asked."""
        picking = shipment.picking_id
        picking.invalidate_recordset()
        shipment.is_outdated = picking._bigcommerce_tracking() != shipment.tracking
