"""By which tender the money of web orders came and went, from BigCommerce's own state.

Gift certificate and store credit paid what the order says of them, its payment method
the rest. Less what the payments of its refunds name, that is what stands of each tender
in the Point of Sale, and nothing of any once the order was called off, but for what is
kept. An order that was edited, or paid on top, says no more how it was paid, and
cashiers give back in ways of their own.
"""

from decimal import Decimal

from .agreement import money_of
from .history import disagreement
from .oracle import VOID
from .register_book import rounded

ONLINE = "online"
APART = ("gift_certificate", "store_credit")
ZERO = Decimal(0)
_GATEWAYS = {"giftcertificate": "gift_certificate", "storecredit": "store_credit"}


class TenderBook:
    """Follows the orders from sync to sync.

    A tender can give back more than it paid: a card's payment as store credit. Where
    nothing stands in the Point of Sale only the rest of the order is sold, so that
    nothing tells the tenders of what comes and goes before.

    :param store: of the simulator
    :param Reached reached: notes what was compared
    """

    def __init__(self, store, reached):
        self._store = store
        self._reached = reached
        # By order, after the last sync: whether it stands, and gave back too much.
        self._last = {}
        self._untold = set()

    def compare(self, record, order, expected):
        """Hold an order that was looked at against its transactions.

        :param record: bigcommerce.order
        :param order: of the simulator
        :param Expected expected: of the oracle
        :raise Disagreement: naming the tender
        """
        wanted = self._wanted(order, expected)
        if wanted is None:
            return
        found = dict.fromkeys(wanted, ZERO)
        for payment in record.pos_order_ids.payment_ids:
            tender = payment.payment_method_id.bigcommerce_tender or ONLINE
            found[tender] += money_of(payment.amount, order.decimals)
        for tender, (least, most) in wanted.items():
            if not least <= found[tender] <= most:
                raise disagreement(
                    f"paid by {tender}",
                    f"{found[tender]} in Odoo, {least} to {most} expected",
                )

    def _wanted(self, order, expected):
        """What must stand of each tender now: the least and the most by tender.

        :return: None where BigCommerce does not tell
        """
        stands = self._stands(order)
        is_void = order.status_id in VOID
        is_over = min(stands.values()) < 0
        was_sold, was_over = self._last.get(order.id, (False, False))
        self._last[order.id] = (not is_void, is_over)
        if is_over != was_over and not was_sold:
            self._untold.add(order.id)
        if (
            order.id in self._untold
            or hasattr(order, "was_edited")
            or hasattr(order, "was_paid_on_top")
            or expected.registers.total
        ):
            return None
        self._note(order, stands, is_void)
        # Called off, what gave back too much is made good by the others; what is kept
        # stands of those that paid it.
        may_stand = is_over or expected.net
        return {
            name: (min(ZERO, money), max(ZERO, money) if may_stand else ZERO)
            if is_void and money > 0
            else (money, money)
            for name, money in stands.items()
        }

    def _note(self, order, stands, is_void):
        paid_apart = sum(getattr(order, f"{name}_amount") for name in APART)
        if paid_apart and is_void:
            self._reached.add("called off, paid in several ways")
        elif paid_apart and sum(stands.values()) < order.total_inc_tax:
            self._reached.add("refunded, paid in several ways")
        if min(stands.values()) < 0:
            self._reached.add("more refunded in one way than it paid")

    def _stands(self, order):
        """What was paid less what went back, by tender."""
        stands = {name: getattr(order, f"{name}_amount") for name in APART}
        total = rounded(order.total_inc_tax, Decimal(1).scaleb(-order.decimals))
        stands[ONLINE] = total - sum(stands.values())
        for refund in self._store.orders.refunds.values():
            if refund.order_id == order.id:
                for payment in refund.payments:
                    if not payment.is_declined:
                        name = _GATEWAYS.get(payment.provider_id, ONLINE)
                        stands[name] -= payment.amount
        return stands
