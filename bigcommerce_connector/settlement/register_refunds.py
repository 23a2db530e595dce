"""What cashiers gave back of a web order, as far as the web has recorded it.

A register's refund is the shop's own: BigCommerce learns of it when somebody records it
there. What is recorded belongs to both sides, and what is not is no difference that
could be posted: it is shown until somebody records it. What was recorded once stays so:
what is ordered later is sold again.
"""

from decimal import Decimal

from ..mappers.amounts import ZERO
from .ledger import Ledger
from .money import NOTHING, Money, total
from .part import Part
from .refund_plan import RefundPlan
from .target import Target


class RegisterRefunds:
    """Cashiers' refunds beside what the web order shows.

    :param Ledger ledger: what is posted
    :param RefundPlan plan: what is going to be, if anything
    """

    def __init__(self, ledger: Ledger, plan: RefundPlan | None = None) -> None:
        self._ledger = ledger
        self._plan = plan or RefundPlan(ledger)

    # === RECORDED BEFORE === #

    def recorded_units(self, key: str) -> Decimal:
        """Of the units that cashiers took back, those that were recorded before."""
        given = self._ledger.given_units(key)
        return min(self._ledger.recorded.get(key, ZERO), given)

    def recorded_charge(self, key: str) -> Decimal:
        """Of a charge that cashiers gave back, what was recorded before."""
        given = self._ledger.given_money(key).inc_tax
        return min(self._ledger.recorded.get(key, ZERO), given)

    # === RECORDED BY NOW === #

    def units(self, key: str, wanted: Decimal) -> Decimal:
        """Units taken back that the web has recorded, now or before.

        :param Decimal wanted: net quantity of the web order
        """
        lowered = self._ledger.units(key) + self._plan.units(key) - wanted
        given = self._ledger.given_units(key)
        return _recorded(given, lowered, self.recorded_units(key))

    def charge(self, key: str, part: Part | None) -> Decimal:
        """Money of a charge given back that the web has recorded, now or before."""
        wanted = part.inc_tax if part else ZERO
        lowered = self._ledger.money(key).inc_tax - wanted
        given = self._ledger.given_money(key).inc_tax
        return _recorded(given, lowered, self.recorded_charge(key))

    def of_item(self, key: str, wanted: Decimal) -> Money:
        """The money of :meth:`units`; positive."""
        units = self.units(key, wanted)
        if not units:
            return NOTHING
        given = self._ledger.given_money(key)
        return given.share(units, self._ledger.given_units(key), self._ledger.places)

    def of_charge(self, key: str, part: Part | None) -> Money:
        """The money of :meth:`charge` with its tax; positive."""
        money = self.charge(key, part)
        if money <= 0:
            return NOTHING
        given = self._ledger.given_money(key)
        return given.share(money, given.inc_tax, self._ledger.places)

    def of_adjustments(self, left: Decimal) -> Money:
        """Money of adjustments given back that the web explains; positive.

        :param Decimal left: what the web says less everything else, tax included
        """
        given = self._ledger.given_adjustments
        money = _recorded(given.inc_tax, -left)
        if not money:
            return NOTHING
        return given.share(money, given.inc_tax, self._ledger.places)

    def total(self, target: Target) -> Money:
        """Of goods and charges, all that the web has recorded; positive."""
        return total(
            [
                *(
                    self.of_item(key, quantity_of(target, key))
                    for key in self._ledger.item_keys
                ),
                *(
                    self.of_charge(key, target.charges.get(key))
                    for key in self._ledger.given_charge_keys
                ),
            ]
        )


def quantity_of(target: Target, key: str) -> Decimal:
    """Net quantity of an item; 0 of one that is gone."""
    return target.items[key].quantity if key in target.items else ZERO


def _recorded(given: Decimal, lowered: Decimal, before: Decimal = ZERO) -> Decimal:
    """Of what was given back, as much as the web order is lowered, or was before."""
    return min(max(ZERO, before, lowered), given)
