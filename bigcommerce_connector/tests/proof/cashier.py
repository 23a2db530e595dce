"""A cashier takes pieces of a web order back, at a till of the shop."""

from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from .groups import is_group


class Cashier:
    """Refunds at the till of the case, and tells the oracle what was given back.

    :param case: has ``till_session``, an open session of another register
    """

    def __init__(self, case, oracle):
        self._case = case
        self._env = case.env
        self._oracle = oracle
        self._number = 0

    def take_back(self, order, place, pieces):
        """Take pieces of the ``place``-th line back, as many of them as are left.

        :param order: bigcommerce.order
        """
        lines = order.pos_order_ids.lines.filtered(
            lambda line: line.qty > line.refunded_qty and self._group(order, line)
        )
        if not lines:
            return
        line = lines.sorted("id")[place % len(lines)]
        pieces = min(pieces, int(line.qty - line.refunded_qty))
        unit = Decimal(1).scaleb(-order.currency_id.decimal_places)
        total, base = (
            (Decimal(str(amount)) * pieces / int(line.qty)).quantize(
                unit, ROUND_HALF_UP
            )
            for amount in (line.price_subtotal_incl, line.price_subtotal)
        )
        self._env["pos.order"].sync_from_ui([self._payload(line, pieces, total, base)])
        self._env.invalidate_all()
        self._oracle.till(
            int(order.external_id),
            self._group(order, line),
            pieces,
            total,
            total - base,
        )

    def _group(self, order, line):
        groups = self._oracle.expected[int(order.external_id)].pieces
        fitting = [g for g in groups if is_group(line.bigcommerce_key or "", g)]
        return fitting[0] if fitting else None

    def _payload(self, line, pieces, total, base):
        session = self._case.till_session
        method = session.config_id.payment_method_ids[:1]
        values = {
            "product_id": line.product_id.id,
            "qty": -pieces,
            "price_unit": line.price_unit,
            "discount": line.discount,
            "tax_ids": [(6, 0, line.tax_ids.ids)],
            "price_subtotal": -float(base),
            "price_subtotal_incl": -float(total),
            "refunded_orderline_id": line.id,
            "full_product_name": line.full_product_name,
            "uuid": self._uuid(),
        }
        payment = {"payment_method_id": method.id, "amount": -float(total)}
        return {
            "uuid": self._uuid(),
            "session_id": session.id,
            "company_id": session.company_id.id,
            "user_id": self._env.uid,
            "fiscal_position_id": False,
            "amount_total": -float(total),
            "amount_tax": -float(total - base),
            "amount_paid": -float(total),
            "amount_return": 0,
            "state": "paid",
            "is_refund": True,
            "to_invoice": False,
            "lines": [(0, 0, values)],
            "payment_ids": [(0, 0, payment)] if total else [],
        }

    def _uuid(self):
        self._number += 1
        return str(UUID(int=self._number))
