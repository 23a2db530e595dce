from odoo import api, models

from odoo.addons.bigcommerce_connector.mappers.shipment import (
    LONGEST_TRACKING,
    tracking_payload,
)

from ..tracking import number_of


class StockPicking(models.Model):
    _inherit = "stock.picking"

    @api.model
    def _bigcommerce_tracking_fields(self):
        own = {"carrier_id", "carrier_tracking_ref"}
        return super()._bigcommerce_tracking_fields() | own

    def _bigcommerce_tracking(self):
        """Those of the delivery method, unless somebody entered others."""
        entered = super()._bigcommerce_tracking()
        number = number_of(self.carrier_tracking_ref or "", LONGEST_TRACKING)
        return tracking_payload(
            entered["tracking_number"] or number,
            entered["shipping_provider"] or self.carrier_id.bigcommerce_carrier or "",
        )
