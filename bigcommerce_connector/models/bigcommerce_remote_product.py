from odoo import api, fields, models
from odoo.tools import SQL


class BigcommerceRemoteProduct(models.Model):
    """A product that BigCommerce sells and that no product of Odoo is linked to.

    Web orders with such items need attention, and its stock is nobody's. It is listed
    until it is linked, imported, or deleted there (``sync/catalog/only_there.py``).
    """

    _name = "bigcommerce.remote.product"
    _description = "Product Only on BigCommerce"
    _inherit = ["bigcommerce.store.child", "bigcommerce.connector.owned"]
    _order = "store_id, name, id"

    external_id = fields.Char("BigCommerce ID", required=True, readonly=True)
    name = fields.Char("Name on BigCommerce", readonly=True)
    sku = fields.Char("SKU", readonly=True)
    currency_id = fields.Many2one(related="store_id.currency_id")
    price = fields.Monetary(readonly=True)
    is_visible = fields.Boolean("Visible", default=True, readonly=True)
    seen_on = fields.Datetime("Last Seen", required=True, readonly=True)
    product_tmpl_id = fields.Many2one(
        "product.template",
        "Linked to",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        help="A user chose this product; it is linked at the next run.",
    )

    _external_id_unique = models.Constraint(
        "UNIQUE (store_id, external_id)", "A product of BigCommerce is listed once."
    )

    def action_open_on_bigcommerce(self):
        self.ensure_one()
        return self.store_id._open_control_panel(f"/products/edit/{self.external_id}")

    @api.model
    def _forget_linked(self, store):
        """Products of Odoo are linked to them by now, or no longer to be linked."""
        self.flush_model()
        self.env["bigcommerce.product"].flush_model(
            ["store_id", "external_id", "chosen_external_id", "product_tmpl_id"]
        )
        self.env.cr.execute(
            SQL(
                "UPDATE bigcommerce_remote_product row SET product_tmpl_id = NULL"
                " WHERE store_id = %s AND product_tmpl_id IS NOT NULL"
                "  AND NOT EXISTS (SELECT FROM bigcommerce_product mapping"
                "   WHERE mapping.store_id = row.store_id"
                "    AND mapping.product_tmpl_id = row.product_tmpl_id"
                "    AND mapping.chosen_external_id = row.external_id)",
                store.id,
            )
        )
        if self.env.cr.rowcount:
            self.invalidate_model()
        self.env.cr.execute(
            SQL(
                "DELETE FROM bigcommerce_remote_product row"
                " USING bigcommerce_product mapping"
                " WHERE row.store_id = %s AND mapping.store_id = row.store_id"
                "  AND mapping.external_id = row.external_id",
                store.id,
            )
        )
        if self.env.cr.rowcount:
            self.invalidate_model()
