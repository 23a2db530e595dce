"""How much of an item the web may sell at each location.

What is left of every component is the sum of the terms (``terms.py``) in the place that
a location shows; of a kit, as many as its components make.
"""

from collections import defaultdict
from functools import cached_property

from odoo.tools import SQL

from ...mappers.debts import settle_debts
from ...mappers.stock import publishable
from .components import Kits

# Kits take components that are rounded up: so little is nobody's shortage.
_MIN_SHORT = 0.1


class Quantities:
    """The quantities of one store, as they are at this moment.

    ``locations``: the ``bigcommerce.location`` records at which stock is published,
    that of the storefront first. ``short``: the units that lack, by stock.location id
    of the place and product.product id, once quantities were asked for.
    """

    def __init__(self, store, kits=None):
        """:param Kits kits: of the store, as they may have been read already"""
        self.store = store
        self.env = store.env
        self.short = {}
        self._kits = kits or Kits(store)

    @cached_property
    def locations(self):
        return self._mapped._published()

    @cached_property
    def _mapped(self):
        """A location whose stock is not sent sells it all the same: from its place."""
        mapped = self.store.location_ids.filtered(
            lambda r: r.enabled and r.warehouse_id
        )
        return mapped.sorted(lambda row: (not row.is_default, row.id))

    @cached_property
    def places(self):
        """The stock.location records that are shown, the storefront's first."""
        return self.env["stock.location"].union(
            *(location._places() for location in self._mapped)
        )

    @property
    def components(self):
        """All kits of the company."""
        return self._kits.components

    def of(self, product_ids, locations=None):
        """Whole units to publish.

        :param product_ids: set of product.product ids; None: of all that have stock or
            are promised, the others have none
        :param locations: bigcommerce.location; None: those at which stock is published
        :return: by product.product id and bigcommerce.location id; 0 is not in it
        :rtype: dict[tuple[int, int], int]
        """
        left = self.left(self.rows(product_ids))
        self.short = {key: -units for key, units in left.items() if units < -_MIN_SHORT}
        of_places = defaultdict(dict)
        for (place, leaf), units in left.items():
            of_places[place][leaf] = units
        if product_ids is None:
            product_ids = {leaf for _place, leaf in left} | set(self.components)
        buffers = self.store.buffer_ids._by_product(product_ids)
        found = {}
        for location in self.locations if locations is None else locations:
            places = [of_places[place] for place in location._places().ids]
            for product_id, units in self._available(product_ids, places).items():
                number = publishable(units, buffers.get(product_id, 0))
                if number:
                    found[product_id, location.id] = number
        return found

    def _available(self, product_ids, places):
        """What could be sold of products, before the buffer: in each place by itself,
        as no kit is put together from several.

        :param set product_ids: of product.product
        :param list places: what is left of each component, a dict for each place
        :rtype: dict[int, float]
        """
        available = defaultdict(float)
        kits = product_ids.intersection(self.components)
        for left in places:
            for leaf, units in left.items():
                if leaf in product_ids:
                    available[leaf] += units
            for kit in kits:
                available[kit] += self.components.available(
                    kit, lambda leaf, left=left: left.get(leaf, 0.0)
                )
        return available

    # === WHAT IS LEFT === #

    def left(self, rows):
        """What is left of each component once everything is taken off.

        :param rows: as :meth:`rows` gives them
        :return: by stock.location id of the place and product.product id
        :rtype: dict[tuple[int, int], float]
        """
        left = self.sums(rows)
        for key, quantity in self.debts(left).items():
            left[key] = left.get(key, 0.0) + quantity
        return left

    def sums(self, rows):
        """What is left in each place by itself, as :meth:`left` gives it."""
        sums = defaultdict(float)
        for term, place, product_id, quantity, _ids in rows:
            if product_id not in self.components:
                sums[place, product_id] += quantity
                continue
            for leaf, units in self.taken(term, product_id).items():
                sums[place, leaf] += quantity * units
        return dict(sums)

    def taken(self, term, product_id):
        """What one unit in a row is of components. Pieces of a kit itself are no stock.

        :param str term: its name
        :rtype: dict[int, float]
        """
        if product_id in self.components and self.terms[term].is_stock:
            return {}
        return self.components.of(product_id)

    def debts(self, left):
        """What places below zero take from the others of their warehouse: registers
        sold there what lies in another place. As :func:`settle_debts` gives it.
        """
        warehouses = self.places.grouped("warehouse_id").values()
        return settle_debts(left, [places.ids for places in warehouses])

    # === THE ROWS === #

    @cached_property
    def terms(self):
        return {term.name: term for term in self.store._stock_terms()}

    def rows(self, product_ids=None, with_records=False):
        """The terms of these products, of what they are made of, and of all that needs
        the same: one query.

        :param product_ids: set of product.product ids; None: all
        :param bool with_records: tell the records behind each row
        :return: name of the term, stock.location id of the place, product.product id,
            quantity, ids of records (or None)
        :rtype: list[tuple]
        """
        self.env.flush_all()
        only = SQL("TRUE")
        if product_ids is not None:
            leaves = self.components.leaves(product_ids)
            ids = sorted(leaves | self.components.kits_with(leaves))
            only = SQL("part.product_id = ANY(%s)", ids)
        parts = [
            SQL(
                "SELECT %s AS term, %s AS is_stock, part.* FROM (%s) part",
                term.name,
                term.is_stock,
                term.query,
            )
            for term in self.terms.values()
        ]
        self.env.cr.execute(
            SQL(
                "WITH inside AS (SELECT * FROM"
                "  unnest(%s::int4[], %s::int4[], %s::bool[])"
                "  AS inside (location_id, place_id, is_inside))"
                " SELECT part.term, source.place_id, part.product_id,"
                " sum(part.quantity)::float8, %s"
                " FROM (%s) AS part (term, is_stock, location_id, target_id,"
                "  product_id, quantity, res_id)"
                " JOIN inside source ON source.location_id = part.location_id"
                "  AND (source.is_inside OR NOT part.is_stock)"
                " LEFT JOIN inside target ON target.location_id = part.target_id"
                "  AND target.is_inside AND target.place_id = source.place_id"
                " WHERE target.place_id IS NULL AND part.quantity != 0 AND %s"
                " GROUP BY part.term, source.place_id, part.product_id",
                *self._inside(),
                SQL("array_agg(DISTINCT part.res_id)") if with_records else SQL("NULL"),
                SQL(" UNION ALL ").join(parts),
                only,
            )
        )
        return self.env.cr.fetchall()

    def _inside(self):
        """Which stock.location belongs to which place, and whether it lies in it.

        A place inside another one is taken out of it. What is promised from a location
        above places, and in none, is taken off the first of them.

        They are few, and asked for by themselves: so the database knows that they are,
        and reads what there is only once.

        :return: lists of the same length: ids of locations, ids of places, booleans
        """
        self.env.cr.execute(
            SQL(
                "WITH place AS ("
                " SELECT location.id, location.parent_path AS path,"
                "  min(wanted.rank) AS rank"
                " FROM unnest(%s::int4[]) WITH ORDINALITY AS wanted (id, rank)"
                " JOIN stock_location location ON location.id = wanted.id"
                " GROUP BY 1, 2)"
                " SELECT DISTINCT ON (location.id) location.id, place.id,"
                "  starts_with(location.parent_path, place.path) AS is_inside"
                " FROM stock_location location JOIN place"
                "  ON starts_with(location.parent_path, place.path)"
                "  OR starts_with(place.path, location.parent_path)"
                " WHERE location.usage = 'internal'"
                " ORDER BY location.id, is_inside DESC,"
                "  CASE WHEN starts_with(location.parent_path, place.path)"
                "   THEN -length(place.path) END, place.rank",
                self.places.ids,
            )
        )
        rows = self.env.cr.fetchall()
        return [list(column) for column in zip(*rows, strict=True)] or [[], [], []]
