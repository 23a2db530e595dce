"""Single variants that are no longer to be sold, while their product is.

BigCommerce shows no product without some of its variants; it can say of one that it
cannot be bought. What the merchant has marked so there stays so: only what was marked
from here is for sale again.
"""

import logging

from odoo.fields import Domain
from odoo.tools import split_every

from ...api import errors
from ...api.resources.catalog import Variants
from .step import CatalogStep

_logger = logging.getLogger(__name__)


class VariantVisibility(CatalogStep):
    """Mark excluded and archived variants as not for sale, if the owner wants it."""

    def run(self):
        """Two queries where nothing is to be done.

        :return: whether there is time left
        :rtype: bool
        """
        rows = self.env["bigcommerce.variant"].with_context(active_test=False)
        sold = Domain("product_id.active", "=", True)
        sold &= Domain("product_id.bigcommerce_excluded", "=", False)
        there = Domain("mapping_id", "any", self.mine())
        there &= Domain("external_id", "!=", False)
        there &= Domain("mapping_id.state", "!=", "skipped")
        shown = rows.search(there & Domain("visibility", "!=", False) & sold)
        shown.filtered(lambda row: row.visibility == "theirs").visibility = False
        hidden = rows.browse()
        if self.store.unsold_items == "hide":
            hidden = rows.search(
                there
                & Domain("visibility", "=", False)
                & Domain("mapping_id.has_options", "=", True)
                & ~sold
            )
        return self._send_all(shown.filtered("visibility"), False) and self._hide(
            hidden
        )

    def _hide(self, rows):
        """:return: whether there is time left"""
        for chunk in split_every(Variants.BATCH_SIZE, rows.ids, rows.browse):
            self.commit()
            documents = self.client.variants.list(
                {"product_id:in": chunk.mapping_id.mapped("external_id")},
                include_fields="purchasing_disabled",
            )
            on_sale = {
                str(row["id"]) for row in documents if not row["purchasing_disabled"]
            }
            ours = chunk.filtered(lambda row, ids=on_sale: row.external_id in ids)
            (chunk - ours).visibility = "theirs"
            if not self._send_all(ours, True):
                return False
        return True

    def _send_all(self, rows, is_hidden):
        """Fifty a call; if one is refused, one by one.

        :return: whether there is time left
        """
        for chunk in split_every(Variants.BATCH_SIZE, rows.ids, rows.browse):
            try:
                self._send(chunk, is_hidden)
            except errors.DataError:
                for row in chunk:
                    try:
                        self._send(row, is_hidden)
                    except errors.DataError as error:
                        _logger.warning("variant %s: %s", row.id, error)
            if not self.commit(len(chunk)):
                return False
        return True

    def _send(self, rows, is_hidden):
        """:raise errors.DataError: one of them is refused"""
        bodies = [
            {"id": int(row.external_id), "purchasing_disabled": is_hidden}
            for row in rows
        ]
        self.commit()
        self.client.variants.update_many(bodies)
        rows.visibility = "hidden" if is_hidden else False
