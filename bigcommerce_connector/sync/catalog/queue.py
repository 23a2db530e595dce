"""From *this product changed* to *this mapping is to be looked at*.

Nothing relies on a note: what was missed while the store was paused, or before it was
connected, is found by comparing which products are eligible with which are mapped.
"""

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .shared_inputs import catalog_basis, match_basis
from .step import PART, in_parts

# Problems that the product in ``blocking_product_tmpl_id`` is the cause of.
_OF_ANOTHER_PRODUCT = ("duplicate_sku_elsewhere", "taken", "rivals")

# What queuing asks of each mapping: of a whole catalog, nothing else is read.
_READ = (
    "external_id",
    "has_options",
    "held_price",
    "inventory_tracking",
    "is_unlinked",
    "state",
)


def queue_changed_products(store):
    """Queue the mappings of changed products; make those that lack.

    :param store: a ``bigcommerce.store``, in the course of its catalog flow
    """
    ChangedProducts(store).queue()


class ChangedProducts:
    """Which mappings of a store are to be compared in this run.

    :param list template_ids: of these products only; None: of all
    """

    def __init__(self, store, template_ids=None):
        self.store = store
        self.env = store.env
        self.mappings = store.env["bigcommerce.product"]
        self.mine = Domain("store_id", "=", store.id)
        self.is_due = False
        self.eligible = store._eligible_domain()
        if template_ids is not None:
            self.mine &= Domain("product_tmpl_id", "in", template_ids)
            self.eligible &= Domain("id", "in", template_ids)

    def queue(self):
        self.is_due = self._is_daily_check_due()
        if self.is_due:
            self._retry_refused()
        self._queue_noted()
        self._queue_unblocked()
        self._queue_failing()
        self._map_new()
        self._queue_sold_again()
        self._skip_unsold()
        self._queue_absent()
        self._queue_unsent()

    def queue_all(self):
        """As on the first run of a day, whatever has changed."""
        self._map_new()
        self._queue_sold_again()
        self._skip_unsold()
        self._queue_attention()
        self._queue(Domain("state", "=", "synced"))

    def _find(self, *domains):
        """The mappings, part by part as :func:`in_parts`; each is seen once.

        :rtype: Iterator[bigcommerce.product]
        """
        domain, last = Domain.AND([self.mine, *domains]), 0
        while part := self.mappings.search_fetch(
            domain & Domain("id", ">", last), _READ, limit=PART, order="id"
        ):
            last = part[-1].id
            yield part
            if len(part) < PART:
                return
            self.env.invalidate_all()

    def _queue(self, *domains):
        for part in self._find(*domains):
            part._queue()

    def _queue_noted(self):
        changed = list(self.env["bigcommerce.change"]._consume("catalog", self.store))
        if changed:
            self._queue(
                Domain("product_tmpl_id", "in", changed)
                | Domain("blocking_product_tmpl_id", "in", changed),
                Domain("state", "in", ("synced", "attention", "pending")),
            )

    def _queue_unblocked(self):
        """The one that was in the way was deleted."""
        self._queue(
            Domain("state", "=", "attention"),
            Domain("problem_code", "in", _OF_ANOTHER_PRODUCT),
            Domain("blocking_product_tmpl_id", "=", False),
        )

    def _queue_failing(self):
        """BigCommerce had an error with them; it may be mended."""
        self._queue(
            Domain("state", "=", "attention"),
            Domain("problem_code", "=", "failing"),
            Domain("retry_at", "<=", fields.Datetime.now()),
        )

    def _map_new(self):
        templates = self.env["product.template"].search(
            self.eligible & Domain("bigcommerce_mapping_ids", "not any", self.mine)
        )
        for part in in_parts(templates):
            self.mappings.create(
                [
                    {"store_id": self.store.id, "product_tmpl_id": template.id}
                    for template in part
                ]
            )

    def _queue_sold_again(self):
        self._queue(
            Domain("state", "=", "skipped"),
            Domain("product_tmpl_id", "any", self.eligible),
        )

    def _skip_unsold(self):
        is_any_skipped = False
        for unsold in self._find(
            Domain("state", "!=", "skipped"),
            Domain("product_tmpl_id", "not any", self.eligible),
        ):
            unsold._skip()
            is_any_skipped = True
        if is_any_skipped and self.store.unsold_items != "leave":
            self.store._trigger_flow("stock")

    def _is_daily_check_due(self):
        """Everything is queued once a day (UTC), as not every cause leaves a note; not
        in each run until one has done all of it: each would begin anew."""
        today = fields.Date.today()
        last = self.store._flow("catalog").last_success
        is_done = last and last.date() == today
        if is_done or self.store.daily_check_on == today:
            return False
        self.store.daily_check_on = today
        return True

    def _retry_refused(self):
        """What BigCommerce refused to hide, or to have as a modifier or a category, is
        sent again."""
        for refused in self._find(Domain("visibility_message", "!=", False)):
            refused.visibility_message = False
        for refused in self._find(Domain("modifier_message", "!=", False)):
            refused.modifiers_hash = False
        categories = self.env["bigcommerce.category"].search(
            Domain("store_id", "=", self.store.id)
        )
        categories._queue_daily_check()

    def _queue_absent(self):
        """What BigCommerce did not have is looked for once a day, and at once when it
        may be created now, or be found by another rule."""
        basis, known = match_basis(self.store), self.store.match_basis
        if basis != known:
            self.store.match_basis = basis
        if self.is_due or basis != known:
            absent = Domain("is_absent", "=", True)
            self._queue(Domain("state", "=", "pending"), absent)

    def _queue_unsent(self):
        """Once a day, and when what is part of every price changes: everything."""
        unsent = Domain("accepted_values", "=", False)
        if not self.store.product_sync:
            unsent = Domain.FALSE
        # A tax, a unit or a rate is part of every price: one query says whether.
        basis, known = catalog_basis(self.store), self.store.catalog_basis
        if basis != known:
            self.store.catalog_basis = basis
            self._forget_kept()
        compared = Domain("state", "=", "synced")
        if self.is_due or (known and basis != known):
            unsent = Domain.TRUE
            compared |= Domain("held_price", "!=", False)
        if self.is_due:
            self._queue_attention()
        self._queue(compared, unsent)

    def _queue_attention(self):
        """What was mended on BigCommerce leaves no note here."""
        self._queue(
            Domain("state", "=", "attention"),
            Domain("problem_code", "!=", "variant_gone"),
        )

    def _forget_kept(self):
        """What BigCommerce keeps may change there, so nobody knows it any more.

        Once Odoo writes the field again, it is sent.
        """
        kept = list(self.store._field_rules().kept)
        mine = [("store_id", "=", self.store.id), ("field", "in", kept)]
        self.env["bigcommerce.drift"].search(mine).unlink()
        for model in ("bigcommerce.product", "bigcommerce.variant"):
            self.env[model].flush_model(["accepted_values"])
            self.env.cr.execute(
                SQL(
                    "UPDATE %(table)s SET accepted_values = accepted_values - %(kept)s"
                    " WHERE store_id = %(store)s AND accepted_values ?| %(kept)s",
                    table=SQL.identifier(self.env[model]._table),
                    kept=kept,
                    store=self.store.id,
                )
            )
            self.env[model].invalidate_model(["accepted_values"])


