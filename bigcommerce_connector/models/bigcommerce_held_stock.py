from odoo import api, fields, models


class BigcommerceHeldStock(models.Model):
    """Units that BigCommerce holds for an open web order that is never imported.

    It was created before the Order Sync Start Date, and its goods are still in the
    warehouse. Nothing else of it is kept (``sync/orders/read/held_stock.py``).
    """

    _name = "bigcommerce.held.stock"
    _description = "Stock Held for an Older Web Order"
    _inherit = ["bigcommerce.store.child"]
    _order = "order_number, id"
    _rec_name = "order_number"

    order_number = fields.Char("Web Order", required=True, readonly=True)
    variant_external_id = fields.Char("Variant ID", required=True, readonly=True)
    product_id = fields.Many2one(
        "product.product", "Variant", compute="_compute_product_id"
    )
    quantity = fields.Integer(
        "Not Shipped", readonly=True, help="Ordered, less refunded and shipped."
    )

    is_released = fields.Boolean(
        "Not Held",
        readonly=True,
        help="Somebody said that these goods may be sold: the order stays open on "
        "BigCommerce, but nobody will ship them.",
    )

    _variant_unique = models.Constraint(
        "UNIQUE (store_id, order_number, variant_external_id)",
        "An order has one row per variant.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        rows._note_stock()
        return rows

    def write(self, vals):
        result = super().write(vals)
        self._note_stock()
        return result

    def unlink(self):
        self._note_stock()
        return super().unlink()

    def _note_stock(self):
        """Kits of these products have fewer as well, and so have other stores."""
        self.env["bigcommerce.change"]._note("stock", self.product_id.ids)

    def _compute_product_id(self):
        """None where the item is not mapped."""
        variants = self.env["bigcommerce.variant"].search(
            [
                ("store_id", "in", self.store_id.ids),
                ("external_id", "in", self.mapped("variant_external_id")),
            ]
        )
        known = {(row.store_id, row.external_id): row.product_id for row in variants}
        for row in self:
            row.product_id = known.get((row.store_id, row.variant_external_id))

    @api.autovacuum
    def _gc_imported(self):
        """An order that is imported after all holds its stock itself."""
        self.flush_model()
        self.env.cr.execute(
            "DELETE FROM bigcommerce_held_stock held USING bigcommerce_order known"
            " WHERE known.store_id = held.store_id"
            "  AND known.external_id = held.order_number"
            "  AND known.exclusion_reason IS DISTINCT FROM 'start_date'"
        )
        self.invalidate_model()
