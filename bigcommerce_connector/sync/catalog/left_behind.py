"""Products and variants that were deleted in Odoo, off sale on BigCommerce if the owner
wanted it.

Their mappings are gone with them; a note tells which they were.
"""

import logging

from odoo.fields import Domain

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
        return self._each(
            ["hide"], "bigcommerce.product", Products.BATCH_SIZE, self._hide_products
        ) and self._each(
            ["hide_variant", "hidden_variant"],
            "bigcommerce.variant",
            Variants.BATCH_SIZE,
            self._hide_variants,
        )

    def _each(self, kinds, model, at_once, hide):
        """:param list kinds: of the notes
        :param model: of what may have taken the place of the deleted ones: a new one
            with the same SKU
        :param hide: takes the notes of the others
        :return: whether there is time left
        """
        while notes := notes_of(self.store, kinds, at_once):
            left = [str(note.res_id) for note in notes]
            taken = self.env[model].search(
                [("store_id", "=", self.store.id), ("external_id", "in", left)]
            )
            taken = {int(row.external_id) for row in taken}
            hide(notes.filtered(lambda note, ids=taken: note.res_id not in ids))
            # Not before: a crash has it sent again, which does no harm.
            notes.exists().unlink()
            if not self.commit(len(notes)):
                return False
        return True

    def _hide_products(self, notes):
        bodies = [
            {"id": external_id, "is_visible": False}
            for external_id in sorted(set(notes.mapped("res_id")))
        ]
        self.commit()
        send_narrowed(bodies, self.client.products.update_many, log_refused)

    def _hide_variants(self, notes):
        """What staff took off sale is left so, should the variant come back."""
        on_sale = self._on_sale(notes)
        hidden = notes.filtered(lambda note: note.kind == "hidden_variant")
        # Before it is sent: after a crash it would be taken for the work of staff.
        self._remember(notes.filtered(lambda note: note.res_id in on_sale) | hidden)
        bodies = [
            {"id": external_id, "purchasing_disabled": True}
            for external_id in sorted(on_sale)
        ]
        self.commit()
        send_narrowed(bodies, self.client.variants.update_many, log_refused)

    def _on_sale(self, notes):
        """Which of these variants shoppers can buy.

        :return: BigCommerce's ids
        :rtype: set[int]
        """
        products = sorted(set(notes.mapped("remote_product_id")))
        if not products:
            return set()
        self.commit()
        rows = self.client.variants.list(
            {"product_id:in": products}, include_fields="purchasing_disabled"
        )
        on_sale = {row["id"] for row in rows if not row["purchasing_disabled"]}
        return on_sale & set(notes.mapped("res_id"))

    def _remember(self, notes):
        """That it was from here: a variant that comes back is for sale again."""
        for product_id, rows in notes.grouped("remote_product_id").items():
            there = Domain("store_id", "=", self.store.id)
            there &= Domain("external_id", "=", str(product_id))
            for mapping in self.mappings.search(there):
                known = ids_of(mapping.hidden_variant_ids) | set(rows.mapped("res_id"))
                mapping.hidden_variant_ids = ids_text(known)


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
