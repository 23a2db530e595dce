"""What happened in a life, so that it can be seen that lives reach everything."""

from .groups import group_of

VOID = (5, 6)
RECEIVED = ("purchase", "capture", "settled")
AT_CHECKOUT = {
    "coupon": "a coupon",
    "fees": "a fee",
    "credit": "store credit",
    "certificate": "a gift certificate",
    "exempt": "no tax for an exempt customer",
    "shipping": "shipping",
    "handling": "handling",
}
REFUNDED = {
    "ORDER": "goodwill refunded",
    "SHIPPING": "shipping refunded",
    "HANDLING": "handling refunded",
    "FEE": "a fee refunded",
}
# What no five hundred lives on paper may be without.
EVERYTHING = (
    *("USD", "JPY", "KWD", "prices with tax", "prices without tax"),
    *(name for name in AT_CHECKOUT.values()),
    *REFUNDED.values(),
    *("a discount", "an option", "a part of a bundle", "digital goods", "typed in"),
    *("not paid yet", "cash on delivery", "captured later"),
    *("edited", "edited after a refund", "edited after shipping", "units more"),
    *("units less", "a line removed", "a line added", "line ids renewed"),
    *("total overridden", "refunded", "refunded after an edit", "units refunded"),
    *("tax adjusted", "a refund settles an edit", "a refund declined"),
    *("shipped", "called off", "called off, then opened again", "waits again"),
    *("goods at a register", "a charge at a register", "an adjustment at a register"),
    *("several lines at a register", "a price changed at a register"),
    *(
        "a register refund that the web does not know",
        "the web caught up with a register",
    ),
    "the web caught up with a part",
    "settled before the first sync",
    *(
        "paid on top",
        "paid too much",
        "given back by amount",
        "by amount, then by item",
    ),
    *(
        "by item, then by amount",
        "units more after a refund",
        "to refund",
        "to collect",
    ),
    *("captured after an edit", "ordered anew"),
    *("a refunded line deleted, its goods ordered anew", "recorded by item"),
    *("recorded by amount", "a discount after a refund", "recorded, then more"),
    *("settled, then more", "settled, then returned", "edited at once"),
)


class Before:
    """An order as it was before a step."""

    def __init__(self, store, order):
        rows = order.lines if order else []
        self.line_ids = {line.id for line in rows}
        self.units = _units(order) if order else {}
        self.modified = order.modified if order else None
        self.refunded_ids = {line.id for line in rows if line.quantity_refunded}
        self.status_id = order.status_id if order else None
        self.is_refunded = bool(order and _standing(store, order))
        self.refunds = len(_standing(store, order)) if order else 0
        self.is_authorized = bool(order and order.payment_status == "authorized")
        self.received = sum(
            row.amount
            for row in store.orders.transactions.values()
            if order and row.order_id == order.id and row.event in RECEIVED
        )
        self.is_shipped = any(line.quantity_shipped for line in rows)


