from odoo import fields, models

from ..mappers.product import FieldRules

# By the fields of the payloads that BigCommerce takes.
_WRITTEN = {
    "writes_name": "name",
    "writes_description": "description",
    "writes_price": "price",
    "writes_cost_price": "cost_price",
    "writes_weight": "weight",
    "writes_barcode": "upc",
}


class BigcommerceStore(models.Model):
    """Which fields of a product Odoo writes on BigCommerce."""

    _inherit = "bigcommerce.store"

    writes_name = fields.Boolean("Name", default=True, tracking=True)
    writes_description = fields.Boolean("Description", default=True, tracking=True)
    writes_price = fields.Boolean("Price", default=True, tracking=True)
    writes_cost_price = fields.Boolean(
        "Cost Price",
        tracking=True,
        help="The cost of the product, without tax. A change is sent once a day.",
    )
    writes_weight = fields.Boolean("Weight", default=True, tracking=True)
    writes_barcode = fields.Boolean("Barcode", default=True, tracking=True)
    sends_empty_values = fields.Boolean(
        "Send Empty Values",
        tracking=True,
        help="Off: what is empty in Odoo (no description, weight 0, price 0) stays as "
        "it is on BigCommerce.\n"
        "On: it is emptied there, too.",
    )

    def _field_rules(self):
        """The owner's choice, as the mappers know it.

        SKU, type, options and tracking of the stock are always Odoo's: without them
        nothing could be matched or published.

        :rtype: FieldRules
        """
        self.ensure_one()
        kept = {name for field, name in _WRITTEN.items() if not self[field]}
        return FieldRules(frozenset(kept), self.sends_empty_values)
