"""Products that grew: options, their values and new variants of what is there."""

from odoo import models
from odoo.tools import split_every

from ...api import errors
from ...mappers.product import fingerprint, fold, full_variant_payload, without_null
from ...mappers.product_match import is_base
from ...mappers.product_options import choices, own_options, plan_options
from ...mappers.product_problem import Problem
from .match import PRODUCT_FIELDS

# BigCommerce lists ten products a call when their options are asked for.
_BATCH = 10


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _extend_products(self, client, mapping_ids):
        """Give products on BigCommerce the options and variants that they lack.

        :return: whether there is time left
        """
        Product = self.env["bigcommerce.product"]
        for mappings in split_every(_BATCH, mapping_ids, Product.browse):
            values = self._catalog_values(mappings)
            external_ids = mappings.mapped("external_id")
            self._commit_catalog()
            documents = {
                str(document["id"]): document
                for document in client.products.list(
                    {"id:in": external_ids},
                    include="variants,options",
                    include_fields=PRODUCT_FIELDS,
                )
            }
            new = []
            for mapping in mappings:
                document = documents.get(mapping.external_id)
                new += mapping._extend(client, values[mapping.id], document)
                self._commit_catalog()
            self._create_variants(client, new)
            if not self._commit_catalog():
                return False
        return True

    def _create_variants(self, client, new):
        """:param list new: (mapping, values, variant, body), of several products"""
        try:
            made = client.variants.update_many([body for *_, body in new])
        except errors.DataError as error:
            self._write_new_variants(new, error.completed)
            for mapping in {mapping for mapping, *_ in new}:
                mine = [row for row in new if row[0] == mapping]
                self._create_variants_alone(client, mapping, mine)
        else:
            self._write_new_variants(new, made)

    def _create_variants_alone(self, client, mapping, new):
        known = mapping.variant_ids.product_id.ids
        new = [row for row in new if row[2].id not in known]
        try:
            made = client.variants.update_many([body for *_, body in new])
        except errors.DataError as error:
            self._write_new_variants(new, error.completed)
            values = self._catalog_values(mapping)[mapping.id]
            mapping._park(self._refusal_text(error, values))
        else:
            self._write_new_variants(new, made)
        self._commit_catalog()

    def _write_new_variants(self, new, made):
        external = {fold(row.get("sku")): row["id"] for row in made if row.get("id")}
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
                for mapping, values, variant, _body in new
                if fold(variant.sku) in external
            ]
        )


class BigcommerceProduct(models.Model):
    _inherit = "bigcommerce.product"

    def _extend(self, client, values, document):
        """Make this product's options right on BigCommerce; map what is there.

        :return: the variants to create, as ``_create_variants`` takes them
        :rtype: list[tuple]
        """
        self.ensure_one()
        store = self.store_id
        if document is None:
            self._forget_remote(store._problem_text(Problem("gone")))
            return []
        if not values.has_options:
            self._adopt_base(values, document)
            return []
        mapped = self._mapped_variants(values, document)
        plan = plan_options(values, document, mapped)
        if isinstance(plan, Problem):
            self._park(store._problem_text(plan))
            return []
        try:
            options = self._send_options(client, document, plan)
        except errors.DataError as error:
            self._park(store._refusal_text(error, values))
            return []
        self._write_structure(values, mapped)
        return [
            (self, values, variant, self._new_variant(values, variant, options))
            for variant in values.variants
            if variant.id not in mapped
        ]

    def _adopt_base(self, values, document):
        """The only variant of a product without options has changed in Odoo."""
        variants = document.get("variants") or []
        if len(variants) != 1 or not is_base(variants[0]):
            self._park(self.store_id._problem_text(Problem("lost_options")))
            return
        self.variant_ids.unlink()
        self._write_variants({values.variants[0].id: variants[0]})
        self.write({"payload_hash": False, "options_hash": own_options(values)})

    def _mapped_variants(self, values, document):
        """product.product id → variant of the document: as mapped, else by SKU."""
        variants = [v for v in document.get("variants") or () if not is_base(v)]
        by_id = {str(variant["id"]): variant for variant in variants}
        by_sku = {fold(v.get("sku")): v for v in variants if fold(v.get("sku"))}
        known = {row.product_id.id: row.external_id for row in self.variant_ids}
        mapped = {}
        for variant in values.variants:
            found = by_id.get(known.get(variant.id)) or by_sku.get(fold(variant.sku))
            if found:
                mapped[variant.id] = found
        return mapped

    def _send_options(self, client, document, plan):
        """:return: all options as they are then, with ids and labels"""
        options = {option["id"]: option for option in document.get("options") or ()}
        (first, *_) = document.get("variants") or [{}]
        if plan.creations and is_base(first) and first.get("sku"):
            # The base variant makes way; its SKU will be that of a variant.
            client.products.update(document["id"], {"sku": ""})
        for body in plan.creations:
            option = client.options.create(document["id"], body)
            options[option["id"]] = option
        for option_id, body in plan.updates:
            options[option_id] = client.options.update(document["id"], option_id, body)
        return list(options.values())

    def _write_structure(self, values, mapped):
        """Map what is there already; what is mapped to something else is let go."""
        known = {row.product_id.id: row for row in self.variant_ids}
        stale = self.variant_ids.filtered(
            lambda row: (
                row.product_id.id in {variant.id for variant in values.variants}
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
        self.write({"has_options": True, "options_hash": own_options(values)})

    def _new_variant(self, values, variant, options):
        return {
            "product_id": int(self.external_id),
            **without_null(full_variant_payload(values, variant)),
            "option_values": choices(variant, options),
        }
