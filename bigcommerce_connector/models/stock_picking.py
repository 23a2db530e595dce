from odoo import models

from .company_check import are_of_one_company
from .connector_context import connector_context, joint_transfers


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _prepare_picking_vals(
        self, partner, picking_type, location_id, location_dest_id
    ):
        """Goods of a web order come back where the owner's rule wants them.

        The Point of Sale brings every return back to stock
        (point_of_sale/models/stock_picking.py);
        ``sync/orders/post/transaction.py`` says otherwise.
        """
        vals = super()._prepare_picking_vals(
            partner, picking_type, location_id, location_dest_id
        )
        flow = connector_context(self.env)
        origin = self.env["stock.location"].browse(location_id)
        if flow and flow.returns_location_id and origin.usage == "customer":
            vals["location_dest_id"] = flow.returns_location_id
        return vals

    def _create_picking_from_pos_order_lines(
        self, location_dest_id, lines, picking_type, partner=False
    ):
        """The goods of a web order go to its delivery address.

        Those of orders that are posted together go once all these are posted; those
        of a session that moves goods at its closing have no single address.
        """
        delivery = lines.order_id.bigcommerce_order_id.partner_shipping_id
        if len(delivery) > 1:
            delivery = delivery.browse()
        transfers = joint_transfers(self.env)
        if transfers:
            transfers.ask(location_dest_id, lines, picking_type, delivery or partner)
            return self.browse()
        return super()._create_picking_from_pos_order_lines(
            location_dest_id, lines, picking_type, delivery or partner
        )

    def _check_company(self, fnames=None):
        """Asked once for goods that leave together; Odoo says what is wrong."""
        if not joint_transfers(self.env) or not are_of_one_company(self, fnames):
            super()._check_company(fnames)
