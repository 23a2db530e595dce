"""The snapshot of a web order: what BigCommerce says now, kept as a record."""

from dataclasses import dataclass, replace

from odoo import fields, models

from ....mappers.amounts import ZERO
from ....mappers.dates import parse_date
from ....mappers.order import WebOrder, read_order
from ....mappers.payload import as_stored
from ....mappers.refund_costs import remembered_costs
from ....mappers.refunds import read_refunds, refund_id, refund_mark
from ....mappers.unreadable import CURRENCY, UnreadablePayload
from ....models.bigcommerce_order_refunds import (
    kept_of_cancelled,
    note_declined,
    note_taken_back,
)
from ....models.bigcommerce_refund_meanwhile import note_made_meanwhile
from ....models.collected import pickup_of, warehouse_of
from ....settlement.history import history_as_json, history_from_json
from ....settlement.settle import Settlement, settle
from ....settlement.status_policy import awaits_goods
from ....settlement.target import Target
from ..paid import paid_values
from ..post.place import follow_place
from ..shared import once
from ..shipped import note_shipment_news
from .coupons import store_coupons
from .written import written


@dataclass(frozen=True)
class Snapshot:
    """What BigCommerce says of an order now, and what that comes to.

    ``policy``: what its status means.
    """

    web: WebOrder
    settlement: Settlement
    currency: models.Model
    policy: str

    @property
    def target(self) -> Target:
        return self.settlement.target


def store_orders(store, known, payloads, refunds):
    """Keep what was read of some orders; those that say something new are marked.

    :param dict known: the ``bigcommerce.order`` that there are, by number
    :param list payloads: complete and as stored, each of another order
    :param dict refunds: those read now, by number; earlier ones are kept, as far as
        they have a number: the others are read all anew
    """
    # Its page tells what happens to an order: no message says that it was read.
    Order = store.env["bigcommerce.order"].with_context(tracking_disable=True)
    Order = Order.sudo()  # payloads are system fields
    new = []
    for payload in payloads:
        number = str(payload["id"])
        order = Order.browse(known[number].id) if number in known else Order
        vals = _changed_values(order, payload, as_stored(refunds.get(number, [])))
        if not order:
            created = parse_date(payload["date_created"])
            key = {"external_id": number, "date_created": created}
            new.append({**vals, **key, "store_id": store.id})
        elif vals:
            order.write(vals)
    Order.create(new)


def _changed_values(order_sudo, payload, refunds):
    """What to write of an order; nothing where it says nothing new.

    :param order_sudo: its ``bigcommerce.order``, or nothing
    """
    before = order_sudo.payload
    refunds_before = order_sudo.refunds_payload or []
    refunds = _with_those_read(refunds_before, refunds)
    if order_sudo and before == payload and refunds_before == refunds:
        return {}
    vals = {
        "payload": payload,
        "refunds_payload": refunds,
        "needs_sync": True,
        "is_captured_current": False,
    }
    # Here, not in a sync: it has every state, of orders that wait or are left out
    # too, and still the one before.
    states = [row for row in (before, payload) if row]
    history = history_from_json(order_sudo.settlement_history)
    costs = remembered_costs(history.refund_costs, refunds, states)
    if costs != history.refund_costs:
        history = replace(history, refund_costs=costs)
        vals["settlement_history"] = history_as_json(history)
    return vals


def _with_those_read(before, refunds):
    """Stored refunds of an order, and those that were read now."""
    stored = [row for row in before if refund_id(row)]
    return list({refund_mark(row)[0]: row for row in stored + refunds}.values())


class BigcommerceOrder(models.Model):
    _inherit = "bigcommerce.order"

    def _read_snapshot(self, refunds=(), payload=None):
        """Read the order's payload: what BigCommerce says, and what shall be sold.

        Nothing is written.

        :param list refunds: payloads of its refunds that were read since
        :param dict payload: complete and as stored, read just now; None: the stored one
        :rtype: Snapshot
        :raise UnreadablePayload: when the payload makes no sense, or its currency is
            not active
        """
        self.ensure_one()
        order_sudo = self.sudo()  # payloads are system fields
        web = read_order(payload or order_sudo.payload)
        currency = _snapshot_currency(self, web)
        places = currency.decimal_places
        history = self._settlement_history()
        payloads = order_sudo.refunds_payload
        if refunds:
            payloads = _with_those_read(payloads or [], as_stored(refunds))
        refunds = read_refunds(payloads, history.refund_costs)
        policy = self._policy(web)
        captured = self._captured(web, refunds, places, policy)
        retained = kept_of_cancelled(self, web.status_id)
        settlement = settle(web, refunds, history, captured, places, policy, retained)
        return Snapshot(web, settlement, currency, policy)


