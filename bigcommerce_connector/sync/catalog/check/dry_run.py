"""Dry run: what the next run would write to BigCommerce, found out by running it.

The steps of a run work with a client that reads only, on some products at a time, and
what they write in Odoo is undone. So it cannot say anything else than they do.
"""

import time
from contextlib import contextmanager, suppress

from odoo.fields import Domain
from odoo.tools import split_every

from ....api.paging import PAGE
from ....mappers.product_match import Match
from ..categories import CategoryTree
from ..category_assignments import CategoryAssignments
from ..create import ProductCreation
from ..mapped_only import MappedOnly
from ..match import ProductMatch
from ..queue import ChangedProducts
from ..remote_products import RemoteProducts
from ..step import previewing
from ..unsold import Visibility
from ..unsold_variants import VariantVisibility
from ..update import ProductUpdate
from .lines import DryRunLines
from .recorder import RecordingClient, RemoteNames

# Seconds after which the other flows of the server get their turn.
_LONGEST = 60


class DryRun:
    """One run of the flow for a dry run: as many parts as there is time for."""

    def __init__(self, check, client):
        self.check = check
        self.store = check.store_id
        self.env = check.env
        self.recorder = RecordingClient(client, RemoteNames())
        kept = self.store._field_rules().kept
        self.remote = RemoteProducts(self.recorder, "brand_name" not in kept)

    def run(self):
        """:return: whether it is done
        :rtype: bool
        """
        started = time.monotonic()
        template_ids = self._template_ids()
        self._begin(len(template_ids))
        decisions = self._decide(template_ids)
        left = [id_ for id_ in template_ids if id_ > self.check.cursor]
        for chunk in split_every(PAGE, left, list):
            lines = self._preview(chunk, decisions)
            self.env["bigcommerce.dry.run.line"].create(lines)
            self.check.write(
                {
                    "cursor": chunk[-1],
                    "done_count": self.check.done_count + len(chunk),
                }
            )
            self.env["ir.cron"]._commit_progress()
            self.check.invalidate_recordset(["state"])
            if self.check.state != "running":  # a person has stopped it
                return True
            is_late = time.monotonic() - started > _LONGEST
            if chunk[-1] != left[-1] and (is_late or self.store._is_lease_wanted()):
                return False
        self.check._finish()
        return True

    def _begin(self, count):
        if self.check.state == "waiting":
            self.check.line_ids.unlink()
            self.check.state = "running"
        self.check.total_count = count
        self.env["ir.cron"]._commit_progress()

    def _template_ids(self):
        """Products that the store sells, and those that it would no longer.

        :rtype: list[int]
        """
        mapped = Domain("store_id", "=", self.store.id)
        mapped &= Domain("state", "!=", "skipped")
        templates = self.env["product.template"].with_context(active_test=False)
        domain = self.store._eligible_domain()
        domain |= Domain("bigcommerce_mapping_ids", "any", mapped)
        return sorted(templates.search(domain).ids)

    def _decide(self, template_ids):
        """What each product that is not mapped is on BigCommerce: asked for all
        together, as one may be in the way of another.

        :return: by id of the product.template
        :rtype: dict[int, Decision]
        """
        with _undone(self.env):
            store = previewing(self.store, template_ids)
            ChangedProducts(store, template_ids).queue_all()
            step = ProductMatch(store, self.recorder)
            todo = step.mappings.search(step.pending(is_mapped=False))
            decisions = step.decide(todo) if todo else {}
            of_template = {mapping.id: mapping.product_tmpl_id.id for mapping in todo}
            return {of_template[id_]: one for id_, one in decisions.items()}

    def _preview(self, template_ids, decisions):
        """What would be done about these products.

        :return: values of ``bigcommerce.dry.run.line`` records
        :rtype: list[dict]
        """
        self.recorder.taken()
        self.recorder.documents.clear()
        with _undone(self.env):
            store = previewing(self.store, template_ids)
            ChangedProducts(store, template_ids).queue_all()
            mappings = store.env["bigcommerce.product"].search(
                ProductMatch(store, self.recorder).mine()
            )
            if store.product_sync:
                CategoryTree(store, self.recorder).run()
            linked = self._match(store, mappings, decisions)
            self._read(mappings)
            self._run_steps(store)
            lines = DryRunLines(self.check, mappings, self.recorder)
            lines.add_links(linked)
            lines.add_writes(self.recorder.taken())
            lines.add_states()
            lines.add_stock(self.check._stock_to_send(mappings, self.recorder))
            return lines.values

    def _match(self, store, mappings, decisions):
        """:return: the mappings that are linked by this run"""
        step = ProductMatch(store, self.recorder)
        todo = step.mappings.search(step.pending(is_mapped=False))
        for mapping in todo:
            decision = decisions[mapping.product_tmpl_id.id]
            if isinstance(decision.found, Match):
                document = decision.found.document
                self.recorder.documents[document["id"]] = document
            step.carry_out(mapping, decision)
        return todo.filtered("external_id")

    def _read(self, mappings):
        """What BigCommerce has of those that were mapped before."""
        known = set(self.recorder.documents)
        ids = {int(m.external_id): m for m in mappings if m.external_id}
        wanted = sorted(set(ids) - known)
        for chunk in split_every(PAGE, wanted, list):
            documents = {row["id"]: row for row in self.remote.by_ids(chunk)}
            self.recorder.documents.update(documents)
            for external_id in set(chunk) - documents.keys():
                if ids[external_id].state != "skipped":
                    ids[external_id]._forget_deleted()

    def _run_steps(self, store):
        if store.product_sync:
            Visibility(store, self.recorder).run()
            VariantVisibility(store, self.recorder).run()
            ProductCreation(store, self.recorder).run()
            CategoryAssignments(store, self.recorder).run()
            ProductUpdate(store, self.recorder).run()
        else:
            MappedOnly(store, self.recorder).run()


class _Undo(Exception):
    """Nothing went wrong: what was written is not to stay."""


@contextmanager
def _undone(env):
    """Whatever is written in this block is rolled back."""
    with suppress(_Undo), env.cr.savepoint():
        yield
        raise _Undo
