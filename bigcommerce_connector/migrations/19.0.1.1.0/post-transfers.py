from odoo import SUPERUSER_ID, api

from odoo.addons.bigcommerce_connector.mappers.customer import read_customer


def migrate(cr, version):
    """Transfers name their web order, and those that wait how far they are; and where
    they are to go."""
    if not version:
        return
    cr.execute(
        "UPDATE stock_picking SET bigcommerce_order_id = sold.bigcommerce_order_id"
        " FROM pos_order sold WHERE sold.id = stock_picking.pos_order_id"
        "  AND sold.bigcommerce_order_id IS NOT NULL"
        "  AND stock_picking.bigcommerce_order_id IS NULL"
    )
    pickings = api.Environment(cr, SUPERUSER_ID, {})["stock.picking"]
    pickings.invalidate_model()
    waiting = pickings.search(
        [
            ("bigcommerce_order_id", "!=", False),
            ("pos_order_id.shipping_date", "!=", False),
        ]
    )
    stage = pickings._fields["bigcommerce_preparation"]
    pickings.env.add_to_compute(stage, waiting)
    pickings.flush_model([stage.name])
    still = waiting.filtered(lambda picking: picking.state not in ("done", "cancel"))
    for order in still.bigcommerce_order_id.filtered(lambda one: not one.needs_sync):
        delivery = read_customer(order.payload or {}).delivery
        order.delivery_address = delivery.one_line if delivery else False
