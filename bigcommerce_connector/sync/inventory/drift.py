"""All of BigCommerce's stock beside what it acknowledged: every night, and on demand.

What is about to be sent is no drift, nor what web orders have moved: these are read
before anything is said to differ.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from odoo import fields
from odoo.fields import Domain
from odoo.tools import SQL

from ...mappers.stock import identity
from ...mappers.their_stock import TheirStock, their_stock
from ..catalog.check.parts import CheckInParts
from .stock_day import end_of_stock_day

# For so long after a write, reads may still show the old figures.
_READ_LAG = timedelta(minutes=5)
# An order that changed so shortly before the quantity was sent may be behind it.
_ORDER_LAG = timedelta(hours=1)
_NOTHING = TheirStock(0)


def compare_nightly(store):
    """Ask for the comparison, once a day of the store's company.

    :param store: a ``bigcommerce.store``, in the course of its stock flow
    """
    check = store.env["bigcommerce.check"]._of(store, "stock")
    begin = end_of_stock_day(store) - timedelta(days=1)
    if (check.asked_on or check.create_date) < begin:
        check._ask()


@dataclass(frozen=True)
class _Level:
    """A quantity that BigCommerce acknowledged, and how it names item and location."""

    variant_id: int
    location_id: int
    quantity: int
    product_id: int
    tracking: str
    product_external_id: str
    external_id: str
    location_external_id: str
    acknowledged_on: datetime

    @property
    def key(self):
        return self.variant_id, self.location_id

    def of(self, there):
        """What BigCommerce has of it; None: it does not list the item.

        :param dict there: as :func:`their_stock` gives it
        :rtype: TheirStock | None
        """
        named = identity(self.tracking, self.external_id, self.product_external_id)
        (item,) = named.items()
        if item not in there:
            return None
        return there[item].get(int(self.location_external_id), _NOTHING)

    def differs(self, there):
        stock = self.of(there)
        return stock is None or stock.on_hand != self.quantity


class StockDrift(CheckInParts):
    """One run of the flow for the comparison, 250 products a call.

    Its cursor is the ``bigcommerce.product`` to go on from.
    """

    def __init__(self, check, client):
        super().__init__(check)
        self.client = client
        self.drifts = self.env["bigcommerce.stock.drift"]

    def run(self):
        if self.store.state != "live" or not self.store.inventory_sync:
            self.check._finish()
            return True
        return super().run()

    def _template_ids(self):
        """The mappings whose stock is published."""
        self.env.cr.execute(
            SQL(
                "SELECT DISTINCT variant.mapping_id"
                " FROM bigcommerce_inventory_level level"
                " JOIN bigcommerce_variant variant ON variant.id = level.variant_id"
                " WHERE level.store_id = %s ORDER BY 1",
                self.store.id,
            )
        )
        return [id_ for (id_,) in self.env.cr.fetchall()]

    def _forget_found(self):
        """It is kept until both sides are equal."""

    # === COMPARE === #

    def _check_part(self, mapping_ids):
        levels = self._levels(mapping_ids)
        self.env["ir.cron"]._commit_progress()  # no lock is held meanwhile
        there = self._read(levels) if levels else {}
        if any(level.differs(there) for level in levels):
            # An order that Odoo does not know voids the levels of its items.
            if not self.store._run_orders_part(self.client, "read"):
                return False
            self.env.invalidate_all()
            still = set(self._levels(mapping_ids))
            levels = [level for level in levels if level in still]
        self._write_down(levels, there)
        return True

    def _read(self, levels):
        """:return: as :func:`their_stock` gives it"""
        ids = sorted({int(level.product_external_id) for level in levels})
        return their_stock(self.client.inventory.items({"product_id:in": ids}))

    def _levels(self, mapping_ids):
        """What BigCommerce acknowledged some time ago.

        :rtype: list[_Level]
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "SELECT level.variant_id, level.location_id, level.quantity,"
                "  variant.product_id, mapping.inventory_tracking,"
                "  mapping.external_id, variant.external_id, location.external_id,"
                "  level.acknowledged_on"
                " FROM bigcommerce_inventory_level level"
                " JOIN bigcommerce_variant variant ON variant.id = level.variant_id"
                " JOIN bigcommerce_product mapping ON mapping.id = variant.mapping_id"
                " JOIN bigcommerce_location location"
                "  ON location.id = level.location_id"
                " WHERE mapping.id = ANY(%s) AND location.id = ANY(%s)"
                "  AND level.is_acknowledged AND level.acknowledged_on < %s"
                "  AND mapping.external_id != '' AND variant.external_id != ''"
                "  AND variant.stock_message IS NULL",
                list(mapping_ids),
                self.store.location_ids._published().ids,
                fields.Datetime.now() - _READ_LAG,
            )
        )
        return [_Level(*row) for row in self.env.cr.fetchall()]

    # === WRITE DOWN === #

    def _write_down(self, levels, there):
        of_these = Domain("variant_id", "in", list({row.variant_id for row in levels}))
        known = {
            (row.variant_id.id, row.location_id.id): row
            for row in self.drifts.search(of_these & self.drifts._open_domain())
        }
        differing = [level for level in levels if level.differs(there)]
        causes = self._causes(differing, there)
        now = fields.Datetime.now()
        new = []
        for level in differing:
            stock = level.of(there) or _NOTHING
            vals = {
                "our_quantity": level.quantity,
                "their_quantity": stock.on_hand,
                "safety_stock": stock.safety,
                "cause": causes[level],
                "last_seen_on": now,
            }
            if level.key in known:
                known[level.key].write({**vals, "state": "found"})
            else:
                variant_id, location_id = level.key
                of = {"variant_id": variant_id, "location_id": location_id}
                new.append({**of, **vals, "store_id": self.store.id, "found_on": now})
        self.drifts.create(new)
        equal = {level.key for level in levels}.difference(
            level.key for level in differing
        )
        healed = self.drifts.union(*(known[key] for key in known.keys() & equal))
        healed.write({"state": "healed", "healed_on": now})

    def _causes(self, levels, there):
        """What has probably moved each, by level.

        :rtype: dict[_Level, str]
        """
        last_changes = self._last_changes({level.product_id for level in levels})
        causes = {}
        for level in levels:
            changed_on = last_changes.get(level.product_id)
            if level.of(there) is None:
                causes[level] = "gone"
            elif changed_on and changed_on > level.acknowledged_on - _ORDER_LAG:
                causes[level] = "order"
            else:
                causes[level] = "edited"
        return causes

    def _last_changes(self, product_ids):
        """When BigCommerce last changed a web order with each of these products.

        :rtype: dict[int, datetime]
        """
        self.env.cr.execute(
            SQL(
                "SELECT line.product_id, max(web_order.date_modified)"
                " FROM bigcommerce_order_line line"
                " JOIN bigcommerce_order web_order ON web_order.id = line.order_id"
                " WHERE web_order.store_id = %s AND line.product_id = ANY(%s)"
                " GROUP BY line.product_id",
                self.store.id,
                list(product_ids),
            )
        )
        return dict(self.env.cr.fetchall())

    def _check_together(self, _mapping_ids):
        """What is no longer published is no matter of Odoo's; the rest is reported."""
        off = Domain("location_id", "not in", self.store.location_ids._published().ids)
        off |= Domain("variant_id.mapping_id.state", "=", "skipped")
        mine = Domain("store_id", "=", self.store.id) & self.drifts._open_domain()
        self.drifts.search(mine & off).unlink()
        self._report()
        return True

    def _report(self):
        """Tell whoever is responsible for the store, if there is anything to tell."""
        since = self.check.asked_on
        mine = Domain("store_id", "=", self.store.id)
        found = self.drifts.search_count(mine & Domain("found_on", ">=", since))
        healed = self.drifts.search_count(mine & Domain("healed_on", ">=", since))
        if not found and not healed:
            return
        self.store.message_post(
            body=self.env._(
                "BigCommerce's stock was compared with what Odoo sent. Newly "
                "different: %(found)s. Equal again: %(healed)s. Point of Sale → "
                "BigCommerce → Stock Differences lists them; Send Again puts Odoo's "
                "figures back.",
                found=found,
                healed=healed,
            ),
            partner_ids=self.store.responsible_id.partner_id.ids if found else [],
            subtype_xmlid="mail.mt_comment",
        )
