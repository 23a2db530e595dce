"""Finding on BigCommerce, by reads only, the products that are not mapped yet.

This comes before any creation, so a product whose creation was carried out there but
not written down here (a crash, a lost answer) is found and not created twice.
"""

from collections import defaultdict

from odoo.fields import Domain
from odoo.tools import SQL, split_every

from ...mappers.product import fold
from ...mappers.product_match import RemoteCatalog
from ...mappers.product_problem import Problem
from .step import CatalogStep

# Beyond so many products, reading BigCommerce's whole catalog takes fewer calls.
_MOST_LOOKED_UP = 250
_AT_ONCE = 250


class ProductMatch(CatalogStep):
    """Map the unmapped products that BigCommerce has under their SKUs.

    The others are marked absent: those may be created.
    """

    def run(self):
        """:return: whether there is time left
        :rtype: bool
        """
        todo = self.mappings.search(
            self.pending(is_mapped=False) & Domain("is_absent", "=", False)
        )
        if not todo:
            return True
        skus = self._skus_by_mapping(todo)
        twins = self._skus_sold_twice()
        reads_all = not self._has_mapped_products() or len(todo) > _MOST_LOOKED_UP
        self.commit()
        wanted = {fold(sku) for own in skus.values() for sku in own.values()}
        groups = [list(own.values()) for own in skus.values()]
        documents = self.remote.all() if reads_all else self.remote.with_skus(groups)
        remote = RemoteCatalog(documents, wanted)
        has_time = True
        # Never left half-way: what was read would have to be read again.
        for chunk in split_every(_AT_ONCE, todo.ids, todo.browse):
            for mapping in chunk:
                self._match(mapping, skus.get(mapping.id, {}), remote, twins)
            has_time = self.commit()
        return has_time

    def _match(self, mapping, skus, remote, twins):
        """Map this product if BigCommerce has it, else mark it absent."""
        for sku in skus.values():
            templates = self.env["product.template"].browse(twins.get(fold(sku), ()))
            others = templates - mapping.product_tmpl_id
            if others:
                problem = Problem("duplicate_sku_elsewhere", (sku, others[0].name))
                mapping._park_for(problem, others[0])
                return
        match = remote.find(skus)
        if match is None:
            mapping.is_absent = True
        elif isinstance(match, Problem):
            mapping._park_for(match)
        else:
            mapping._bind(match)

    def _has_mapped_products(self):
        mapped = Domain("store_id", "=", self.store.id)
        mapped &= Domain("external_id", "!=", False)
        return bool(self.mappings.search_count(mapped, limit=1))

    def _skus_by_mapping(self, mappings):
        """:rtype: dict[int, dict[int, str]]"""
        rows = self.env["product.product"].search_fetch(
            [
                ("product_tmpl_id", "in", mappings.product_tmpl_id.ids),
                ("bigcommerce_excluded", "=", False),
                ("default_code", "!=", False),
            ],
            ["product_tmpl_id", "default_code"],
        )
        mapping_of = {mapping.product_tmpl_id.id: mapping.id for mapping in mappings}
        skus = defaultdict(dict)
        for row in rows:
            skus[mapping_of[row.product_tmpl_id.id]][row.id] = row.default_code.strip()
        return skus

    def _skus_sold_twice(self):
        """SKUs of several products that this store sells → their templates.

        :rtype: dict[str, list[int]]
        """
        self.env["product.product"].flush_model()
        self.env["bigcommerce.product"].flush_model()
        self.env.cr.execute(
            SQL(
                "SELECT lower(trim(product.default_code)),"
                " array_agg(DISTINCT product.product_tmpl_id)"
                " FROM product_product product"
                " JOIN bigcommerce_product mapping"
                "  ON mapping.product_tmpl_id = product.product_tmpl_id"
                " WHERE mapping.store_id = %s AND mapping.state != 'skipped'"
                "  AND product.active AND product.default_code IS NOT NULL"
                "  AND product.bigcommerce_excluded IS NOT TRUE"
                " GROUP BY 1 HAVING count(DISTINCT product.product_tmpl_id) > 1",
                self.store.id,
            )
        )
        return {fold(sku): templates for sku, templates in self.env.cr.fetchall()}
