"""Finding on BigCommerce, by reads only, the products that are not mapped yet.

This comes before any creation, so a product whose creation was carried out there but
not written down here (a crash, a lost answer) is found and not created twice.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from odoo.fields import Domain
from odoo.tools import SQL, split_every

from ...mappers.product import fold
from ...mappers.product_match import SKU, Match, RemoteCatalog, align
from ...mappers.product_problem import Problem
from .step import CatalogStep
from .wanted import WantedProducts

# Beyond so many products, reading BigCommerce's whole catalog takes fewer calls.
_MAX_LOOKED_UP = 250
_BATCH_SIZE = 250


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


def _asked_for(mapping):
    """What people have asked for, as far as a decision rests on it."""
    chosen = mapping.chosen_external_id, mapping.chosen_variants
    return mapping.state, mapping.external_id, *chosen


class ProductMatch(CatalogStep):
    """Map the unmapped products that BigCommerce has, by the rules of the store.

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
        asked = {mapping.id: _asked_for(mapping) for mapping in todo}
        decisions = self.decide(todo)
        has_time = self.commit()
        # Never left half-way: what was read would have to be read again.
        for chunk in split_every(_BATCH_SIZE, todo.ids, todo.browse):
            for mapping in chunk.exists():
                # A person may have decided otherwise while BigCommerce was read.
                if _asked_for(mapping) == asked[mapping.id]:
                    self.carry_out(mapping, decisions[mapping.id])
            has_time = self.commit()
        return has_time

    def decide(self, todo, remote=None):
        """Look for these products on BigCommerce; nothing is written.

        :param todo: ``bigcommerce.product`` records
        :param RemoteCatalog remote: everything there; None: it is read here
        :return: by mapping id
        :rtype: dict[int, Decision]
        """
        wanted = WantedProducts(self.store).of(todo)
        twins = self._twin_templates(todo)
        chosen = {m.id: m.chosen_external_id for m in todo if m.chosen_external_id}
        reads_all = len(todo) > _MAX_LOOKED_UP or not self._has_mapped_products()
        self.commit()
        found = self._find_chosen(chosen, wanted)
        rest = {id_: one for id_, one in wanted.items() if id_ not in found}
        if remote is None:
            remote = self._read(rest, reads_all)
        found |= {id_: remote.find(one) for id_, one in rest.items()}
        decisions = {id_: self._by_rule(one) for id_, one in found.items()}
        decisions |= self._rivals(found)
        decisions |= self._twins(todo, wanted, twins)
        return decisions

    def carry_out(self, mapping, decision):
        """Map this product if BigCommerce has it, else mark it absent.

        :param Decision decision: about it
        """
        if decision.found is None:
            mapping.is_absent = True
            mapping.candidate_ids.unlink()
        elif decision.blocking:
            mapping._set_attention_for(decision.found, decision.blocking)
        else:
            mapping._take_found(decision.found, decision.rule)

    def _by_rule(self, found):
        position = getattr(found, "rule", -1)
        rules = self.store.match_rule_ids
        return Decision(found, rules[position] if 0 <= position < len(rules) else None)

    # === READ === #

    def _read(self, wanted, reads_all):
        """The products of BigCommerce that may be the wanted ones.

        Looked up by SKU where that is the first rule; what no SKU finds is looked for
        by the other rules in the whole catalog, as BigCommerce has no lookup by many
        values of other fields.

        :param dict wanted: :class:`Wanted` by mapping id
        :rtype: RemoteCatalog
        """
        everything = list(wanted.values())
        remote = RemoteCatalog((), everything)
        if not everything:
            return remote
        if reads_all or everything[0].values[0][0] != SKU:
            remote.add(self.remote.all())
            return remote
        groups = [self._written(one.values[0][1]) for one in everything]
        remote.add(self.remote.with_skus(list(filter(None, groups))))
        unseen = [id_ for one in everything for id_ in remote.unseen(one)]
        if unseen:  # variants that are not tracked, of another product perhaps
            remote.add(self.remote.with_any_sku(self._written(unseen)))
        if any(
            values and remote.find(one) is None
            for one in everything
            for _field, values in one.values[1:]
        ):
            remote.add(self.remote.all())
        return remote

    def _written(self, product_ids):
        """What is looked for as a SKU, as it is written in Odoo."""
        rule = self.store.match_rule_ids[:1]
        products = self.env["product.product"].browse(product_ids)
        texts = (rule._value(p) if rule else p.default_code for p in products)
        return [str(text).strip() for text in texts if text]

    def _find_chosen(self, chosen, wanted):
        """The products that people have chosen, by mapping id.

        :param dict chosen: BigCommerce's id by mapping id
        :rtype: dict[int, Match | Problem]
        """
        if not chosen:
            return {}
        ids = sorted(set(chosen.values()), key=int)
        documents = {str(d["id"]): d for d in self.remote.by_ids(ids)}
        pairs = {m.id: m.chosen_variants or {} for m in self.mappings.browse(chosen)}
        return {
            id_: (
                align(documents[external_id], wanted[id_], chosen=pairs[id_])
                if external_id in documents
                else Problem("chosen_gone")
            )
            for id_, external_id in chosen.items()
        }

    # === WHO ELSE === #

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

    def _has_mapped_products(self):
        mapped = Domain("store_id", "=", self.store.id)
        mapped &= Domain("external_id", "!=", False)
        return bool(self.mappings.search_count(mapped, limit=1))

    def _twin_templates(self, todo):
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
                "    WHERE own.product_tmpl_id IN %s AND own.default_code IS NOT NULL)"
                " GROUP BY 1 HAVING count(DISTINCT product.product_tmpl_id) > 1",
                self.store.id,
                tuple(todo.product_tmpl_id.ids) or (0,),
            )
        )
        return {fold(sku): templates for sku, templates in self.env.cr.fetchall()}
