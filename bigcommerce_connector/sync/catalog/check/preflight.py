"""Pre-flight: what is wrong with the products of both sides. Nothing is written there.

First each product of Odoo for itself, part by part; then those of all together, and
beside the catalog of BigCommerce, in one go.
"""

import time

from odoo.tools import split_every

from ....api.paging import PAGE
from ....mappers.product import fold
from ....mappers.product_match import RemoteCatalog
from ....mappers.product_problem import find_problems, odd_skus
from ..remote_products import RemoteProducts
from ..wanted import WantedProducts
from .issues import Issues
from .two_sides import TwoSides

# Seconds after which the other flows of the server get their turn.
_LONGEST = 60


class Preflight:
    """One run of the flow for a pre-flight: as many parts as there is time for."""

    def __init__(self, check, client):
        self.check = check
        self.store = check.store_id
        self.env = check.env
        self.remote = RemoteProducts(client)
        self.issues = Issues(check)

    def run(self):
        """:return: whether it is done
        :rtype: bool
        """
        started = time.monotonic()
        templates = self._templates()
        self._begin(len(templates))
        left = templates.filtered(lambda template: template.id > self.check.cursor)
        for chunk in split_every(PAGE, left.ids, templates.browse):
            self._check_each(self._mappings(chunk))
            self.issues.save()
            self.check.write(
                {
                    "cursor": chunk[-1].id,
                    "done_count": self.check.done_count + len(chunk),
                }
            )
            if not self._may_go_on(started):
                return self.check.state != "running"
        self._check_together(templates)
        self.issues.save()
        self.check._finish()
        return True

    def _begin(self, count):
        if self.check.state == "waiting":
            self.check.issue_ids.unlink()
            self.check.state = "running"
        self.check.total_count = count
        self.env["ir.cron"]._commit_progress()

    def _may_go_on(self, started):
        self.env["ir.cron"]._commit_progress()
        self.check.invalidate_recordset(["state"])
        is_late = time.monotonic() - started > _LONGEST
        is_wanted = self.store._is_lease_wanted()
        return self.check.state == "running" and not is_late and not is_wanted

    def _templates(self):
        templates = self.env["product.template"].with_company(self.store.company_id)
        templates = templates.with_context(lang=self.store.company_id.partner_id.lang)
        return templates.search(self.store._eligible_domain(), order="id")

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

    def _check_each(self, mappings):
        values = mappings._catalog_values()
        for mapping in mappings:
            product = values[mapping.id]
            template = mapping.product_tmpl_id
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

    # === ALL TOGETHER === #

    def _check_together(self, templates):
        mappings = self._mappings(templates)
        wanted = {
            mapping.product_tmpl_id.id: one for mapping, one in self._wanted(mappings)
        }
        remote = RemoteCatalog((), wanted.values())
        sides = TwoSides(self.issues)
        for document in self.remote.all():
            remote.add([document])
            sides.add_document(document)
        skus = self._skus(templates)
        sides.compare_skus(skus)
        sides.compare_names(templates)
        external_ids = {m.product_tmpl_id.id: m.external_id for m in mappings}
        for template in templates:
            found = remote.find(wanted[template.id])
            known = external_ids[template.id]
            sides.compare_match(template, found, known, skus.get(template.id, {}))

    def _wanted(self, mappings):
        wanted = WantedProducts(self.store).of(mappings)
        return [(mapping, wanted[mapping.id]) for mapping in mappings]

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
