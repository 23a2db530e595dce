"""Products of Odoo that are in each other's way: one on BigCommerce is one in Odoo."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from odoo.tools import SQL

from ...mappers.product import fold
from ...mappers.product_match import Match
from ...mappers.product_problem import Problem
from .step import CatalogStep


@dataclass(frozen=True)
class Decision:
    """What a product is on BigCommerce.

    ``found``: :class:`Match`, :class:`Several`, :class:`Problem`; None: not there;
    ``rule``: the ``bigcommerce.match.rule`` that decided, if one did; ``blocking``: the
    product.template that is in the way, if one is.
    """

    found: Any
    rule: Any = None
    blocking: Any = None


class RivalProducts(CatalogStep):
    """What else decides which product is which, beside what was found."""

    def twin_templates(self, todo):
        """SKUs of these products that others that this store sells have too → the
        templates that have them.

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
                "  AND product.active AND trim(product.default_code) != ''"
                "  AND product.bigcommerce_excluded IS NOT TRUE"
                "  AND lower(trim(product.default_code)) IN"
                "   (SELECT lower(trim(own.default_code)) FROM product_product own"
                "    JOIN bigcommerce_product looked_for"
                "     ON looked_for.product_tmpl_id = own.product_tmpl_id"
                "    WHERE looked_for.id IN %s AND own.default_code IS NOT NULL)"
                " GROUP BY 1 HAVING count(DISTINCT product.product_tmpl_id) > 1",
                self.store.id,
                tuple(todo.ids) or (0,),
            )
        )
        return {fold(sku): templates for sku, templates in self.env.cr.fetchall()}

    def _rivals(self, found):
        """Those of several products that leave one of BigCommerce to another.

        The one that an earlier rule has led there has it; of equal ones, none.

        :rtype: dict[int, Decision]
        """
        claims = defaultdict(list)
        for id_, match in found.items():
            if isinstance(match, Match):
                claims[match.document["id"]].append((match.rule, id_))
        rivals = {}
        for claim in claims.values():
            (best, first), *others = sorted(claim)
            is_won = all(rule > best for rule, _id in others)
            code = "taken" if is_won else "rivals"
            losers = {id_: first for _rule, id_ in others}
            if others and not is_won:
                losers[first] = others[0][1]
            for id_, other in losers.items():
                template = self.mappings.browse(other).product_tmpl_id
                names = (str(found[id_].document.get("name")), template.name)
                rivals[id_] = Decision(Problem(code, names), blocking=template)
        return rivals

    def _twins(self, todo, wanted, twins):
        """Those of which another product that this store sells has a SKU.

        :param dict twins: SKU → its templates
        :rtype: dict[int, Decision]
        """
        parked = {}
        for mapping in todo:
            for product_id, sku in wanted[mapping.id].skus.items():
                if not sku:
                    continue
                templates = self.env["product.template"].browse(twins.get(sku, ()))
                others = templates - mapping.product_tmpl_id
                if others and mapping.id not in parked:
                    written = self.env["product.product"].browse(product_id)
                    names = (written.default_code.strip(), others[0].name)
                    problem = Problem("duplicate_sku_elsewhere", names)
                    parked[mapping.id] = Decision(problem, blocking=others[0])
        return parked
