from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

STATES = [
    ("found", "Differs"),
    ("sent", "Sent Again"),
    ("healed", "Equal Again"),
]
CAUSES = [
    ("gone", "Deleted, or not tracked any more"),
    ("order", "Moved for a web order"),
    ("edited", "Changed by staff or another app"),
]
# What is equal again is kept for so long.
_KEEP_HEALED_FOR = timedelta(days=30)


class BigcommerceStockDrift(models.Model):
    """Stock that BigCommerce has otherwise than it acknowledged it.

    A nightly comparison finds it (``sync/inventory/drift.py``). It ends once both sides
    are equal, by whatever was sent, and is kept for a while as a report.
    """

    _name = "bigcommerce.stock.drift"
    _description = "Stock Difference"
    _inherit = ["bigcommerce.store.child", "bigcommerce.connector.owned"]
    _order = "store_id, found_on desc, id"
    _rec_name = "product_id"

    variant_id = fields.Many2one(
        "bigcommerce.variant", required=True, ondelete="cascade", index=True
    )
    product_id = fields.Many2one(related="variant_id.product_id", string="Product")
    location_id = fields.Many2one(
        "bigcommerce.location", required=True, ondelete="cascade", index=True
    )
    state = fields.Selection(STATES, default="found", required=True, index=True)
    our_quantity = fields.Integer(
        "In Odoo", help="What Odoo sent and BigCommerce acknowledged last."
    )
    their_quantity = fields.Integer(
        "On BigCommerce", help="What BigCommerce has on hand, safety stock included."
    )
    safety_stock = fields.Integer(
        help="Units of it that BigCommerce does not sell. They are no difference."
    )
    difference = fields.Integer(compute="_compute_difference", store=True)
    cause = fields.Selection(CAUSES, "Likely Cause", required=True)
    found_on = fields.Datetime(required=True)
    last_seen_on = fields.Datetime("Last Seen", required=True)
    healed_on = fields.Datetime("Equal Since")

    _open_unique = models.UniqueIndex(
        "(variant_id, location_id) WHERE state != 'healed'",
        "The stock of an item at a location differs only once.",
    )

    @api.depends("our_quantity", "their_quantity")
    def _compute_difference(self):
        for row in self:
            row.difference = row.their_quantity - row.our_quantity

    @api.model
    def _open_domain(self):
        return Domain("state", "!=", "healed")

    @api.model
    def _counts_since(self, store, since):
        """How many differ, and how many have become equal since a moment.

        :rtype: dict[str, int]
        """
        shown = self._open_domain() | Domain("healed_on", ">=", since)
        rows = self._read_group(
            Domain("store_id", "=", store.id) & shown, ["state"], ["__count"]
        )
        labels = dict(self._fields["state"]._description_selection(self.env))
        return {labels[state]: count for state, count in rows}

    @api.autovacuum
    def _gc_healed(self):
        before = fields.Datetime.now() - _KEEP_HEALED_FOR
        self.search([("state", "=", "healed"), ("healed_on", "<", before)]).unlink()
