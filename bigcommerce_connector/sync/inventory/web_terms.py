"""What web orders take off the number that is published, see ``terms.py``."""

from odoo.tools import SQL

from ...mappers.held_units import OPEN_STATUSES

# Where a ``store`` sells from.
_SOLD_FROM = SQL("coalesce(type.default_location_src_id, warehouse.lot_stock_id)")
_FROM_WAREHOUSE = (
    " JOIN stock_warehouse warehouse ON warehouse.id = %s"
    " LEFT JOIN stock_picking_type type ON type.id = warehouse.pos_type_id"
)
_OF_STORE = SQL(_FROM_WAREHOUSE, SQL("store.warehouse_id"))
# What a customer collects waits where it is collected, if the owner wants that.
_OF_ORDER = SQL(
    " LEFT JOIN bigcommerce_location pickup"
    "  ON pickup.id = web_order.pickup_location_id AND store.pickup_sync"
    f"{_FROM_WAREHOUSE}",
    SQL("coalesce(pickup.warehouse_id, store.warehouse_id)"),
)

# Whether a ``line`` is listed beneath a ``kit`` of the same web order: its key ends in
# that one's then (mappers/order_lines.py).
BENEATH = SQL("right(line.key, length(kit.key) + 1) = '<' || kit.key")
# Whether a ``web_order`` holds what it is to be posted with, or ships without Odoo.
HOLDING = SQL(
    "(web_order.state IN ('pending', 'attention')"
    "  AND web_order.exclusion_reason IS DISTINCT FROM 'start_date'"
    # An order that is to be compared may have been changed since it was posted.
    " OR web_order.state = 'synced' AND web_order.needs_sync IS TRUE"
    " OR web_order.state = 'skipped' AND web_order.status_id IN %s"
    "  AND web_order.exclusion_reason IN ('record', 'channel'))"
    " AND web_order.moves_stock IS NOT FALSE"
    " AND web_order.status_id != 0",  # an incomplete order holds no stock
    OPEN_STATUSES,
)


def _not_bundled(pairs):
    if not pairs:
        return SQL("TRUE")
    kits, components = zip(*pairs, strict=True)
    return SQL(
        "NOT EXISTS (SELECT FROM bigcommerce_order_line kit"
        " JOIN unnest(%s::int4[], %s::int4[]) part (kit_id, product_id)"
        "  ON part.kit_id = kit.product_id AND part.product_id = line.product_id"
        " WHERE kit.order_id = line.order_id AND %s)",
        list(kits),
        list(components),
        BENEATH,
    )


def web_orders(bundled=()):
    """What web orders of any store lack in transactions, where it will be sold from.

    Of those kept for the record, or of a channel that is not imported, what is to be
    shipped still: their goods leave without Odoo. Nothing of those that are taken over
    for their money: theirs left long ago.

    :param list bundled: pairs of ids of product.product, of a kit and of a component:
        what BigCommerce lists beneath a kit is promised with it
    """
    return SQL(
        "SELECT %(sold_from)s, NULL::int4, line.product_id,"
        " -greatest(0, line.quantity_target - coalesce(("
        "  SELECT sum(posted.qty) FROM pos_order_line posted"
        "  JOIN pos_order ON pos_order.id = posted.order_id"
        "  WHERE pos_order.bigcommerce_order_id = web_order.id"
        "   AND posted.bigcommerce_key = line.key), 0)"
        "  - CASE web_order.state WHEN 'skipped'"
        "   THEN coalesce(line.quantity_shipped, 0) ELSE 0 END)::numeric, web_order.id"
        " FROM bigcommerce_order_line line"
        " JOIN bigcommerce_order web_order ON web_order.id = line.order_id"
        " JOIN bigcommerce_store store ON store.id = web_order.store_id"
        "%(of_order)s"
        " WHERE %(holding)s AND line.product_id IS NOT NULL AND %(not_bundled)s",
        holding=HOLDING,
        not_bundled=_not_bundled(bundled),
        sold_from=_SOLD_FROM,
        of_order=_OF_ORDER,
    )


def older_orders():
    """What orders from before the start date are to ship still.

    One that is imported after all holds its stock itself.
    """
    return SQL(
        "SELECT %(sold_from)s, NULL::int4, variant.product_id,"
        " -held.quantity::numeric, held.id"
        " FROM bigcommerce_held_stock held"
        " JOIN bigcommerce_variant variant ON variant.store_id = held.store_id"
        "  AND variant.external_id = held.variant_external_id"
        " JOIN bigcommerce_store store ON store.id = held.store_id"
        "%(of_store)s"
        " WHERE held.is_released IS NOT TRUE"
        " AND NOT EXISTS (SELECT FROM bigcommerce_order known"
        "  WHERE known.store_id = held.store_id"
        "   AND known.external_id = held.order_number"
        "   AND known.exclusion_reason IS DISTINCT FROM 'start_date')",
        sold_from=_SOLD_FROM,
        of_store=_OF_STORE,
    )
