"""Finding on BigCommerce, by reads only, the products that are not mapped yet.

This comes before any creation, so a product whose creation was carried out there but
not written down here (a crash, a lost answer) is found and not created twice.
"""

from odoo.fields import Domain
from odoo.tools import split_every

from ...mappers.product_match import SKU, RemoteCatalog, align
from ...mappers.product_problem import Problem
from .rivals import Decision, RivalProducts
from .step import in_parts
from .wanted import WantedProducts
from .whole_catalog import WholeCatalog

# Beyond so many products, reading BigCommerce's whole catalog takes fewer calls.
_MAX_LOOKED_UP = 250
_BATCH_SIZE = 250


def _asked_for(mapping):
    """What people have asked for, as far as a decision rests on it."""
    chosen = mapping.chosen_external_id, mapping.chosen_variants
    return mapping.state, mapping.external_id, *chosen


class ProductMatch(RivalProducts):
    """Map the unmapped products that BigCommerce has, by the rules of the store.

    The others are marked absent: those may be created.
    """

    def run(self):
        """:return: whether there is time left
        :rtype: bool
        """
        todo = self.mappings.search(self._todo(), order="chosen_external_id, id")
        if not todo:
            return True
        catalog = WholeCatalog(self.store, self.remote)
        if self._reads_all(todo) or catalog.is_begun():
            return self._match_all(catalog, todo.ids)
        has_time = self._match_few(todo)
        return self._match_all(catalog, todo.ids) if has_time is None else has_time

    def _todo(self):
        """:rtype: Domain"""
        return self.pending(is_mapped=False) & Domain("is_absent", "=", False)

    def _reads_all(self, todo):
        """BigCommerce has no lookup by many values of other fields than the SKU."""
        rule = self.store.match_rule_ids[:1]
        is_by_sku = not rule or rule.remote_field == SKU
        if is_by_sku and len(todo) <= _MAX_LOOKED_UP and self._has_mapped_products():
            return False
        free = self._todo() & Domain("chosen_external_id", "=", False)
        return bool(self.mappings.search_count(free, limit=1))

    def _match_few(self, todo):
        """Look them up.

        :return: whether there is time left; None: the whole catalog has to be read
        """
        asked = {mapping.id: _asked_for(mapping) for mapping in todo}
        wanted = WantedProducts(self.store).of(todo)
        twins = self.twin_templates(todo)
        free = [wanted[m.id] for m in todo if not m.chosen_external_id]
        self.commit()
        documents = self._look_up(free)
        if documents is None:
            return None
        decisions = self.decide(todo, wanted, documents, twins)
        self._carry_out_all(todo, asked, decisions)
        return self.commit()

    def _match_all(self, catalog, ids):
        """Look for them in the whole catalog, which is read as far as there is time:
        the next run goes on there.

        :param WholeCatalog catalog: of which earlier runs may have read a part
        :return: whether there is time left
        """
        todo = self.mappings.browse(ids)
        twins = self.twin_templates(todo)
        for part in in_parts(todo):
            wanted = WantedProducts(self.store).of(part)
            catalog.look_for({m.product_tmpl_id.id: wanted[m.id] for m in part})
        self.commit()
        if not catalog.read(self.commit):
            return False
        for chunk in split_every(_BATCH_SIZE, ids, todo.browse):
            if not self._match_part(catalog, chunk.exists(), twins):
                return False
        catalog.forget()
        return self.commit()

    def _match_part(self, catalog, mappings, twins):
        """With those that may be in their way, if these were not decided before.

        :return: whether there is time left
        """
        templates = catalog.together(mappings.product_tmpl_id.ids)
        documents = catalog.documents(templates)
        todo = self.mappings.search(
            self._todo() & Domain("product_tmpl_id", "in", templates)
        )
        if not todo:
            return True
        asked = {mapping.id: _asked_for(mapping) for mapping in todo}
        wanted = WantedProducts(self.store).of(todo)
        if any(mapping.chosen_external_id for mapping in todo):
            self.commit()  # what people have chosen is asked for
        decisions = self.decide(todo, wanted, documents, twins)
        self._carry_out_all(todo, asked, decisions)
        return self.commit(len(todo))

    def decide(self, todo, wanted, documents, twins):
        """Look for these products among those of BigCommerce; nothing is written.

        :param todo: ``bigcommerce.product`` records
        :param dict wanted: :class:`Wanted` by mapping id
        :param documents: what is there of all that they may be
        :param dict twins: from :meth:`twin_templates`
        :return: by mapping id
        :rtype: dict[int, Decision]
        """
        chosen = {m.id: m.chosen_external_id for m in todo if m.chosen_external_id}
        found = self._find_chosen(chosen, wanted)
        rest = {id_: one for id_, one in wanted.items() if id_ not in found}
        remote = RemoteCatalog(documents, rest.values())
        found |= {id_: remote.find(one) for id_, one in rest.items()}
        decisions = {id_: self._by_rule(one) for id_, one in found.items()}
        decisions |= self._rivals(found)
        decisions |= self._twins(todo, wanted, twins)
        return decisions

    def _carry_out_all(self, todo, asked, decisions):
        """A person may have decided otherwise while BigCommerce was asked.

        :param dict asked: what people had asked for before, by mapping id
        """
        for mapping in todo.exists():
            if _asked_for(mapping) == asked[mapping.id]:
                self.carry_out(mapping, decisions[mapping.id])

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

    def _look_up(self, everything):
        """The products of BigCommerce that may be the wanted ones, by their SKUs.

        :param list everything: of :class:`Wanted`
        :return: None: what no SKU finds is looked for by the other rules
        :rtype: list[dict] | None
        """
        if not everything:
            return []
        remote = RemoteCatalog((), everything)
        groups = [self._written(one.values[0][1]) for one in everything]
        documents = list(self.remote.with_skus(list(filter(None, groups))))
        remote.add(documents)
        unseen = [id_ for one in everything for id_ in remote.unseen(one)]
        if unseen:  # variants that are not tracked, of another product perhaps
            others = self.remote.with_any_sku(self._written(unseen))
            remote.add(others)
            documents += others
        has_other_rules = (
            values and remote.find(one) is None
            for one in everything
            for _field, values in one.values[1:]
        )
        return None if any(has_other_rules) else documents

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

    def _has_mapped_products(self):
        mapped = Domain("store_id", "=", self.store.id)
        mapped &= Domain("external_id", "!=", False)
        return bool(self.mappings.search_count(mapped, limit=1))