class Reached(set):
    """The names of what happened in one life.

    ``refused``: what people were told who could not do what they wanted.
    """

    def __init__(self):
        super().__init__()
        self.refused = []

    def web(self, name, step, before, store, order):
        """A step of the web, with what it came to."""
        getattr(self, f"_{name}", lambda *_arguments: None)(step, before, store, order)
        if before.status_id not in (None, *VOID) and order.status_id in VOID:
            self.add("called off")
            order.was_called_off = True
        elif hasattr(order, "was_called_off") and order.status_id not in VOID:
            self.add("called off, then opened again")

    def _checkout(self, step, _before, _store, order):
        self.add(step["currency"])
        self.add(f"prices {'with' if order.inclusive else 'without'} tax")
        self.update(text for name, text in AT_CHECKOUT.items() if step.get(name))
        payments = {
            "unpaid": "not paid yet",
            "authorized": "not paid yet",
            "on_delivery": "cash on delivery",
        }
        if step["payment"] in payments:
            self.add(payments[step["payment"]])
        for line in order.lines:
            self._line(line)

    def _line(self, line):
        for text, is_there in (
            ("a discount", line.discount),
            ("an option", line.options),
            ("a part of a bundle", line.parent_order_product_id),
            ("digital goods", line.type == "digital"),
            ("typed in", not line.variant_id),
        ):
            if is_there:
                self.add(text)

    def _edit_by_api(self, step, before, store, order):
        if "total" in step:
            self.add("total overridden")
        self._edited(before, store, order)

    _more = _edit_by_api

    def _replace(self, step, before, store, order):
        self._edited(before, store, order)
        self.add("ordered anew")
        if step["delete"] and before.refunded_ids - {x.id for x in order.lines}:
            self.add("a refunded line deleted, its goods ordered anew")

    def _pay(self, step, before, store, order):
        received = sum(
            row.amount
            for row in store.orders.transactions.values()
            if row.order_id == order.id and row.event in RECEIVED
        )
        if before.received < received:
            back = sum(row.paid_back for row in _standing(store, order))
            is_due = received - back <= order.total_inc_tax
            self.add("paid on top" if is_due else "paid too much")

    def _give_back(self, step, before, store, order):
        if len(_standing(store, order)) == before.refunds:
            return
        self.add("given back by amount")
        self._in_which_order(store, order)
        if "amount" in step:
            self.add("recorded by amount")

    def _in_which_order(self, store, order):
        kinds = [{x.item_type for x in row.items} for row in _standing(store, order)]
        if {"ORDER"} in kinds and {"PRODUCT"} in kinds:
            amount, item = kinds.index({"ORDER"}), kinds.index({"PRODUCT"})
            self.add(
                "by amount, then by item"
                if amount < item
                else "by item, then by amount"
            )

    def _edit_in_panel(self, step, before, store, order):
        if "discount" in step and before.is_refunded:
            self.add("a discount after a refund")
        if before.line_ids and not before.line_ids & {x.id for x in order.lines}:
            self.add("line ids renewed")
        self._edited(before, store, order)

    def _edited(self, before, _store, order):
        order.was_edited = True
        self.add("edited")
        if before.is_refunded:
            self.add("edited after a refund")
        if before.is_shipped:
            self.add("edited after shipping")
        units = _units(order)
        for group in {*units, *before.units}:
            now, then = units.get(group), before.units.get(group)
            if now is None:
                self.add("a line removed")
            elif then is None:
                self.add("a line added")
            elif now != then:
                self.add("units more" if now > then else "units less")
                if now > then and before.is_refunded:
                    self.add("units more after a refund")
                if now > then and hasattr(order, "was_recorded"):
                    self.add("recorded, then more")
                if now > then and hasattr(order, "was_settled"):
                    self.add("settled, then more")
        if before.modified == order.created:
            self.add("edited at once")

    def _refund(self, step, before, store, order):
        self.add("refunded")
        self._in_which_order(store, order)
        if "recorded" in step and len(_standing(store, order)) > before.refunds:
            self.add("recorded by item")
            order.was_recorded = True
        if hasattr(order, "was_edited"):
            self.add("refunded after an edit")
        if "tax" in step:
            self.add("tax adjusted")
        if "declined" in step:
            self.add("a refund declined")
        for refund in _standing(store, order):
            for item in refund.items:
                self.add(REFUNDED.get(item.item_type, "units refunded"))

    def _settle(self, _step, before, store, order):
        self._edited(before, store, order)
        self._refund({}, before, store, order)

    def _decline(self, _step, before, _store, _order):
        if before.is_refunded:
            self.add("a refund declined")

    def _ship(self, _step, _before, _store, order):
        if any(line.quantity_shipped for line in order.lines):
            self.add("shipped")

    def _payment(self, _step, before, _store, order):
        if order.payment_status == "captured" and before.is_authorized:
            self.add("captured later")
            if hasattr(order, "was_edited"):
                self.add("captured after an edit")

    def _archive(self, *_arguments):
        self.add("archived")

    def register(self, step, rows):
        """A cashier's refund."""
        for row in rows:
            key = row.sold.key
            is_charge = key.startswith(("shipping", "handling", "wrapping", "fee:"))
            kind = "a charge" if is_charge else "an adjustment"
            self.add(f"{'goods' if row.sold.is_goods else kind} at a register")
        if len(rows) > 1:
            self.add("several lines at a register")
        if any("share" in row for row in step["rows"]):
            self.add("a price changed at a register")
        if rows and "second_method" in step:
            self.add("two payment methods at a register")
        if rows and "other_client" in step:
            self.add("a register refund from another client")

    def compared(self, expected, order):
        """What is expected of an order that was looked at."""
        if expected.waits_again:
            self.add("waits again")
        if expected.settles_edit:
            self.add("a refund settles an edit")
            order.was_settled = True
        if not expected.is_waiting:
            if expected.to_refund > 0:
                self.add("to refund")
            elif expected.to_refund < 0:
                self.add("to collect")
        if expected.settles_edit and any(expected.memory.counted.values()):
            self.add("settled, then returned")
        if expected.is_settled_unseen:
            self.add("settled before the first sync")
        registers = expected.registers
        if not registers.total:
            return
        if registers.recognized[1] == 0:
            self.add("a register refund that the web does not know")
        elif registers.recognized[0] == registers.total:
            self.add("the web caught up with a register")
        elif registers.recognized[0] > 0:
            self.add("the web caught up with a part")


def _units(order):
    units = {}
    for line in order.lines:
        group = group_of(order, line)
        units[group] = units.get(group, 0) + line.quantity
    return units


def _standing(store, order):
    return [
        refund
        for refund in store.orders.refunds.values()
        if refund.order_id == order.id and not refund.is_declined
    ]
