"""Products that are no longer to be sold, hidden on BigCommerce if the owner wants it.

What the merchant has hidden there stays hidden: only what was hidden from here is shown
again when it is sold again.
"""

import logging

from odoo import models
from odoo.fields import Domain
from odoo.tools import split_every

from ...api import errors
from ...api.paging import PAGE
from ...mappers.product_problem import Problem

_logger = logging.getLogger(__name__)

_MOST_PRODUCTS = 10


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _update_visibility(self, client):
        """Hide what is no longer sold, and show what was hidden and is sold again.

        Two queries where nothing is to be done.

        :return: whether there is time left
        :rtype: bool
        """
        self.ensure_one()
        mapping = self.env["bigcommerce.product"]
        there = Domain("store_id", "=", self.id) & Domain("external_id", "!=", False)
        shown = mapping.search(
            there & Domain("visibility", "!=", False) & Domain("state", "!=", "skipped")
        )
        hidden = mapping
        if self.unsold_items == "hide":
            hidden = mapping.search(
                there
                & Domain("visibility", "=", False)
                & Domain("state", "=", "skipped")
            )
        shown.filtered(lambda m: m.visibility == "theirs").visibility = False
        return self._show_products(
            client, shown.filtered("visibility"), True
        ) and self._hide_products(client, hidden)

    def _hide_products(self, client, mappings):
        for chunk in split_every(PAGE, mappings.ids, mappings.browse):
            self._commit_catalog()
            documents = client.products.list(
                {"id:in": chunk.mapped("external_id")}, include_fields="is_visible"
            )
            visible = {str(d["id"]): d.get("is_visible") for d in documents}
            seen = chunk.filtered(lambda m, v=visible: v.get(m.external_id))
            gone = chunk.filtered(lambda m, v=visible: m.external_id not in v)
            for mapping in gone:
                mapping._forget_remote(self._problem_text(Problem("gone")))
            gone._skip()
            (chunk - seen - gone).visibility = "theirs"
            if not self._show_products(client, seen, False):
                return False
        return True

    def _show_products(self, client, mappings, is_visible):
        """Ten a call; if one is refused, one by one.

        :return: whether there is time left
        """
        for chunk in split_every(_MOST_PRODUCTS, mappings.ids, mappings.browse):
            try:
                chunk._send_visibility(client, is_visible)
            except errors.DataError:
                for mapping in chunk:
                    try:
                        mapping._send_visibility(client, is_visible)
                    except errors.DataError as error:
                        _logger.warning("product %s: %s", mapping.id, error)
            if not self._commit_catalog(len(chunk)):
                return False
        return True


class BigcommerceProduct(models.Model):
    _inherit = "bigcommerce.product"

    def _send_visibility(self, client, is_visible):
        """:raise errors.DataError: one of them is refused"""
        bodies = [
            {"id": int(mapping.external_id), "is_visible": is_visible}
            for mapping in self
        ]
        self.store_id._commit_catalog()
        client.products.update_many(bodies)
        self.visibility = False if is_visible else "hidden"
