"""Updates that wait for their call to be full, and what happened to the others."""

from collections import defaultdict
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Update:
    """A change to send: of a product (``variant_id`` 0) or of one of its variants.

    ``variant_id`` is that of ``bigcommerce.variant``; ``accepted`` are the values to
    write down on its mapping once BigCommerce has taken ``body``. ``is_alone``: it
    shares no call with those of other products, as BigCommerce failed at it before.
    """

    mapping_id: int
    body: dict
    accepted: dict
    variant_id: int = 0
    is_alone: bool = False

    @property
    def compared_fields(self):
        """The fields that are sent, as they are called where they are compared."""
        return {"brand_name" if name == "brand_id" else name for name in self.body}


@dataclass
class UpdateBatch:
    """What is to be sent, and whose parts are still on the way.

    A product is in order once all its parts were taken. ``problems`` is mapping id →
    what a user has to correct though the rest is sent, and the product.template that
    is in the way, if any; ``restricted`` is mapping id → the only variants that are
    compared (ids of product.product) because something is wrong with its options;
    ``kept`` is mapping id → the fields that BigCommerce keeps because Odoo has none;
    ``remarks`` is mapping id → sentences about what shoppers do not get of it;
    ``first_priced`` are ids of mappings whose prices are the first from Odoo.
    """

    products: list = field(default_factory=list)
    variants: list = field(default_factory=list)
    incomplete: list = field(default_factory=list)
    has_sent: bool = False
    problems: dict = field(default_factory=dict)
    restricted: dict = field(default_factory=dict)
    kept: dict = field(default_factory=dict)
    remarks: dict = field(default_factory=dict)
    first_priced: set = field(default_factory=set)
    _waiting: dict = field(default_factory=lambda: defaultdict(int))
    _failed: set = field(default_factory=set)

    def add(self, updates):
        for update in updates:
            (self.variants if update.variant_id else self.products).append(update)
            self._waiting[update.mapping_id] += 1

    def take(self, updates, size):
        """Take the next call's worth from these updates, which are of :meth:`add`.

        :rtype: list[Update]
        """
        [first, *others] = updates[:size]
        count = 1
        for update in others:
            is_same = update.mapping_id == first.mapping_id
            if not is_same and (first.is_alone or update.is_alone):
                break
            count += 1
        chunk = updates[:count]
        del updates[:count]
        return chunk

    def restrict(self, mapping_id, problem, there, blocking_template=None):
        """Go on with these variants of a product only."""
        self.problems[mapping_id] = (problem, blocking_template)
        self.restricted[mapping_id] = set(there)

    def widen(self, mapping_id, there):
        """Compare more variants: those that have been created meanwhile."""
        if mapping_id in self.restricted:
            self.restricted[mapping_id] |= set(there)

    def fail(self, mapping_id):
        self._failed.add(mapping_id)

    def has_failed(self, mapping_id):
        """:rtype: bool"""
        return mapping_id in self._failed

    def settle(self, updates):
        """Count these parts as answered.

        :return: ids of the mappings that have all their parts taken now
        :rtype: list[int]
        """
        answered = set()
        for update in updates:
            self._waiting[update.mapping_id] -= 1
            if not self._waiting[update.mapping_id]:
                del self._waiting[update.mapping_id]
                answered.add(update.mapping_id)
        return sorted(answered - self._failed)

    def forget(self, mapping_ids):
        """They are in order: of a whole catalog nothing is kept."""
        for mapping_id in mapping_ids:
            self.kept.pop(mapping_id, None)
            self.remarks.pop(mapping_id, None)
        self.first_priced.difference_update(mapping_ids)
