"""A life in a shop that ships, hands over and refunds from Odoo: all switches are on.

Goods wait until they leave, so what is for sale is compared, not what is there. What
BigCommerce is told shows in its own state, which the oracle goes by: here it is seen
that it was told once, and that nothing is left to be told.
"""

from decimal import Decimal

from odoo.exceptions import UserError

from .agreement import agree
from .history import disagreement
from .odoo_life import OdooLife
from .office import Office
from .oracle import CANCELLED, MAIN, VOID
from .told import Told
from .warehouse import Warehouse

SWITCHES = {
    "goods_leave": "shipped",
    "shipment_sync": True,
    "pickup_sync": True,
    "refund_sync": True,
    "status_sync": True,
    "note_sync": True,
}
SET_WHEN = {9: "ready", 3: "part", 10: "left"}
# Refunded, Partially Refunded: BigCommerce moves an order on with its refunds.
AFTER_REFUNDS = (4, 14)
# What a shop says may be told again, and what came of it told, until nothing is left.
_TURNS = 6


class FulfilledLife(OdooLife):
    def __init__(self, case, settings):
        super().__init__(case, settings)
        self._all_leave = settings["all_leave"]
        case.store.write(
            {
                **SWITCHES,
                "record_register_refunds": settings.get("record", "always"),
                "remote_shipments": settings.get("remote") or False,
            }
        )
        for status in case.store.status_ids:
            status.set_when = SET_WHEN.get(status.external_id)
        self._warehouse = Warehouse(case.env, self._place_of, self.reached)
        self._office = Office(case, self.reached)
        self._told = Told(case, self.reached)

    def take(self, name, step):
        if "pickup" in step:
            self.reached.add("to be collected")
        elif "apart" in step:
            self.reached.add("two delivery addresses")
        return super().take(name, step)

    def come_to_rest(self):
        self._see_all()
        if "a shipment deleted on BigCommerce" in self.reached:
            # It may have been told by nothing.
            self._orders().action_resync()
            self._sync({})
        while self._all_leave and self._warehouse.waiting():
            self._leave({"transfer": 0, "units": None})
        for _turn in range(_TURNS):
            self._tell({})
            self._sync({})
            if not self._told.waits:
                break
        self._told.check()
        self._check_shown()
        self._end()
        self._check_silent()

    # === THE WAREHOUSE === #

    def _pack(self, step):
        self._warehouse.pack(step)

    def _leave(self, step):
        transfer = self._warehouse.leave(step)
        if "dropped" in step:
            self._touch(transfer.bigcommerce_order_id)
        self._compare_stock()

    def _hand_over(self, step):
        self._warehouse.hand_over(step)
        self._compare_stock()

    def _drop(self, step):
        self._touch(self._warehouse.drop(step).bigcommerce_order_id)
        self._compare_stock()

    def _take_back(self, step):
        self._touch(self._warehouse.take_back(step).bigcommerce_order_id)
        self._compare_stock()

    def _send_again(self, step):
        self._touch(self._warehouse.send_again(step).bigcommerce_order_id)
        self._compare_stock()

    def _touch(self, orders):
        """Somebody does more with them than to ship them."""
        for order in orders:
            there = self._case.simulator.store.orders.get(int(order.external_id))
            there.was_touched = True

    # === THE OFFICE, AND THE REGISTER === #

    def _refund_edit(self, step):
        order = self._one_of(self._orders(), step)
        if order:
            self._office.refund_edit(order, step)

    def _refund_items(self, step):
        transfers = self._warehouse.waiting()
        if transfers:
            transfer = transfers[step["order"] % len(transfers)]
            self._touch(transfer.bigcommerce_order_id)
            self._office.refund_items(transfer, step)

    def _cancel(self, step):
        order = self._one_of(self._orders(), step)
        if order:
            self._touch(order)
            self._office.cancel(order, step)

    def _pay_back(self, step):
        order = self._one_of(self._sold_here(), step)
        if order:
            self._touch(order)
            self._office.pay_back(order, step)

    def _register(self, step):
        """A register gives nothing back while BigCommerce does."""
        order = self._one_of(self._sold_here(), step)
        self._touch(order)
        try:
            with self._env.cr.savepoint():
                brought = self._warehouse.brought(lambda: self._take_back_here(step))
                self._note_brought(brought)
        except UserError as error:
            self._env.invalidate_all()
            asked = order.refund_ids.filtered(lambda row: not row.pos_order_id)
            if not asked.filtered(lambda row: row.state not in ("nothing", "refused")):
                raise disagreement("a register refused", str(error)) from error
            self.reached.add("a register waits for BigCommerce")

    def _note_brought(self, brought):
        for (order, product), units in brought.items():
            number = int(order.bigcommerce_order_id.external_id)
            if product.is_storable:
                self._oracle.brought(number, product.default_code, int(units))
                self.reached.add("brought to a register")

    def _send_refused(self, _step):
        """Somebody has what BigCommerce refused looked at once more."""
        for kind in ("shipment", "refund", "pickup", "status.update"):
            refused = self._told.rows(kind).filtered(lambda row: row.state == "refused")
            if refused:
                refused.action_send_again()
                self.reached.add(f"{kind} looked at once more")

    def _one_of(self, orders, step):
        return orders[step["order"] % len(orders)] if orders else orders

    # === TELLING === #

    def _tell(self, _step):
        self._run_fulfillment()
        # Of this flow: that of the orders may wait since a sync that failed.
        problem = self._case.store._flow("fulfillment").message
        if problem:
            raise disagreement("the flow stopped", problem)

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
        due = self._due()
        self._case.run_flow("fulfillment")
        self._tag_refunds()
        self._check_due(due)

    def _tag_kept(self):
        """What was to be kept by the last cancellation that BigCommerce may know of."""
        for row in self._told.rows("refund").sorted("id"):
            is_told = row.state in ("sending", "done") or row.external_id
            if row.is_cancelling and is_told and not row.is_taken_back:
                self._there(row.order_id).kept = Decimal(str(row.amount_kept))
                if row.amount_kept and row.state == "done":
                    self.reached.add("something is kept of a cancelled order")

    def _seen(self, waiting=()):
        """Who opens a cancelled order again keeps nothing of it, once it was read."""
        for order in self._web.orders:
            if order.id in waiting:
                continue
            was_cancelled = getattr(order, "seen_status", None) == CANCELLED
            order.seen_status = order.status_id
            if was_cancelled and order.status_id not in (*VOID, *AFTER_REFUNDS):
                order.kept = Decimal(0)
                self.reached.add("cancelled, then opened again")
        return super()._seen(waiting)

    def _tag_refunds(self):
        self._tag_kept()
        orders = self._case.simulator.store.orders
        for refund in orders.refunds.values():
            if not hasattr(refund, "proof_tags"):
                order = orders.get(refund.order_id)
                order.was_touched = True
                tags = {line.id: line.proof_tag for line in order.lines}
                refund.proof_tags = {
                    item.item_id: tags.get(item.item_id) for item in refund.items
                }

    def _due(self):
        """Before BigCommerce gives something back: what there was to give.

        :return: rows of one order, with what is expected of it at this moment
        """
        rows = self._told.rows("refund").filtered(
            lambda row: row.state in ("planned", "sending") and not self._told.made(row)
        )
        return [
            (same, self._oracle.look(self._there(order)))
            for order, same in rows.grouped("order_id").items()
            if len(same) == 1
        ]

    def _check_due(self, due):
        """Nobody is paid back more than there was, nor what a register gave back."""
        for row, expected in due:
            for refund in self._told.made(row):
                self.reached.add(f"BigCommerce refunds {_what(row)}")
                registers = expected.registers
                if row.is_of_items or row.is_cancelling:
                    known = registers.recognized[1] + expected.unclear
                    if registers.total > known:
                        raise disagreement("what a register gave back is refunded")
                elif not row.pos_order_id:
                    left = max(expected.to_refund, expected.truly_to_refund)
                    if refund.total_amount > left + expected.unclear:
                        raise disagreement(
                            "more is refunded than there was",
                            f"{refund.total_amount} of {left}",
                        )

    # === COMPARING === #

    def _for_sale(self, quantity, reserved):
        return quantity - reserved

    def _compare_stock(self):
        self._warehouse.count_refunds()
        return super()._compare_stock()

    def _taken(self, place, sku):
        at_home = self._warehouse.at_home(place, self._case.products[sku])
        return super()._taken(place, sku) - at_home

    def _place_of(self, order):
        return self._there(order).location_id or MAIN

    def _there(self, order):
        return self._case.simulator.store.orders.get(int(order.external_id))

    def _check_shown(self):
        for order in self._orders():
            if order.pos_order_ids and not hasattr(self._there(order), "was_touched"):
                self._told.check_shown(order, self._there(order))

    def _check_silent(self):
        """Nothing is left to be told."""
        exchanges = []
        observers = self._case.simulator.application.observers
        observers.append(exchanges.append)
        self._tell({})
        observers.remove(exchanges.append)
        agree("requests", [f"{x['method']} {x['path']}" for x in exchanges], [])


def _what(row):
    if row.pos_order_id:
        return "what a register gave back"
    if row.is_cancelling:
        return "a cancelled order"
    if row.register_id:
        return "what a customer brings"
    return "items of a transfer" if row.is_of_items else "what an edit left"