class BigcommerceProduct(models.Model):
    _inherit = "bigcommerce.product"

    def _queue(self):
        """Look at them in this run; not at those that a user has unlinked."""
        self._compare_held_price()
        self.filtered(lambda mapping: not mapping.is_unlinked).write(
            {
                "state": "pending",
                "message": False,
                "problem_code": False,
                "blocking_product_tmpl_id": False,
                "retry_at": False,
                "is_absent": False,
                "is_image_check_due": True,
            }
        )

    def _compare_held_price(self):
        """The price that waits may be another one now. Which one a person was asked
        about stays known: nobody is asked twice about the same.
        """
        held = self.filtered("held_price")
        asked = held.filtered(lambda m: m.is_price_asked or m.is_price_confirmed)
        asked.is_price_asked = True
        (held - asked).held_price = False

    def _queue_blocked(self):
        """Try those again that waited for these products."""
        self.search(
            Domain("store_id", "in", self.store_id.ids)
            & Domain("state", "=", "attention")
            & Domain("blocking_product_tmpl_id", "in", self.product_tmpl_id.ids)
        )._queue()

    def _skip(self):
        for mapping in self:
            message = self.env._(
                "This product is no longer sold on BigCommerce (see Sell on "
                "BigCommerce and Entitled Locations on the product), so it is not "
                "updated there. Items No Longer Sold on the store's page sets what "
                "happens to it."
            )
            if not mapping.external_id:
                message = self.env._("This product is not sold on BigCommerce.")
            mapping.drift_ids.unlink()
            mapping.write(
                {
                    "state": "skipped",
                    "is_requeued": False,
                    "held_price": False,
                    "message": message,
                }
            )
