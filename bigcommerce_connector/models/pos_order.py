from odoo import fields, models


class PosOrder(models.Model):
    _inherit = "pos.order"

    source = fields.Selection(
        selection_add=[("bigcommerce", "BigCommerce")],
        ondelete={"bigcommerce": "set default"},
    )
    # Every field of pos.order is loaded at the till: only a many2one to a model that
    # cashiers can read is safe here.
    bigcommerce_order_id = fields.Many2one(
        "bigcommerce.order",
        "BigCommerce Order",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    bigcommerce_revision = fields.Integer(
        "BigCommerce Transaction", readonly=True, copy=False
    )

    def _create_order_picking(self):
        """Goods of an order taken over for its money only left long ago."""
        if self.bigcommerce_order_id and not self.bigcommerce_order_id.moves_stock:
            return
        super()._create_order_picking()
