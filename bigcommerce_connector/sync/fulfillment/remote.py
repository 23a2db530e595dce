"""What staff shipped on BigCommerce, and shipments that were deleted there.

An order shows how much of each line is shipped. That is compared with what left here,
so it does not matter how often it is looked at; nothing is asked of BigCommerce. Which
of our own shipments was deleted is said by its list (``shipments.py``). Where staff
delete one and ship as many units themselves before the order is read again, it shows
as many as before, so nobody notices: as much has left, here and there.
"""

import logging
from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from psycopg2 import OperationalError

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...mappers.order_lines import line_keys, order_lines
from ...mappers.shipment import shipped_units
from ...models.parcels import units_there
from ...models.waiting_goods import may_wait, waiting
from ..orders.post.shortage import ask_responsible
from ..orders.shipped import lines_gone, units_known, units_left, units_told
from . import messages

_logger = logging.getLogger(__name__)

VALIDATE = "validate"


class RemoteShipments:
    """Follows what a store's orders show as shipped, one order after the other.

    Each is committed by itself; one that cannot be followed stops no other.
    """

    def __init__(self, store):
        self._store, self._env = store, store.env
        self._orders = store.env["bigcommerce.order"]

    def run(self):
        """:return: whether all was followed in the time
        :rtype: bool
        """
        has_time = True
        while has_time:
            order = self._orders.search(self._news(), order="id", limit=1)
            if not order:
                return True
            self._try(order)
            has_time = bool(self._env["ir.cron"]._commit_progress(1))
        return False

    def _news(self):
        """What is still to be posted is followed once it is."""
        return Domain(
            [
                ("store_id", "=", self._store.id),
                ("has_shipment_news", "=", True),
                ("needs_sync", "=", False),
                ("pos_order_ids", "!=", False),
            ]
        )

    def _try(self, order):
        payload = order.sudo().payload  # system field
        try:
            with self._env.cr.savepoint():
                self._follow(order, payload)
        except OperationalError:
            raise  # the database is in trouble, not this order
        except UserError as error:
            _ask_to_validate(order, str(error))
        except Exception:
            _logger.exception("shipments of web order %s are not followed", order.id)
            _ask_to_validate(order, messages.unexpected(order))
        others = _shipped_by_others(order, shipped_units(payload))
        order.write({"shipped_by_others": others, "has_shipment_news": False})

    def _follow(self, order, payload):
        known = units_known(order)
        there = shipped_units(payload)
        fewer = {line_id for line_id, units in there.items() if units < known[line_id]}
        # An edit may give lines new ids: then nothing shows what became of the old.
        _doubt(order, fewer | lines_gone(order, there))
        if not self._store.remote_shipments:
            return
        if any(line_id in fewer and n for line_id, n in order.shipped_by_others or ()):
            _ask_about_deleted(order)
        ahead = list(_ahead(order, payload, known))
        if self._store.remote_shipments == VALIDATE:
            _validate(order, ahead)
        else:
            _note(order, ahead)


def _shipped_by_others(order, there):
    """:return: what is kept as compared: [[line id, units], …]"""
    told, all_lines = units_told(order.shipment_ids), lines_gone(order, there)
    beyond = (
        [line_id, max(units - told[line_id], 0)] for line_id, units in there.items()
    )
    return [[line_id, units] for line_id, units in beyond if units or all_lines]


@dataclass(frozen=True)
class _Ahead:
    """More of a product is shown as shipped than has left here.

    ``lines``: the pos.order.line that sold it to be shipped later. ``units``: so many
    more; ``fresh``: those of them that nobody was told of. ``places``: of an order with
    several addresses, how many more by each of them.
    """

    product: models.Model
    lines: models.Model
    units: float
    fresh: float
    places: Counter

    @property
    def parts(self):
        """The moves of each part that still wait, and how much of it one unit takes."""
        return [
            (waiting(moves), each)
            for same in self.lines.grouped("order_id").values()
            for moves, each in same[0]._bigcommerce_moving_parts()
        ]


def _ahead(order, payload, known):
    """:return: an :class:`_Ahead` of each product of which there is more"""
    there, left = shipped_units(payload), units_left(order)
    keys = line_keys(order_lines(payload))
    sold = order.pos_order_ids.lines.filtered(
        lambda line: line.qty > 0 and may_wait(line)
    )
    for product, lines in sold.grouped("product_id").items():
        own = set(lines.mapped("bigcommerce_key"))
        ids = [line_id for line_id, key in keys.items() if key in own]
        shown = sum(there[line_id] for line_id in ids)
        told = max(left[product], sum(known[line_id] for line_id in ids))
        if shown > left[product]:
            more, fresh = shown - left[product], shown - told
            places = _places(order, payload, ids, lines)
            yield _Ahead(product, lines, more, fresh, places)


