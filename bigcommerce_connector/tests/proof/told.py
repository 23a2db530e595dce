"""What BigCommerce was told of a shop that ships and refunds from Odoo: each once."""

from collections import Counter

from .agreement import agree
from .groups import group_of, sku_of
from .history import disagreement
from .web_values import identity

KINDS = ("shipment", "refund", "pickup", "status.update")
COMPLETED = 10
SHIPPABLE = "physical"


class Told:
    """Holds what is written down in Odoo against what BigCommerce has.

    :param case: has the connected ``store`` and the ``simulator``
    :param Reached reached: notes what happened
    """

    def __init__(self, case, reached):
        self._env = case.env
        self._store = case.store
        self._there = case.simulator.store.orders
        self._goods = {k for k, row in case.products.items() if row.is_storable}
        self._sku = lambda group: sku_of(case.simulator.store, group)
        self._reached = reached

    def rows(self, kind):
        """What is written down of a kind, as bigcommerce.<kind>."""
        return self._env[f"bigcommerce.{kind}"].search(
            [("store_id", "=", self._store.id)], order="id"
        )

    @property
    def waits(self):
        """Whether anything is still to be told, or to be followed."""
        return any(self._open(kind) for kind in KINDS) or bool(
            self._env["bigcommerce.order"].search_count(
                [
                    ("store_id", "=", self._store.id),
                    "|",
                    ("has_shipment_news", "=", True),
                    ("needs_sync", "=", True),
                ]
            )
        )

    def _open(self, kind):
        rows = self.rows(kind)
        found = rows.filtered(lambda row: row.state in ("planned", "sending"))
        if kind == "shipment":
            found |= rows.filtered(
                lambda row: row.state == "done" and (row.is_outdated or row.is_doubtful)
            )
        elif kind == "pickup":
            found |= rows.filtered(
                lambda row: row.state in ("done", "nothing") and row.is_outdated
            )
        return found

    # === AT THE END === #

    def check(self):
        """All of it was told, and nothing twice."""
        self._check_shipments()
        self._check_refunds()
        self._check_notes()
        for kind in KINDS:
            for row in self._open(kind):
                raise disagreement("not told", f"{row}: {row.message}")
            self._reached.update(f"{kind} {row.state}" for row in self.rows(kind))

    def _check_shipments(self):
        there = Counter(map(identity, self._there.shipments.values()))
        for row in self.rows("shipment"):
            made = there[row.mark, row.address_id]
            if row.state == "done" and not made and self._is_gone_unseen(row):
                self._reached.add("a shipment deleted unseen")
                continue
            agree(f"shipments of {row.mark}", made, int(row.state == "done"))
            if row.state == "done":
                self._check_units(row)

    def _is_gone_unseen(self, row):
        """Whether staff deleted it, and shipped as much themselves before anybody
        looked: the order shows as many units as before."""
        order = self._there.get(int(row.order_id.external_id))
        if (row.mark, row.address_id) not in getattr(order, "unshipped", ()):
            return False
        told = Counter()
        for one in row.order_id.shipment_ids:
            told.update(dict(one.items or ()) if one.state == "done" else {})
        lines = [order.line(line_id) for line_id, _units in row.items]
        return all(line and line.quantity_shipped >= told[line.id] for line in lines)

    def _check_units(self, row):
        there = self._there.shipments[int(row.external_id)]
        items = {line_id: units for line_id, units in row.items}
        agree(f"units of {row.mark}", items, there.items)

    def _check_refunds(self):
        for row in self.rows("refund"):
            made = self.made(row)
            # Of those that were made, the payment provider may have declined some.
            agree(f"refunds of {row.mark}", len(made), int(bool(row.external_id)))
            for refund in made:
                amount = row.currency_id.round(float(refund.total_amount))
                agree(f"amount of {row.mark}", row.amount, amount)
            # Nobody else refunds between what is read and what is sent.
            agree(f"beside {row.mark}", row.refunded_meanwhile, 0)

    def made(self, row):
        """Refunds on BigCommerce with the mark of one of ours."""
        return [
            refund
            for refund in self._there.refunds.values()
            if f"[{row.mark}]" in (refund.reason or "")
        ]

    def _check_notes(self):
        noted = self.rows("status.update").filtered(
            lambda row: row.has_note and row.state == "done"
        )
        by_order = noted.grouped("order_id")
        for record in self._env["bigcommerce.order"].search(
            [("store_id", "=", self._store.id)]
        ):
            order = self._there.get(int(record.external_id))
            notes = (order.staff_notes or "").count("Odoo: ")
            agree(f"notes of order {order.id}", notes, len(by_order.get(record, ())))

    # === WHAT BIGCOMMERCE SHOWS === #

    def check_shown(self, record, order):
        """Of an order that nobody changed, and of which all has left."""
        transfers = record.pos_order_ids.picking_ids
        stages = set(transfers.mapped("bigcommerce_preparation"))
        if stages != {"left"} or any(
            row.state == "refused"
            for rows in (record.shipment_ids, record.status_update_ids)
            for row in rows
        ):
            return
        bundles = {line.parent_order_product_id for line in order.lines}
        collected = Counter()
        for pickup in self._there.pickups.values():
            for item in pickup.items:
                if item.collected:
                    collected[item.order_product_id] += item.quantity
        for line in order.lines:
            if line.type != SHIPPABLE or line.id in bundles:
                continue
            if not self._is_goods(order, line):
                continue
            shown = collected[line.id] if order.pickup else line.quantity_shipped
            agree(f"units shown of line {line.id}", shown, line.quantity)
        agree("status", order.status_id, COMPLETED)
        self._reached.add(
            "shown as collected" if order.pickup else "shown as shipped, and completed"
        )

    def _is_goods(self, order, line):
        return self._sku(group_of(order, line)) in self._goods
