"""The terms of the number that is published: what there is, less what is promised.

Each is a query of rows. Their sum is the number, and the rows are what *Why This
Number?* opens: one source for both.
"""

from dataclasses import dataclass

from odoo import models
from odoo.tools import SQL

from .stock_day import end_of_stock_day
from .web_terms import older_orders, web_orders

# Moves that somebody has still to carry out.
_OPEN = ("waiting", "confirmed", "partially_available", "assigned")


@dataclass(frozen=True)
class Term:
    """A part of the number.

    :param str name: ``on_hand``, ``sessions``, …
    :param str label: what people call it
    :param str model: of the records behind it
    :param SQL query: rows of (location_id, target_id, product_id, quantity, res_id):
        what is added, or taken off where it is negative, at a stock.location in the
        unit of the product; the stock.location that the goods go to, or NULL; the
        record. What stays in a place does not count there
    :param bool is_stock: it is of the goods in a place: it does not count for another
        place below the location, and of kits there is none
    """

    name: str
    label: str
    model: str
    query: SQL
    is_stock: bool = False


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _stock_terms(self):
        """What the number of an item at a location consists of.

        Other addons may add terms: for what they promise without a reservation. A row
        may name a kit: it counts for the components.

        :rtype: list[Term]
        """
        terms = [
            Term(
                "on_hand",
                self.env._("On hand"),
                "stock.quant",
                _on_hand(),
                is_stock=True,
            ),
            Term(
                "reserved",
                self.env._("Reserved"),
                "stock.move",
                _reserved(),
                is_stock=True,
            ),
            Term(
                "promised",
                self.env._("Promised, not reserved"),
                "stock.move",
                _promised(),
            ),
            Term(
                "web",
                self.env._("Web orders to be posted"),
                "bigcommerce.order",
                web_orders(),
            ),
            Term(
                "older",
                self.env._("Older web orders, not shipped"),
                "bigcommerce.held.stock",
                older_orders(),
            ),
            Term(
                "sessions",
                self.env._("Sold in open sessions"),
                "pos.order",
                _sessions(),
            ),
        ]
        if "removal_date" in self.env["stock.quant"]._fields:
            expired = _expired(end_of_stock_day(self))
            terms.append(
                Term(
                    "expired",
                    self.env._("Expired"),
                    "stock.quant",
                    expired,
                    is_stock=True,
                )
            )
        return terms


def _on_hand():
    return SQL(
        "SELECT location_id, NULL::int4 AS target_id, product_id,"
        " quantity::numeric AS quantity, id AS res_id"
        " FROM stock_quant"
    )


# Where goods go in the end; NULL: further than the next move takes them.
_TARGET = SQL(
    "CASE WHEN EXISTS (SELECT FROM stock_move_move_rel rel"
    "  JOIN stock_move follower ON follower.id = rel.move_dest_id"
    "  WHERE rel.move_orig_id = move.id AND follower.state IN %s) THEN NULL"
    " ELSE coalesce(move.location_final_id, move.location_dest_id) END",
    _OPEN,
)
# A ``line`` of a ``move``: goods that Odoo reserves, and has not moved yet.
_RESERVED = SQL(
    "stock_move_line line JOIN stock_move move ON move.id = line.move_id"
    "  AND move.state IN %s"
    " JOIN product_product product ON product.id = line.product_id"
    " JOIN product_template template ON template.id = product.product_tmpl_id"
    "  AND template.is_storable",
    _OPEN,
)


def _reserved():
    """For moves that somebody has still to carry out.

    Not as quants say it: where rivals want the same row of stock, Odoo makes another
    one, and may leave a reservation on it that is of no move, until its scheduler
    mends that once a day (``_clean_reservations``, stock/models/stock_quant.py).
    """
    return SQL(
        "SELECT line.location_id, %s, line.product_id,"
        " -line.quantity_product_uom::numeric, move.id FROM %s",
        _TARGET,
        _RESERVED,
    )


def _expired(end_of_day):
    """Odoo's own rule: what is to be removed today is not for sale any more.

    What is reserved of it is taken off already, and leaves.
    """
    return SQL(
        "SELECT location_id, NULL::int4, product_id, -quantity::numeric, id"
        " FROM stock_quant WHERE removal_date < %(end)s"
        " UNION ALL"
        " SELECT line.location_id, %(target)s, line.product_id,"
        "  line.quantity_product_uom::numeric, (SELECT min(quant.id)"
        "   FROM stock_quant quant WHERE quant.lot_id = line.lot_id"
        "    AND quant.location_id = line.location_id)"
        " FROM %(reserved)s JOIN stock_lot lot ON lot.id = line.lot_id"
        "  AND lot.removal_date < %(end)s",
        end=end_of_day,
        target=_TARGET,
        reserved=_RESERVED,
    )


def _promised():
    """Confirmed, and not reserved: sales orders, manufacturing, transfers.

    What is still to come by another move is no stock of the location.
    """
    return SQL(
        "SELECT move.location_id, %s, move.product_id,"
        " -greatest(0, move.product_qty - coalesce(("
        "  SELECT sum(line.quantity_product_uom) FROM stock_move_line line"
        "  WHERE line.move_id = move.id), 0))::numeric, move.id"
        " FROM stock_move move WHERE move.state IN %s"
        "  AND NOT EXISTS (SELECT FROM stock_move_move_rel rel"
        "   JOIN stock_move origin ON origin.id = rel.move_orig_id"
        "   WHERE rel.move_dest_id = move.id AND origin.state IN %s)",
        _TARGET,
        _OPEN,
        _OPEN,
    )


def _sessions():
    """What was sold in open sessions that move stock only when they are closed."""
    return SQL(
        "SELECT CASE WHEN line.qty < 0 THEN coalesce("
        "   back.default_location_dest_id, type.default_location_src_id)"
        "  ELSE type.default_location_src_id END,"
        " NULL::int4, line.product_id,"
        # What never left does not come back.
        " -(line.qty + coalesce(line.bigcommerce_called_off, 0))::numeric,"
        " pos_order.id"
        " FROM pos_order_line line"
        " JOIN pos_order ON pos_order.id = line.order_id"
        " JOIN pos_session session ON session.id = pos_order.session_id"
        " JOIN pos_config config ON config.id = session.config_id"
        " JOIN stock_picking_type type ON type.id = config.picking_type_id"
        " LEFT JOIN stock_picking_type back ON back.id = type.return_picking_type_id"
        " WHERE session.state != 'closed' AND session.update_stock_at_closing"
        "  AND pos_order.state IN ('paid', 'done')"
        "  AND pos_order.shipping_date IS NULL"
        "  AND NOT EXISTS (SELECT FROM stock_picking picking"
        "   WHERE picking.pos_order_id = pos_order.id)"
    )
