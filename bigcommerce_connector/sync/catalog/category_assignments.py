"""Which categories a product lies in: ours are added and taken away, others stay."""

from collections import defaultdict

from odoo.tools import split_every

from ...api import errors
from ...api.paging import PAGE
from ..flow.failure import may_be_of_one
from .categories import CategoryTree
from .category_ids import ids_of, ids_text, known_category_ids
from .failing import FailingProducts
from .step import CatalogStep


class CategoryAssignments(CatalogStep):
    """Compare the categories of pending products with those that were sent."""

    def __init__(self, store, client):
        super().__init__(store, client)
        self._failing = FailingProducts(self)

    def run(self):
        """:return: whether there is time left
        :rtype: bool
        """
        if not self.store.categories_from:
            return True
        return all(map(self._bring, self.batches(self.pending(is_mapped=True), PAGE)))

    def _bring(self, mappings):
        """:return: whether there is time left"""
        wanted = known_category_ids(self.store, mappings.product_tmpl_id)
        changes = []
        for mapping in mappings:
            change = self._change(mapping, set(wanted[mapping.product_tmpl_id.id]))
            if change:
                changes.append(change)
            elif mapping.category_message:
                mapping.category_message = False  # nothing is wanted any more
        if not changes:
            return True
        self.commit()
        try:
            self._send(changes)
        except (errors.DataError, errors.TemporaryError) as error:
            is_temporary = isinstance(error, errors.TemporaryError)
            if is_temporary and not may_be_of_one(error):
                raise
            for change in changes:
                with self._failing.guard(change[0]):
                    self._send_alone(change)
                self.commit()
        return self.commit()

    def _change(self, mapping, wanted):
        """Whatever was forgotten of the product's values, ours are ours: they are put
        there again, and taken away when they are no longer wanted.

        :param set wanted: ids of categories
        :return: the mapping, what it is to lie in, what to add and to take away; None:
            nothing differs
        """
        accepted = mapping.accepted_values or {}
        known = ids_of(accepted.get("categories"))
        ours = known | ids_of(mapping.sent_category_ids)
        is_same = "categories" in accepted and wanted == ours
        if is_same or not (wanted or self.rules.sends_empty):
            return None
        return mapping, wanted, wanted - known, ours - wanted

    def _send(self, changes):
        """:raise errors.DataError: of these products, or what is to be done with them,
        something is refused"""
        pairs = [
            {"product_id": int(mapping.external_id), "category_id": category_id}
            for mapping, _wanted, added, _ended in changes
            for category_id in sorted(added)
        ]
        self.client.categories.assign(pairs)
        taken = defaultdict(list)
        for mapping, _wanted, _added, ended in changes:
            taken[tuple(sorted(ended))].append(mapping.external_id)
        for category_ids, product_ids in taken.items():
            for chunk in split_every(PAGE, product_ids, list):
                self.client.categories.unassign(chunk, category_ids)
        for mapping, wanted, _added, _ended in changes:
            accepted = {"categories": ids_text(wanted) or None}
            mapping.write(
                {
                    "accepted_values": {**(mapping.accepted_values or {}), **accepted},
                    "sent_category_ids": ids_text(wanted),
                    "category_message": False,
                }
            )

    def _send_alone(self, change):
        mapping = change[0]
        try:
            self._send([change])
        except errors.DataError as error:
            if CategoryTree(self.store, self.client).forget_deleted():
                return  # they are made anew, and products assigned, in the next run
            mapping.category_message = self.env._(
                "BigCommerce refused the categories of this product: %(told)s Correct "
                "them, then requeue the product.",
                told=error.reason,
            )
