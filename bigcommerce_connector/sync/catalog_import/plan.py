"""What happens to each product of a page: made, linked, known already, or in conflict.

Nothing here writes: a dry run and an import decide alike.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from ...mappers.product_import import ImportedProduct, import_problem, read_product
from ...mappers.product_match import Match, align
from ...mappers.product_problem import Problem
from ..catalog.readable import UNFORESEEN
from ..catalog.wanted import WantedProducts
from .differences import differing_fields
from .messages import differences_text, import_message
from .own_products import OwnProducts


@dataclass
class Planned:
    """One product of BigCommerce and what is to become of it.

    ``product`` is None where the document cannot be read; ``match`` is for those that
    are linked; ``remarks`` are sentences for the owner.
    """

    document: dict
    product: ImportedProduct | None
    outcome: str = "create"
    template: object = None
    match: object = None
    remarks: list[str] = field(default_factory=list)
    images: list[dict] = field(default_factory=list)


class ImportPlan:
    """Decides for one store.

    :param store: ``bigcommerce.store``
    """

    def __init__(self, store):
        self.store = store
        self.env = store.env
        self.own = OwnProducts(store)

    def of(self, documents):
        """
        :param list documents: a page of products, with their variants
        :rtype: list[Planned]
        """
        plans = [self._read(document) for document in documents]
        known = self._known([str(document["id"]) for document in documents])
        for plan in plans:
            mapping = known.get(str(plan.document["id"]))
            if mapping:
                plan.outcome, plan.template = "known", mapping.product_tmpl_id
        self._decide_all([plan for plan in plans if plan.outcome == "create"])
        seen = defaultdict(list)
        for plan in plans:
            if plan.outcome == "link":
                seen[plan.template].append(plan)
        for template, rivals in seen.items():
            if len(rivals) > 1:
                names = tuple(plan.product.name for plan in rivals)
                for plan in rivals:
                    self._conflict(plan, Problem("rivals", (*names, template.name)))
        return plans

    def _read(self, document):
        try:
            plan = Planned(document, read_product(document))
            problem = import_problem(plan.product)
        except UNFORESEEN as error:
            plan = Planned(document, None)
            self._conflict(plan, Problem("unreadable", (str(error),)))
            return plan
        if problem:
            self._conflict(plan, problem)
        return plan

    def _conflict(self, plan, problem):
        plan.outcome, plan.match = "conflict", None
        plan.remarks = [import_message(self.env, problem)]

    def _known(self, external_ids):
        """Mappings by external id."""
        mappings = self.env["bigcommerce.product"].search(
            [("store_id", "=", self.store.id), ("external_id", "in", external_ids)]
        )
        return {mapping.external_id: mapping for mapping in mappings}

    def _decide_all(self, plans):
        documents = [plan.document for plan in plans]
        found = self.own.find(documents)
        same_skus = self.own.with_skus(documents)
        for plan in plans:
            key = plan.document["id"]
            if key in found:
                self._decide(plan, *found[key])
            elif key in same_skus:
                template_ids = {row[1] for row in same_skus[key]}
                templates = self.env["product.template"].browse(template_ids)
                self._conflict(
                    plan, Problem("same_sku", tuple(templates.mapped("name")))
                )

    def _decide(self, plan, rule, rows):
        """Linked if all that a rule has found is one product.

        :param int rule: its place
        :param list rows: as :meth:`OwnProducts.find` gives them
        """
        templates = self.env["product.template"].browse({row[1] for row in rows})
        names = tuple(templates.mapped("name"))
        if len(templates) > 1:
            self._conflict(plan, Problem("several_in_odoo", names))
        elif not all(row[2] for row in rows):
            self._conflict(plan, Problem("archived_in_odoo", names))
        else:
            self._decide_link(plan, templates, rule)

    def _decide_link(self, plan, template, rule):
        mapping = template.bigcommerce_mapping_ids.filtered(
            lambda mapping: mapping.store_id == self.store
        )
        vals = {"store_id": self.store.id, "product_tmpl_id": template.id}
        asked = mapping or mapping.new(vals)
        wanted = WantedProducts(self.store).of(asked)[asked.id]
        match = align(plan.document, wanted, rule)
        if mapping.external_id:
            self._conflict(plan, Problem("linked_elsewhere", (template.name,)))
        elif not isinstance(match, Match):
            self._conflict(plan, Problem("part_of_product", (template.name,)))
        elif len(match.variants) < len(plan.product.variants):
            there = {variant["id"] for variant in match.variants.values()}
            lacking = tuple(
                variant.sku or str(variant.external_id)
                for variant in plan.product.variants
                if variant.external_id not in there
            )
            self._conflict(plan, Problem("lacking_variants", (*lacking, template.name)))
        else:
            plan.outcome, plan.template, plan.match = "link", template, match
            differing = differing_fields(self.store, template, plan.document, match)
            if differing:
                plan.remarks.append(differences_text(self.env, differing))
