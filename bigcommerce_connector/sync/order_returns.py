"""Where refunded goods go: back for sale, or to a location that is not published."""

from odoo import fields, models


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    restock_policy = fields.Selection(
        [
            ("always", "Always"),
            ("unshipped", "Only what was not shipped"),
            ("never", "Never"),
        ],
        "Refunded Goods Are For Sale Again",
        default="always",
        required=True,
        help="What is not for sale again is put to the location Web Returns, whose "
        "stock is not published.",
    )
    returns_location_id = fields.Many2one(
        "stock.location",
        "Web Returns",
        check_company=True,
        copy=False,
        domain="[('usage', '=', 'internal')]",
    )

    def _get_returns_location(self):
        """The location for goods that are not for sale again, made when missing.

        It lies outside the warehouse: the stock of a warehouse is published.
        """
        self.ensure_one()
        if not self.returns_location_id:
            self.returns_location_id = self.env["stock.location"].create(
                {
                    "name": self.env._("Web Returns %s", self.name),
                    "usage": "internal",
                    "company_id": self.company_id.id,
                    "location_id": self.warehouse_id.view_location_id.location_id.id,
                }
            )
        return self.returns_location_id
