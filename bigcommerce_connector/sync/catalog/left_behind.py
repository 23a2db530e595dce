"""Products and variants that were deleted in Odoo, off sale on BigCommerce if the owner
wanted it.

Their mappings are gone with them; a note tells which they were, and another one which
of them were hidden from here: should Odoo have them again, they are on sale again.
"""

import logging
from dataclasses import dataclass

from odoo.tools import SQL

from ...api.resources.catalog import Products, Variants
from ..flow.refused_batch import send_narrowed
from .step import CatalogStep

_logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class LeftKind:
    """Products or variants.

    ``to_hide`` and ``hidden`` are kinds of notes, ``model`` is that of their mappings,
    ``at_once`` how many a call takes.
    """

    to_hide: str
    hidden: str
    model: str
    at_once: int


PRODUCTS = LeftKind("hide", "hidden", "bigcommerce.product", Products.BATCH_SIZE)
VARIANTS = LeftKind(
    "hide_variant", "hidden_variant", "bigcommerce.variant", Variants.BATCH_SIZE
)


class LeftBehind(CatalogStep):
    """Hide what nobody in Odoo answers for any more."""

    def hide_products(self):
        """One query where nothing is to be done.

        :return: whether there is time left
        :rtype: bool
        """
        return self._hide(PRODUCTS, self._visible_products, self._hide_products)

    def hide_variants(self):
        """The same; once what is sold was compared, as other variants of Odoo may have
        them, or have replaced them.
        """
        return self._hide(VARIANTS, self._variants_on_sale, self._hide_variants)

    def _hide(self, kind, list_shown, send):
        """What the merchant has hidden stays the merchant's.

        :param LeftKind kind:
        :param list_shown: of the notes gives BigCommerce's ids of what shoppers can buy
        :param send: takes ids
        :return: whether there is time left
        """
        while notes := notes_of(self.store, [kind.to_hide], kind.at_once):
            left = self._not_taken_over(kind, notes)
            self.commit()
            shown = set(list_shown(left)) if left else set()
            # Before it is sent: after a crash it would be taken for the merchant's.
            self._remember(kind, left.filtered(lambda n, ids=shown: n.res_id in ids))
            self.commit()
            send_narrowed(sorted(shown & set(left.mapped("res_id"))), send, log_refused)
            # Not before: a crash has it sent again, which does no harm.
            notes.exists().unlink()
            if not self.commit(len(notes)):
                return False
        return True

    def _not_taken_over(self, kind, notes):
        """Without those that a product of Odoo with the same SKU has now."""
        ids = [str(note.res_id) for note in notes]
        taken = self.env[kind.model].search(
            [("store_id", "=", self.store.id), ("external_id", "in", ids)]
        )
        taken = {int(row.external_id) for row in taken}
        return notes.filtered(lambda note: note.res_id not in taken)

    def _remember(self, kind, notes):
        self.env["bigcommerce.change"]._note_remote(
            [
                (self.store, kind.hidden, note.res_id, note.remote_product_id)
                for note in notes
            ]
        )

    # === BIGCOMMERCE === #

    def _visible_products(self, notes):
        rows = self.client.products.list(
            {"id:in": notes.mapped("res_id")}, include_fields="is_visible"
        )
        return (row["id"] for row in rows if row["is_visible"])

    def _variants_on_sale(self, notes):
        products = sorted(set(notes.mapped("remote_product_id")))
        rows = self.client.variants.list(
            {"product_id:in": products}, include_fields="purchasing_disabled"
        )
        return (row["id"] for row in rows if not row["purchasing_disabled"])

    def _hide_products(self, ids):
        bodies = [{"id": id_, "is_visible": False} for id_ in ids]
        self.client.products.update_many(bodies)

    def _hide_variants(self, ids):
        bodies = [{"id": id_, "purchasing_disabled": True} for id_ in ids]
        self.client.variants.update_many(bodies)


def take_over_hidden(store, kind):
    """Odoo has products or variants again that were hidden when it had deleted them.

    One query.

    :param store: a ``bigcommerce.store``
    :param LeftKind kind:
    """
    rows = store.env[kind.model]
    rows.flush_model(["store_id", "external_id"])
    store.env.cr.execute(
        SQL(
            "DELETE FROM bigcommerce_change note USING %(table)s mapped"
            " WHERE note.store_id = %(store)s AND note.kind = %(kind)s"
            "  AND mapped.store_id = note.store_id"
            "  AND mapped.external_id = note.res_id::varchar"
            " RETURNING mapped.id",
            table=SQL.identifier(rows._table),
            store=store.id,
            kind=kind.hidden,
        )
    )
    found = rows.browse({row[0] for row in store.env.cr.fetchall()})
    found.filtered(lambda row: not row.visibility).visibility = "hidden"


def notes_of(store, kinds, limit):
    """What is to be done about products that were deleted in Odoo.

    :param list kinds: of ``bigcommerce.change``
    :rtype: bigcommerce.change
    """
    mine = [("store_id", "=", store.id), ("kind", "in", kinds)]
    return store.env["bigcommerce.change"].search(mine, limit=limit, order="id")


def log_refused(item, error):
    """Nobody could put it right in Odoo: it is deleted there, perhaps here as well."""
    _logger.warning("deleted in Odoo, and refused by BigCommerce: %s: %s", item, error)
