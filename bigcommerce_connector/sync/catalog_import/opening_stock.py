"""What BigCommerce has in stock, as inventory adjustments in Odoo.

Goods of web orders that Odoo has still to post lie in the shop, though BigCommerce has
taken them out of its stock already: they are part of the opening stock, and leave it
when the orders are posted.

Odoo's stock is changed by the difference to what it would publish now, wherever in the
location that lies and whatever is promised of it: an import twice is the same as once.
"""

from odoo import fields
from odoo.tools import SQL

from ...mappers.product import fold
from ...mappers.stock import opening_quantity
from ..inventory.quantities import Quantities
from .adjustments import adjust


class OpeningStock:
    """Takes over stock for one job.

    :param job: ``bigcommerce.import``
    :param client: of the SDK
    """

    def __init__(self, job, client):
        self.job = job
        self.store = job.store_id
        self.env = job.env
        self.client = client
        self.quantities = Quantities(self.store)
        self._rows = []

    @property
    def is_wanted(self):
        return not self.job.is_dry_run and self.job.stock in ("empty", "all")

    def read(self, documents):
        """Ask BigCommerce for the stock of a page of products, before they are taken.

        Orders are read first: what they hold has to be known.

        :return: whether everything that BigCommerce told of orders is known
        :rtype: bool
        """
        self._rows = []
        if not self.is_wanted:
            return True
        for part in ("read", "post"):
            if not self.store._run_orders_part(self.client, part):
                return False
        tracked = [
            document["id"]
            for document in documents
            if document.get("inventory_tracking") in ("product", "variant")
        ]
        if tracked:
            self._rows = list(self.client.inventory.items({"product_id:in": tracked}))
        return True

    def apply(self):
        """Adjust the stock of what is linked now; nothing that Odoo counts already,
        unless the owner wants it.
        """
        linked = self._linked()
        variants = linked.filtered(lambda v: self._is_adjustable(v.product_id))
        self._list_left_out(linked - variants)
        if variants:
            by_id = {variant.external_id: variant for variant in variants}
            for location in self._locations():
                self._apply_at(location, by_id)

    def _linked(self):
        """The variants of the page that Odoo has."""
        external_ids = [str(row["identity"]["variant_id"]) for row in self._rows]
        return self.env["bigcommerce.variant"].search(
            [("store_id", "=", self.store.id), ("external_id", "in", external_ids)]
        )

    def _is_adjustable(self, product):
        """Kits have no stock of their own: their components are counted."""
        is_kit = product.id in self.quantities.components
        return product.is_storable and product.tracking == "none" and not is_kit

    def _list_left_out(self, variants):
        """Say in the import which stock a person has to enter.

        :param variants: ``bigcommerce.variant`` records
        """
        self._tell(
            variants,
            self.env._(
                "The opening stock of %s was not taken over, as Odoo does not track "
                "it, tracks it by lots or serial numbers, or counts its components. "
                "Enter it in Odoo."
            ),
        )

    def _tell(self, variants, text):
        """Write a sentence to the lines of these products.

        :param variants: ``bigcommerce.variant`` records
        :param str text: with a place for their names
        """
        lines = self.env["bigcommerce.import.line"].search(
            [
                ("import_id", "=", self.job.id),
                ("external_id", "in", variants.mapping_id.mapped("external_id")),
            ]
        )
        for line in lines:
            mine = variants.filtered(
                lambda v, id_=line.external_id: v.mapping_id.external_id == id_
            )
            told = text % ", ".join(mine.product_id.mapped("display_name")[:5])
            line.message = f"{line.message}\n{told}" if line.message else told

    def _locations(self):
        """One for each place: two that show the same stock do not add up."""
        found = {}
        for location in self.store.location_ids._published():
            found.setdefault(location._place(), location)
        return found.values()

    def _apply_at(self, location, variants):
        held = {}
        if location.warehouse_id == self.store.warehouse_id:
            held = self._held(variants.values())
        places = location._places()
        shelf = location.stock_location_id or location.warehouse_id.lot_stock_id
        counted = self._counted(places, variants.values())
        there = {
            variants[key]: on_hand
            for row in self._rows
            if (key := str(row["identity"]["variant_id"])) in variants
            and (on_hand := _at(row, location)) is not None
            and variants[key].product_id.id not in counted
        }
        free = self._free(places, there)
        present = self._present(shelf, there)
        vals_list, levels = [], []
        elsewhere = self.env["bigcommerce.variant"]
        for variant, on_hand in there.items():
            key = variant.product_id.id
            wanted = opening_quantity(on_hand, held.get(key, 0))
            quantity = present.get(key, 0) + wanted - free[key]
            if quantity < 0:
                elsewhere |= variant
                continue
            vals_list.append(
                {
                    "product_id": key,
                    "location_id": shelf.id,
                    "inventory_quantity": quantity,
                }
            )
            levels.append((variant, max(on_hand, 0)))
        refused = adjust(self.env, vals_list)
        taken = [row for row in levels if row[0].product_id.id not in refused]
        self._acknowledge(location, taken)
        for variant in there if refused else ():
            if variant.product_id.id in refused:
                why = refused[variant.product_id.id].replace("%", "%%")
                self._tell(variant, f"{why} {_enter(self.env)}")
        if elsewhere:
            self._tell(
                elsewhere,
                self.env._(
                    "Odoo has more of %s than BigCommerce, and not where it could be "
                    "taken off, so its stock was left as it is and is sent to "
                    "BigCommerce. Count it in Odoo."
                ),
            )

    def _free(self, places, variants):
        """What these places would publish now, before the buffer, if it may be less
        than nothing.

        :rtype: dict[int, float]
        """
        ids = {variant.product_id.id for variant in variants}
        sums = self.quantities.sums(self.quantities.rows(ids)) if ids else {}
        return {
            id_: sum(sums.get((place, id_), 0.0) for place in places.ids) for id_ in ids
        }

    def _present(self, location, variants):
        """What is counted at the very place that is adjusted.

        :rtype: dict[int, float]
        """
        groups = self.env["stock.quant"]._read_group(
            [
                ("location_id", "=", location.id),
                ("product_id", "in", [variant.product_id.id for variant in variants]),
                ("lot_id", "=", False),
                ("package_id", "=", False),
                ("owner_id", "=", False),
            ],
            ["product_id"],
            ["quantity:sum"],
        )
        return {product.id: quantity for product, quantity in groups}

    def _held(self, variants):
        """Units of web orders that came before Odoo had the product; what orders hold
        of products that they know is taken off in any case.

        :return: by product.product id
        :rtype: dict[int, float]
        """
        self.env["bigcommerce.order.line"].flush_model()
        self.env["bigcommerce.order"].flush_model()
        by_sku = {fold(v.sku): v.product_id.id for v in variants if fold(v.sku)}
        self.env.cr.execute(
            SQL(
                "SELECT lower(trim(line.sku)),"
                " sum(greatest(0, line.quantity_target - coalesce(("
                "  SELECT sum(posted.qty) FROM pos_order_line posted"
                "  JOIN pos_order ON pos_order.id = posted.order_id"
                "  WHERE pos_order.bigcommerce_order_id = web_order.id"
                "   AND posted.bigcommerce_key = line.key), 0)))"
                " FROM bigcommerce_order_line line"
                " JOIN bigcommerce_order web_order ON web_order.id = line.order_id"
                " JOIN bigcommerce_store store ON store.id = web_order.store_id"
                " WHERE web_order.state IN ('pending', 'attention')"
                "  AND web_order.status_id != 0 AND store.warehouse_id = %s"
                "  AND line.product_id IS NULL"
                "  AND web_order.store_id = %s AND lower(trim(line.sku)) = ANY(%s)"
                " GROUP BY 1",
                self.store.warehouse_id.id,
                self.store.id,
                [sku.lower() for sku in by_sku],
            )
        )
        held = {}
        for sku, quantity in self.env.cr.fetchall():
            key = by_sku.get(fold(sku))
            held[key] = held.get(key, 0) + float(quantity)
        return held

    def _counted(self, places, variants):
        """Products that have stock in these places, and keep it.

        :rtype: set[int]
        """
        if self.job.stock == "all":
            return set()
        groups = self.env["stock.quant"]._read_group(
            [
                ("location_id", "child_of", places.ids),
                ("product_id", "in", [v.product_id.id for v in variants]),
                ("quantity", "!=", 0),
            ],
            ["product_id"],
        )
        return {product.id for (product,) in groups}

    def _acknowledge(self, location, levels):
        """BigCommerce has these quantities, so they need not be sent."""
        Level = self.env["bigcommerce.inventory.level"]
        known = Level.search(
            [
                ("location_id", "=", location.id),
                ("variant_id", "in", [variant.id for variant, _quantity in levels]),
            ]
        ).variant_id
        Level.create(
            [
                {
                    "store_id": self.store.id,
                    "variant_id": variant.id,
                    "location_id": location.id,
                    "quantity": quantity,
                    "is_acknowledged": True,
                    "acknowledged_on": fields.Datetime.now(),
                }
                for variant, quantity in levels
                if variant not in known
            ]
        )


def _enter(env):
    return env._("The opening stock of %s was not taken over. Enter it in Odoo.")


def _at(row, location):
    """Units on hand at a location; None: BigCommerce does not say."""
    for place in row.get("locations") or ():
        if str(place.get("location_id")) == location.external_id:
            return int(place.get("total_inventory_onhand") or 0)
    return None
