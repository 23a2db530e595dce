"""Stock that BigCommerce refuses: which items are meant, why, and what to do.

How BigCommerce words a refusal is not documented, nor that it names every item. So the
products of a refused request are read, 250 a call: that shows those that were deleted,
or whose stock is tracked in another way. What remains is narrowed down by halves.
"""

from collections import Counter
from dataclasses import dataclass, field

from odoo import models

from ...api import errors
from ...mappers.product_problem import Problem
from ...mappers.stock import item_state, refused_identities, says_tracking

# Refused one by one, and none taken at the same location: it is not about an item.
_REFUSED_AS_A_WHOLE = 8
# A run of many refusals ends; the next one goes on.
_MOST_TRIES = 40


@dataclass
class Refusals:
    """What one request's worth of levels met so far."""

    tries: int = 0
    is_examined: bool = False
    has_dropped: bool = False
    taken: set = field(default_factory=set)  # database ids of locations
    alone: list = field(default_factory=list)  # (level, error)
    as_a_whole: dict = field(default_factory=dict)  # location → error

    def close(self, level, error):
        """Note a level that is refused for itself.

        :return: whether everything of its location is refused
        """
        self.alone.append((level, error))
        location = level.location_id
        count = Counter(other.location_id for other, _error in self.alone)[location]
        if count < _REFUSED_AS_A_WHOLE or location in self.taken:
            return False
        self.as_a_whole[location] = error
        return True


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _send_levels(self, client, levels):
        """Send a call's worth; what is refused is parked, its neighbours go on.

        With B bad ones of N that reading does not show: O(B · log N) calls, and no
        more than :data:`_MOST_TRIES` a run.

        :raise errors.DataError: when it is not about some item
        """
        refusals, todo = Refusals(), [levels]
        while todo and refusals.tries < _MOST_TRIES:
            chunk = [
                level
                for level in todo.pop()
                if level.location_id not in refusals.as_a_whole
            ]
            if not chunk:
                continue
            refusals.tries += 1
            try:
                self._put_levels(client, chunk)
            except errors.DataError as error:
                todo += self._narrow_down(client, chunk, error, refusals)
            else:
                refusals.taken |= {level.location_id for level in chunk}
                self._acknowledge(chunk)
        for level, error in refusals.alone:
            if level.location_id not in refusals.as_a_whole:
                self._park_levels([level], self._stock_refusal_text(error))
        if refusals.as_a_whole:
            self._commit_stock()
            raise next(iter(refusals.as_a_whole.values()))

    def _put_levels(self, client, levels):
        locations = {row.id: int(row.external_id) for row in self.location_ids}
        items = [level.body(locations) for level in levels]
        self._commit_stock()
        client.inventory.set_absolute(items, self.env._("Stock in Odoo"))

    def _narrow_down(self, client, levels, error, refusals):
        """Take out what a refusal is about.

        :return: the chunks to send again
        :rtype: list[list[Level]]
        """
        if says_tracking(str(error)) and not refusals.has_dropped:
            named = refused_identities(str(error))
            refused = [level for level in levels if level.named in named]
            if refused:  # the cause is told, so nothing has to be read for it
                refusals.has_dropped = True
                self._park_levels(refused, self._stock_refusal_text(error))
                return [[level for level in levels if level not in refused]]
        if not refusals.is_examined:
            refusals.is_examined = True
            rest = self._without_explained(client, levels)
            if len(rest) < len(levels):
                return [rest]
        if len(levels) == 1:
            refusals.close(levels[0], error)
            return []
        half = len(levels) // 2
        return [levels[half:], levels[:half]]

    def _without_explained(self, client, levels):
        """Read what BigCommerce has of these items, and park what explains a refusal.

        :return: the levels whose items are there and tracked as they are sent, at
            locations that take stock
        :rtype: list[Level]
        """
        self._commit_stock()  # no lock is held while BigCommerce answers
        variants = self.env["bigcommerce.variant"].browse(
            [level.variant_id for level in levels]
        )
        mapped = {variant.id: variant.mapping_id for variant in variants}
        ids = sorted(set(variants.mapping_id.mapped("external_id")), key=int)
        documents = {
            str(document["id"]): document
            for document in self._read_products(client, ids)
        }
        states, refused = {}, set()
        for level in levels:
            mapping = mapped[level.variant_id]
            document = documents.get(mapping.external_id)
            state = item_state(level.item, document)
            if state:
                states.setdefault(mapping, (state, document))
                refused.add(level.variant_id)
        if not states:
            self._read_locations(client)
        for mapping, (state, document) in states.items():
            mapping._park_stock(state, document)
        self._commit_stock()
        enabled = set(self._published_locations().ids)
        return [
            level
            for level in levels
            if level.variant_id not in refused and level.location_id in enabled
        ]

    def _stock_refusal_text(self, error):
        return self.env._(
            "BigCommerce refuses the stock of this product: %s Check how its stock is "
            "tracked on BigCommerce, then requeue.",
            error,
        )

    def _park_levels(self, levels, message):
        variants = self.env["bigcommerce.variant"].browse(
            {level.variant_id for level in levels}
        )
        variants = variants.exists()
        variants.stock_message = message
        for mapping in variants.mapping_id:
            mapping._park(message)


class BigcommerceProduct(models.Model):
    _inherit = "bigcommerce.product"

    def _park_stock(self, state, document):
        """BigCommerce cannot take this product's stock: park it with the reason.

        :param str state: as :func:`item_state` gives it
        :param dict document: the product as BigCommerce lists it, if it does
        """
        self.ensure_one()
        store = self.store_id
        if state == "gone":
            self._forget_remote(store._problem_text(Problem("gone")))
        elif state == "variant_gone":
            # The stock of its other variants goes on.
            ids = {str(variant.get("id")) for variant in document["variants"]}
            gone = self.variant_ids.filtered(lambda each: each.external_id not in ids)
            problem = Problem("variant_gone")
            gone.stock_message = store._problem_text(problem)
            self.options_hash = False
            self._park_for(problem)
        else:
            # The next push names the items as they are tracked by then; with Product
            # Sync, the requeue first has them tracked as they were.
            if not store.product_sync:
                self.inventory_tracking = document.get("inventory_tracking") or "none"
            message = self._tracking_text(state)
            self.variant_ids.stock_message = message
            self._park(message)
