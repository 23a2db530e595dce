"""Money after checkout: customers pay, staff refund, the payment provider declines."""

from decimal import ROUND_DOWN, Decimal

from bigcommerce_simulator.errors import ApiError
from bigcommerce_simulator.orders.payments import (
    add_transaction,
    captured,
    method_of,
    set_payment_status,
)
from bigcommerce_simulator.orders.received import refundable
from bigcommerce_simulator.orders.refund import paid_back
from bigcommerce_simulator.orders.refund_methods import original_method
from bigcommerce_simulator.orders.refunding import decline, quote
from bigcommerce_simulator.orders.status import emit, touch

from .web_values import modulo, money, part


class WebRefunds:
    """The steps that move money; a part of ``WebLife``, which has the store."""

    def _refund(self, step, order):
        items = list(self._refund_items(step, order))
        details = {}
        if "tax" in step:
            value = part(order.totals.total_tax, min(step["tax"], 33), order.decimals)
            details = {"tax_adjustment_amount": value} if value else {}
        if not items and not details:
            return
        if "to_credit" in step and order.customer_id:
            share = step["to_credit"]
            details["payments"] = self._as_credit(order, items, details, share)
        tags = {line.id: line.proof_tag for line in order.lines}
        made = self.store.orders.refund(order.id, items, **details)
        made.proof_tags = {item.item_id: tags.get(item.item_id) for item in made.items}
        if "declined" in step:
            self._decline_refund(made)

    def _pay(self, step, order):
        """The customer pays by card what is due by now, or any other amount."""
        amount = self._paid(step, order)
        if amount > 0:
            # Paid in the second of the last sync, the order would not show it.
            self.store.clock.advance(1)
            order.was_paid_on_top = True
            method, gateway = method_of(order)
            add_transaction(self.store, order, "purchase", method, gateway, amount)
            touch(self.store, order)
            emit(self.store, order, "updated")

    def _paid(self, step, order):
        if "exactly" in step:
            return Decimal(step["exactly"])
        received = captured(self.store, order)
        if not received:
            return 0  # outside of BigCommerce, which does not say how much
        due = order.total_inc_tax - received + paid_back(self.store, order)
        due = due.quantize(Decimal(1).scaleb(-order.decimals), ROUND_DOWN)
        if due > 0 or not step["too_much"]:
            return due
        return money(step["amount"], order.decimals)

    def _give_back(self, step, order):
        """Staff give back an amount: what was received beyond the total, or of that."""
        places = order.decimals
        if "amount" in step:
            amount = Decimal(step["amount"])
        else:
            back = paid_back(self.store, order)
            open_amount = captured(self.store, order) - back - order.total_inc_tax
            whole = open_amount if open_amount > 0 else order.total_inc_tax
            amount = part(whole, step["share"], places)
        left = refundable(self.store, order) - paid_back(self.store, order)
        amount = min(amount, left)
        amount = amount.quantize(Decimal(1).scaleb(-places), ROUND_DOWN)
        if amount > 0:
            item = {"item_type": "ORDER", "item_id": order.id, "amount": amount}
            self.store.orders.refund(order.id, [item]).proof_tags = {}

    def _settle(self, step, order):
        """Staff take units off a line, and give back what that makes less."""
        line = modulo(order.lines, step["line"])
        if line is None or line.quantity_refunded >= line.quantity:
            return
        units = min(step["units"], line.quantity - line.quantity_refunded)
        if step["goods"]:
            self._refund({"lines": [[order.lines.index(line), units]]}, order)
        total = order.total_inc_tax
        rows = [{"id": line.id, "quantity": line.quantity - units}]
        self.call("PUT", f"/v2/orders/{order.id}", {"products": rows})
        left = refundable(self.store, order) - paid_back(self.store, order)
        less = min(total - order.total_inc_tax, left)
        if less > 0 and not step["goods"]:
            item = {"item_type": "ORDER", "item_id": order.id, "amount": less}
            try:
                made = self.store.orders.refund(order.id, [item])
            except ApiError as error:  # the order is edited all the same
                self.refusals.append(f"settle: {error}")
                return
            made.proof_tags = {}

    def _refund_items(self, step, order):
        places = order.decimals
        for number, units in step.get("lines", ()):
            line = modulo(order.lines, number)
            left = line.quantity - line.quantity_refunded if line else 0
            if left > 0:
                units = min(units, left)
                yield {"item_type": "PRODUCT", "item_id": line.id, "quantity": units}
        costs = [("goodwill", "ORDER", order.id, refundable(self.store, order))]
        if order.addresses:
            address = order.addresses[0]
            costs += [
                ("shipping", "SHIPPING", address.id, address.cost.inc_tax),
                ("handling", "HANDLING", address.id, address.handling.inc_tax),
            ]
        if order.fees:
            costs.append(("fee", "FEE", order.fees[0].id, order.fees[0].cost.inc_tax))
        for name, kind, item_id, whole in costs:
            value = part(whole, step[name], places) if name in step else 0
            if value:
                yield {"item_type": kind, "item_id": item_id, "amount": value}

    def _as_credit(self, order, items, details, share):
        """The payments of a refund, a share of it as store credit."""
        total = quote(self.store, order, {"items": items, **details})["total"]
        credit = part(total, share, order.decimals)
        rows = {"storecredit": credit}
        for option in original_method(self.store, order, total - credit):
            provider = option.provider_id
            rows[provider] = rows.get(provider, 0) + option.amount
        return [{"provider_id": x, "amount": rows[x]} for x in rows if rows[x]]

    def _decline(self, _step, order):
        rows = self.store.orders.refunds.values()
        standing = [r for r in rows if r.order_id == order.id and not r.is_declined]
        if standing:
            self._decline_refund(standing[-1])

    def _decline_refund(self, made):
        decline(self.store, made, "The card is closed.")

    def _payment(self, step, order):
        if order.payment_status != "authorized":
            return
        set_payment_status(self.store, order, step["status"])
        touch(self.store, order)
        emit(self.store, order, "updated")
