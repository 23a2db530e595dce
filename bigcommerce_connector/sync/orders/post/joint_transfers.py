"""The goods of web orders that are posted together leave together.

Odoo makes, reserves and carries out a transfer for each order as it is posted: three
quarters of the time that posting takes. Here each order still gets the transfer that
Odoo would make (``_create_picking_from_pos_order_lines``,
point_of_sale/models/stock_picking.py), but all of them are made and carried out at
once, without reservation: what may be done so is said in ``settlement/together.py``.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from odoo.tools import groupby

from ....models.connector_context import as_connector
from ....settlement.together import FreeGoods
from .shortage import find_short


class GoesAlone(Exception):
    """An order cannot be posted together with others: it is posted on its own."""


@dataclass(frozen=True)
class Request:
    """The transfer that Odoo would have made of an order's lines."""

    location_dest_id: int
    lines: Any
    picking_type: Any
    partner: Any


class JointTransfers:
    """Gathers what orders take while they are posted, then has it leave.

    ``locked``: ids of the rows of stock that nobody else can change now;
    ``is_pushed_on``: whether a rule moves goods on from where they arrive.
    """

    def __init__(self, candidates):
        """:param Candidates candidates: whose goods are locked now"""
        quants, self.locked = candidates.lock_goods()
        self._location_id = candidates.location_id
        # What orders will ask for, and what they asked for.
        self._planned = FreeGoods(quants, self._location_id)
        self._free = FreeGoods(quants, self._location_id)
        self._product_ids = candidates.product_ids
        self._requests = []
        self._stock = defaultdict(float)
        self._sessions = {}
        self.is_pushed_on = True

    def are_there(self, wanted):
        """Whether an order's goods are there, besides those of the ones before.

        :param dict wanted: quantities by product
        :rtype: bool
        """
        return self._planned.take(wanted)

    # === AN ORDER IS POSTED === #

    def open_session(self, register):
        """The register's session; it is locked once for all.

        :param register: pos.config
        :rtype: pos.session
        """
        if register.id not in self._sessions:
            self._sessions[register.id] = register._bigcommerce_open_session()
        return self._sessions[register.id]

    def ask(self, location_dest_id, lines, picking_type, partner):
        """Have the goods of an order's lines leave with the others.

        :raise GoesAlone: that would need a choice, or more than there is
        """
        goods = lines.filtered(_is_goods)
        if not goods:
            return
        origin = picking_type.default_location_src_id
        destination = origin.browse(location_dest_id)
        wanted = defaultdict(float)
        for line in goods.filtered("product_id.is_storable"):
            wanted[line.product_id.id] += line.qty
        if (
            origin.id != self._location_id
            # Each transfer gets an entry of its own there.
            or (origin | destination).valuation_account_id
            # The order has changed since it was looked at.
            or not self._product_ids.issuperset(goods.product_id.ids)
            or not self._free.take(wanted)
        ):
            raise GoesAlone
        self._requests.append(Request(location_dest_id, goods, picking_type, partner))

    # === ALL ARE POSTED === #

    def carry_out(self, posted):
        """Have all goods leave.

        :param list posted: pairs of bigcommerce.order and pos.order
        :raise UserError: when one of the orders stops all of them
        """
        if self._requests:
            self._move()
        if not posted:
            return
        web_orders, orders = zip(*posted, strict=True)
        together = orders[0].union(*orders)
        as_connector(together)._compute_total_cost_in_real_time()
        goods = together.lines.product_id.filtered("is_storable")
        is_short = bool(find_short(web_orders[0].store_id.warehouse_id, goods))
        for web_order, order in posted:
            web_order._check_transfers(order)
            if is_short:
                web_order._schedule_shortage_activity(order)

    def _move(self):
        env = self._requests[0].lines.env
        self.is_pushed_on = self._find_push_rule(env)
        pickings = env["stock.picking"].create(
            [self._prepare_picking(env, request) for request in self._requests]
        )
        moves = env["stock.move"].create(
            [
                vals
                for picking, request in zip(pickings, self._requests, strict=True)
                for vals in _prepare_moves(picking, request.lines)
            ]
        )
        moves = moves._action_confirm(merge=_is_any_alike(moves))
        self._pick(moves)
        pickings._action_done()
        as_connector(moves)._update_orderpoints()

    def _pick(self, moves):
        """All that was asked for is done; Odoo would write it move by move."""
        other = moves.filtered(
            lambda move: move.product_uom.compare(move.quantity, move.product_uom_qty)
        )
        if other:
            lines = moves.env["pos.order.line"].concat(
                *(request.lines for request in self._requests)
            )
            other._add_mls_related_to_order(lines, are_qties_done=True)
        moves.move_line_ids.picked = True

    def _prepare_picking(self, env, request):
        order = request.lines.order_id
        vals = env["stock.picking"]._prepare_picking_vals(
            request.partner,
            request.picking_type,
            request.picking_type.default_location_src_id.id,
            request.location_dest_id,
        )
        return {
            **vals,
            "pos_session_id": order.session_id.id,
            "pos_order_id": order.id,
            "origin": order.name,
        }

    def _find_push_rule(self, env):
        destinations = {request.location_dest_id for request in self._requests}
        rules_sudo = env["stock.rule"].sudo()  # of the warehouse, as Odoo reads them
        domain = [
            ("action", "in", ("push", "pull_push")),
            ("location_src_id", "parent_of", list(destinations)),
        ]
        return bool(rules_sudo.search_count(domain, limit=1))

    # === STOCK === #

    def count(self, product, location, quantity):
        """Remember what a line takes from a location, or brings to it."""
        self._stock[product, location] += quantity

    def write_stock(self, env):
        """Write it, one row per product and location.

        What arrives is as old as where it came from.
        """
        stock, self._stock = self._stock, defaultdict(float)
        products = env["product.product"].union(*(product for product, _ in stock))
        locations = env["stock.location"].union(*(place for _, place in stock))
        Quant = env["stock.quant"]
        known = Quant._get_quants_by_products_locations(products, locations)
        Quant.union(*known.values()).sudo().mapped("quantity")  # read together
        Quant = Quant.with_context(quants_cache=known)
        plain = {
            "lot_id": env["stock.lot"],
            "package_id": env["stock.package"],
            "owner_id": env["res.partner"],
        }
        in_dates = {}
        for (product, location), quantity in sorted(stock.items(), key=_by_quantity):
            _available, in_dates[product] = Quant._update_available_quantity(
                product, location, quantity, in_date=in_dates.get(product), **plain
            )


def _by_quantity(counted):
    """What leaves goes first."""
    _where, quantity = counted
    return quantity


def _is_any_alike(moves):
    """Whether a transfer has several moves of a product, which Odoo may merge."""
    return len({(move.picking_id, move.product_id) for move in moves}) < len(moves)


def _is_goods(line):
    """As Odoo tells them."""
    product = line.product_id
    return product.type == "consu" and not product.uom_id.is_zero(line.qty)


def _prepare_moves(picking, lines):
    """A move for each product and choice, as Odoo groups an order's lines."""

    def kind(line):
        return line.product_id.id, tuple(sorted(line.attribute_value_ids.ids))

    for _kind, same in groupby(sorted(lines, key=kind), key=kind):
        group = lines.browse().concat(*same)
        yield picking._prepare_stock_move_vals(group[0], group)
