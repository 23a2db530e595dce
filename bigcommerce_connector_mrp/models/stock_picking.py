from odoo import models

from ..bundle import bundles, moves_with_kit
from ..sold_kit import (
    SoldProduct,
    by_part,
    choices,
    coming_back,
    lots_outside,
    refunds_by_sale,
    returned,
    taken,
    with_customer,
)


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _create_picking_from_pos_order_lines(
        self, location_dest_id, lines, picking_type, partner=False
    ):
        """A transfer of nothing is none, such as that of a kit of services."""
        pickings = super()._create_picking_from_pos_order_lines(
            location_dest_id, lines, picking_type, partner
        )
        empty = pickings.filtered(lambda picking: not picking.move_ids)
        empty.unlink()
        return pickings - empty

    def _create_move_from_pos_order_lines(self, lines):
        """A refund takes back what its sale took, whatever became of the kit.

        Odoo breaks the refund down by the bill of materials of today: with another one
        other components come back, with none pieces of the kit.
        """
        self._bigcommerce_name_session(lines)
        others = lines.filtered(lambda line: not moves_with_kit(line))
        taken_back = []
        for sold, refunds in refunds_by_sale(others):
            if sold.is_taken_back_here:
                taken_back.append((sold, refunds))
            elif sold.is_forgotten:
                self._bigcommerce_tell_forgotten(sold.product, refunds)
            else:
                continue
            others -= refunds
        if others:
            super()._create_move_from_pos_order_lines(others)
        if not taken_back:
            return
        for sold, refunds in taken_back:  # last: Odoo gives all moves its own owners
            self._bigcommerce_take_back(sold, refunds)

    def _bigcommerce_shipped_goods(self):
        """Of a kit its components left: what completes one is told with the last.

        Of a bundle it is the components that BigCommerce lists.
        """
        goods = super()._bigcommerce_shipped_goods()
        moved = self.pos_order_id.picking_ids.filtered(lambda one: one.state == "done")
        before = moved.filtered(lambda one: _moment(one) < _moment(self))
        sold = self.pos_order_id.lines.filtered(lambda line: line.qty > 0)
        listed = bundles(sold)
        for same in sold.grouped(_kind).values():
            kit = SoldProduct(same[0])
            if kit.moves.bigcommerce_kit_id and kit.product not in listed:
                for move in kit.moves.filtered(lambda move: move.picking_id == self):
                    goods[move.product_id] -= taken(move)
                units = kit.complete(before + self) - kit.complete(before)
                goods[kit.product] += units
        return goods

    def _bigcommerce_take_back(self, sold, refunds):
        """:param SoldProduct sold: what was sold
        :param refunds: pos.order.line that give it back
        """
        parts = list(_to_take_back(sold, refunds))
        lots = [lots_outside(move) for move, _quantity in parts]
        common = self._prepare_stock_move_vals(refunds[0], refunds)
        moves = self.env["stock.move"].create(
            [{**common, **_component_vals(*part)} for part in parts]
        )
        moves._action_confirm(merge=False)
        for move, lots_of_move in zip(moves, lots, strict=True):
            _fill(move, lots_of_move)
        moves.picked = True

    def _bigcommerce_name_session(self, lines):
        """Refunds of the same closing look for what it moved: Odoo names it later."""
        session = lines.order_id.session_id
        if len(session) == 1 and session.state == "closing_control":
            self.pos_session_id = session

    def _bigcommerce_tell_forgotten(self, kit, refunds):
        """Nothing is better than a piece of a kit, which nobody could sell."""
        for order in refunds.order_id:
            order.message_post(
                body=self.env._(
                    "%(kit)s was sold as a kit, and its bill of materials is gone: its "
                    "components did not come back to stock. Adjust their quantities "
                    "under Inventory → Operations → Physical Inventory.",
                    kit=kit.display_name,
                )
            )


def _moment(picking):
    """When a transfer was validated: not always in the order of their numbers."""
    return picking.date_done, picking.id


def _kind(line):
    return line.product_id, choices(line)


def _to_take_back(sold, refunds):
    """The moves that took it, and how much of each comes back.

    Each part is the difference of two rounded totals: together they are all of it.

    :return: pairs of stock.move and a quantity in the unit of its product
    """
    if sold.quantity <= 0:
        return  # all of it was called off: nothing is left to come back
    before = sold.quantity_returned(refunds)
    after = before + coming_back(refunds)
    for moves in by_part(sold.moves):
        unit, each = moves.product_id.uom_id, moves[0].bigcommerce_per_kit
        if each:
            yield from _beyond(moves, (sold.quantity - after) * each)
            continue
        for move in moves:
            total = taken(move)
            part = unit.round(total * after / sold.quantity) - unit.round(
                total * before / sold.quantity
            )
            quantity = unit.round(min(part, total - returned(move)))
            if unit.compare(quantity, 0) > 0:
                yield move, quantity


def _beyond(moves, kept):
    """Of what was shipped later: all that completes no kit which is still sold.

    :param moves: stock.move of one component
    :param float kept: how much of it the customer keeps, in its unit
    """
    unit = moves.product_id.uom_id
    rest = with_customer(moves) - kept
    for move in moves:
        quantity = unit.round(min(rest, with_customer(move)))
        if unit.compare(quantity, 0) > 0:
            rest -= quantity
            yield move, quantity


def _component_vals(move, quantity):
    """What comes back of a move, in the unit of its product."""
    kit = move.bigcommerce_kit_id or move.product_id
    return {
        "product_id": move.product_id.id,
        "product_uom": move.product_id.uom_id.id,
        "product_uom_qty": quantity,
        "description_picking": move.description_picking,
        "bom_line_id": move.bom_line_id.id,
        "cost_share": move.cost_share,
        "bigcommerce_kit_id": kit.id,
        "origin_returned_move_id": move.id,
    }


def _fill(move, outside):
    """The very lots and owners' goods that were sold.

    :param move: the stock.move that brings them back
    :param list outside: as :func:`lots_outside` gives them
    """
    unit, missing = move.product_id.uom_id, move.product_uom_qty
    move.move_line_ids.unlink()
    vals_list = []
    for lot, owner, quantity in outside:
        part = unit.round(min(quantity, missing))
        missing = unit.round(missing - part)
        if unit.compare(part, 0) > 0:
            chosen = {"lot_id": lot.id, "owner_id": owner.id}
            vals_list.append({**move._prepare_move_line_vals(part), **chosen})
    if unit.compare(missing, 0) > 0:  # its sale has still to leave
        vals_list.append(move._prepare_move_line_vals(missing))
    move.move_line_ids.create(vals_list)
