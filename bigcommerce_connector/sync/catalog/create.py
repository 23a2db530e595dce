"""Products that BigCommerce does not have: each is created by a call of its own."""

import logging

from odoo.fields import Domain
from odoo.tools import split_every

from ...api import errors
from ...api.paging import PAGE
from ...mappers.accepted import answered_otherwise
from ...mappers.product import create_payload
from ...mappers.product_match import RemoteCatalog, Wanted
from ...mappers.product_problem import Problem, find_new_problem
from ..flow.stopwatch import timed
from .categories import CategoryTree
from .failing import FailingProducts
from .messages import shoppers_lack
from .refusals import refusal
from .step import CatalogStep

_logger = logging.getLogger(__name__)

# Products whose values are read at once before they are created one by one.
_BATCH = 10


class ProductCreation(CatalogStep):
    """Create what was looked for and is not there, and read what it was given."""

    def __init__(self, store, client):
        super().__init__(store, client)
        self.failing = FailingProducts(self)

    def run(self):
        """:return: whether there is time left
        :rtype: bool
        """
        self._set_attention_deleted()
        return self._create_absent() and self._read_back()

    def _absent(self):
        return self.pending(is_mapped=False) & Domain("is_absent", "=", True)

    def _set_attention_deleted(self):
        deleted = self._absent() & Domain("is_deleted", "=", True)
        for mapping in self.mappings.search(deleted):
            mapping._set_attention_for(Problem("gone"))

    def _create_absent(self):
        """:return: whether there is time left"""
        while True:
            mappings = self.mappings.search(self._absent(), limit=_BATCH)
            if not mappings:
                return True
            mappings, values = self.readable(mappings)
            ready = self._set_attention_incomplete(mappings, values)
            # From the attempt on, nobody knows whether it is there: check again.
            ready.is_absent = False
            self.commit(len(mappings) - len(ready))
            for position, mapping in enumerate(ready, start=1):
                if self._is_still_wanted(mapping):
                    guard = self.failing.guard(mapping)
                    with guard, mapping._attention_if_unexpected():
                        self._create(mapping, values[mapping.id])
                if not self.commit(1):
                    ready[position:].exists().is_absent = True
                    self.commit()
                    return False

    def _set_attention_incomplete(self, mappings, values):
        """Set to Needs Attention what a user has to correct first.

        :param dict values: ProductValues by mapping id
        :return: the others
        """
        ready = self.mappings
        for mapping in mappings:
            problem = find_new_problem(values[mapping.id], self.rules)
            if problem:
                mapping._set_attention_for(problem)
            else:
                ready += mapping
        return ready

    def _is_still_wanted(self, mapping):
        """Whether nobody decided otherwise while those before it were created."""
        wanted = Domain("id", "=", mapping.id) & self.pending(is_mapped=False)
        wanted &= Domain("chosen_external_id", "=", False)
        wanted &= Domain("product_tmpl_id", "any", self.store._eligible_domain())
        is_wanted = bool(self.mappings.search_count(wanted))
        self.commit()
        return is_wanted

    @timed()
    def _create(self, mapping, values):
        """Create the product on BigCommerce, or set it to Needs Attention.

        Nothing is read from the database before BigCommerce has answered.
        """
        payload, lacking = create_payload(values, self.rules), None
        try:
            document = self.client.products.create(payload)
        except errors.PartlySaved as error:
            document, lacking = error.data, Problem("partly_saved", (error.reason,))
        except errors.Conflict as error:
            self._resolve_conflict(mapping, values, error)
            return
        except errors.DataError as error:
            mapping._set_attention_for(refusal(error, values))
            return
        if not mapping.exists():
            _logger.warning(
                "product %s was deleted while it was created: #%s of BigCommerce is "
                "no product of Odoo",
                values.id,
                document["id"],
            )
            return
        mapping._bind_created(values, document, answered_otherwise(payload, document))
        mapping._queue_modifiers(values, self.rules)
        if lacking:
            mapping._set_attention_for(lacking)
        elif mapping.state == "synced":
            mapping._add_remarks(shoppers_lack(self.env, values, self.rules))

    def _resolve_conflict(self, mapping, values, error):
        """Name or SKU is taken: by this very product, made before, or by another."""
        skus = {variant.id: variant.sku for variant in values.variants}
        problem = refusal(error, values)
        if problem.code == "category_gone" and values.categories:
            if CategoryTree(self.store, self.client).forget_deleted():
                return  # it stays pending: they are made anew first
        if problem.code == "name_taken":
            documents = self.remote.with_name(values.name)
        else:
            documents = self.remote.with_any_sku(skus.values())
        wanted = Wanted.by_sku(skus)
        found = RemoteCatalog(documents, [wanted]).find(wanted)
        if found:
            mapping._take_found(found)
        else:
            mapping._set_attention_refused(problem, values)

    def _read_back(self):
        """Read the ids of the variants that were created with their products.

        :return: whether there is time left
        """
        made = self.pending(is_mapped=True)
        made |= self.mine() & Domain("problem_code", "=", "partly_saved")
        unread = self.mappings.search(made & Domain("variant_ids", "=", False))
        for chunk in split_every(PAGE, unread.ids, unread.browse):
            ids = chunk.mapped("external_id")
            self.commit()
            documents = {
                str(document["id"]): document for document in self.remote.by_ids(ids)
            }
            for mapping in chunk:
                if mapping.external_id in documents:
                    mapping._bind_created_variants(documents[mapping.external_id])
            if not self.commit():
                return False
        return True
