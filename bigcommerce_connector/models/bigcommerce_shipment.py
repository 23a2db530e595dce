from odoo import api, fields, models

from .bigcommerce_outgoing import TOLD


class BigcommerceShipment(models.Model):
    """What left for one address of a web order, and whether BigCommerce knows."""

    _name = "bigcommerce.shipment"
    _description = "BigCommerce Shipment"
    _inherit = ["bigcommerce.outgoing"]

    picking_id = fields.Many2one(
        "stock.picking",
        "Transfer",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    mark = fields.Char(
        help="Written into the shipment's comments on BigCommerce, so that it is found "
        "there again.",
    )
    address_id = fields.Integer(
        "BigCommerce Address ID",
        readonly=True,
        help="A shipment goes to one address of the order.",
    )
    items = fields.Json(help="What is shipped: [[line of the web order, units], …].")
    tracking = fields.Json(readonly=True, help="Carrier and number as they were sent.")
    is_outdated = fields.Boolean(
        "Tracking Changed",
        readonly=True,
        help="Carrier or tracking number were changed since they were sent.",
    )
    is_doubtful = fields.Boolean(
        "Look It Up",
        readonly=True,
        help="BigCommerce shows less as shipped: it may have been deleted there.",
    )

    _address_unique = models.UniqueIndex(
        "(picking_id, COALESCE(address_id, 0))",
        "A transfer is one shipment for each address.",
    )
    _to_tell_idx = models.Index(
        "(store_id, tries, id) WHERE state IN ('planned', 'sending') "
        "OR is_outdated IS TRUE OR is_doubtful IS TRUE"
    )
    _refused_idx = models.Index(
        "(store_id, order_id) WHERE state = 'refused' OR retry_at IS NOT NULL"
    )

    def _planned_again(self):
        # With its address: one that arrived after all is found there by it.
        return {**super()._planned_again(), "items": False}

    @api.model
    def _plan(self, pickings):
        """Note, with the transfers, that BigCommerce is to be told of them.

        :param pickings: stock.picking that are done, of web orders
        """
        self.create(
            [
                {
                    "store_id": picking.bigcommerce_order_id.store_id.id,
                    "order_id": picking.bigcommerce_order_id.id,
                    "picking_id": picking.id,
                    "mark": picking.name,
                }
                for picking in pickings
            ]
        ).store_id._trigger_flow("fulfillment")

    def _tell_tracking(self):
        """Carrier or number were changed: have those that are sent updated."""
        sent = self.filtered(lambda row: row.state in TOLD)
        sent.is_outdated = True
        sent.store_id._trigger_flow("fulfillment")
