"""A call's worth of stock; what BigCommerce refuses of it: which items, and why.

How BigCommerce words a refusal is not documented, nor that it names every item. So the
products of a refused request are read, 250 a call: that shows those that were deleted,
or whose stock is tracked in another way. What remains is narrowed down by halves.
"""

from collections import Counter

from odoo import fields, models
from odoo.tools import SQL

from ...api import errors
from ...mappers.product_problem import Problem
from ...mappers.stock import item_state, refused_identities, says_tracking
from ..catalog.problem_sentences import problem_message
from ..catalog.remote_products import RemoteProducts
from ..flow.failure import is_of_one_by_now
from ..flow.refused_batch import send_narrowed
from ..flow.stopwatch import seconds, timed
from ..store.details import StoreDetails

# Refused one by one, and none taken at the same location: it is not about an item.
_REFUSED_AS_A_WHOLE = 8
# A run of many refusals ends; the next one goes on.
_MAX_TRIES = 40


class StockRequest:
    """Sends a call's worth of levels, and remembers what it met so far."""

    def __init__(self, store, client):
        self.store = store
        self.client = client
        self.env = store.env
        self.tries = 0
        self.is_examined = False
        self.has_dropped = False
        self.taken = set()  # database ids of locations
        self.alone = []  # (level, error): refused for itself
        self.as_a_whole = {}  # location → error

    def send(self, levels):
        """Send a call's worth; what is refused needs attention, its neighbours go on.

        With B bad ones of N that reading does not show: O(B · log N) calls, and no
        more than :data:`_MAX_TRIES` a run.

        :param list levels: of :class:`Level`
        :return: those that are left to another run
        :rtype: list[Level]
        :raise errors.DataError: when it is not about some item
        """
        untried = send_narrowed(
            levels,
            self._send_open,
            self._close,
            self._explain,
            self._is_tried_enough,
            self._is_failing,
        )
        for _level, error in self.alone if not self.taken else ():
            if isinstance(error, errors.TemporaryError):
                raise error  # nothing shows that it is about an item
        for level, error in self.alone:
            if level.location_id not in self.as_a_whole:
                self._set_attention([level], error)
        if self.as_a_whole:
            self._commit()
            raise next(iter(self.as_a_whole.values()))
        return untried

    def _is_failing(self, levels, error):
        """Whether BigCommerce may fail at one of them, as it did before."""
        if isinstance(error, errors.TimedOut):
            return False  # a minute was waited
        if len(levels) == 1:
            self._close(levels[0], error)
        return not self.as_a_whole and is_of_one_by_now(self.store, "stock", error)

    def _is_tried_enough(self):
        return self.tries >= _MAX_TRIES

    @timed()
    def _send_open(self, levels):
        """Send what is at locations that are not refused as a whole."""
        levels = [level for level in levels if level.location_id not in self.as_a_whole]
        if levels:
            self.tries += 1
            self._put(levels)
            self.taken |= {level.location_id for level in levels}
            self._acknowledge(levels)

    def _put(self, levels):
        locations = {row.id: int(row.external_id) for row in self.store.location_ids}
        items = [level.body(locations) for level in levels]
        self._commit()
        self.client.inventory.set_absolute(items, self.env._("Stock in Odoo"))

    def _acknowledge(self, levels):
        """Write down, in one statement, what BigCommerce has taken."""
        model = self.env["bigcommerce.inventory.level"]
        model.flush_model()
        self.env.cr.execute(
            SQL(
                "INSERT INTO bigcommerce_inventory_level (store_id, company_id,"
                "  variant_id, location_id, quantity, is_sold, is_acknowledged,"
                "  acknowledged_on, sync_seconds, create_uid, create_date, write_uid,"
                "  write_date)"
                " SELECT %(store)s, %(company)s, variant_id, location_id, quantity,"
                "  is_sold, TRUE, %(now)s, %(seconds)s, %(user)s, %(now)s, %(user)s,"
                "  %(now)s"
                " FROM unnest(%(variants)s::int4[], %(locations)s::int4[],"
                "  %(quantities)s::int4[], %(sold)s::bool[])"
                "  sent (variant_id, location_id, quantity, is_sold)"
                " JOIN bigcommerce_variant variant ON variant.id = sent.variant_id"
                " ON CONFLICT (variant_id, location_id) DO UPDATE SET"
                "  quantity = EXCLUDED.quantity, is_sold = EXCLUDED.is_sold,"
                "  is_acknowledged = TRUE,"
                "  acknowledged_on = EXCLUDED.acknowledged_on,"
                "  sync_seconds = EXCLUDED.sync_seconds,"
                "  write_date = EXCLUDED.write_date, write_uid = EXCLUDED.write_uid",
                store=self.store.id,
                company=self.store.company_id.id,
                now=fields.Datetime.now(),
                seconds=seconds(),
                user=self.env.uid,
                variants=[level.variant_id for level in levels],
                locations=[level.location_id for level in levels],
                quantities=[level.quantity for level in levels],
                sold=[level.is_sold for level in levels],
            )
        )
        model.invalidate_model()

    # === REFUSED === #

    def _explain(self, levels, error):
        """Take out what a refusal is about, as far as it can be seen.

        :return: the chunks to send again
        :rtype: list[list[Level]] | None
        """
        if says_tracking(str(error)) and not self.has_dropped:
            named = refused_identities(str(error))
            refused = [level for level in levels if level.named in named]
            if refused:  # the cause is told, so nothing has to be read for it
                self.has_dropped = True
                self._set_attention(refused, error)
                return [[level for level in levels if level not in refused]]
        if not self.is_examined:
            self.is_examined = True
            rest = self._set_attention_explained(levels)
            if len(rest) < len(levels):
                return [rest]
        return None

    def _close(self, level, error):
        """Note a level that is refused for itself, or everything of its location."""
        self.alone.append((level, error))
        location = level.location_id
        count = Counter(other.location_id for other, _error in self.alone)[location]
        if count >= _REFUSED_AS_A_WHOLE and location not in self.taken:
            self.as_a_whole[location] = error

    def _set_attention_explained(self, levels):
        """Read these items on BigCommerce; set attention where that explains a refusal.

        :return: the levels whose items are there and tracked as they are sent, at
            locations that take stock
        :rtype: list[Level]
        """
        self._commit()  # no lock is held while BigCommerce answers
        variants = self.env["bigcommerce.variant"].browse(
            [level.variant_id for level in levels]
        )
        mapped = {variant.id: variant.mapping_id for variant in variants}
        ids = sorted(set(variants.mapping_id.mapped("external_id")), key=int)
        documents = {
            str(document["id"]): document
            for document in RemoteProducts(self.client).by_ids(ids)
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
            StoreDetails(self.store, self.client).read_locations()
        for mapping, (state, document) in states.items():
            mapping._set_attention_stock(state, document)
        self._commit()
        enabled = set(self.store.location_ids._published().ids)
        return [
            level
            for level in levels
            if level.variant_id not in refused and level.location_id in enabled
        ]

    def _set_attention(self, levels, error):
        message = self.env._(
            "BigCommerce refused the stock of this product: %s Check how its stock "
            "is tracked on BigCommerce, then requeue it.",
            error.reason,
        )
        variants = self.env["bigcommerce.variant"].browse(
            {level.variant_id for level in levels}
        )
        variants = variants.exists()
        variants.stock_message = message
        for mapping in variants.mapping_id:
            mapping._set_attention(message, "stock_refused")

    def _commit(self):
        self.env["ir.cron"]._commit_progress()


class BigcommerceProduct(models.Model):
    _inherit = "bigcommerce.product"

    def _set_attention_stock(self, state, document):
        """BigCommerce cannot take this product's stock: set it to Needs Attention.

        :param str state: as :func:`item_state` gives it
        :param dict document: the product as BigCommerce lists it, if it does
        """
        self.ensure_one()
        store = self.store_id
        if state == "gone":
            self._forget_deleted()
        elif state == "variant_gone":
            # The stock of its other variants goes on.
            ids = {str(variant.get("id")) for variant in document["variants"]}
            gone = self.variant_ids.filtered(lambda each: each.external_id not in ids)
            problem = Problem("variant_gone")
            gone.stock_message = problem_message(self.env, problem)
            self.options_hash = False
            self._set_attention_for(problem)
        else:
            # The next push names the items as they are tracked by then; with Product
            # Sync, the requeue first has them tracked as they were.
            if not store.product_sync:
                self.inventory_tracking = document.get("inventory_tracking") or "none"
            message = self._tracking_text(state)
            self.variant_ids.stock_message = message
            self._set_attention(message, state)
