"""What a sale at a register took out of stock for a product, and what came back of it.

A register moves the goods of an order at once, or those of a whole session when it is
closed. Then the moves are of all its orders, and each has its share of them.
"""

import math
from collections import defaultdict

from odoo.tools import float_is_zero, float_round, groupby

from odoo.addons.bigcommerce_connector.models.waiting_goods import (
    left,
    outgoing,
    outside,
    sent_again,
    waiting,
)


class SoldProduct:
    """A product in one choice of options, as an order or a whole session sold it."""

    def __init__(self, line):
        """:param line: pos.order.line that sold it"""
        self.product = line.product_id
        self.choices = choices(line)
        pickings, lines = _moved_together(line.order_id)
        self._all = pickings.move_ids
        self._left = self._all.filtered(_is_leaving)
        self._named = lines.product_id
        sold = lines.filtered(lambda one: one.qty > 0 and self._is_of(one))
        self._refunds = sold.refund_orderline_ids
        # What was refunded before it was shipped never left.
        called_off = sum(self._refunds.mapped("bigcommerce_called_off"))
        self.quantity = sum(sold.mapped("qty")) - called_off
        self.moves = self._moves_of_kit(self._left) or self._moves_of_itself()

    def _is_of(self, line):
        return line.product_id == self.product and choices(line) == self.choices

    def _moves_of_kit(self, moves):
        return moves.filtered(
            lambda move: (
                move.bigcommerce_kit_id == self.product
                and move.never_product_template_attribute_value_ids == self.choices
            )
        )

    def _moves_of_itself(self):
        return self._left.filtered(
            lambda move: move.product_id == self.product and not move.bigcommerce_kit_id
        )

    @property
    def is_taken_back_here(self):
        """Whether Odoo could not give back what these moves took."""
        is_kit_now = self.product.with_company(self._left.company_id).is_kits
        return bool(self.moves and (is_kit_now or self.moves.bigcommerce_kit_id))

    @property
    def is_forgotten(self):
        """It was a kit, nobody noted of what, and its bill of materials is gone.

        It was sold before this addon was installed: goods left that no line names.
        """
        is_kit_now = self.product.with_company(self._left.company_id).is_kits
        is_known = self.product in self._left.product_id
        unnamed = self._left.product_id - self._named
        return bool(unnamed and not is_known and not is_kit_now)

    @property
    def parts(self):
        """The moves of each component of a kit, and how much of it one kit takes.

        From the shelf to the customer, in any state: what became of them says nothing
        about what one kit takes.

        :return: pairs of stock.move and a quantity in the unit of their product
        """
        moves = self._moves_of_kit(outgoing(self._all))
        return [
            (same, same[0].bigcommerce_per_kit)
            for same in by_part(moves)
            if same[0].bigcommerce_per_kit
        ]

    @property
    def untouched(self):
        """Kits of which nothing left, or is back, and that were not called off.

        None, where nobody noted yet what one kit takes.
        """
        units = [
            (outside(moves) - _slack(moves, each)) / each for moves, each in self.parts
        ]
        gone = max(units, default=self.quantity)
        return self.quantity - math.ceil(self._rounded(gone))

    @property
    def surplus(self):
        """What waits of each component and completes no kit that is still sold.

        :return: pairs of stock.move and a quantity in the unit of their product
        """
        kept = self.quantity - coming_back(self._refunds.filtered(_is_paid))
        found = []
        for moves, each in self.parts:
            everything = moves | sent_again(moves)
            to_ship = waiting(everything)
            wanted = max(kept * each - with_customer(everything), 0)
            quantity = sum(to_ship.mapped("product_qty")) - wanted
            if moves.product_id.uom_id.compare(quantity, _slack(moves, each)) > 0:
                found.append((to_ship, quantity))
        return found

    def complete(self, pickings):
        """Kits of which all has left with these transfers."""
        units = [
            (
                left(moves.filtered(lambda move: move.picking_id in pickings))
                + _slack(moves, each)
            )
            / each
            for moves, each in self.parts
        ]
        return math.floor(self._rounded(min(units, default=0)))

    def _rounded(self, units):
        """How numbers are kept makes no kit."""
        return self.product.uom_id.round(units)

    def quantity_returned(self, lines):
        """Units that came back before.

        :param lines: pos.order.line that come back now
        """
        return coming_back((self._refunds - lines).filtered(_has_moved))


