"""Which web orders were accepted for goods that were gone, and whether BigCommerce
could not know it yet.

A number that is sent overwrites what BigCommerce has counted itself, and is right for
the moment at which the orders were read. So an order may be accepted for too much as
far as goods left *after the last order pull before the last push, and before the push
that tells of them is acknowledged*: sold by cashiers, moved by staff, or sold by the
web itself, under another item or in the moment between pull and push. Nothing else is
an excuse. It follows from the sums alone, whatever the connector does.
"""

from collections import defaultdict
from dataclasses import dataclass

from .journal import BEGINNING, Change, Journal, Push


@dataclass(frozen=True)
class Oversold:
    """A line of a web order that is more than there was.

    :param float short: units of ``part`` that were not there
    :param Push push: the last one before the order that set the item's stock
    :param acknowledged: when the next one was; None: never
    :param unseen: what left between the last order pull and the order
    :param latest: what left last, seen or not: the goods went there
    """

    order: Change
    part: str
    short: float
    push: Push
    acknowledged: float | None
    unseen: list[tuple[Change, float]]
    latest: list[Change]

    @property
    def excused(self) -> float:
        return sum(units for _change, units in self.unseen)

    @property
    def is_explained(self) -> bool:
        return self.excused >= self.short - 1e-6

    @property
    def by_web(self) -> bool:
        """Whether only other web orders took the goods."""
        return all(change.order for change, _units in self.unseen)

    def __str__(self):
        until = "never" if self.acknowledged is None else f"{self.acknowledged:.2f} s"
        return (
            f"{self.order.who} took {-self.order.units:g} {self.order.item} at location"
            f" {self.order.location} at {self.order.ended:.2f} s:"
            f" {self.short:g} {self.part} had been sold already, but only"
            f" {self.excused:g} left between the last order pull"
            f" ({self.push.pulled:.2f} s) and the push acknowledged ({until});"
            f" its last push landed at {self.push.landed:.2f} s."
            f" Before: {'; '.join(map(str, self.latest)) or 'nothing'}"
        )


def oversold(journal: Journal) -> list[Oversold]:
    """Every line of a web order that took more than there was."""
    stock = defaultdict(float, journal.stock)
    pushes = _pushes_by_item(journal)
    left: dict[tuple[str, int], list[tuple[Change, float]]] = defaultdict(list)
    found = []
    for change in journal.in_order():
        for part, per_piece in journal.parts(change.item).items():
            key = part, change.location
            units = change.units * per_piece
            stock[key] += units
            if units < 0:
                short = min(-units, -stock[key])
                if change.order and short > 1e-6:
                    known = pushes[change.item, change.location]
                    found.append(_oversold(change, part, short, known, left[key]))
                left[key].append((change, -units))
    return found


def unexplained(journal: Journal) -> list[str]:
    """One sentence for each order that should not have been accepted."""
    return [str(one) for one in oversold(journal) if not one.is_explained]


def not_pulled_first(journal: Journal) -> list[str]:
    """One sentence for each push since whose predecessor no orders were read."""
    pushes = sorted(journal.pushes, key=lambda push: push.landed)
    return [
        f"The push at {push.landed:.2f} s read no orders first: they were read last at"
        f" {push.pulled:.2f} s, and pushed at {before.landed:.2f} s."
        for before, push in zip(pushes, pushes[1:], strict=False)
        if push.pulled < before.landed
    ]


def _pushes_by_item(journal):
    pushes = defaultdict(list)
    for push in sorted(journal.pushes, key=lambda push: push.landed):
        for key in push.levels:
            pushes[key].append(push)
    return pushes


def _oversold(order, part, short, pushes, left):
    last, following = BEGINNING, None
    for push in pushes:
        if push.landed > order.ended:
            following = push.acknowledged
            break
        last = push
    unseen = [
        (change, units) for change, units in left if _is_unseen(change, order, last)
    ]
    latest = [change for change, _units in left[-5:]]
    return Oversold(order, part, short, last, following, unseen, latest)


def _is_unseen(change, order, push):
    """Whether the number that the push left on BigCommerce may lack this change."""
    if change.ended < push.pulled:
        return False
    if change.order and change.item == order.item:
        return change.ended <= push.landed  # later ones BigCommerce counts itself
    return True
