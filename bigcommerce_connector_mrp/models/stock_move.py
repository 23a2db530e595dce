from odoo import api, fields, models

from odoo.addons.bigcommerce_connector.models.connector_context import joint_transfers


class StockMove(models.Model):
    _inherit = "stock.move"

    bigcommerce_kit_id = fields.Many2one(
        "product.product",
        "Sold as Kit",
        readonly=True,
        index="btree_not_null",  # deleting a product looks for it
        help="The kit that was sold. A refund gives back the components that it took, "
        "whatever became of its bill of materials.",
    )
    bigcommerce_per_kit = fields.Float(
        "Quantity in One Kit",
        readonly=True,
        help="Of what is shipped later: how much of this component one kit takes, in "
        "the component's unit.",
    )

    def _prepare_phantom_move_values(self, bom_line, product_qty, quantity_done):
        """Remember the kit: the line of the bill of materials may be deleted."""
        vals = super()._prepare_phantom_move_values(
            bom_line, product_qty, quantity_done
        )
        vals["bigcommerce_kit_id"] = (self.bigcommerce_kit_id or self.product_id).id
        return vals

    @api.model
    def _prepare_merge_moves_distinct_fields(self):
        return [*super()._prepare_merge_moves_distinct_fields(), "bigcommerce_kit_id"]

    def action_explode(self):
        """A component that comes back is what was taken, though it be a kit by now.

        What leaves together with the goods of other orders is no kit, see
        ``_bigcommerce_made_up``.
        """
        if joint_transfers(self.env):
            return self
        returned = self.filtered(
            lambda move: move.bigcommerce_kit_id and move.origin_returned_move_id
        )
        return super(StockMove, self - returned).action_explode() | returned
