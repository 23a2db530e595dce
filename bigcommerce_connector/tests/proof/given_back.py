"""What refunds gave back of one order: pieces by group, and their money."""

from collections import Counter, defaultdict
from decimal import Decimal
from fractions import Fraction

from .groups import group_of
from .till_book import rounded

ZERO = Decimal(0)


class GivenBack:
    """What refunds gave back of an order; declined ones nothing.

    ``pieces`` by group. Which group a line was of, that is gone, only those know who
    saw it.
    """

    def __init__(self, store, order, expected):
        self.total = self.tax = ZERO
        self.pieces = Counter()
        # Pieces by group, and the money of each, of one refund after the other.
        self._refunds = []
        groups = {line.proof_tag: group_of(order, line) for line in order.lines}
        for refund in store.orders.refunds.values():
            if refund.order_id != order.id or refund.is_declined:
                continue
            self.total += refund.total_amount
            self.tax += refund.total_tax
            pieces, money, others = Counter(), defaultdict(Decimal), ZERO
            for item in refund.items:
                if item.item_type != "PRODUCT":
                    others += item.amount
                    continue
                group = groups.get(refund.proof_tags[item.item_id])
                group = group or expected.groups_seen.get(item.item_id)
                pieces[group] += item.quantity
                money[group] += item.amount
            if pieces:
                rest = refund.total_amount - others
                self._refunds.append((pieces, _scaled(money, rest), rest))
                self.pieces += pieces

    def of_pieces(self, counted, unit):
        """The money of the counted pieces."""
        total = ZERO
        for group, pieces in counted.items():
            money = sum((row[1].get(group, ZERO) for row in self._refunds), ZERO)
            if pieces == self.pieces[group]:
                total += money  # together they are the refunds, to the cent
            elif pieces:
                total += rounded(money * pieces / self.pieces[group], unit)
        return rounded(total, unit)

    def unclear(self, counted):
        """The money of refunds with several groups, of which not all count alike."""
        total = ZERO
        for pieces, _money, rest in self._refunds:
            if len({Fraction(counted[x], self.pieces[x]) for x in pieces}) > 1:
                total += rest
        return total


def _scaled(money, whole):
    """A refund's amounts by group, so that they make up the whole."""
    total = sum(money.values(), ZERO)
    if not total:
        return dict.fromkeys(money, whole / len(money))
    return {group: whole * part / total for group, part in money.items()}
