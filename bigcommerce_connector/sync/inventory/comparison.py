"""Which quantities BigCommerce lacks: what is noted, void, or no longer sold.

Only what may differ is computed.
"""

from dataclasses import dataclass
from typing import NamedTuple

from odoo.fields import Domain
from odoo.tools import SQL

from ...mappers.stock import identity
from .quantities import Quantities

# BigCommerce counts the stock of these: a ``mapping`` and a ``variant`` of it.
_IS_TRACKED = SQL(
    "(variant.external_id != '' AND mapping.external_id != ''"
    " AND variant.stock_message IS NULL"
    # One figure for a product with options is none of its variants.
    " AND (mapping.inventory_tracking = 'variant'"
    "  OR mapping.inventory_tracking = 'product'"
    "  AND mapping.has_options IS NOT TRUE))"
)


@dataclass(frozen=True)
class Level:
    """A quantity to publish: of a ``bigcommerce.variant`` at a
    ``bigcommerce.location``, and how BigCommerce names the item.

    ``is_sold``: whether it is the item's stock; else it is none, as it is not sold.
    """

    variant_id: int
    location_id: int
    quantity: int
    item: dict
    is_sold: bool = True

    @property
    def named(self):
        """As in BigCommerce's refusals."""
        ((name, number),) = self.item.items()
        return name, number

    def body(self, locations):
        """:param dict locations: BigCommerce's id by database id"""
        location_id = locations[self.location_id]
        return {"location_id": location_id, "quantity": self.quantity, **self.item}


class _Row(NamedTuple):
    """A variant at a location, and what BigCommerce acknowledged there, if it did."""

    variant_id: int
    location_id: int
    product_id: int
    tracking: str
    external_id: str
    product_external_id: str
    is_storable: bool
    is_sold: bool
    level_id: int | None
    quantity: int | None
    is_acknowledged: bool | None

    def level(self, quantity):
        item = identity(self.tracking, self.external_id, self.product_external_id)
        return Level(self.variant_id, self.location_id, quantity, item, self.is_sold)


