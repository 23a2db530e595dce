"""What decides whether the stock of a mapping is published leaves a note: nothing may
have been sent of it yet."""

from odoo import api, models

from .connector_context import as_connector
from .product_attention import end_where_products_are_in_order, tell_of_trouble

# What a mapping's stock identity is made of.
_STOCK_IDENTITY = {"external_id", "inventory_tracking", "has_options", "state"}


class BigcommerceProduct(models.Model):
    _inherit = "bigcommerce.product"

    def write(self, vals):
        if not vals.keys() & _STOCK_IDENTITY:  # nothing is read of a whole catalog
            return super().write(vals)
        before = {mapping: mapping._stock_identity() for mapping in self}
        troubled = self._troubled()
        result = super().write(self._end_attention(vals))
        changed = self.filtered(lambda row: row._stock_identity() != before[row])
        changed.variant_ids._note_stock()
        tell_of_trouble(self._troubled() - troubled)
        end_where_products_are_in_order((troubled - self._troubled()).store_id)
        return result

    def _troubled(self):
        """Those that are tried again are still in trouble."""
        return self.filtered("attention_since")

    def _stock_identity(self):
        """What says whether its stock is published, and of which items."""
        return (
            self.external_id,
            self.inventory_tracking,
            self.has_options,
            self.state == "skipped",
        )


class BigcommerceVariant(models.Model):
    _inherit = "bigcommerce.variant"

    @api.model_create_multi
    def create(self, vals_list):
        variants = super().create(vals_list)
        variants.filtered("external_id")._note_stock()
        return variants

    def write(self, vals):
        before = {variant: variant._stock_identity() for variant in self}
        troubled = self.filtered("stock_message")
        result = super().write(vals)
        changed = self.filtered(lambda row: row._stock_identity() != before[row])
        changed._note_stock()
        tell_of_trouble(self.filtered("stock_message") - troubled)
        return result

    def _stock_identity(self):
        """What says whether its stock is published, and of which item."""
        return self.product_id, self.external_id, bool(self.stock_message)

    def _note_stock(self):
        """No run is asked for: that of the catalog may go on for long."""
        changes = as_connector(self.env["bigcommerce.change"])
        changes._note("stock", self.product_id.ids)
