"""A cashier gives something of a web order back, at a register of the shop.

In a refund a register turns the amounts of its lines, not their quantities: ``qty`` is
below zero, ``price_subtotal`` and ``price_subtotal_incl`` are above it, while order and
payments are below (``setOrderPrices`` and ``orderSign`` of point_of_sale,
models/accounting/pos_order_accounting.js; ``priceIncl`` of
pos_order_line_accounting.js). Other clients send all of it below zero, as Odoo's own
refund from the back office does.
"""

from decimal import Decimal
from uuid import UUID

from .register_book import rounded
from .register_choice import Sold, chosen


class Cashier:
    """Refunds at the register of the case, and tells the oracle what was given back.

    :param case: has ``register_session``, an open session of another register
    :param Reached reached: notes what happened
    """

    def __init__(self, case, oracle, reached):
        self._case = case
        self._env = case.env
        self._oracle = oracle
        self._reached = reached
        self._number = 0
        # Given back so far, in the currency of the company.
        self.tax = Decimal(0)

    def take_back(self, order, step):
        """Give back what a step says, as much of it as is left.

        :param order: bigcommerce.order
        """
        unit = Decimal(1).scaleb(-order.currency_id.decimal_places)
        rows = chosen(step, self._sold(order, unit), unit)
        if not rows:
            return
        self._reached.register(step, rows)
        sign = -1 if step.get("other_client") else 1
        lines = [(0, 0, self._line(row, sign)) for row in rows]
        payload = self._payload(rows, step.get("second_method", 0), unit)
        if step.get("recorded"):
            payload["bigcommerce_is_recorded"] = True
        self._env["pos.order"].sync_from_ui([{**payload, "lines": lines}])
        self._env.invalidate_all()
        for row in rows:
            self.tax += row.tax
            self._oracle.register(
                int(order.external_id), row.sold.key, row.units, row.total, row.tax
            )

    def _sold(self, order, unit):
        def money(value):
            return Decimal(str(value)).quantize(unit)

        lines = order.pos_order_ids.lines.sorted("id")
        held = {}
        for line in lines:
            key = line.bigcommerce_key
            held[key] = held.get(key, 0) + money(line.price_subtotal_incl)
        # What cashiers gave back of a line, whatever sign they sent it with.
        for line in lines.refund_orderline_ids - lines:
            key = line.refunded_orderline_id.bigcommerce_key
            held[key] -= abs(money(line.price_subtotal_incl))
        return [
            Sold(
                id=line,
                order_id=line.order_id,
                key=line.bigcommerce_key,
                units=int(line.qty),
                left=int(line.qty - line.refunded_qty),
                total=money(line.price_subtotal_incl),
                tax=money(line.price_subtotal_incl) - money(line.price_subtotal),
                held=held[line.bigcommerce_key],
                is_goods=bool(
                    self._oracle.group(int(order.external_id), line.bigcommerce_key)
                ),
            )
            for line in lines
        ]

    def _payload(self, rows, share, unit):
        session = self._case.register_session
        total = sum(row.total for row in rows) + self._rounded_together(rows, unit)
        tax = sum(row.tax for row in rows)
        return {
            "uuid": self._uuid(),
            "session_id": session.id,
            "company_id": session.company_id.id,
            "user_id": self._env.uid,
            "fiscal_position_id": False,
            "amount_total": -float(total),
            "amount_tax": -float(tax),
            "amount_paid": -float(total),
            "amount_return": 0,
            "state": "paid",
            "is_refund": True,
            "to_invoice": False,
            "payment_ids": self._payments(session, total, share, unit),
        }

    def _line(self, row, sign):
        line, base = row.sold.id, row.total - row.tax
        return {
            "product_id": line.product_id.id,
            "qty": -row.units,
            "price_unit": self._price(row),
            "discount": line.discount,
            "price_type": "automatic",
            "tax_ids": [(6, 0, line.tax_ids.ids)],
            "price_subtotal": sign * float(base),
            "price_subtotal_incl": sign * float(row.total),
            "refunded_orderline_id": line.id,
            "full_product_name": line.full_product_name,
            "uuid": self._uuid(),
        }

    def _rounded_together(self, rows, unit):
        """What a register's total differs from its lines: it rounds their sum, too.

        Odoo's usual way of rounding (``round_globally``), lines of the same taxes
        together; amounts with tax are forced, to the cent.
        """
        raw = [
            Decimal(str(self._price(row))) * row.units
            for row in rows
            if not row.sold.id.tax_ids
        ]
        return rounded(sum(raw, Decimal(0)), unit) - sum(
            rounded(part, unit) for part in raw
        )

    def _price(self, row):
        """The price of the line that is given back, unless the cashier changed it."""
        line = row.sold.id
        if not row.is_changed:
            return line.price_unit
        price = row.total if line.tax_ids.price_include else row.total - row.tax
        return float(price / row.units)

    def _payments(self, session, total, share, unit):
        """One payment, or two when a share of it goes back in another way."""
        second = (total * share / 100).quantize(unit)
        methods = session.config_id.payment_method_ids
        return [
            (0, 0, {"payment_method_id": method.id, "amount": -float(amount)})
            for method, amount in zip(methods, (total - second, second), strict=True)
            if amount
        ]

    def _uuid(self):
        self._number += 1
        return str(UUID(int=self._number))
