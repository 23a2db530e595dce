"""Products that grow: options, their values and new variants of what is there."""

from odoo.tools import split_every

from ...api import errors
from ...mappers.product import fold, new_variant_payload
from ...mappers.product_match import is_base
from ...mappers.product_options import OptionPlan, choices, plan_options
from ...mappers.product_problem import Problem
from .base import BaseVariant, has_base_only
from .refusals import refusal
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

    def run(self, mapping_ids):
        """:return: whether there is time left
        :rtype: bool
        """
        for mappings in split_every(_BATCH, mapping_ids, self.mappings.browse):
            values = mappings._catalog_values()
            documents = self._read(mappings)
            new = []
            for mapping in mappings:
                document = documents.get(mapping.external_id)
                with mapping._attention_if_unexpected():
                    new += self._extend(mapping, values[mapping.id], document)
                self.commit()
            self._create_variants(new)
            if not self.commit():
                return False
        return True

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
        values, _problem = sendable(mapping, values)
        if not values.has_options:
            self.base.adopt(mapping, values, document)
            return []
        mapped = _mapped_variants(mapping, values, document)
        if mapping.has_options and _has_lost_variants(mapping, values, mapped):
            reject_options(mapping, Problem("variant_gone"), mapped, self.batch)
            return []
        plan = plan_options(values, document, mapped, mapping.is_matched)
        if isinstance(plan, OptionPlan) and plan.left_out:
            values = self._leave_out_attributes(mapping, plan.left_out)
        found = self._add_options(mapping, values, document, mapped, plan)
        if isinstance(found, Problem):
            self.base.undo_options(mapping)
            reject_options(mapping, found, mapped, self.batch)
            return []
        if not has_base_only(document):
            mapping._bind_structure(values, mapped, document)
        return found

    def _leave_out_attributes(self, mapping, names):
        """Attributes with a single value that BigCommerce has no option for."""
        lines = mapping.product_tmpl_id.valid_product_template_attribute_line_ids
        lang = self.store.company_id.partner_id.lang
        attributes = lines.attribute_id.with_context(lang=lang)
        left_out = attributes.filtered(lambda attribute: attribute.name in names)
        mapping.left_out_attribute_ids |= left_out
        return sendable(mapping, mapping._catalog_values()[mapping.id])[0]

    def _add_options(self, mapping, values, document, mapped, plan):
        """:return: the variants to create, or why none is
        :rtype: list[tuple] | Problem
        """
        if isinstance(plan, Problem):
            return plan
        if has_base_only(document):
            taken = self.base.find_sku_elsewhere(mapping, values)
            if taken:
                return taken
        try:
            options = self._send_options(document, plan)
        except errors.DataError as error:
            return refusal(error, values)
        new = []
        for variant in values.variants:
            if variant.id in mapped:
                continue
            chosen = choices(variant, plan, options)
            if isinstance(chosen, Problem):
                return chosen
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
        """Create variants in one call; if it is refused, product by product.

        :param list new: (mapping, values, variant, body), of several products
        """
        error = self._create_in_one_call(new)
        if error:
            for mapping in {mapping for mapping, *_ in new}:
                mine = [row for row in new if row[0] == mapping]
                self._create_alone(mapping, mine)

    def _create_alone(self, mapping, new):
        known = mapping.variant_ids.product_id.ids
        error = self._create_in_one_call([r for r in new if r[2].id not in known])
        if error:
            values = mapping._catalog_values()[mapping.id]
            self.base.undo_options(mapping)
            problem = refusal(error, values)
            blocking = mapping._find_blocking(problem, values)
            there = mapping.variant_ids.product_id.ids
            self.batch.restrict(mapping.id, problem, there, blocking)
        self.commit()

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


def _mapped_variants(mapping, values, document):
    """product.product id → variant of the document: as mapped, else by SKU.

    What is mapped to one variant is never taken for another, whatever its SKU.
    """
    variants = [v for v in document.get("variants") or () if not is_base(v)]
    by_id = {str(variant["id"]): variant for variant in variants}
    own = {variant.id for variant in values.variants}
    known = {
        row.product_id.id: row.external_id
        for row in mapping.variant_ids
        if row.product_id.id in own
    }
    by_sku = {
        fold(variant.get("sku")): variant
        for external_id, variant in by_id.items()
        if fold(variant.get("sku")) and external_id not in known.values()
    }
    mapped = {}
    for variant in values.variants:
        found = by_id.get(known.get(variant.id)) or by_sku.get(fold(variant.sku))
        if found:
            mapped[variant.id] = found
    return mapped


def _has_lost_variants(mapping, values, mapped):
    """Whether BigCommerce took variants that it no longer has.

    Somebody deleted them there: only a requeue, which forgets what was taken, has them
    created again.
    """
    own = {variant.id for variant in values.variants} - set(mapped)
    return any(
        row.accepted_values and row.product_id.id in own for row in mapping.variant_ids
    )


def _new_variant(document, values, variant, chosen, rules):
    return {
        "product_id": int(document["id"]),
        **new_variant_payload(values, variant, rules),
        "option_values": chosen,
    }