def refunds_by_sale(lines):
    """Lines that give goods back, by what was sold.

    :param lines: pos.order.line
    :return: pairs of :class:`SoldProduct` and its refunding lines
    """
    refunds = lines.filtered(
        lambda line: line.qty < 0 and line.refunded_orderline_id.qty > 0
    )
    grouped = groupby(refunds, lambda line: _sale(line.refunded_orderline_id))
    return [
        (SoldProduct(same[0].refunded_orderline_id), same[0].concat(*same[1:]))
        for same in dict(grouped).values()
    ]


def choices(line):
    """Chosen options that make no variant: components may depend on them."""
    return line.attribute_value_ids.filtered(
        lambda value: value.attribute_id.create_variant == "no_variant"
    )


def coming_back(lines):
    """Units that these lines bring back, but those that had never left.

    :param lines: pos.order.line
    """
    return -sum(line.qty + line.bigcommerce_called_off for line in lines)


def taken(move):
    """What a move took, or will, in the unit of its product."""
    if move.state == "done":
        return sum(move.move_line_ids.mapped("quantity_product_uom"))
    return move.product_uom._compute_quantity(
        move.product_uom_qty, move.product_id.uom_id, rounding_method="HALF-UP"
    )


def returned(move):
    """What came back of a move, in the unit of its product."""
    return sum(taken(back) for back in _returns(move))


def with_customer(moves):
    """What left with these moves and neither came back nor is about to.

    :param moves: stock.move of one product
    """
    return sum(
        taken(move) - returned(move)
        for move in moves
        if move.state == "done" and move.location_dest_id.usage == "customer"
    )


def by_part(moves):
    """:return: the moves of each component of a kit"""
    return moves.grouped(lambda move: (move.product_id, move.bom_line_id)).values()


def lots_outside(move):
    """What a move took and has not come back, by lot and owner.

    :return: lot, owner and quantity in the unit of the product
    :rtype: list[tuple]
    """
    quantities = defaultdict(float)
    for line in move.move_line_ids:
        quantities[line.lot_id, line.owner_id] += line.quantity_product_uom
    for line in _returns(move).move_line_ids:
        quantities[line.lot_id, line.owner_id] -= line.quantity_product_uom
    return [
        (lot, owner, quantity)
        for (lot, owner), quantity in quantities.items()
        if move.product_id.uom_id.compare(quantity, 0) > 0
    ]


def _sale(line):
    """What is the same for all lines whose goods left in the same moves."""
    order = line.order_id
    moved_with = order.session_id if _is_moved_at_closing(order) else order
    return moved_with, line.product_id, choices(line)


def _moved_together(order):
    """:return: the transfers of an order, and all lines whose goods they move"""
    pickings, orders = order.picking_ids, order
    if _is_moved_at_closing(order):
        session = order.session_id
        pickings = session.picking_ids.filtered(lambda one: not one.pos_order_id)
        orders = session.order_ids.filtered(_is_moved_at_closing)
    # Goods whose lot nobody entered wait in a transfer of their own.
    return pickings | pickings.backorder_ids, orders.lines


def _is_moved_at_closing(order):
    return (
        order.session_id.update_stock_at_closing
        and order.state in ("paid", "done")
        and not order.picking_ids
        and not order.shipping_date
    )


def _is_leaving(move):
    return (
        move.state != "cancel"
        and move.location_id.usage == "internal"
        and move.location_dest_id.usage != "internal"
    )


def _has_moved(line):
    order = line.order_id
    return _is_paid(line) and (order.picking_ids or order.session_id.state == "closed")


def _is_paid(line):
    return line.order_id.state in ("paid", "done")


def _slack(moves, each):
    """How far a component's own rounding may put it off its share in whole kits.

    Of a third of a piece 0.33 or 0.34 leave. Never as much as makes a kit of nothing.

    :param moves: stock.move of the component
    :param float each: how much of it one kit takes
    """
    rounding = moves.product_id.uom_id.rounding
    is_exact = float_is_zero(each - float_round(each, precision_rounding=rounding), 6)
    return 0.0 if is_exact else min(rounding, each / 2)


def _returns(move):
    return move.returned_move_ids.filtered(lambda back: back.state != "cancel")
