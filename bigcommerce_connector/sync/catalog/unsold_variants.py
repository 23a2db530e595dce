"""Single variants that are no longer to be sold, while their product is.

BigCommerce shows no product without some of its variants; it can say of one that it
cannot be bought. What the merchant has marked so there stays so: only what was marked
from here is for sale again.
"""

from functools import partial

from odoo.fields import Domain
from odoo.tools import split_every

from ...api.resources.catalog import Variants
from ..flow.refused_batch import send_narrowed
from .left_behind import VARIANTS, take_over_hidden
from .step import CatalogStep


class VariantVisibility(CatalogStep):
    """Mark excluded and archived variants as not for sale, if the owner wants it."""

    def run(self):
        """Three queries where nothing is to be done.

        :return: whether there is time left
        :rtype: bool
        """
        if self.previewed is None:
            take_over_hidden(self.store, VARIANTS)
        rows = self.env["bigcommerce.variant"].with_context(active_test=False)
        sold = Domain("product_id.active", "=", True)
        sold &= Domain("product_id.bigcommerce_excluded", "=", False)
        there = Domain("mapping_id", "any", self.mine())
        there &= Domain("external_id", "!=", False)
        there &= Domain("mapping_id.state", "!=", "skipped")
        # What was refused is tried again once a day, see queue.py.
        there &= Domain("mapping_id.visibility_message", "=", False)
        shown = rows.search(there & Domain("visibility", "!=", False) & sold)
        shown.filtered(lambda row: row.visibility == "theirs").visibility = False
        hidden = rows.browse()
        if self.store.unsold_items == "hide":
            hidden = rows.search(
                there
                & Domain("visibility", "in", (False, "hiding"))
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
            for row in chunk - ours:
                row.visibility = "hidden" if row.visibility else "theirs"
            # Before it is sent: after a crash it would be taken for the merchant's.
            ours.visibility = "hiding"
            if not self._send_all(ours, True):
                return False
        return True

    def _send_all(self, rows, is_hidden):
        """Fifty a call.

        :return: whether there is time left
        """
        send = partial(self._send, is_hidden=is_hidden)
        refused = partial(self._tell_refused, is_hidden=is_hidden)
        for chunk in split_every(Variants.BATCH_SIZE, rows.ids, rows.browse):
            send_narrowed(chunk, send, refused)
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
        for row in rows:
            row.visibility = "hidden" if is_hidden else False

    def _tell_refused(self, row, error, is_hidden):
        name = row.product_id.display_name
        if is_hidden:
            row.visibility = False
            text = self.env._(
                "BigCommerce refused to take %(name)s off sale: %(told)s Switch it off "
                "there, or correct what is named; Odoo tries again once a day.",
                name=name,
                told=error,
            )
        else:
            text = self.env._(
                "BigCommerce refused to put %(name)s on sale again: %(told)s Switch it "
                "on there, or correct what is named; Odoo tries again once a day.",
                name=name,
                told=error,
            )
        known = row.mapping_id.visibility_message
        row.mapping_id.visibility_message = f"{known}\n{text}" if known else text
