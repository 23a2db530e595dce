from odoo import api, fields, models

STATES = [
    ("planned", "To Be Sent"),
    ("sending", "Being Sent"),
    ("done", "On BigCommerce"),
    ("nothing", "Nothing to Send"),
    ("refused", "Needs Attention"),
]
# Whose goods BigCommerce has, or is about to have, as shipped.
HOLDING = ("planned", "sending", "done")


class BigcommerceShipment(models.Model):
    """What left for one address of a web order, and whether BigCommerce knows.

    It is written down before it is sent: BigCommerce takes no key of ours, so after a
    time-out or a kill its own list is read before anything is repeated. How that is
    done is in ``sync/fulfillment/shipments.py``.
    """

    _name = "bigcommerce.shipment"
    _description = "BigCommerce Shipment"
    _inherit = ["bigcommerce.connector.owned", "bigcommerce.store.child"]
    _order = "id desc"
    _rec_name = "mark"

    order_id = fields.Many2one(
        "bigcommerce.order",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    picking_id = fields.Many2one(
        "stock.picking",
        "Transfer",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    state = fields.Selection(
        STATES, default="planned", required=True, readonly=True, index=True
    )
    mark = fields.Char(
        "Reference",
        required=True,
        readonly=True,
        help="Written into the shipment's comments on BigCommerce, so that it is found "
        "there again.",
    )
    address_id = fields.Integer(
        "BigCommerce Address ID",
        readonly=True,
        help="A shipment goes to one address of the order.",
    )
    items = fields.Json(
        readonly=True, help="What is shipped: [[line of the web order, units], …]."
    )
    tracking = fields.Json(readonly=True, help="Carrier and number as they were sent.")
    is_outdated = fields.Boolean(
        "Tracking Changed",
        readonly=True,
        help="Carrier or tracking number were changed since they were sent.",
    )
    external_id = fields.Char("BigCommerce ID", readonly=True)
    message = fields.Text(readonly=True)
    sent_on = fields.Datetime("Last Sent On", readonly=True)
    tries = fields.Integer(
        "Attempts",
        default=0,  # what was never tried sorts first
        readonly=True,
    )

    _address_unique = models.UniqueIndex(
        "(picking_id, COALESCE(address_id, 0))",
        "A transfer is one shipment for each address.",
    )
    _to_tell_idx = models.Index(
        "(store_id, tries, id) WHERE state IN ('planned', 'sending') OR is_outdated"
    )
    _refused_idx = models.Index("(store_id, order_id) WHERE state = 'refused'")

    def action_send_again(self):
        """Look at what BigCommerce refused once more, as the order is now.

        :raise AccessError: for whoever may not change the store
        """
        self.store_id.check_access("write")
        refused_sudo = self.sudo()._refused()
        # With its address: one that arrived after all is found there by it.
        refused_sudo.write({"state": "planned", "items": False, "message": False})
        refused_sudo.store_id._trigger_flow("fulfillment")
        return True

    def _refused(self):
        return self.filtered(lambda row: row.state == "refused")

    @api.model
    def _plan(self, pickings):
        """Note, with the transfers, that BigCommerce is to be told of them.

        :param pickings: stock.picking that are done, of web orders
        """
        self.create(
            [
                {
                    "store_id": picking.pos_order_id.bigcommerce_order_id.store_id.id,
                    "order_id": picking.pos_order_id.bigcommerce_order_id.id,
                    "picking_id": picking.id,
                    "mark": picking.name,
                }
                for picking in pickings
            ]
        ).store_id._trigger_flow("fulfillment")

    def _tell_tracking(self):
        """Carrier or number were changed: have those that are sent updated."""
        sent = self.filtered(lambda row: row.state in ("sending", "done"))
        sent.is_outdated = True
        sent.store_id._trigger_flow("fulfillment")
