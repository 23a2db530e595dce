"""Where a store sells from, more is gone or promised than there is."""

from collections import defaultdict

from odoo import api, models

from ...models.collected import warehouses_of


def tell_what_lacks(store, quantities, sold):
    """Have the web orders named that wait for what is not there.

    :param Quantities quantities: that were asked for
    :param set sold: product.product ids whose stock is published: of others, such as
        services, there is none that could lack
    """
    if not quantities.short:
        return
    watched = {leaf for product in sold for leaf in quantities.components.of(product)}
    for warehouse, places in quantities.places.grouped("warehouse_id").items():
        if warehouse not in warehouses_of(store):
            continue
        short = defaultdict(float)
        for (place, product_id), units in quantities.short.items():
            if place in places.ids and product_id in watched:
                short[product_id] += units
        stored = store.env["product.product"].browse(short).filtered("is_storable")
        if stored:
            short = {product.id: short[product.id] for product in stored}
            lines = store.env["bigcommerce.order.line"]
            lines._name_unserved(store, warehouse, short, quantities.components)


class BigcommerceOrderLine(models.Model):
    _inherit = "bigcommerce.order.line"

    @api.model
    def _name_unserved(self, store, warehouse, short, components):
        """Orders stand above stock, and say there which of them cannot be served.

        :param warehouse: stock.warehouse
        :param dict short: units that lack there, by product.product id; none of them
            is a kit
        :param Components components: the kits that take them
        """
