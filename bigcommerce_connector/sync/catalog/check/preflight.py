"""Pre-flight: what is wrong with the products of both sides. Nothing is written there.

First each product of Odoo for itself, part by part; then those of all together, and
beside the catalog of BigCommerce, which is read as far as there is time.
"""

from ....mappers.product import fold
from ....mappers.product_match import Match, RemoteCatalog
from ....mappers.product_problem import find_problems, odd_skus
from ..only_there import OnlyThereList
from ..readable import readable_values
from ..remote_products import RemoteProducts
from ..step import in_parts
from ..wanted import WantedProducts
from ..whole_catalog import WholeCatalog
from .issues import Issues
from .parts import CheckInParts
from .two_sides import TwoSides


class JudgedCatalog(WholeCatalog):
    """The catalog of BigCommerce: what is wrong in it is told page by page.

    :param TwoSides sides: who judges it
    """

    def __init__(self, check, remote, sides):
        super().__init__(check.store_id, remote, check)
        self.sides = sides
        self.only_there = OnlyThereList(self.store, self.begun_on())

    def noted(self, external_id, keys):
        self.sides.note(external_id, keys["name"], keys["skus"])

    def on_page(self, documents):
        self.only_there.take(documents)
        for document in documents:
            self.sides.check_document(document)
        self.sides.issues.save()


class Preflight(CheckInParts):
    """One run of the flow for a pre-flight: as many parts as there is time for."""

    found_field = "issue_ids"

    def __init__(self, check, client):
        super().__init__(check)
        self.remote = RemoteProducts(client)
        self.issues = Issues(check)

    def _template_ids(self):
        return self._templates().search(self.store._eligible_domain(), order="id").ids

    def _templates(self, ids=()):
        """As the company of the store sees them."""
        templates = self.env["product.template"].with_company(self.store.company_id)
        lang = self.store.company_id.partner_id.lang
        return templates.with_context(lang=lang).browse(ids)

    def _mappings(self, templates):
        """Those that are there, and for the others one that is not stored."""
        mappings = self.env["bigcommerce.product"]
        known = mappings.search(
            [
                ("store_id", "=", self.store.id),
                ("product_tmpl_id", "in", templates.ids),
            ]
        )
        for template in templates - known.product_tmpl_id:
            vals = {"store_id": self.store.id, "product_tmpl_id": template.id}
            known |= mappings.new(vals)
        return known

    # === EACH PRODUCT OF ODOO === #

    def _check_part(self, template_ids):
        mappings = self._mappings(self._templates(template_ids))
        values, unreadable = readable_values(mappings)
        for mapping in mappings:
            template = mapping.product_tmpl_id
            if mapping.id in unreadable:
                self.issues.of_product(template, unreadable[mapping.id])
                continue
            product = values[mapping.id]
            for problem in find_problems(product):
                self.issues.of_product(template, problem)
            odd = odd_skus(variant.sku for variant in product.variants)
            if odd:
                self.issues.odd_sku(template, odd)
            free = [v.name for v in product.variants if not v.price]
            if free or product.has_default_price:
                self.issues.no_price(template, free or [product.name])
            light = [v.name for v in product.variants if not v.weight]
            if light and product.is_goods:
                self.issues.no_weight(template, light)
        self.issues.save()

    # === ALL TOGETHER === #

    def _check_together(self, template_ids):
        templates = self._templates(template_ids)
        sides = TwoSides(self.issues)
        catalog = JudgedCatalog(self.check, self.remote, sides)
        for part in in_parts(templates):
            catalog.look_for(self._wanted(part)[1])
        self.env["ir.cron"]._commit_progress()
        if not catalog.read(self._time_to_read()):
            return False
        skus = self._skus(templates)
        sides.compare_skus(skus)
        sides.compare_names(templates)
        matched = []
        for part in in_parts(templates):
            documents = catalog.documents(part.ids)
            for template, found, known in self._find(part, documents):
                if isinstance(found, Match) and not known:
                    matched.append(str(found.document["id"]))
                own = skus.get(template.id, {})
                sides.compare_match(template, found, known, own)
        catalog.only_there.conclude(matched)
        self.issues.save()
        return True

    def _find(self, templates, documents):
        """Each with what it is, and with the product that it is mapped to, if it is.

        :rtype: Iterator[tuple]
        """
        mappings, wanted = self._wanted(templates)
        external_ids = {m.product_tmpl_id.id: m.external_id for m in mappings}
        remote = RemoteCatalog(documents, wanted.values())
        for template in templates:
            found = remote.find(wanted[template.id])
            yield template, found, external_ids[template.id]

    def _wanted(self, templates):
        """:return: their mappings, and :class:`Wanted` by product.template id"""
        mappings = self._mappings(templates)
        wanted = WantedProducts(self.store).of(mappings)
        return mappings, {m.product_tmpl_id.id: wanted[m.id] for m in mappings}

    def _skus(self, templates):
        """SKUs as they are written in Odoo, by template and product.product id.

        :rtype: dict[int, dict[int, str]]
        """
        rows = self.env["product.product"].search_fetch(
            [
                ("product_tmpl_id", "in", templates.ids),
                ("bigcommerce_excluded", "=", False),
                ("default_code", "!=", False),
            ],
            ["product_tmpl_id", "default_code"],
        )
        skus = {}
        for row in rows:
            if fold(row.default_code):
                own = skus.setdefault(row.product_tmpl_id.id, {})
                own[row.id] = row.default_code.strip()
        return skus
