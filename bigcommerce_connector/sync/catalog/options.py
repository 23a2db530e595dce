"""Products that grow: options, their values and new variants of what is there."""

from odoo import models
from odoo.tools import split_every

from ...api import errors
from ...mappers.product import fingerprint, fold, full_variant_payload, without_null
from ...mappers.product_match import is_base
from ...mappers.product_options import (
    OptionPlan,
    choices,
    own_options,
    own_sequence,
    plan_options,
)
from ...mappers.product_problem import Problem
from .base import has_base_only
from .match import PRODUCT_FIELDS

# BigCommerce lists ten products a call when their options are asked for.
_BATCH = 10


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _extend_products(self, client, mapping_ids, outbox):
        """Give products on BigCommerce the options and variants that they lack.

        :return: whether there is time left
        """
        Product = self.env["bigcommerce.product"]
        for mappings in split_every(_BATCH, mapping_ids, Product.browse):
            values = self._catalog_values(mappings)
            external_ids = mappings.mapped("external_id")
            # Whatever becomes of the attempt, the next run looks at the options anew.
            mappings.options_hash = False
            self._commit_catalog()
            documents = {
                str(document["id"]): document
                for document in client.products.list(
                    {"id:in": external_ids},
                    include="variants,options",
                    include_fields=PRODUCT_FIELDS,
                )
            }
            for mapping in mappings:
                mapping._remember_sku(documents.get(mapping.external_id))
            self._commit_catalog()
            new = []
            for mapping in mappings:
                document = documents.get(mapping.external_id)
                with mapping._parked_if_unexpected():
                    new += mapping._extend(client, values[mapping.id], document, outbox)
                self._commit_catalog()
            self._create_variants(client, new, outbox)
            if not self._commit_catalog():
                return False
        return True

    def _create_variants(self, client, new, outbox):
        """:param list new: (mapping, values, variant, body), of several products"""
        try:
            made = client.variants.update_many([body for *_, body in new])
        except errors.DataError as error:
            self._write_new_variants(new, error.completed)
            for mapping in {mapping for mapping, *_ in new}:
                mine = [row for row in new if row[0] == mapping]
                self._create_variants_alone(client, mapping, mine, outbox)
        else:
            self._write_new_variants(new, made)

    def _create_variants_alone(self, client, mapping, new, outbox):
        known = mapping.variant_ids.product_id.ids
        new = [row for row in new if row[2].id not in known]
        try:
            made = client.variants.update_many([body for *_, body in new])
        except errors.DataError as error:
            self._write_new_variants(new, error.completed)
            values = self._catalog_values(mapping)[mapping.id]
            mapping._undo_options(client)
            problem = self._refusal(error, values)
            blocking = mapping._find_blocking(problem, values)
            there = mapping.variant_ids.product_id.ids
            outbox.set_aside(mapping.id, problem, there, blocking)
        else:
            self._write_new_variants(new, made)
        self._commit_catalog()

    def _write_new_variants(self, new, made):
        external = {fold(row.get("sku")): row["id"] for row in made if row.get("id")}
        taken = [row for row in new if fold(row[2].sku) in external]
        for mapping, values in {row[0]: row[1] for row in taken}.items():
            if not mapping.has_options:
                # BigCommerce has let the base variant go for these.
                mapping.variant_ids.unlink()
                mapping._write_options(values)
        self.env["bigcommerce.variant"].create(
            [
                {
                    "store_id": self.id,
                    "mapping_id": mapping.id,
                    "product_id": variant.id,
                    "external_id": str(external[fold(variant.sku)]),
                    "sku": variant.sku,
                    "payload_hash": fingerprint(full_variant_payload(values, variant)),
                }
                for mapping, values, variant, _body in taken
            ]
        )


