"""Products that are no longer to be sold, hidden on BigCommerce if the owner wants it.

What the merchant has hidden there stays hidden: only what was hidden from here is shown
again when it is sold again.
"""

from contextlib import suppress
from functools import partial

from odoo.fields import Domain
from odoo.tools import split_every

from ...api import errors
from ...api.paging import PAGE
from ...api.resources.catalog import Products
from ...mappers.accepted import accepted_values
from ..flow.brakes import MANY
from ..flow.failure import is_of_one_by_now
from ..flow.refused_batch import send_narrowed
from .hide_brake import is_hiding_braked
from .left_behind import PRODUCTS, take_over_hidden
from .step import CatalogStep


class Visibility(CatalogStep):
    """Hide what is no longer sold, and show what was hidden and is sold again."""

    def __init__(self, store, client):
        super().__init__(store, client)
        self._seen_visible = self.mappings  # the brake asks before many are hidden

    def run(self):
        """Three queries where nothing is to be done.

        :return: whether there is time left
        :rtype: bool
        """
        if self.previewed is None:
            take_over_hidden(self.store, PRODUCTS)
        there = self.mine() & Domain("external_id", "!=", False)
        # What was refused is tried again once a day, see queue.py.
        there &= Domain("visibility_message", "=", False)
        # A product of which every variant is excluded is sold no more, either.
        sold = Domain(
            "product_variant_ids", "any", [("bigcommerce_excluded", "=", False)]
        )
        unsold = Domain("product_tmpl_id", "not any", sold)
        unsold |= Domain("state", "=", "skipped")
        shown = self.mappings.search(
            there & Domain("visibility", "!=", False) & ~unsold
        )
        hidden = self.mappings
        if self.store.unsold_items == "hide":
            hidden = self.mappings.search(
                there & Domain("visibility", "in", (False, "hiding")) & unsold
            )
        if self.previewed is None and self._is_braked(hidden):
            return False
        hidden = hidden.exists().filtered(lambda m: m.visibility != "theirs")
        shown.filtered(lambda m: m.visibility == "theirs").visibility = False
        return self._show(shown.filtered("visibility"), True) and self._hide(hidden)

    def _is_braked(self, hidden):
        """Whether a person is asked before so many vanish from the web store.

        :param hidden: mappings of what is no longer sold
        """
        new = hidden.filtered(lambda m: not m.visibility)
        if len(new) >= MANY:
            chunks = split_every(PAGE, new.ids, new.browse)
            new = self._seen_visible = self.mappings.concat(*map(self._visible, chunks))
        return is_hiding_braked(self.store, new | self._not_for_sale())

    def _not_for_sale(self):
        """Those that the update is about to hide, as Odoo writes the visibility."""
        if "is_visible" in self.rules.kept:
            return self.mappings
        pending = self.pending(is_mapped=True)
        off = self.mappings.search(
            pending & Domain("product_tmpl_id.sale_ok", "=", False)
        )
        shown = accepted_values({"is_visible": True})["is_visible"]
        return off.filtered(
            lambda m: (m.accepted_values or {}).get("is_visible") == shown
        )

    def _visible(self, mappings):
        """Those that BigCommerce shows; of the others, it is written down why not."""
        self.commit()
        documents = self.client.products.list(
            {"id:in": mappings.mapped("external_id")}, include_fields="is_visible"
        )
        visible = {str(d["id"]): d.get("is_visible") for d in documents}
        seen = mappings.filtered(lambda m: visible.get(m.external_id))
        gone = mappings.filtered(lambda m: m.external_id not in visible)
        skipped = gone.filtered(lambda m: m.state == "skipped")
        for mapping in gone:
            mapping._forget_deleted()
        skipped._skip()
        for mapping in mappings - seen - gone:
            mapping.visibility = "hidden" if mapping.visibility else "theirs"
        return seen

    def _hide(self, mappings):
        """What was seen a moment ago is not asked for again.

        :return: whether there is time left
        """
        seen = mappings & self._seen_visible
        unseen = mappings - seen
        chunks = split_every(PAGE, unseen.ids, unseen.browse)
        return all(
            map(self._hide_visible, split_every(PAGE, seen.ids, seen.browse))
        ) and all(self._hide_visible(self._visible(chunk)) for chunk in chunks)

    def _hide_visible(self, mappings):
        # Before it is sent: after a crash it would be taken for the merchant's.
        mappings.visibility = "hiding"
        return self._show(mappings, False)

    def _show(self, mappings, is_visible):
        """Ten a call.

        :return: whether there is time left
        """
        send = partial(self._send, is_visible=is_visible)
        refused = partial(self._tell_refused, is_visible=is_visible)
        failing = partial(self._is_failing, is_visible=is_visible)
        for chunk in split_every(Products.BATCH_SIZE, mappings.ids, mappings.browse):
            send_narrowed(chunk, send, refused, failing=failing)
            if not self.commit(len(chunk)):
                return False
        return True

    def _is_failing(self, mappings, error, is_visible):
        """Whether BigCommerce may fail at one of them, as it did before."""
        is_of_one = is_of_one_by_now(self.store, "catalog", error)
        if is_of_one and len(mappings) == 1:
            self._tell_refused(mappings[0], error, is_visible)
        return is_of_one

    def _send(self, mappings, is_visible):
        """:raise errors.DataError: one of them is refused"""
        bodies = [
            {"id": int(mapping.external_id), "is_visible": is_visible}
            for mapping in mappings
        ]
        self.commit()
        with suppress(errors.PartlySaved):
            self.client.products.update_many(bodies)
        for mapping in mappings:
            mapping.visibility = False if is_visible else "hidden"
            known = mapping.accepted_values or {}
            if "is_visible" in known:
                accepted = accepted_values({"is_visible": is_visible})
                mapping.accepted_values = {**known, **accepted}

    def _tell_refused(self, mapping, error, is_visible):
        if is_visible:
            mapping.visibility_message = self.env._(
                "BigCommerce refused to show this product again: %s Show it there, or "
                "correct what is named; Odoo tries again once a day.",
                error.reason,
            )
        else:
            mapping.visibility = False
            mapping.visibility_message = self.env._(
                "BigCommerce refused to hide this product, which is no longer sold: %s "
                "Hide it there, or correct what is named; Odoo tries again once a day.",
                error.reason,
            )
