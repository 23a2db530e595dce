"""Transfers that were validated become shipments on BigCommerce.

BigCommerce takes no key of ours: the same request sent twice ships twice. So a shipment
is written down and committed as *being sent* before it is sent, with a mark in its
comments; whatever keeps us from the answer (a time-out, a kill, a 5xx), the next run
reads the order's shipments and sends again only what is not there.
"""

import logging
import math

from psycopg2 import OperationalError

from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...api import errors
from ...api.resources.scopes import ORDERS_MODIFY
from ...mappers.order import read_order
from ...mappers.order_lines import line_keys, order_lines
from ...mappers.shipment import (
    ShippedGoods,
    allot,
    are_shipped,
    find_marked,
    shipment_payload,
    shippable_lines,
)
from ...mappers.unreadable import UnreadablePayload
from ...models.bigcommerce_shipment import HOLDING
from ...settlement.status_policy import VOID
from . import messages

_logger = logging.getLogger(__name__)

# More in one run are no matter of single shipments: BigCommerce has a problem, or we.
_MOST_FAILURES = 3


class ShipmentSending:
    """Sends what waits, one shipment after the other.

    Each is committed by itself. What BigCommerce refuses needs attention and stops no
    other, nor does what fails otherwise: it is tried again last in the next run.
    """

    def __init__(self, store, client):
        self._store, self._env = store, store.env
        self._client = client
        self._shipments = store.env["bigcommerce.shipment"]
        self._failed = {}

    def run(self):
        """:return: whether all was told in the time
        :rtype: bool
        :raise Exception: what kept the first from being told; the others are told
        """
        has_time = self._commit(remaining=self._shipments.search_count(self._open()))
        while has_time and len(self._failed) < _MOST_FAILURES:
            shipment = self._shipments.search(self._open(), order="tries, id", limit=1)
            if not shipment:
                break
            has_time = self._try(shipment)
        if self._failed:
            raise next(iter(self._failed.values()))
        return not self._shipments.search_count(self._open(), limit=1)

    def _try(self, shipment):
        """:return: whether time is left"""
        # Whatever becomes of it, the next run begins with others.
        shipment.tries += 1
        self._commit()
        try:
            self._tell(shipment)
        except errors.Forbidden as error:
            message = messages.lacks_scope(self._store, ORDERS_MODIFY)
            raise UserError(message) from error
        except (errors.RightsError, OperationalError):
            raise
        except Exception as error:
            is_temporary = isinstance(error, errors.TemporaryError)
            if is_temporary and not error.uncertain:
                raise  # BigCommerce would say the same of the next one
            self._env.cr.rollback()
            _logger.info("shipment %s is not told", shipment.id, exc_info=True)
            self._failed[shipment.id] = error
            return self._commit()
        return self._commit(1)

    def _open(self):
        is_open = Domain("state", "in", ("planned", "sending"))
        is_changed = Domain("is_outdated", "=", True) & Domain("state", "=", "done")
        is_new = Domain("id", "not in", list(self._failed))
        return Domain("store_id", "=", self._store.id) & is_new & (is_open | is_changed)

    def _commit(self, processed=0, **progress):
        """:return: whether time is left"""
        return bool(self._env["ir.cron"]._commit_progress(processed, **progress))

    def _tell(self, shipment):
        if shipment.state == "done":
            self._update(shipment)
        elif shipment.sent_on:
            self._send_if_absent(shipment)
        elif shipment.items or self._prepare(shipment):
            self._send(shipment)

    def _send_if_absent(self, shipment):
        """It was sent before, and nobody knows whether it arrived."""
        try:
            rows = list(self._listed(shipment))
        except errors.DataError as error:
            self._refuse(shipment, self._store._explain(error))
            return
        if self._take(shipment, rows):
            return
        if shipment.items or self._prepare(shipment):
            self._send(shipment)

    # === WHAT LEFT === #

    def _prepare(self, shipment):
        """Say what of the order it is, one shipment an address.

        :return: whether there is anything to send
        """
        order = shipment.order_id
        payload = order.sudo().payload  # system field
        try:
            is_void = order._policy(read_order(payload)) == VOID
        except UnreadablePayload as error:
            self._refuse(shipment, order._unreadable_text(error))
            return False
        if is_void:
            self._refuse(shipment, messages.called_off(shipment))
            return False
        lines = shippable_lines(payload, self._units_held(order))
        allotment = allot(lines, self._goods(shipment, payload))
        if not allotment.items:
            message = messages.nothing_to_ship(shipment)
            shipment.write({"state": "nothing", "message": message})
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
        return row or self._shipments.create(
            {
                "store_id": shipment.store_id.id,
                "order_id": shipment.order_id.id,
                "picking_id": shipment.picking_id.id,
                "mark": shipment.mark,
                "address_id": address_id,
            }
        )

    def _units_held(self, order):
        """Units by line that our shipments of the order stand for."""
        units = {}
        for row in order.shipment_ids:
            for line_id, quantity in row.items or () if row.state in HOLDING else ():
                units[line_id] = units.get(line_id, 0) + quantity
        return units

    def _goods(self, shipment, payload):
        """What left with the transfer, less what other shipments of it stand for.

        :rtype: list[ShippedGoods]
        """
        picking = shipment.picking_id
        sold = picking.pos_order_id.lines.filtered(lambda line: line.qty > 0)
        keys_of_lines = line_keys(order_lines(payload))
        others = picking.bigcommerce_shipment_ids - shipment
        goods = []
        for product, quantity in picking._bigcommerce_shipped_goods().items():
            same = sold.filtered(lambda line, sku=product: line.product_id == sku)
            keys = frozenset(filter(None, same.mapped("bigcommerce_key")))
            told = sum(
                units
                for row in others.filtered(lambda row: row.state in HOLDING)
                for line_id, units in row.items or ()
                if keys_of_lines.get(line_id) in keys
            )
            # BigCommerce has whole units.
            units = math.floor(product.uom_id.round(quantity)) - told
            goods.append(ShippedGoods(keys, max(units, 0)))
        return goods

    # === TO BIGCOMMERCE AND BACK === #

    def _send(self, shipment):
        tracking = shipment.picking_id._bigcommerce_tracking()
        shipment.write(
            {
                "state": "sending",
                "tracking": tracking,
                "sent_on": fields.Datetime.now(),
            }
        )
        number = shipment.order_id.external_id
        payload = shipment_payload(
            shipment.address_id, dict(shipment.items), shipment.mark, tracking
        )
        self._commit()  # from here on it may be there
        try:
            made = self._client.shipments.create(number, payload)
        except errors.TemporaryError as error:
            if not error.uncertain:
                self._put_back(shipment)
            raise
        except errors.Forbidden:
            self._put_back(shipment)
            raise
        except errors.DataError as error:
            self._look_why(shipment, error)
            return
        self._set_done(shipment, made["id"])

    def _put_back(self, shipment):
        """BigCommerce has certainly not done it."""
        shipment.write({"state": "planned", "sent_on": False})
        self._commit()

    def _listed(self, shipment):
        return self._client.shipments.list_for_order(shipment.order_id.external_id)

    def _take(self, shipment, rows):
        """Whether it arrived; then it is done."""
        row = find_marked(rows, shipment.mark, shipment.address_id)
        if row:
            self._set_done(shipment, row["id"])
        return bool(row)

    def _look_why(self, shipment, error):
        """It was refused: staff may have shipped the same meanwhile."""
        try:
            rows = list(self._listed(shipment))
        except errors.DataError:
            rows = []
        if self._take(shipment, rows):
            return
        payload = shipment.order_id.sudo().payload  # system field
        if rows and are_shipped(rows, payload, dict(shipment.items)):
            message = messages.shipped_there(shipment)
            shipment.write({"state": "nothing", "message": message})
            return
        self._refuse(shipment, self._store._explain(error))

    def _refuse(self, shipment, message):
        shipment.write({"state": "refused", "message": message})

    def _set_done(self, shipment, external_id):
        shipment.write({"state": "done", "external_id": str(external_id)})
        self._compare_tracking(shipment)
        shipment.order_id._log_sync(messages.sent(shipment))

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

    def _compare_tracking(self, shipment):
        """Somebody may have changed it while BigCommerce was asked."""
        picking = shipment.picking_id
        picking.invalidate_recordset()
        shipment.is_outdated = picking._bigcommerce_tracking() != shipment.tracking
