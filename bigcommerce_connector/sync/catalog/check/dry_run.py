"""Dry run: what the next run would write to BigCommerce, found out by running it.

The steps of a run work with a client that reads only, on some products at a time, and
what they write in Odoo is undone. So it cannot say anything else than they do.
"""

from contextlib import contextmanager, suppress

from odoo.fields import Domain
from odoo.tools import split_every

from ....api.paging import PAGE
from ....mappers.product_match import Match
from ..categories import CategoryTree
from ..category_assignments import CategoryAssignments
from ..create import ProductCreation
from ..images import ProductImages
from ..mapped_only import MappedOnly
from ..match import ProductMatch
from ..queue import ChangedProducts
from ..release import IdentityRelease
from ..remote_products import RemoteProducts
from ..step import in_parts, previewing
from ..unsold import Visibility
from ..unsold_variants import VariantVisibility
from ..update import ProductUpdate
from ..wanted import WantedProducts
from ..whole_catalog import WholeCatalog
from .lines import DryRunLines
from .parts import CheckInParts
from .recorder import RecordingClient, RemoteNames, Write


class ShownCatalog(WholeCatalog):
    """The catalog of BigCommerce as the steps of a dry run are shown it."""

    def __init__(self, check, recorder, remote):
        super().__init__(check.store_id, remote, check)
        self.recorder = recorder

    def seen_as(self, document):
        return self.recorder.after_moves(document)

    def changed_ids(self):
        return {move.product_id for move in self.recorder.moves}

    def noted(self, external_id, keys):
        self.recorder.there.note(external_id, keys["name"], keys["skus"])


class DryRun(CheckInParts):
    """One run of the flow for a dry run: as many parts as there is time for."""

    found_field = "line_ids"

    def __init__(self, check, client):
        super().__init__(check)
        self.twins = {}
        self.recorder = RecordingClient(client, RemoteNames())
        kept = self.store._field_rules().kept
        self.remote = RemoteProducts(self.recorder, "brand_name" not in kept)
        self.catalog = ShownCatalog(check, self.recorder, self.remote)

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

    def _prepare(self, template_ids):
        """What each product that is not mapped may be on BigCommerce: asked for all
        together, as one may be in the way of another.

        No row is locked while BigCommerce answers: what was queued to see what is
        wanted is undone before, and queued again to decide.
        """
        with _undone(self.env):
            store, step, todo = self._queued(template_ids)
            for part in in_parts(todo):
                wanted = WantedProducts(store).of(part)
                self.catalog.look_for(
                    {m.product_tmpl_id.id: wanted[m.id] for m in part}
                )
            self.twins = step.twin_templates(todo)
            if store.product_sync:
                self.recorder.moves = _moves(IdentityRelease(store, self.recorder))
        return not todo or self.catalog.read(self._time_to_read())

    def _queued(self, template_ids):
        """Everything queued, as on the first run of a day.

        :return: the store, the step that matches, and the mappings that it looks for
        """
        store = previewing(self.store, template_ids)
        ChangedProducts(store, template_ids).queue_all()
        return self._of(template_ids)

    def _of(self, template_ids):
        """The same of those that are queued."""
        store = previewing(self.store, template_ids)
        step = ProductMatch(store, self.recorder)
        return store, step, step.mappings.search(step.pending(is_mapped=False))

    def _check_part(self, template_ids):
        lines = self._preview(template_ids)
        self.env["bigcommerce.dry.run.line"].create(lines)

    def _preview(self, template_ids):
        """What would be done about these products.

        :return: values of ``bigcommerce.dry.run.line`` records
        :rtype: list[dict]
        """
        self.recorder.taken()
        self.recorder.documents.clear()
        self._read(template_ids)
        self.recorder.record_moves()
        rivals = self.catalog.together(template_ids)
        documents = self.catalog.documents(rivals)
        with _undone(self.env):
            decisions = self._decide(rivals, documents)
            store, step, todo = self._of(template_ids)
            mappings = step.mappings.search(step.mine())
            if store.product_sync:
                CategoryTree(store, self.recorder).run()
            linked = self._match(step, todo, decisions)
            self._forget_deleted(mappings)
            self._run_steps(store)
            lines = DryRunLines(self.check, mappings, self.recorder)
            lines.add_links(linked)
            lines.add_writes(self.recorder.taken())
            lines.add_modifiers(mappings.filtered("is_modifier_check_due"))
            if store.product_sync:
                for mapping, found in ProductImages(store, self.recorder).preview():
                    lines.add_images(mapping, found)
            lines.add_states()
            lines.add_stock(self.check._stock_to_send(mappings, self.recorder))
            return lines.values

    def _decide(self, template_ids, documents):
        """:return: by product.template id, see :meth:`ProductMatch.decide`
        :rtype: dict[int, Decision]
        """
        store, step, todo = self._queued(template_ids)
        wanted = WantedProducts(store).of(todo)
        decisions = step.decide(todo, wanted, documents, self.twins)
        return {m.product_tmpl_id.id: decisions[m.id] for m in todo}

    def _match(self, step, todo, decisions):
        """:return: the mappings that are linked by this run"""
        for mapping in todo:
            decision = decisions[mapping.product_tmpl_id.id]
            if isinstance(decision.found, Match):
                document = decision.found.document
                self.recorder.documents[document["id"]] = document
            step.carry_out(mapping, decision)
        return todo.filtered("external_id")

    def _read(self, template_ids):
        """What BigCommerce has of those that were mapped before; the recorder keeps it.

        Before anything is written here: no row is locked meanwhile.
        """
        mapped = Domain("store_id", "=", self.store.id)
        mapped &= Domain("product_tmpl_id", "in", template_ids)
        mapped &= Domain("external_id", "!=", False)
        mappings = self.env["bigcommerce.product"].search(mapped)
        wanted = sorted(int(mapping.external_id) for mapping in mappings)
        for chunk in split_every(PAGE, wanted, list):
            for document in self.remote.by_ids(chunk):
                known = self.recorder.documents[document["id"]]
                self.recorder.documents[document["id"]] = {**document, **known}

    def _forget_deleted(self, mappings):
        for mapping in mappings.filtered("external_id"):
            is_there = int(mapping.external_id) in self.recorder.documents
            if not is_there and mapping.state != "skipped":
                mapping._forget_deleted()

    def _run_steps(self, store):
        if store.product_sync:
            Visibility(store, self.recorder).run()
            VariantVisibility(store, self.recorder).run()
            ProductCreation(store, self.recorder).run()
            _take_order_as_sent(store)
            CategoryAssignments(store, self.recorder).run()
            ProductUpdate(store, self.recorder).run()
        else:
            MappedOnly(store, self.recorder).run()


def _take_order_as_sent(store):
    """Options of new products are ordered, and made swatches, after they were created:
    they are not there to be read, and nothing of it is listed."""
    created = [("store_id", "=", store.id), ("external_id", "=like", "-%")]
    store.env["bigcommerce.product"].search(created).sequence_hash = False


def _moves(release):
    """:return: the writes of a step that frees SKUs and names
    :rtype: list[Write]
    """
    products, variants = release.moves()
    return [
        Write("product", body, int(m.external_id), int(m.external_id))
        for m, body in products
    ] + [
        Write("variant", body, int(r.external_id), int(r.mapping_id.external_id))
        for r, body in variants
    ]


class _Undo(Exception):
    """Nothing went wrong: what was written is not to stay."""


@contextmanager
def _undone(env):
    """Whatever is written in this block is rolled back."""
    with suppress(_Undo), env.cr.savepoint():
        yield
        raise _Undo