def _places(order, payload, line_ids, lines):
    """:return: how many more are shown as shipped than have left, by address id"""
    places = Counter()
    if not order.parcels:
        return places
    there = shipped_units(payload)
    for line in order_lines(payload):
        if line["id"] in line_ids:
            places[int(line.get("order_address_id") or 0)] += there[line["id"]]
    for line in lines:
        for moves, each in line._bigcommerce_moving_parts()[:1]:
            done = moves.filtered(lambda move: move.state == "done")
            places.subtract(units_there(done, each))
    return +places


def _doubt(order, line_ids):
    """Have our own shipments of these lines looked up: one may have been deleted."""
    order.shipment_ids.filtered(
        lambda row: (
            row.state == "done"
            and any(line_id in line_ids for line_id, _units in row.items or ())
        )
    ).is_doubtful = True


# === ONLY A NOTE === #


def _note(order, ahead):
    fresh = [replace(goods, units=goods.fresh) for goods in ahead if goods.fresh > 0]
    if not fresh:
        return
    text = messages.shipped_on_bigcommerce(order, _described(fresh))
    order._log_sync(text)
    waiting_moves = [moves for goods in fresh for moves, _each in goods.parts]
    for transfer in order.env["stock.move"].concat(*waiting_moves).picking_id:
        transfer.message_post(body=text)


def _described(ahead):
    return ", ".join(
        f"{goods.units:g} × {goods.product.display_name}" for goods in ahead
    )


# === VALIDATED === #


def _validate(order, ahead):
    """Carry out what waits, as far as nobody has to enter a lot or to pick it first."""
    planned, left_over = defaultdict(float), []
    for goods in ahead:
        rest = goods.units - _plan(goods, planned)
        if goods.product.uom_id.compare(rest, 0) > 0 and goods.fresh > 0:
            left_over.append(replace(goods, units=rest))
    moves = order.env["stock.move"].concat(*planned)
    for transfer, own in moves.grouped("picking_id").items():
        (transfer.move_ids - own).picked = False  # they have still to leave
        for move in own:
            move.quantity = move.product_id.uom_id._compute_quantity(
                planned[move], move.product_uom, rounding_method="HALF-UP"
            )
        own.picked = True
        transfer._action_done()
        transfer.message_post(body=messages.validated(order))
    if left_over:
        text = messages.shipped_on_bigcommerce(order, _described(left_over))
        _ask_to_validate(order, text)


def _plan(goods, planned):
    """Say which moves take units along.

    :param planned: quantity by stock.move, in the product's unit; added to
    :return: units that go with them
    """
    done = 0
    for same in goods.lines.grouped("order_id").values():
        parts = [
            (waiting(moves).filtered(_can_leave), each)
            for moves, each in same[0]._bigcommerce_moving_parts()
        ]
        can_leave = [sum(moves.mapped("product_qty")) / each for moves, each in parts]
        units = min([goods.units - done, *can_leave]) if parts else 0
        for moves, each in parts:
            quantity = units * each
            for move, most in [*_named(goods, moves, each), *_all(moves)]:
                left = move.product_qty - planned.get(move, 0)
                part = min(quantity, most, left)
                if part > 0:
                    quantity -= part
                    planned[move] += part
        done += units
    return done


def _named(goods, moves, each):
    """What goes to the addresses that are shown as shipped, and how much of it."""
    for address_id, units in goods.places.items():
        for move in moves:
            if move.picking_id.bigcommerce_address_id == address_id:
                yield move, units * each


def _all(moves):
    return ((move, move.product_qty) for move in moves)


def _can_leave(move):
    is_picked = all(origin.state in ("done", "cancel") for origin in move.move_orig_ids)
    return is_picked and move.has_tracking == "none"


# === A PERSON HAS TO === #


def _ask_to_validate(order, cause):
    ask_responsible(
        order,
        "mail.mail_activity_data_todo",
        order.env._("Validate what was shipped on BigCommerce"),
        messages.validate_yourself(order, cause),
    )


def _ask_about_deleted(order):
    ask_responsible(
        order,
        "mail.mail_activity_data_todo",
        order.env._("A shipment was deleted on BigCommerce"),
        messages.deleted_theirs(order),
    )
