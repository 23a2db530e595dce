"""Writing down which variants of BigCommerce those of a mapped product are."""

from odoo import api, models
from odoo.fields import Domain

from ...mappers.accepted import known_variant_fields
from ...mappers.option_fingerprints import own_options, own_sequence
from ...mappers.product import full_variant_payload
from .restricted import sendable


class BigcommerceProduct(models.Model):
    _inherit = "bigcommerce.product"

    def _bind_variants(self, variants):
        """:param dict variants: product.product id → variant of BigCommerce"""
        ids = {str(variant["id"]) for variant in variants.values()}
        replaced = self.variant_ids.filtered(
            lambda known: known.product_id.id in variants or known.external_id in ids
        )
        hidden = replaced.filtered(
            lambda known: known.visibility in ("hiding", "hidden")
        )
        hidden = set(hidden.mapped("external_id"))
        replaced.unlink()
        Variant = self.env["bigcommerce.variant"]
        # A web order had found no product for it, see sync/orders/post/products.py.
        Variant.search(
            Domain("store_id", "=", self.store_id.id)
            & Domain("external_id", "in", list(ids))
            & Domain("mapping_id.external_id", "=", False)
        ).unlink()
        Variant.create(
            [
                {
                    "store_id": self.store_id.id,
                    "mapping_id": self.id,
                    "product_id": product_id,
                    "external_id": str(variant["id"]),
                    "sku": variant.get("sku"),
                    "visibility": str(variant["id"]) in hidden and "hidden",
                    **dict.fromkeys(
                        ("accepted_values", "found_values"),
                        self._accepted(known_variant_fields(variant)),
                    ),
                }
                for product_id, variant in variants.items()
            ]
        )

    def _bind_base(self, values, base):
        """The product has lost its options there: this is its only variant now.

        :param dict base: variant of BigCommerce
        """
        known = self.accepted_values or {}
        categories = {name: known[name] for name in known if name == "categories"}
        undecided = self._undecided_values().get(self, {})
        self.variant_ids.unlink()
        self._bind_variants({values.variants[0].id: base})
        self.write(
            {
                "accepted_values": {**categories, **undecided} or False,
                "has_options": False,
                "has_own_options": True,
                "options_hash": own_options(values),
                "sequence_hash": own_sequence(values),
                "former_sku": False,
            }
        )

    def _bind_structure(self, values, mapped, document):
        """Map what is there already; what is mapped to something else is let go.

        :param dict mapped: product.product id → variant of BigCommerce
        """
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
        self._bind_variants(new)
        self._write_options(values)

    def _queue_lost_variants(self, documents):
        """Staff deleted variants there: the next run sees which, and says what to do.

        :param dict documents: products of BigCommerce by external id
        """
        for mapping in self.filtered("has_options"):
            rows = documents[mapping.external_id].get("variants") or ()
            there = {str(row["id"]) for row in rows}
            known = set(mapping.variant_ids.mapped("external_id")) - {False}
            if known - there and mapping.problem_code != "variant_gone":
                mapping.options_hash = False
                mapping._queue()

    def _leave_out_attributes(self, names):
        """Attributes with a single value that BigCommerce has no option for.

        :return: what can be sent of the product without them
        :rtype: ProductValues
        """
        lines = self.product_tmpl_id.valid_product_template_attribute_line_ids
        lang = self.store_id.company_id.partner_id.lang
        attributes = lines.attribute_id.with_context(lang=lang)
        self.left_out_attribute_ids |= attributes.filtered(lambda a: a.name in names)
        return sendable(self, self._catalog_values()[self.id])[0]

    @api.model
    def _bind_new_variants(self, created):
        """Write down variants that BigCommerce has created as they were sent.

        :param list created: (mapping, ProductValues, VariantValues, BigCommerce's id)
        """
        for mapping, values in {row[0]: row[1] for row in created}.items():
            if not mapping.has_options:
                # BigCommerce has let the base variant go for these.
                mapping.variant_ids.unlink()
                mapping._write_options(values)
        self.env["bigcommerce.variant"].create(
            [
                {
                    "store_id": mapping.store_id.id,
                    "mapping_id": mapping.id,
                    "product_id": variant.id,
                    "external_id": str(external_id),
                    "sku": variant.sku,
                    "accepted_values": mapping._accepted(
                        full_variant_payload(values, variant)
                    ),
                }
                for mapping, values, variant, external_id in created
            ]
        )

    def _write_options(self, values):
        self.write(
            {
                "has_options": True,
                "has_own_options": True,
                "options_hash": own_options(values),
                "sequence_hash": own_sequence(values),
                "former_sku": False,
            }
        )
