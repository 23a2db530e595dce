"""Products and variants that were deleted in Odoo, off sale on BigCommerce if the owner
wanted it.

Their mappings are gone with them; a note tells which they were.
"""

import logging

from ...api.resources.catalog import Products, Variants
from ..flow.refused_batch import send_narrowed
from .category_ids import ids_of, ids_text
from .step import CatalogStep

_logger = logging.getLogger(__name__)


class LeftBehind(CatalogStep):
    """Hide what nobody in Odoo answers for any more."""

    def run(self):
        """Two queries where nothing is to be done.

        :return: whether there is time left
        :rtype: bool
        """
        products, variants = self.client.products, self.client.variants
        return self._hide(
            ("hide", "bigcommerce.product", {"is_visible": False}),
            Products.BATCH_SIZE,
            products.update_many,
        ) and self._hide(
            ("hide_variant", "bigcommerce.variant", {"purchasing_disabled": True}),
            Variants.BATCH_SIZE,
            lambda bodies: self._remember(variants.update_many(bodies)),
        )

    def _hide(self, what, at_once, send):
        """:param tuple what: kind of the notes, model of what may have taken the place
        of the deleted ones (a new one with the same SKU), and fields to send
        """
        kind, model, fields = what
        while notes := notes_of(self.store, [kind], at_once):
            left = {str(note.res_id) for note in notes}
            taken = self.env[model].search(
                [("store_id", "=", self.store.id), ("external_id", "in", list(left))]
            )
            bodies = [
                {"id": int(external_id), **fields}
                for external_id in sorted(left - set(taken.mapped("external_id")))
            ]
            self.commit()
            send_narrowed(bodies, send, log_refused)
            # Not before: a crash has it sent again, which does no harm.
            notes.exists().unlink()
            if not self.commit(len(notes)):
                return False
        return True

    def _remember(self, rows):
        """That it was from here: a variant that comes back is for sale again."""
        for row in rows:
            mapping = self.mappings.search(
                [
                    ("store_id", "=", self.store.id),
                    ("external_id", "=", str(row.get("product_id"))),
                ]
            )
            known = ids_of(mapping.hidden_variant_ids)
            mapping.hidden_variant_ids = ids_text(known | {row["id"]})


def notes_of(store, kinds, limit):
    """What is to be done about products that were deleted in Odoo.

    :param list kinds: of ``bigcommerce.change``
    :rtype: bigcommerce.change
    """
    mine = [("store_id", "=", store.id), ("kind", "in", kinds)]
    return store.env["bigcommerce.change"].search(mine, limit=limit, order="id")


def log_refused(body, error):
    """Nobody could put it right in Odoo: it is deleted there, perhaps here as well."""
    _logger.warning("deleted in Odoo, and refused by BigCommerce: %s: %s", body, error)
