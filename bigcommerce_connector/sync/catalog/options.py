"""Products that grow: options, their values and new variants of what is there."""

from functools import partial

from odoo.fields import Domain
from odoo.tools import split_every

from ...api import errors
from ...mappers.option_choices import choices, combination, unmapped_variants
from ...mappers.product import fold, new_variant_payload
from ...mappers.product_options import OptionPlan, plan_options
from ...mappers.product_problem import Problem
from ..flow.failure import may_be_of_one
from ..flow.refused_batch import send_narrowed
from .base_variant import BaseVariant, has_base_only
from .failing import FailingProducts
from .left_skus import LeftSkus
from .mapped_variants import has_lost_variants, mapped_variants
from .refusals import refusal
from .replace import VariantReplacement, is_to_replace
from .restricted import reject_options, sendable
from .step import CatalogStep

# BigCommerce lists ten products a call when their options are asked for.
_BATCH = 10


class ProductOptions(CatalogStep):
    """Give products on BigCommerce the options and variants that they lack.

    :param UpdateBatch batch: of the run; what cannot be done is recorded there
    """

    def __init__(self, store, client, batch):
        super().__init__(store, client)
        self.batch = batch
        self.base = BaseVariant(store, client)
        self.failing = FailingProducts(self)
        # (mapping, what is to be done for it), with commits between its calls.
        self.replacements = []

    def run(self, mapping_ids):
        """:return: whether there is time left
        :rtype: bool
        """
        for mappings in self._parts(self.mappings.browse(mapping_ids)):
            mappings, values = self.readable(mappings)
            if not mappings:
                continue
            documents = self._read(mappings)
            new = []
            for mapping in mappings:
                document = documents.get(mapping.external_id)
                guard = self.failing.guard(mapping)
                with guard, mapping._attention_if_unexpected():
                    new += self._extend(mapping, values[mapping.id], document)
                self.commit()
            self._create_variants(new)
            self._replace_variants()
            if not self.commit():
                return False
        return True

    def _parts(self, mappings):
        """Ten at a time; alone where BigCommerce failed before."""
        alone = mappings.filtered("tries")
        others = mappings - alone
        yield from split_every(_BATCH, others.ids, others.browse)
        yield from alone

    def _read(self, mappings):
        """:return: by external id
        :rtype: dict[str, dict]
        """
        external_ids = mappings.mapped("external_id")
        # Whatever happens to the attempt, the next run looks at the options anew.
        mappings.options_hash = False
        self.commit()
        documents = {
            str(document["id"]): document
            for document in self.remote.read_with_options(external_ids)
        }
        for mapping in mappings:
            self.base.remember_sku(mapping, documents.get(mapping.external_id))
        self.commit()
        return documents

    # === OPTIONS === #

    def _extend(self, mapping, values, document):
        """Make this product's options right on BigCommerce; map what is there.

        :return: the variants to create, as :meth:`_create_variants` takes them
        :rtype: list[tuple]
        """
        if document is None:
            mapping._forget_deleted()
            return []
        values, problem = sendable(mapping, values)
        if not values.has_options:
            adopt = partial(self.base.adopt, mapping, values, document)
            self.replacements.append((mapping, adopt))
            return []
        mapped = mapped_variants(mapping, values, document)
        if mapping.has_options and has_lost_variants(mapping, values, mapped):
            reject_options(mapping, Problem("variant_gone"), mapped, self.batch)
            return []
        plan = plan_options(values, document, mapped, mapping.is_matched)
        if is_to_replace(mapping, plan, document):
            args = (mapping, values, document, mapped, problem)
            self.replacements.append((mapping, partial(self._replace, *args)))
            return []
        if isinstance(plan, OptionPlan) and plan.left_out:
            values = mapping._leave_out_attributes(plan.left_out)
        found = self._add_options(mapping, values, document, mapped, plan)
        if isinstance(found, Problem):
            self.base.undo_options(mapping)
            reject_options(mapping, found, mapped, self.batch)
            return []
        if not has_base_only(document):
            mapping._bind_structure(values, mapped, document)
        return found

    def _replace_variants(self):
        todo, self.replacements = self.replacements, []
        commits = self.previewed is None  # a dry run is undone as a whole
        for mapping, replace in todo:
            guard = self.failing.guard(mapping)
            with guard, mapping._attention_if_unexpected(commits):
                replace()
            self.commit()

    def _replace(self, mapping, values, document, mapped, problem):
        """Attributes came or went: once all new variants have SKUs, they replace those
        that are there."""
        replacement = VariantReplacement(
            self.store, self.client, mapping, values, document
        )
        problem = problem or replacement.run(mapped)
        if problem:
            reject_options(mapping, problem, mapped, self.batch)

    def _add_options(self, mapping, values, document, mapped, plan):
        """:return: the variants to create, or why none is
        :rtype: list[tuple] | Problem
        """
        if isinstance(plan, Problem):
            return plan
        try:
            LeftSkus(self.store, self.client).free(values, document, mapped)
            taken = has_base_only(document) and self.base.find_sku_elsewhere(
                mapping, values
            )
            if taken:
                return taken
            options = self._send_options(document, plan)
        except errors.DataError as error:
            return refusal(error, values)
        new, unmapped = [], unmapped_variants(document, mapped)
        for variant in values.variants:
            if variant.id in mapped:
                continue
            chosen = choices(variant, plan, options)
            if isinstance(chosen, Problem):
                return chosen
            row = unmapped.pop(combination(chosen), None)
            if row:  # Odoo has it again, or somebody made it there
                mapped[variant.id] = row
                continue
            body = _new_variant(document, values, variant, chosen, self.rules)
            new.append((mapping, values, variant, body))
        return new

    def _send_options(self, document, plan):
        """:return: option id → the option as it is then
        :rtype: dict[int, dict]
        """
        product_id = document["id"]
        options = {option["id"]: option for option in document.get("options") or ()}
        if has_base_only(document) and document.get("sku"):
            # The base variant makes way; its SKU may be that of a variant.
            self.client.products.update(product_id, {"sku": ""})
        for body in plan.creations:
            option = self.client.options.create(product_id, body)
            options[option["id"]] = option
        for option_id, body in plan.updates:
            options[option_id] = self.client.options.update(product_id, option_id, body)
        return options

    # === VARIANTS === #

    def _create_variants(self, new):
        """Create variants in one call; if it is refused, all but the bad ones.

        :param list new: (mapping, values, variant, body), of several products
        """
        try:
            if not self._create_in_one_call(new):
                return
        except errors.TemporaryError as error:
            if self.previewed is not None or not may_be_of_one(error):
                raise
            # They may be there: nothing is sent again before they are read anew.
            self.env.cr.rollback()
            self.failing.add_together(self.mappings.union(*(m for m, *_ in new)), error)
            return
        known = self.env["bigcommerce.variant"].search(
            Domain("mapping_id", "in", [mapping.id for mapping, *_ in new])
        )
        there = set(known.product_id.ids)
        left = [row for row in new if row[2].id not in there]
        for mapping in {mapping for mapping, *_ in left}:
            with self.failing.guard(mapping):
                self._create_alone(mapping, [row for row in left if row[0] == mapping])
            self.commit()

    def _create_alone(self, mapping, new):
        if mapping.has_options:
            send_narrowed(new, self._create_all, self._restrict)
            self.batch.widen(mapping.id, mapping.variant_ids.product_id.ids)
        else:
            # The base variant makes way for all of them, or for none.
            self._create_first(mapping, new)

    def _create_first(self, mapping, new):
        error = self._create_in_one_call(new)
        if error:
            self.base.undo_options(mapping)
            self._restrict(new[0], error)

    def _create_all(self, new):
        error = self._create_in_one_call(new)
        if error:
            raise error

    def _restrict(self, row, error):
        """What is there of the product goes on without this variant."""
        mapping = row[0]
        values = mapping._catalog_values()[mapping.id]
        problem = refusal(error, values)
        blocking = mapping._find_blocking(problem, values)
        there = mapping.variant_ids.product_id.ids
        self.batch.restrict(mapping.id, problem, there, blocking)

    def _create_in_one_call(self, new):
        """What was created is written down, also before a refusal.

        :return: why not all of them are there now
        :rtype: errors.DataError | None
        """
        refused = None
        try:
            made = self.client.variants.update_many([body for *_, body in new])
        except errors.DataError as error:
            refused, made = error, error.completed
        external = {fold(row.get("sku")): row["id"] for row in made if row.get("id")}
        self.mappings._bind_new_variants(
            [
                (mapping, values, variant, external[fold(variant.sku)])
                for mapping, values, variant, _body in new
                if fold(variant.sku) in external
            ]
        )
        return refused


def _new_variant(document, values, variant, chosen, rules):
    return {
        "product_id": int(document["id"]),
        **new_variant_payload(values, variant, rules),
        "option_values": chosen,
    }
