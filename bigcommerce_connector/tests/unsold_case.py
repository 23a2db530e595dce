"""Items that are no longer sold, and their stock."""

from .stock_case import StockCase


class UnsoldCase(StockCase):
    simulator_options = {"second_location": True}

    def everything(self):
        """Both flows, as their scheduled actions run them."""
        self.sync()
        self.sync("stock")

    def variant_stock(self, shirt, quantity):
        for variant in shirt.product_variant_ids:
            self.env["stock.quant"]._update_available_quantity(
                variant, self.warehouse.lot_stock_id, quantity
            )

    def levels(self, shirt):
        rows = self.remote(shirt)["variants"]
        return {row["sku"]: row["inventory_level"] for row in rows}

    def delete(self, product):
        variants = product.product_variant_ids
        self.env["stock.quant"].search([("product_id", "in", variants.ids)]).unlink()
        product.unlink()

    def off_sale(self, template):
        rows = self.remote(template)["variants"]
        return {row["sku"] for row in rows if row["purchasing_disabled"]}
