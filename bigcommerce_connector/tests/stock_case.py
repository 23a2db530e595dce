"""Products on BigCommerce and their stock on either side."""

from .catalog_case import CatalogCase

PUSH = "PUT inventory/adjustments/absolute"
# Web orders are read right before stock is sent.
ORDERS = ("GET orders/payment_actions/refunds", "GET orders")


class StockCase(CatalogCase):
    def stock(self, product, quantity, warehouse=None):
        """``quantity`` more of a product in a warehouse."""
        self.env["stock.quant"]._update_available_quantity(
            product.product_variant_id,
            (warehouse or self.warehouse).lot_stock_id,
            quantity,
        )

    def on_hand(self, product, location=1):
        variant = self.mapping(product).variant_ids
        return self.simulator.store.inventory.on_hand(
            int(variant.external_id), location
        )

    def synced(self, *skus, quantity=10, **vals):
        """Products that are on BigCommerce with their stock."""
        products = list(self.many_products(skus, **vals))
        for product in products:
            self.stock(product, quantity)
        self.sync()
        self.sync("stock")
        return products if len(products) > 1 else products[0]

    def sell_at(self, session, product, quantity, line=(), **vals):
        """Somebody sells so many at a register.

        :param line, vals: of the line, and of the order
        """
        return session.env["pos.order"].create(
            {
                "session_id": session.id,
                "company_id": self.env.company.id,
                "state": "paid",
                "amount_tax": 0,
                "amount_total": 10,
                "amount_paid": 10,
                "amount_return": 0,
                "lines": [
                    (
                        0,
                        0,
                        {
                            "name": "Line",
                            "product_id": product.product_variant_id.id,
                            "qty": quantity,
                            "price_unit": 10,
                            "price_subtotal": 10,
                            "price_subtotal_incl": 10,
                            **dict(line),
                        },
                    )
                ],
                **vals,
            }
        )
