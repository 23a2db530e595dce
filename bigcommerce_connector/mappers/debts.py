"""Places below zero: what was sold there lies in another place of the warehouse."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

_Key = tuple[int, int]  # place, product


def settle_debts(
    left: Mapping[_Key, float], neighborhoods: Iterable[Sequence[int]]
) -> dict[_Key, float]:
    """What places below zero take from their neighbors, in the order of these.

    :param left: by place and product; what is not in it is 0
    :param neighborhoods: the places of each warehouse; each place is in one at most
    :return: what is to be added to what is left; all together it is 0
    :rtype: dict
    """
    added: dict[_Key, float] = defaultdict(float)
    neighbors = {place: places for places in neighborhoods for place in places}
    for (place, product), units in left.items():
        debt = -units
        if debt <= 0:
            continue
        for other in neighbors.get(place, ()):
            key = other, product
            taken = max(0.0, min(left.get(key, 0.0) + added[key], debt))
            debt -= taken
            added[key] -= taken
            added[place, product] += taken
    return {key: units for key, units in added.items() if units}
