from odoo import fields, models


class BigcommerceLocation(models.Model):
    """A location of the BigCommerce store and the warehouse that stands for it."""

    _name = "bigcommerce.location"
    _description = "BigCommerce Location"
    _inherit = ["bigcommerce.store.child"]
    _order = "store_id, id"
    _check_company_auto = True

    name = fields.Char(required=True, readonly=True)
    external_id = fields.Char("BigCommerce ID", required=True, readonly=True)
    enabled = fields.Boolean("Enabled on BigCommerce", readonly=True)
    is_default = fields.Boolean(
        "Default",
        readonly=True,
        help="The location that BigCommerce's storefront sells from.",
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        check_company=True,
        help="The warehouse whose stock is published at this location. Empty: "
        "nothing is published.",
    )

    _external_id_unique = models.Constraint(
        "UNIQUE (store_id, external_id)",
        "This BigCommerce location exists already.",
    )

    def _published(self):
        """Those of these locations at which stock is published."""
        return self.filtered(
            lambda location: location.enabled and location.warehouse_id
        )
