"""A life in a shop that ships, hands over and refunds from Odoo: all switches are on.

Goods wait until they leave, so what is for sale is compared, not what is there. What
BigCommerce is told shows in its own state, which the oracle goes by: here it is seen
that it was told once, and that nothing is left to be told.
"""

from collections import Counter

from .agreement import agree
from .history import disagreement
from .odoo_life import OdooLife

SWITCHES = {
    "goods_leave": "shipped",
    "shipment_sync": True,
    "pickup_sync": True,
    "refund_sync": True,
    "record_register_refunds": "always",
    "status_sync": True,
    "note_sync": True,
}
SET_WHEN = {9: "ready", 3: "part", 10: "left"}
# What a shop says may be told again, and what came of it told, until nothing is left.
_TURNS = 4


class FulfilledLife(OdooLife):
    def __init__(self, case, settings):
        super().__init__(case, settings)
        self._all_leave = settings["all_leave"]
        case.store.write(SWITCHES)
        for status in case.store.status_ids:
            status.set_when = SET_WHEN.get(status.external_id)

    def take(self, name, step):
        if "pickup" in step:
            self.reached.add("to be collected")
        return super().take(name, step)

    def come_to_rest(self):
        self._sync({})
        while self._all_leave and self._waiting(["to_pick", "ready"]):
            self._leave({"transfer": 0, "units": None})
        for _turn in range(_TURNS):
            self._tell({})
            self._sync({})
        self._check_told_once()
        result = super().come_to_rest()
        self._check_silent()
        return result

    # === THE WAREHOUSE === #

    def _pack(self, step):
        transfer = self._transfer(step, ["to_pick"])
        if transfer:
            transfer.action_bigcommerce_ready()
            self.reached.add("packed")

    def _leave(self, step):
        """Somebody validates a transfer: all of it, or so many units of each."""
        transfer = self._transfer(step, ["to_pick", "ready"])
        if not transfer:
            return
        for move in transfer.move_ids.filtered(lambda one: one.state != "cancel"):
            wanted = move.product_uom_qty
            move.quantity = min(step["units"] or wanted, wanted)
            move.picked = True
        is_pickup = transfer.bigcommerce_is_pickup
        transfer._action_done()
        self.reached.add("handed over" if is_pickup else "left")
        if transfer.backorder_ids:
            self.reached.add("left in part")
        self._compare_stock()

    def _transfer(self, step, stages):
        found = self._waiting(stages)
        return found[step["transfer"] % len(found)] if found else found

    def _waiting(self, stages):
        return self._env["stock.picking"].search(
            [("bigcommerce_preparation", "in", stages)], order="id"
        )

    # === TELLING === #

    def _tell(self, _step):
        self._run_fulfillment()
        if self._case.store.last_error:
            raise disagreement("the flow stopped", self._case.store.last_error)

    def _faulty_tell(self, step):
        faults = self._case.simulator.store.faults
        with self._case.simulator.store.lock:
            faults.add(
                **step,
                path="/v[23]/orders/*",
                seconds=0.01,
                **{"carried_out": True} if step["kind"] == "503" else {},
            )
        self._run_fulfillment()
        with self._case.simulator.store.lock:
            if any(rule.used for rule in faults.rules):
                self.reached.add("a telling that failed")
            faults.rules.clear()
        # It is tried again; orders are read meanwhile.
        self._case.store._flow("fulfillment")._forget_problems()

    def _run_fulfillment(self):
        self._env.cr.precommit.run()  # as a commit would
        self._case.run_flow("fulfillment")
        orders = self._case.simulator.store.orders
        for refund in orders.refunds.values():
            if not hasattr(refund, "proof_tags"):
                lines = orders.get(refund.order_id).lines
                tags = {line.id: line.proof_tag for line in lines}
                refund.proof_tags = {
                    item.item_id: tags.get(item.item_id) for item in refund.items
                }
                self.reached.add("a register refund recorded by Odoo")

    # === COMPARING === #

    def _for_sale(self, quantity, reserved):
        return quantity - reserved

    def _check_told_once(self):
        orders = self._case.simulator.store.orders
        rows = [*orders.shipments.values()]
        marks = Counter(
            (row.texts.get("comments"), row.order_address_id) for row in rows
        )
        ours = self._rows("shipment")
        told = ours.filtered(lambda row: row.state == "done")
        for row in told:
            agree(f"shipments of {row.mark}", marks[row.mark, row.address_id], 1)
        refunds = self._rows("refund")
        reasons = [row.reason or "" for row in orders.refunds.values()]
        for row in refunds.filtered(lambda one: one.items):
            made = sum(f"[{row.mark}]" in reason for reason in reasons)
            agree(f"refund {row.mark}", made, 1 if row.state == "done" else 0)
        for kind in ("shipment", "refund", "pickup", "status.update"):
            for row in self._rows(kind):
                if row.state in ("planned", "sending"):
                    raise disagreement("not told", f"{row}: {row.message}")
                self.reached.add(f"{kind} {row.state}")

    def _check_silent(self):
        """Nothing is left to be told."""
        exchanges = []
        observers = self._case.simulator.application.observers
        observers.append(exchanges.append)
        self._tell({})
        observers.remove(exchanges.append)
        agree("requests", [f"{x['method']} {x['path']}" for x in exchanges], [])

    def _rows(self, kind):
        return self._env[f"bigcommerce.{kind}"].search(
            [("store_id", "=", self._case.store.id)]
        )