class BigcommerceProduct(models.Model):
    _inherit = "bigcommerce.product"

    def _extend(self, client, values, document, outbox):
        """Make this product's options right on BigCommerce; map what is there.

        :return: the variants to create, as ``_create_variants`` takes them
        :rtype: list[tuple]
        """
        self.ensure_one()
        if document is None:
            self._forget_remote(self.store_id._problem_text(Problem("gone")))
            return []
        values, _problem = self._sendable(values)
        if not values.has_options:
            self._adopt_base(client, values, document)
            return []
        mapped = self._mapped_variants(values, document)
        if self.has_options and self._has_lost_variants(values, mapped):
            self._set_options_aside(outbox, Problem("variant_gone"), mapped)
            return []
        plan = plan_options(values, document, mapped)
        if isinstance(plan, OptionPlan) and plan.left_out:
            values = self._leave_out(plan.left_out)
        found = self._add_options(client, values, document, mapped, plan)
        if isinstance(found, Problem):
            self._undo_options(client)
            self._set_options_aside(outbox, found, mapped)
            return []
        if not has_base_only(document):
            self._write_structure(values, mapped, document)
        return found

    def _add_options(self, client, values, document, mapped, plan):
        """:return: the variants to create, or why none is
        :rtype: list[tuple] | Problem
        """
        if isinstance(plan, Problem):
            return plan
        if has_base_only(document):
            taken = self._find_sku_elsewhere(client, values)
            if taken:
                return taken
        try:
            options = self._send_options(client, document, plan, values)
        except errors.DataError as error:
            return self.store_id._refusal(error, values)
        new = []
        for variant in values.variants:
            if variant.id in mapped:
                continue
            chosen = choices(variant, plan, options)
            if isinstance(chosen, Problem):
                return chosen
            new.append(
                (self, values, variant, self._new_variant(values, variant, chosen))
            )
        return new

    def _leave_out(self, names):
        """Attributes with a single value that BigCommerce has no option for."""
        lines = self.product_tmpl_id.valid_product_template_attribute_line_ids
        lang = self.company_id.partner_id.lang
        attributes = lines.attribute_id.with_context(lang=lang)
        left_out = attributes.filtered(lambda attribute: attribute.name in names)
        self.left_out_attribute_ids |= left_out
        values = self.store_id._catalog_values(self)[self.id]
        return self._sendable(values)[0]

    def _mapped_variants(self, values, document):
        """product.product id → variant of the document: as mapped, else by SKU.

        What is mapped to one variant is never taken for another, whatever its SKU.
        """
        variants = [v for v in document.get("variants") or () if not is_base(v)]
        by_id = {str(variant["id"]): variant for variant in variants}
        own = {variant.id for variant in values.variants}
        known = {
            row.product_id.id: row.external_id
            for row in self.variant_ids
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

    def _has_lost_variants(self, values, mapped):
        """Whether BigCommerce took variants that it no longer has.

        Somebody deleted them there: only a requeue, which forgets what was taken, has
        them created again.
        """
        own = {variant.id for variant in values.variants} - set(mapped)
        return any(
            row.payload_hash and row.product_id.id in own for row in self.variant_ids
        )

    def _send_options(self, client, document, plan, values):
        """:return: option id → the option as it is then
        :rtype: dict[int, dict]
        """
        options = {option["id"]: option for option in document.get("options") or ()}
        if has_base_only(document) and document.get("sku"):
            # The base variant makes way; its SKU may be that of a variant.
            client.products.update(document["id"], {"sku": ""})
        for body in plan.creations:
            option = client.options.create(document["id"], body)
            options[option["id"]] = option
        for option_id, body in plan.updates:
            options[option_id] = client.options.update(document["id"], option_id, body)
        return options

    def _write_structure(self, values, mapped, document):
        """Map what is there already; what is mapped to something else is let go."""
        known = {row.product_id.id: row for row in self.variant_ids}
        there = {str(variant["id"]) for variant in document.get("variants") or ()}
        own = {variant.id for variant in values.variants}
        stale = self.variant_ids.filtered(
            lambda row: (
                row.external_id not in there
                or row.product_id.id in own
                and str(mapped.get(row.product_id.id, {}).get("id")) != row.external_id
            )
        )
        new = {
            product_id: variant
            for product_id, variant in mapped.items()
            if product_id not in known or known[product_id] in stale
        }
        stale.unlink()
        self._write_variants(new)
        self._write_options(values)

    def _write_options(self, values):
        self.write(
            {
                "has_options": True,
                "options_hash": own_options(values),
                "sequence_hash": own_sequence(values),
                "former_sku": False,
            }
        )

    def _new_variant(self, values, variant, chosen):
        return {
            "product_id": int(self.external_id),
            **without_null(full_variant_payload(values, variant)),
            "option_values": chosen,
        }
