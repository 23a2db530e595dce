"""Stock in a dry run: what would be sent, beside what BigCommerce has now."""

from odoo import models
from odoo.tools import split_every

from ...api.paging import PAGE
from .comparison import StockComparison


class BigcommerceCheck(models.Model):
    _inherit = "bigcommerce.check"

    def _stock_to_send(self, mappings, client):
        rows = super()._stock_to_send(mappings, client)
        if not self.store_id.inventory_sync:
            return rows
        variants = {row.id: row for row in mappings.variant_ids}
        levels = StockComparison(mappings.store_id).levels_to_send(set(variants))
        there = _quantities_there(client, mappings)
        locations = {row.id: row for row in self.store_id.location_ids}
        for level in levels:
            variant = variants[level.variant_id]
            location = locations[level.location_id]
            key = (int(variant.external_id), int(location.external_id))
            rows.append(
                (variant.product_id, location.name, there.get(key), level.quantity)
            )
        return rows


def _quantities_there(client, mappings):
    """By BigCommerce's variant and location; of what is not tracked there, nothing.

    :rtype: dict[tuple[int, int], int]
    """
    ids = [int(m.external_id) for m in mappings if m.external_id]
    there = {}
    for chunk in split_every(PAGE, [id_ for id_ in ids if id_ > 0], list):
        for item in client.inventory.items({"product_id:in": chunk}):
            for row in item.get("locations") or ():
                key = (item["identity"]["variant_id"], row["location_id"])
                there[key] = row["total_inventory_onhand"]
    return there