class StockComparison:
    """The stock of a store in Odoo beside what BigCommerce acknowledged."""

    def __init__(self, store, kits=None):
        """:param Kits kits: of the store, as they may have been read already"""
        self.store = store
        self.env = store.env
        self.quantities = Quantities(store, kits)
        self.sold = set()  # products whose stock was computed
        self._affected = set()  # products that were compared; None: all
        self._equal = []  # ids of the levels that BigCommerce has right
        self._never_sent = []  # (variant, location) of which it has got nothing yet

    def levels_to_send(self, variant_ids=None, changed=None):
        """The quantities that differ from the acknowledged ones, by location.

        :param set variant_ids: of the mappings to compute; None: all
        :param set changed: products whose stock may have changed; None: any may have.
            What is not acknowledged is computed in any case
        :rtype: list[Level]
        """
        affected = changed and self.quantities.components.affected(changed)
        rows = self._rows(variant_ids, affected)
        self.sold = sold = {row.product_id for row in rows if row.is_sold}
        is_everything = changed is None and variant_ids is None
        numbers = self.quantities.of(None if is_everything else sold) if sold else {}
        levels, equal, never_sent = [], [], []
        for row in rows:
            number = numbers.get((row.product_id, row.location_id), 0)
            quantity = number if row.is_sold else 0
            if row.is_acknowledged and row.quantity == quantity:
                equal.append(row.level_id)
            else:
                levels.append(row.level(quantity))
                if row.quantity is None:
                    never_sent.append((row.variant_id, row.location_id))
        self._affected, self._equal = affected, equal
        self._never_sent = never_sent
        return levels

    def is_left_out(self, product, location):
        """Whether BigCommerce is to have none of it there, as it is not for sale.

        :param product: product.product
        :param location: bigcommerce.location
        """
        variants = self.env["bigcommerce.variant"].search(
            [("store_id", "=", self.store.id), ("product_id", "=", product.id)]
        )
        return any(
            not row.is_sold
            for row in self._rows(variants.ids, None)
            if row.location_id == location.id
        )

    def remember_lacking(self):
        """Of what was compared, what BigCommerce has not right counts as void.

        That is sent until BigCommerce has acknowledged it, whatever interrupts it. What
        may not be sent at present (a product that needs attention, a location that is
        off) is sent once it may.
        """
        if self._never_sent:
            self._add_never_sent()
        self._void_others()

    def _add_never_sent(self):
        variants, locations = zip(*self._never_sent, strict=True)
        self.env.cr.execute(
            SQL(
                "INSERT INTO bigcommerce_inventory_level (store_id, company_id,"
                "  variant_id, location_id, quantity, is_sold, is_acknowledged)"
                " SELECT %s, %s, *, 0, TRUE, FALSE"
                " FROM unnest(%s::int4[], %s::int4[])"
                " ON CONFLICT (variant_id, location_id) DO NOTHING",
                self.store.id,
                self.store.company_id.id,
                list(variants),
                list(locations),
            )
        )

    def _void_others(self):
        if self._affected is not None and not self._affected:
            return
        compared = SQL("TRUE")
        if self._affected is not None:
            compared = SQL("variant.product_id = ANY(%s)", list(self._affected))
        self.env.cr.execute(
            SQL(
                "UPDATE bigcommerce_inventory_level level SET is_acknowledged = FALSE"
                " FROM bigcommerce_variant variant"
                " WHERE variant.id = level.variant_id AND level.is_acknowledged"
                "  AND variant.store_id = %s AND %s"
                "  AND NOT EXISTS (SELECT FROM unnest(%s::int4[]) AS equal (id)"
                "   WHERE equal.id = level.id)",
                self.store.id,
                compared,
                self._equal,
            )
        )
        if self.env.cr.rowcount:
            levels = self.env["bigcommerce.inventory.level"]
            levels.invalidate_model(["is_acknowledged"])

    def _rows(self, variant_ids, affected):
        """Variants whose stock BigCommerce tracks, at each location: those that may
        differ.

        :param set affected: product.product ids; None: any may differ
        :rtype: list[_Row]
        """
        self.env.flush_all()
        locations = self.env["bigcommerce.location"]
        published = locations._search(
            locations._published_domain() & Domain("store_id", "=", self.store.id)
        )
        chosen = SQL("TRUE")
        if variant_ids is not None:
            chosen = SQL("variant.id = ANY(%s)", list(variant_ids))
        differs = SQL("TRUE")
        if affected is not None:
            candidates = self._candidates(affected, published)
            if not candidates:
                return []
            differs = SQL(
                "variant.id = ANY(%s) AND (level.is_acknowledged IS NOT TRUE"
                " OR variant.product_id = ANY(%s))",
                candidates,
                list(affected),
            )
        self.env.cr.execute(
            SQL(
                "SELECT variant.id, location.id, variant.product_id,"
                "  mapping.inventory_tracking, variant.external_id,"
                "  mapping.external_id, template.is_storable, sale.is_sold,"
                "  level.id, level.quantity,"
                "  level.is_acknowledged AND level.is_sold = sale.is_sold"
                " FROM bigcommerce_variant variant"
                " JOIN bigcommerce_product mapping ON mapping.id = variant.mapping_id"
                " JOIN product_product product ON product.id = variant.product_id"
                " JOIN product_template template"
                "  ON template.id = product.product_tmpl_id"
                " JOIN bigcommerce_location location ON location.id IN %(published)s"
                " CROSS JOIN LATERAL (SELECT %(is_sold)s AS is_sold) sale"
                " LEFT JOIN bigcommerce_inventory_level level"
                "  ON level.variant_id = variant.id"
                # Not by the index of locations, whose rows are too many: the database
                # takes it as long as nobody has analyzed the table.
                "  AND level.location_id + 0 = location.id"
                " WHERE variant.store_id = %(store)s AND %(is_tracked)s"
                "  AND (sale.is_sold OR %(sends_none)s)"
                "  AND %(chosen)s AND %(differs)s"
                " ORDER BY location.id, variant.id",
                published=published.subselect(),
                is_sold=self._is_sold(),
                is_tracked=_IS_TRACKED,
                store=self.store.id,
                sends_none=self.store.unsold_items != "leave",
                chosen=chosen,
                differs=differs,
            )
        )
        rows = list(map(_Row._make, self.env.cr.fetchall()))
        if all(row.is_storable for row in rows):
            return rows
        kits = self.quantities.components
        return [row for row in rows if row.is_storable or row.product_id in kits]

    def _candidates(self, affected, published):
        """The variants that may differ at some location: most are in order, and are not
        looked at one by one.

        :param set affected: product.product ids
        :param published: query of ``bigcommerce.location``
        :return: ids of ``bigcommerce.variant``
        :rtype: list[int]
        """
        parts = [
            SQL(
                "SELECT id FROM bigcommerce_variant WHERE product_id = ANY(%s)",
                list(affected),
            ),
            SQL(
                "SELECT variant_id FROM bigcommerce_inventory_level WHERE store_id = %s"
                # By the index of those to be sent, not by that of locations.
                " AND is_acknowledged IS NOT TRUE AND location_id + 0 IN %s",
                self.store.id,
                published.subselect(),
            ),
        ]
        self.env.cr.execute(SQL(" UNION ").join(parts))
        return [id_ for (id_,) in self.env.cr.fetchall()]

    def _is_sold(self):
        """Whether a variant is for sale at a location.

        With Item Sync Enforcement, where the item is entitled to it.
        """
        conditions = [
            SQL("mapping.state != 'skipped'"),
            SQL("product.bigcommerce_excluded IS NOT TRUE"),
        ]
        if self.store.unsold_items != "leave":
            conditions.append(SQL("product.active"))
        if self.store.item_sync_enforcement:
            field = self.env["product.template"]._fields["bigcommerce_warehouse_ids"]
            conditions.append(
                SQL(
                    "EXISTS (SELECT FROM %s entitled WHERE %s = template.id"
                    " AND %s = location.warehouse_id)",
                    SQL.identifier(field.relation),
                    SQL.identifier("entitled", field.column1),
                    SQL.identifier("entitled", field.column2),
                )
            )
        return SQL("(%s)", SQL(" AND ").join(conditions))
