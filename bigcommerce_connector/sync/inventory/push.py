"""Stock out: the quantities that BigCommerce has not acknowledged yet.

Every run computes what shall be published for all mapped variants and compares it with
what BigCommerce acknowledged last; a note that stock changed only brings the run about.
"""

from dataclasses import dataclass

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...mappers.stock import identity, publishable
from ...models.bigcommerce_change import STOCK_PAUSE

_MOST_ITEMS = 2000


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


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _sync_stock(self):
        """Publish the stock that differs from what BigCommerce acknowledged.

        :raise errors.TemporaryError, errors.RightsError: the flow's matter
        """
        self.ensure_one()
        self.env["bigcommerce.change"]._consume("stock", self)
        levels = self._levels_to_send()
        self.stock_last_push = fields.Datetime.now()
        self._commit_stock()
        has_time = True  # something is sent in every run, however short its time
        with self._client() as client:
            if levels:
                levels = self._levels_after_orders(client, levels)
            while levels and has_time:
                chunk, levels = levels[:_MOST_ITEMS], levels[_MOST_ITEMS:]
                self._send_levels(client, chunk)
                has_time = self._commit_stock(len(chunk))
        # A run that only made way for another flow counts as work, or Odoo would warn.
        self.env["ir.cron"]._commit_progress(1 if levels else 0, remaining=len(levels))
        self._wake_scheduler(STOCK_PAUSE)

    def _levels_after_orders(self, client, levels):
        """What is to be sent of these once the web orders are known.

        A quantity that is sent overwrites what BigCommerce took for an order of which
        Odoo does not know. So orders are read right before, under the same lease.

        :param list levels: that differ from the acknowledged ones
        :rtype: list[Level]
        """
        if not self._read_orders_first(client):
            self._trigger_flow("stock")
            return []
        self.env.invalidate_all()
        return self._levels_to_send({level.variant_id for level in levels})

    def _read_orders_first(self, client):
        """Orders stand above stock, and do it there: this is their place.

        :return: whether everything that BigCommerce told is taken into account
        """
        return True

    def _commit_stock(self, processed=0):
        """:return: whether there is time left in this run of the cron"""
        return self.env["ir.cron"]._commit_progress(processed) > 0

    def _void_acknowledged(self, products):
        """BigCommerce may have moved the stock of these variants itself: send it anew.

        One UPDATE, whatever the number of products.

        :param products: ``product.product`` records
        """
        level = self.env["bigcommerce.inventory.level"]
        level.flush_model(["is_acknowledged"])
        self.env.cr.execute(
            SQL(
                "UPDATE bigcommerce_inventory_level level SET is_acknowledged = FALSE"
                " FROM bigcommerce_variant variant"
                " WHERE variant.id = level.variant_id AND level.is_acknowledged"
                "  AND variant.store_id IN %s AND variant.product_id IN %s",
                tuple(self.ids) or (0,),
                tuple(products.ids) or (0,),
            )
        )
        level.invalidate_model(["is_acknowledged"])

    # === WHAT TO SEND === #

    def _levels_to_send(self, variant_ids=None):
        """The quantities that differ from the acknowledged ones, by location.

        A number of queries that does not grow with the number of variants.

        :param set variant_ids: of the mappings to compute; None: all
        :rtype: list[Level]
        """
        unsold = self._unsold_variants(variant_ids)
        variants = self._published_variants(variant_ids) - unsold
        acknowledged = self._acknowledged_levels()
        levels = []
        for location in self._published_locations():
            entitled = self._entitled_variants(variants, location.warehouse_id)
            quantities = self._publishable(entitled.product_id, location.warehouse_id)
            empty = unsold
            if self.unsold_items != "leave":
                empty |= variants - entitled
            for variant in entitled | empty:
                quantity = quantities.get(variant.product_id.id, 0)
                if acknowledged.get((variant.id, location.id)) == quantity:
                    continue
                mapping = variant.mapping_id
                item = identity(
                    mapping.inventory_tracking,
                    variant.external_id,
                    mapping.external_id,
                )
                levels.append(Level(variant.id, location.id, quantity, item))
        return levels

    def _published_locations(self):
        return self.location_ids.filtered(
            lambda location: location.enabled and location.warehouse_id
        )

    def _published_variants(self, variant_ids=None):
        """Mapped variants to sell whose stock BigCommerce tracks."""
        return self._tracked_variants(
            variant_ids,
            Domain("mapping_id.state", "!=", "skipped")
            & Domain("product_id.bigcommerce_excluded", "=", False),
        )

    def _tracked_variants(self, variant_ids, chosen):
        """:param Domain chosen: of ``bigcommerce.variant``"""
        if variant_ids is not None:
            chosen &= Domain("id", "in", list(variant_ids))
        variants = self.env["bigcommerce.variant"].with_context(active_test=False)
        variants = variants.search(
            chosen
            & Domain("store_id", "=", self.id)
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

    def _entitled_variants(self, variants, warehouse):
        """With Item Sync Enforcement, those that may be sold from this location."""
        if not self.item_sync_enforcement:
            return variants
        return variants.filtered(
            lambda variant: (
                warehouse
                in variant.mapping_id.product_tmpl_id.bigcommerce_warehouse_ids
            )
        )

    def _acknowledged_levels(self):
        """(variant, location) → quantity that BigCommerce has for sure."""
        rows = self.env["bigcommerce.inventory.level"].search_fetch(
            Domain("store_id", "=", self.id) & Domain("is_acknowledged", "=", True),
            ["variant_id", "location_id", "quantity"],
        )
        return {(row.variant_id.id, row.location_id.id): row.quantity for row in rows}

    def _publishable(self, products, warehouse):
        """product.product id → whole units that the web may sell from a warehouse."""
        products = products.with_context(warehouse_id=warehouse.id, active_test=False)
        products.invalidate_recordset(["free_qty"])
        reserved = self._sold_but_not_moved(warehouse)
        return {
            product.id: publishable(product.free_qty, reserved.get(product.id, 0))
            for product in products
        }

    # === SEND === #

    def _acknowledge(self, levels):
        """Write down, in one statement, what BigCommerce has taken."""
        model = self.env["bigcommerce.inventory.level"]
        model.flush_model()
        self.env.cr.execute(
            SQL(
                "INSERT INTO bigcommerce_inventory_level (store_id, company_id,"
                "  variant_id, location_id, quantity, is_acknowledged, acknowledged_on,"
                "  create_uid, create_date, write_uid, write_date)"
                " SELECT %(store)s, %(company)s, variant_id, location_id, quantity,"
                "  TRUE, %(now)s, %(user)s, %(now)s, %(user)s, %(now)s"
                " FROM unnest(%(variants)s::int4[], %(locations)s::int4[],"
                "  %(quantities)s::int4[]) sent (variant_id, location_id, quantity)"
                " JOIN bigcommerce_variant variant ON variant.id = sent.variant_id"
                " ON CONFLICT (variant_id, location_id) DO UPDATE SET"
                "  quantity = EXCLUDED.quantity, is_acknowledged = TRUE,"
                "  acknowledged_on = EXCLUDED.acknowledged_on,"
                "  write_date = EXCLUDED.write_date, write_uid = EXCLUDED.write_uid",
                store=self.id,
                company=self.company_id.id,
                now=fields.Datetime.now(),
                user=self.env.uid,
                variants=[level.variant_id for level in levels],
                locations=[level.location_id for level in levels],
                quantities=[level.quantity for level in levels],
            )
        )
        model.invalidate_model()
