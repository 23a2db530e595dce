from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

# What decides about the stock that is published at a location.
_PUBLISHED = {
    "enabled",
    "warehouse_id",
    "stock_location_id",
    "more_location_ids",
    "inventory_sync",
}


class BigcommerceLocation(models.Model):
    """A location of the BigCommerce store, and the place in Odoo whose stock it shows:
    a warehouse, or a stock location of it; where it stands for several shops, further
    places beside.

    Several locations may show the same place.
    """

    _name = "bigcommerce.location"
    _description = "BigCommerce Location"
    _inherit = ["bigcommerce.store.table"]
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
    view_location_id = fields.Many2one(related="warehouse_id.view_location_id")
    stock_location_id = fields.Many2one(
        "stock.location",
        check_company=True,
        domain="[('id', 'child_of', view_location_id), ('usage', '=', 'internal')]",
        help="The part of the warehouse whose stock is published at this location, "
        "with everything below it. Empty: the whole warehouse, but for the parts that "
        "other locations show. Registers should sell from this part too: what they "
        "sell from the warehouse is taken from any of its parts.",
    )
    more_location_ids = fields.Many2many(
        "stock.location",
        string="Further Stock Locations",
        check_company=True,
        domain="[('usage', '=', 'internal')]",
        help="Further stock locations, with everything below them, whose stock is "
        "added: for one location of BigCommerce that stands for several shops. A kit "
        "counts where all its components lie in the same place.",
    )
    storefront_note = fields.Char(
        "Storefront",
        compute="_compute_storefront_note",
        help="What the web store cannot sell with this setting.",
    )
    inventory_sync = fields.Boolean(
        default=True,
        help="Off: no stock is sent to this location, which keeps the quantities that "
        "it has.",
    )

    _external_id_unique = models.Constraint(
        "UNIQUE (store_id, external_id)",
        "This BigCommerce location exists already.",
    )

    @api.depends("is_default", "enabled", "warehouse_id", "inventory_sync")
    def _compute_storefront_note(self):
        published = self._published()
        for location in self:
            location.storefront_note = False
            if location.is_default and location not in published:
                location.storefront_note = self.env._(
                    "The storefront sells from here, and Odoo sends it no stock."
                )
            elif location in published and not location.is_default:
                location.storefront_note = self.env._(
                    "The storefront does not sell this stock, unless BigCommerce's "
                    "support has switched on aggregated stock."
                )

    @api.constrains("warehouse_id", "stock_location_id")
    def _check_stock_location(self):
        for location in self:
            place = location.stock_location_id
            whole = location.warehouse_id.view_location_id
            if place and not (whole and place._child_of(whole)):
                raise ValidationError(
                    self.env._(
                        "%(place)s is not in the warehouse %(warehouse)s. Choose a "
                        "location of this warehouse for %(location)s, or none.",
                        place=place.display_name,
                        warehouse=location.warehouse_id.name or "",
                        location=location.name,
                    )
                )

    @api.onchange("warehouse_id")
    def _onchange_warehouse_id(self):
        self.stock_location_id = False

    @api.model_create_multi
    def create(self, vals_list):
        locations = super().create(vals_list)
        if locations._published():
            self.env["bigcommerce.change"]._note_all_stock()
        return locations

    def write(self, vals):
        if "warehouse_id" in vals and "stock_location_id" not in vals:
            others = self.filtered(
                lambda row: row.warehouse_id.id != vals["warehouse_id"]
            )
            others.stock_location_id = False  # it is a part of the former one
        names = vals.keys() & _PUBLISHED
        before = [[location[name] for name in names] for location in self]
        result = super().write(vals)
        if before != [[location[name] for name in names] for location in self]:
            self.env["bigcommerce.change"]._note_all_stock()
        return result

    def _published(self):
        """Those of these locations at which stock is published."""
        return self.filtered_domain(self._published_domain())

    @api.model
    def _published_domain(self):
        return (
            Domain("enabled", "=", True)
            & Domain("warehouse_id", "!=", False)
            & Domain("inventory_sync", "=", True)
        )

    def _place(self):
        """The stock.location whose stock, with all below it, this location shows: the
        first one, if there are more.
        """
        self.ensure_one()
        return self.stock_location_id or self.warehouse_id.view_location_id

    def _places(self):
        """All of them, the first one first."""
        return self._place() | self.more_location_ids
