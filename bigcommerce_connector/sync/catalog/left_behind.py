"""Products that were deleted in Odoo, hidden on BigCommerce if the owner wanted it.

Their mappings are gone with them; a note tells which they were.
"""

import logging

from ...api.resources.catalog import Products
from ..flow.refused_batch import send_narrowed
from .step import CatalogStep

_logger = logging.getLogger(__name__)


class LeftBehind(CatalogStep):
    """Hide what nobody in Odoo answers for any more."""

    def run(self):
        """One query where nothing is to be done.

        :return: whether there is time left
        :rtype: bool
        """
        while notes := notes_of(self.store, ["hide"], Products.BATCH_SIZE):
            # A new product with the same SKU may have taken its place.
            left = {str(note.res_id) for note in notes}
            taken = self.mappings.search(
                [("store_id", "=", self.store.id), ("external_id", "in", list(left))]
            )
            bodies = [
                {"id": int(external_id), "is_visible": False}
                for external_id in sorted(left - set(taken.mapped("external_id")))
            ]
            self.commit()
            send_narrowed(bodies, self.client.products.update_many, log_refused)
            # Not before: a crash has it sent again, which does no harm.
            notes.exists().unlink()
            if not self.commit(len(notes)):
                return False
        return True


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