def write_snapshots(snapshots):
    """Show what BigCommerce says on the orders' pages, and remember it.

    :param dict snapshots: by ``bigcommerce.order``
    """
    known = [order.line_ids for order in snapshots]  # read together
    new = []
    for (order, snapshot), lines in zip(snapshots.items(), known, strict=True):
        _write_order(order, snapshot)
        new += _write_lines(order, snapshot, lines)
    if new:
        next(iter(snapshots)).line_ids.create(new)
    for order, snapshot in snapshots.items():
        order._store_shipped(snapshot.web)
        note_shipment_news(order)
        note_declined(order)
        note_made_meanwhile(order)
        _store_pickup(order)
        store_coupons(order)
        history = history_as_json(snapshot.settlement.history)
        if history != (order.settlement_history or {}):
            order.settlement_history = history


def _write_order(order, snapshot):
    web = snapshot.web
    if order.currency_id != snapshot.currency:
        order.currency_id = snapshot.currency
    order.store_id._get_payment_method(web.payment_method)  # the owner may choose
    net, net_tax = _net(order, snapshot.target)
    note_taken_back(order, web.status_id)
    order.write(
        {
            **paid_values(order, web, snapshot.policy),
            **_settlement_values(order, snapshot),
            "status_id": web.status_id,
            "status": web.status,
            "awaits_goods": awaits_goods(web.status_id, order.awaits_goods),
            "payment_method": web.payment_method,
            "payment_status": web.payment_status,
            "customer_name": web.customer_name,
            "customer_email": web.customer_email,
            "date_modified": web.date_modified,
            "amount_total": float(web.total),
            "amount_tax": float(web.tax),
            "amount_net": float(net),
            "amount_net_tax": float(net_tax),
            **written(order, order.sudo().payload),  # system field
            "last_checked_on": fields.Datetime.now(),
            "is_waiting_for_unlock": False,  # this sync tells
        }
    )


def _snapshot_currency(order, web):
    if order.currency_id.active and order.currency_id.name == web.currency_code:
        return order.currency_id
    domain = [("name", "=", web.currency_code)]
    currencies = order.env["res.currency"]
    currency = once(
        order.env,
        ("currency", web.currency_code),
        lambda: currencies.search_fetch(domain),
    )
    if not currency:
        raise UnreadablePayload(CURRENCY, value=web.currency_code)
    return currency


def _settlement_values(order, snapshot):
    reasons = snapshot.settlement.reasons
    open_amount = amount_to_move(order, snapshot)
    return {
        "amount_captured": float(reasons.captured),
        "amount_refunded": float(reasons.refunded),
        "amount_to_refund": float(max(ZERO, open_amount)),
        "amount_to_collect": float(max(ZERO, -open_amount)),
        "unsettled_since": _unsettled_since(order, open_amount),
    }


def amount_to_move(order, snapshot):
    """What money BigCommerce still has to move: an edit moves none by itself.

    :return: to refund; below zero: to collect
    :rtype: Decimal
    """
    if not snapshot.target.is_final and not order.pos_order_ids:
        return ZERO
    net, _tax = _net(order, snapshot.target)
    reasons = snapshot.settlement.reasons
    return reasons.captured - reasons.refunded - net


def _unsettled_since(order, open_amount):
    """Since when it is to be refunded, or collected, however much it was meanwhile."""
    if not open_amount:
        return False
    known = order.amount_to_refund if open_amount > 0 else order.amount_to_collect
    return (known and order.unsettled_since) or fields.Datetime.now()


def _net(order, target):
    """Total and tax that should have been sold as it stands.

    An order that was posted and waits was called off before: it is sold again once
    it is paid, and until then what was received is still to be given back.

    :rtype: tuple[Decimal, Decimal]
    """
    if order.pos_order_ids and not target.is_final:
        return ZERO, ZERO
    return target.total, target.tax


def _write_lines(order, snapshot, lines):
    """:return: values of lines that there are not yet"""
    web, target = snapshot.web, snapshot.target
    lines = {line.key: line for line in lines}
    settlement = snapshot.settlement
    paid = settlement.history.paid_quantities(settlement.reasons.captured)
    new = []
    for key, item in web.items.items():
        part = target.items.get(key)
        vals = {
            "name": item.name,
            "options": item.options,
            "sku": item.sku,
            "quantity": float(item.quantity),
            "quantity_refunded": float(item.quantity_refunded),
            "quantity_target": float(part.quantity) if part else 0,
            "amount_total": float(item.inc_tax),
        }
        if target.is_final and key in paid:  # not one called off before any sync
            vals["quantity_paid"] = float(paid[key])
        if key in lines:
            lines[key].write(vals)
        else:
            new.append(
                {
                    **vals,
                    "store_id": order.store_id.id,
                    "order_id": order.id,
                    "key": key,
                }
            )
    for key in lines.keys() - web.items.keys():
        lines[key].write({"quantity": 0, "quantity_target": 0, "amount_total": 0})
    return new


def _store_pickup(order):
    """Where it is collected, if it is; goods that wait elsewhere go there."""
    is_pickup, location = pickup_of(order)
    if (order.is_pickup, order.pickup_location_id) == (is_pickup, location):
        return
    before = warehouse_of(order)
    order.write({"is_pickup": is_pickup, "pickup_location_id": location.id})
    if order.pos_order_ids and warehouse_of(order) != before:
        follow_place(order, before)
