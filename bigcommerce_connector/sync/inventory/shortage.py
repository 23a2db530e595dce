"""Where a store sells from, more is gone or promised than there is."""

from collections import defaultdict

from odoo import api, models


def tell_what_lacks(store, quantities):
    """Have the web orders named that wait for what is not there.

    :param Quantities quantities: that were asked for
    """
    if not quantities.short:
        return
    mine = quantities.places.filtered(
        lambda place: place.warehouse_id == store.warehouse_id
    )
    short = defaultdict(float)
    for (place, product_id), units in quantities.short.items():
        if place in mine.ids:
            short[product_id] += units
    if short:
        lines = store.env["bigcommerce.order.line"]
        lines._name_unserved(store, dict(short), quantities.components)


class BigcommerceOrderLine(models.Model):
    _inherit = "bigcommerce.order.line"

    @api.model
    def _name_unserved(self, store, short, components):
        """Orders stand above stock, and say there which of them cannot be served.

        :param dict short: units that lack where the store sells from, by
            product.product id; none of them is a kit
        :param Components components: the kits that take them
        """
