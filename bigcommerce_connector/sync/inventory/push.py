"""Stock out: the quantities that BigCommerce has not acknowledged yet.

Every run computes what shall be published for all mapped variants and compares it with
what BigCommerce acknowledged last; a note that stock changed only brings the run about.
"""

import logging
from dataclasses import dataclass

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...api import errors
from ...mappers.stock import identity, publishable, refused_identities

_logger = logging.getLogger(__name__)

_MOST_ITEMS = 2000
# A refusal that names no item is narrowed down by halves. If so many parts of the
# request are refused and none is taken, it is not about an item; and a run of many
# refusals ends, the next one goes on.
_REFUSED_AS_A_WHOLE = 8
_MOST_TRIES = 40


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
            while levels and has_time:
                chunk, levels = levels[:_MOST_ITEMS], levels[_MOST_ITEMS:]
                self._send_levels(client, chunk)
                has_time = self._commit_stock(len(chunk))
        # A run that only made way for another flow counts as work, or Odoo would warn.
        self.env["ir.cron"]._commit_progress(1 if levels else 0, remaining=len(levels))

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

    def _levels_to_send(self):
        """The quantities that differ from the acknowledged ones, by location.

        A number of queries that does not grow with the number of variants.

        :rtype: list[Level]
        """
        variants = self._published_variants()
        acknowledged = self._acknowledged_levels()
        levels = []
        for location in self._published_locations():
            entitled = self._entitled_variants(variants, location.warehouse_id)
            quantities = self._publishable(entitled.product_id, location.warehouse_id)
            for variant in entitled:
                quantity = quantities[variant.product_id.id]
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

    def _published_variants(self):
        """Mapped variants whose stock BigCommerce tracks."""
        variants = self.env["bigcommerce.variant"].with_context(active_test=False)
        variants = variants.search(
            Domain("store_id", "=", self.id)
            & Domain("external_id", "!=", False)
            & Domain("stock_message", "=", False)
            & Domain("mapping_id.state", "!=", "skipped")
            & Domain("mapping_id.external_id", "!=", False)
            & Domain("mapping_id.inventory_tracking", "in", ("product", "variant"))
            & Domain("product_id.bigcommerce_excluded", "=", False)
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

    def _send_levels(self, client, levels):
        """Send a call's worth; what is refused is parked, its neighbours go on.

        :raise errors.DataError: when it is not about some item
        """
        reason = self.env._("Stock in Odoo")
        locations = {row.id: int(row.external_id) for row in self.location_ids}
        todo, suspects, tries, is_taken = [levels], [], 0, len(levels) == 1
        while todo and tries < _MOST_TRIES:
            chunk = todo.pop()
            items = [level.body(locations) for level in chunk]
            self._commit_stock()
            tries += 1
            try:
                client.inventory.set_absolute(items, reason)
            except errors.DataError as error:
                if tries >= _REFUSED_AS_A_WHOLE and not is_taken:
                    raise
                todo += self._narrow_down(chunk, error, suspects)
            else:
                is_taken = True
                self._acknowledge(chunk)
        for chunk, error in suspects:
            self._park_levels(chunk, error)

    def _narrow_down(self, levels, error, suspects):
        """Take out what a refusal is about, as far as that is known.

        :param list suspects: gets the levels that are refused, with the refusal
        :return: the chunks to send again
        :rtype: list[list[Level]]
        """
        named = refused_identities(str(error))
        refused = [level for level in levels if level.named in named]
        if not refused and len(levels) == 1:
            refused = levels
        if refused:
            suspects.append((refused, error))
            rest = [level for level in levels if level not in refused]
            return [rest] if rest else []
        half = len(levels) // 2
        return [levels[half:], levels[:half]]

    def _park_levels(self, levels, error):
        message = self.env._(
            "BigCommerce refuses the stock of this product: %s Check how its stock is "
            "tracked on BigCommerce, then requeue.",
            error,
        )
        variants = self.env["bigcommerce.variant"].browse(
            {level.variant_id for level in levels}
        )
        variants.stock_message = message
        for mapping in variants.mapping_id:
            mapping._park(message)

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
