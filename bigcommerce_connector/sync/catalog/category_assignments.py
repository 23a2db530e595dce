"""Which categories a product lies in: ours are added and taken away, others stay."""

from collections import defaultdict

from odoo.fields import Domain
from odoo.tools import split_every

from ...api import errors
from ...api.paging import PAGE
from .categories import CategoryTree, known_category_ids
from .step import CatalogStep


class CategoryAssignments(CatalogStep):
    """Compare the categories of pending products with those that were sent."""

    def run(self):
        """:return: whether there is time left
        :rtype: bool
        """
        if not self.store.categories_from:
            return True
        last = 0
        while True:
            mappings = self.mappings.search(
                self.pending(is_mapped=True) & Domain("id", ">", last),
                limit=PAGE,
                order="id",
            )
            if not mappings:
                return True
            last = mappings[-1].id
            if not self._bring(mappings):
                return False

    def _bring(self, mappings):
        """:return: whether there is time left"""
        wanted = known_category_ids(self.store, mappings.product_tmpl_id)
        changes = []
        for mapping in mappings:
            ids = wanted[mapping.product_tmpl_id.id]
            if ids or self.rules.sends_empty:
                known = _accepted(mapping)
                if set(ids) != known or "categories" not in (
                    mapping.accepted_values or {}
                ):
                    changes.append((mapping, set(ids), known))
        if not changes:
            return True
        self.commit()
        try:
            self._send(changes)
        except errors.DataError:
            for change in changes:
                self._send_alone(change)
                self.commit()
        return self.commit()

    def _send(self, changes):
        """:raise errors.DataError: of these products, or what is to be done with them,
        something is refused"""
        pairs = [
            {"product_id": int(mapping.external_id), "category_id": category_id}
            for mapping, wanted, known in changes
            for category_id in sorted(wanted - known)
        ]
        self.client.categories.assign(pairs)
        taken = defaultdict(list)
        for mapping, wanted, known in changes:
            taken[tuple(sorted(known - wanted))].append(mapping.external_id)
        for category_ids, product_ids in taken.items():
            for chunk in split_every(PAGE, product_ids, list):
                self.client.categories.unassign(chunk, category_ids)
        for mapping, wanted, _known in changes:
            accepted = {"categories": ",".join(map(str, sorted(wanted))) or None}
            mapping.write(
                {
                    "accepted_values": {**(mapping.accepted_values or {}), **accepted},
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
                told=str(error),
            )


def _accepted(mapping):
    text = (mapping.accepted_values or {}).get("categories") or ""
    return {int(number) for number in text.split(",") if number}
