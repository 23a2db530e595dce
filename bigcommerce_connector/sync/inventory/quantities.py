"""What to publish: the quantities that BigCommerce has not acknowledged yet.

They are computed for all mapped variants and compared with what BigCommerce
acknowledged last, in a number of queries that does not grow with the variants. Nothing
here writes.
"""

from dataclasses import dataclass

from odoo import models
from odoo.fields import Domain

from ...mappers.stock import identity, publishable


@dataclass(frozen=True)
class Level:
    """A quantity to publish: of a ``bigcommerce.variant`` at a
    ``bigcommerce.location``, and how BigCommerce names the item."""

    variant_id: int
    location_id: int
    quantity: int
    item: dict

    @property
    def named(self):
        """As in BigCommerce's refusals."""
        ((name, number),) = self.item.items()
        return name, number

    def body(self, locations):
        """:param dict locations: BigCommerce's id by database id"""
        location_id = locations[self.location_id]
        return {"location_id": location_id, "quantity": self.quantity, **self.item}


class StockComparison:
    """The stock of a store in Odoo beside what BigCommerce acknowledged."""

    def __init__(self, store):
        self.store = store
        self.env = store.env

    def levels_to_send(self, variant_ids=None):
        """The quantities that differ from the acknowledged ones, by location.

        :param set variant_ids: of the mappings to compute; None: all
        :rtype: list[Level]
        """
        unsold = self._unsold_variants(variant_ids)
        variants = self._sold_variants(variant_ids) - unsold
        acknowledged = self._acknowledged()
        levels = []
        for location in self.store.location_ids._published():
            warehouse = location.warehouse_id
            entitled = self._entitled(variants, warehouse)
            quantities = self.store._publishable_quantities(
                entitled.product_id, warehouse
            )
            empty = unsold
            if self.store.unsold_items != "leave":
                empty |= variants - entitled
            for variant in entitled | empty:
                quantity = quantities.get(variant.product_id.id, 0)
                if acknowledged.get((variant.id, location.id)) != quantity:
                    item = _identity(variant)
                    levels.append(Level(variant.id, location.id, quantity, item))
        return levels

    # === WHICH VARIANTS === #

    def _sold_variants(self, variant_ids):
        """Mapped variants to sell whose stock BigCommerce tracks."""
        return self._tracked_variants(
            variant_ids,
            Domain("mapping_id.state", "!=", "skipped")
            & Domain("product_id.bigcommerce_excluded", "=", False),
        )

    def _unsold_variants(self, variant_ids):
        """Mapped variants of which BigCommerce is to have none: of products no longer
        sold, excluded and archived ones. Nothing where they are left as they are.
        """
        if self.store.unsold_items == "leave":
            return self.env["bigcommerce.variant"]
        return self._tracked_variants(
            variant_ids,
            Domain("mapping_id.state", "=", "skipped")
            | Domain("product_id.bigcommerce_excluded", "=", True)
            | Domain("product_id.active", "=", False),
        )

    def _tracked_variants(self, variant_ids, chosen):
        """:param Domain chosen: of ``bigcommerce.variant``"""
        if variant_ids is not None:
            chosen &= Domain("id", "in", list(variant_ids))
        variants = self.env["bigcommerce.variant"].with_context(active_test=False)
        variants = variants.search(
            chosen
            & Domain("store_id", "=", self.store.id)
            & Domain("external_id", "!=", False)
            & Domain("stock_message", "=", False)
            & Domain("mapping_id.external_id", "!=", False)
            & Domain("mapping_id.inventory_tracking", "in", ("product", "variant"))
            & Domain("product_id.is_storable", "=", True)
        )
        variants.mapping_id.fetch(
            ["inventory_tracking", "external_id", "has_options", "product_tmpl_id"]
        )
        # One figure for a product with options cannot be told from its variants.
        return variants.filtered(
            lambda variant: (
                variant.mapping_id.inventory_tracking == "variant"
                or not variant.mapping_id.has_options
            )
        )

    def _entitled(self, variants, warehouse):
        """With Item Sync Enforcement, those that may be sold from this location."""
        if not self.store.item_sync_enforcement:
            return variants
        return variants.filtered(
            lambda variant: (
                warehouse
                in variant.mapping_id.product_tmpl_id.bigcommerce_warehouse_ids
            )
        )

    def _acknowledged(self):
        """(variant, location) → quantity that BigCommerce has for sure."""
        rows = self.env["bigcommerce.inventory.level"].search_fetch(
            Domain("store_id", "=", self.store.id)
            & Domain("is_acknowledged", "=", True),
            ["variant_id", "location_id", "quantity"],
        )
        return {(row.variant_id.id, row.location_id.id): row.quantity for row in rows}


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _publishable_quantities(self, products, warehouse):
        """Whole units that the web may sell from a warehouse.

        Other addons may override this: for kits, for a buffer that stays in the shop.

        :param products: ``product.product`` records
        :param warehouse: ``stock.warehouse``
        :return: by product.product id; one that is not in it has none
        :rtype: dict[int, int]
        """
        products = products.with_context(warehouse_id=warehouse.id, active_test=False)
        products.invalidate_recordset(["free_qty"])
        reserved = self._sold_but_not_moved(warehouse)
        return {
            product.id: publishable(product.free_qty, reserved.get(product.id, 0))
            for product in products
        }


def _identity(variant):
    mapping = variant.mapping_id
    return identity(
        mapping.inventory_tracking, variant.external_id, mapping.external_id
    )
