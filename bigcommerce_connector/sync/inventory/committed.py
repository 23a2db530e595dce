"""Stock that is sold, but is still free in Odoo: the web must not sell it again."""

from odoo import models
from odoo.tools import SQL

_READ = (
    "bigcommerce.order",
    "bigcommerce.order.line",
    "pos.order.line",
    "stock.move",
    "stock.picking",
)


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _sold_but_not_moved(self, warehouse):
        """product.product id → quantity sold on the web or at a register whose goods
        have not left the warehouse yet.

        Other addons may override this: for what they promise without a reservation.

        :rtype: dict[int, float]
        """
        for name in _READ:
            self.env[name].flush_model()
        self.env.cr.execute(
            SQL(
                "SELECT product_id, sum(quantity) FROM"
                " (%s UNION ALL %s UNION ALL %s) sold GROUP BY product_id",
                _web_quantity_query(warehouse),
                _session_quantity_query(warehouse),
                _open_transfer_query(warehouse),
            )
        )
        return {product_id: float(sum_) for product_id, sum_ in self.env.cr.fetchall()}


def _web_quantity_query(warehouse):
    """What web orders of any store on this warehouse lack in transactions."""
    return SQL(
        "SELECT line.product_id, greatest(0, line.quantity_target - coalesce(("
        "  SELECT sum(posted.qty) FROM pos_order_line posted"
        "  JOIN pos_order ON pos_order.id = posted.order_id"
        "  WHERE pos_order.bigcommerce_order_id = web_order.id"
        "   AND posted.bigcommerce_key = line.key), 0)) AS quantity"
        " FROM bigcommerce_order_line line"
        " JOIN bigcommerce_order web_order ON web_order.id = line.order_id"
        " JOIN bigcommerce_store store ON store.id = web_order.store_id"
        " WHERE web_order.state IN ('pending', 'attention')"
        "  AND web_order.status_id != 0"  # an incomplete order holds no stock
        "  AND line.product_id IS NOT NULL AND store.warehouse_id = %s",
        warehouse.id,
    )


def _session_quantity_query(warehouse):
    """What was sold in open sessions that move stock only when they are closed."""
    return SQL(
        "SELECT line.product_id, line.qty AS quantity FROM pos_order_line line"
        " JOIN pos_order ON pos_order.id = line.order_id"
        " JOIN pos_session session ON session.id = pos_order.session_id"
        " JOIN pos_config config ON config.id = session.config_id"
        " JOIN stock_picking_type type ON type.id = config.picking_type_id"
        " WHERE session.state != 'closed' AND session.update_stock_at_closing"
        "  AND pos_order.state IN ('paid', 'done')"
        "  AND pos_order.shipping_date IS NULL"
        "  AND NOT EXISTS (SELECT FROM stock_picking picking"
        "   WHERE picking.pos_order_id = pos_order.id)"
        "  AND type.warehouse_id = %s",
        warehouse.id,
    )


def _open_transfer_query(warehouse):
    """What was sold, and its transfer waits for somebody to enter a lot.

    What the transfer has reserved is not free any more and not counted here. Ship
    Later is left to Odoo, as sales orders are.
    """
    return SQL(
        "SELECT move.product_id,"
        "  greatest(0, move.product_uom_qty - move.quantity) AS quantity"
        " FROM stock_move move"
        " JOIN stock_picking picking ON picking.id = move.picking_id"
        " JOIN stock_location source ON source.id = move.location_id"
        " JOIN stock_location target ON target.id = move.location_dest_id"
        " LEFT JOIN pos_order ON pos_order.id = picking.pos_order_id"
        " WHERE move.state IN ('waiting', 'confirmed', 'partially_available',"
        "   'assigned')"
        "  AND picking.pos_session_id IS NOT NULL"
        "  AND pos_order.shipping_date IS NULL"
        "  AND source.usage = 'internal' AND target.usage != 'internal'"
        "  AND source.warehouse_id = %s",
        warehouse.id,
    )
