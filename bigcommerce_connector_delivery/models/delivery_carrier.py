from odoo import api, fields, models

from odoo.addons.bigcommerce_connector.models.carriers import CARRIERS

from ..tracking import provider_of


class DeliveryCarrier(models.Model):
    _inherit = "delivery.carrier"

    bigcommerce_carrier = fields.Selection(
        CARRIERS,
        "Carrier on BigCommerce",
        compute="_compute_bigcommerce_carrier",
        store=True,
        readonly=False,
        help="What BigCommerce is told where web orders are shipped with this method: "
        "carrier and tracking number make a link. Empty: the number only.",
    )

    @api.depends("delivery_type")
    def _compute_bigcommerce_carrier(self):
        for carrier in self:
            provider = provider_of(carrier.delivery_type or "", dict(CARRIERS))
            carrier.bigcommerce_carrier = provider or carrier.bigcommerce_carrier
