"""The brake on prices: before many change on BigCommerce, or some beyond all reason, a
person is asked.

A pricelist chosen by mistake, or an import with its decimal point in the wrong place,
would sell the shop out. What was asked for once is not asked for again. The brake on
stock is ``sync/inventory/brake.py``.
"""

from decimal import Decimal

from odoo.fields import Domain

from ...mappers.price_move import PriceMove, largest_move, with_inherited
from ..flow.brakes import MOST_NAMED, is_too_many

# So many are not mistyped one by one.
_MIN_FAR = 5

_PRICES = {"price", "sale_price"}
# Of what a person was asked about, nobody knows whether it is still so.
_HELD = Domain("held_price", "!=", False) & Domain("is_price_asked", "=", False)


class PriceBrake:
    """Products whose price moves much wait until all of them are known.

    Those that were on BigCommerce before and get their first price from Odoo wait only
    if it is beyond all reason: the dry run tells of the others.

    :param CatalogStep step: that sends prices
    """

    def __init__(self, step):
        self.store, self.mappings = step.store, step.mappings
        self.pending = step.pending(is_mapped=True)
        self.is_on = (
            step.previewed is None
            and self.mappings.search_count(self.pending, limit=_MIN_FAR) >= _MIN_FAR
        )

    def compared_first(self):
        """Those that are not known to wait.

        :rtype: Domain
        """
        return ~_HELD if self.is_on else Domain.TRUE

    def holds(self, mapping, updates):
        """Whether this product waits; it is written down, for runs are short.

        :param list updates: what is to be sent of it, of :class:`.batch.Update`
        :rtype: bool
        """
        if not self.is_on:
            return False
        held = _to_hold(mapping, largest_move(_prices(mapping, updates)))
        if held or mapping.held_price:
            is_known = mapping.is_price_asked or mapping.is_price_confirmed
            mapping.write(
                {
                    "held_price": held,
                    "is_price_asked": False,
                    "is_price_confirmed": is_known and mapping.held_price == held,
                }
            )
        return bool(held)

    def is_pulled(self):
        """Pause the store if too many prices wait, or some that move too far.

        Going live again says that they are right.

        :return: whether none of them may be sent
        :rtype: bool
        """
        held = self.mappings.search(self.pending & _HELD, order="id")
        if not held:
            return False
        moves = {mapping: _held_move(mapping) for mapping in held}
        far = held.filtered(lambda mapping: moves[mapping].is_far)
        total = self._count_there()
        unasked = held.filtered(lambda mapping: not mapping.is_price_confirmed)
        count = len(unasked)
        if len(far & unasked) < _MIN_FAR and not is_too_many(count, total):
            return False
        named = (far & unasked | unasked)[:MOST_NAMED]
        examples = [(mapping, moves[mapping]) for mapping in named]
        self.store._pause(self._question(len(held), total, len(far), examples))
        held.is_price_asked = True
        return True

    def release(self):
        """:return: those that waited: they may go now
        :rtype: Domain
        """
        self.is_on = False
        return _HELD

    def _count_there(self):
        """How many products BigCommerce has of those that are sold."""
        there = Domain("store_id", "=", self.store.id)
        there &= Domain("external_id", "!=", False) & Domain("state", "!=", "skipped")
        return self.mappings.search_count(there)

    def _question(self, count, total, far, examples):
        currency = self.store.currency_id or self.store.company_id.currency_id
        texts = [
            f"{mapping.display_name} ("
            f"{'?' if move.old is None else currency.format(float(move.old))} → "
            f"{currency.format(float(move.new))})"
            for mapping, move in examples
        ]
        return self.store.env._(
            "The next run would change the prices of %(count)s of %(total)s products "
            "on BigCommerce, %(far)s of them by a factor of 10 or more, for example of "
            "%(examples)s. The list of products shows all of them (filter Price Held "
            "Back). None of these prices was sent. If they are right, go live again: "
            "they are sent then. If not, first put right in Odoo what changed them, "
            "such as an import, a pricelist or a tax.",
            count=count,
            total=total,
            far=far,
            examples=", ".join(texts),
        )


def _prices(mapping, updates):
    """What BigCommerce has of each variant, and has after these updates.

    :rtype: Iterable[tuple[dict, dict]]
    """
    if not any(update.body.keys() & _PRICES for update in updates):
        return
    after = {one.variant_id: one.accepted["accepted_values"] for one in updates}
    there = mapping.accepted_values or {}
    product = there, after.get(0, there)
    if not mapping.has_options:
        yield product
        return
    for row in mapping.variant_ids:
        own = row.accepted_values, after.get(row.id, row.accepted_values)
        if row.accepted_values:
            yield tuple(map(with_inherited, product, own))
        elif row.id in after:  # a person requeued it: nobody knows what is there
            yield {}, with_inherited(product[1], after[row.id])


def _to_hold(mapping, move):
    """:return: what is written down of a product that has to wait
    :rtype: list | bool
    """
    if not move or mapping.keeps_price and not move.is_far:
        return False
    return [move.old if move.old is None else str(move.old), str(move.new)]


def _held_move(mapping):
    """:rtype: PriceMove"""
    old, new = mapping.held_price
    return PriceMove(old if old is None else Decimal(old), Decimal(new))
