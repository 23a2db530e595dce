"""How many units of an item were paid at the most, by what was seen of the order.

A state of an order counts as paid when its total is not above the money received. The
money is known for certain only later, where an order was edited and refunded; so what
may come to matter is remembered, and nothing else.
"""

from decimal import Decimal

from ..mappers.amounts import ZERO

# [quantity, total] of each state, as texts.
States = list[list[str]]


def with_state(seen: States, quantity: Decimal, total: Decimal) -> States:
    """Remember one more state of the order.

    A state with fewer units and a higher total than another one is dropped: whenever
    it was paid, so was the other.

    :param list seen: ``[quantity, total]`` as texts, see the result
    :param Decimal quantity: of the item in this state
    :param Decimal total: of the order in this state, tax included
    :rtype: list[list[str]]
    """
    states = [(Decimal(units), Decimal(money)) for units, money in seen]
    if any(units >= quantity and money <= total for units, money in states):
        return seen
    kept = [row for row in states if row[0] > quantity or row[1] < total]
    return [[str(units), str(money)] for units, money in (*kept, (quantity, total))]


def max_paid_quantity(seen: States, captured: Decimal) -> Decimal:
    """The highest quantity of the states that count as paid; 0 when none does.

    :param list seen: from :func:`with_state`
    :param Decimal captured: money received for the order
    :rtype: Decimal
    """
    paid = (Decimal(units) for units, money in seen if Decimal(money) <= captured)
    return max(paid, default=ZERO)
