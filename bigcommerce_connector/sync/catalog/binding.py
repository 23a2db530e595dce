"""Writing down which product of BigCommerce a mapping is, and what was accepted there.

Nothing here asks BigCommerce: the steps of a run do, and hand over its answers.
"""

from odoo import fields, models

from ...mappers.accepted import accepted_values, known_fields
from ...mappers.option_alignment import fold_label
from ...mappers.option_fingerprints import (
    created_sequence,
    known_options,
    own_options,
)
from ...mappers.product import full_payload
from ...mappers.product_match import (
    SKU,
    Match,
    RemoteCatalog,
    Several,
    Wanted,
    is_base,
)
from ...mappers.product_problem import Problem
from ..flow.stopwatch import seconds
from .category_ids import ids_text, known_category_ids


class BigcommerceProduct(models.Model):
    _inherit = "bigcommerce.product"

    # === FOUND, OR CREATED === #

    def _take_found(self, found, rule=None):
        """Write down what was found on BigCommerce: the product, or why none is taken.

        :param found: :class:`Match`, :class:`Several` or :class:`Problem`
        :param rule: the ``bigcommerce.match.rule`` that decided, if it was one
        """
        self.ensure_one()
        if isinstance(found, Match):
            self._bind(found, rule)
        elif isinstance(found, Several):
            self._set_attention_for(found.problem)
            self._keep_candidates(found.documents)
        else:
            self._set_attention_for(found)

    def _bind(self, match, rule=None):
        """Write down which product and variants of BigCommerce these are.

        One that another product of Odoo has already is a matter for a user.

        :param Match match: what was found
        :param rule: the ``bigcommerce.match.rule`` that found it; None: its SKUs did,
            or a person
        """
        self.ensure_one()
        document = match.document
        taken = self.search(
            [
                ("store_id", "=", self.store_id.id),
                ("external_id", "=", str(document["id"])),
            ]
        )
        if taken - self and taken.state != "skipped":
            names = (str(document.get("name")), taken.product_tmpl_id.name)
            self._set_attention_for(Problem("taken", names), taken.product_tmpl_id)
            return
        visibility = taken.visibility
        categories = self._known_categories(document)
        (taken - self)._give_up()
        self.candidate_ids.unlink()
        is_chosen = match.rule < 0
        if not is_chosen:
            self.matched_by = rule._label() if rule else self.env._("SKU")
        known = known_values(document)
        self.write(
            {
                "chosen_external_id": False,
                "chosen_variants": False,
                "keeps_sku": bool(is_chosen or rule and rule.remote_field != SKU),
                **mapping_values(document),
                "accepted_values": self._accepted({**known, "categories": categories}),
                "found_values": accepted_values(known),
                "sent_category_ids": ids_text(categories),
                "visibility": visibility,
                "options_hash": (
                    not self._is_crossed(match.variants)
                    and known_options(match.variants.values())
                ),
                "sequence_hash": False,
                "has_own_options": False,
                "is_matched": True,
                "keeps_price": True,
            }
        )
        self._bind_variants(match.variants)

    def _known_categories(self, document):
        """Which of the categories that it is to lie in it lies in already."""
        template = self.product_tmpl_id
        wanted = known_category_ids(self.store_id, template).get(template.id, ())
        return [id_ for id_ in wanted if id_ in (document.get("categories") or ())]

    def _is_crossed(self, variants):
        """Whether what one variant is on BigCommerce, another one is in Odoo.

        :param dict variants: product.product id → variant of BigCommerce
        """
        lang = self.store_id.company_id.partner_id.lang
        own = {
            product.id: {
                fold_label(value.name)
                for value in product.product_template_attribute_value_ids
            }
            for product in self.with_context(
                lang=lang
            ).product_tmpl_id.product_variant_ids
        }
        for product_id, row in variants.items():
            there = {fold_label(v["label"]) for v in row.get("option_values") or ()}
            is_other = not there <= own.get(product_id, there)
            if is_other and any(there <= labels for labels in own.values()):
                return True
        return False

    def _give_up(self):
        """What is no longer sold leaves its product there to the one with its SKU."""
        for mapping in self:
            mapping.variant_ids._note_hidden()
            mapping.variant_ids.unlink()
            mapping.image_ids.unlink()
            mapping.drift_ids.unlink()
            mapping.write(
                {
                    "external_id": False,
                    "name": False,
                    "accepted_values": False,
                    "held_price": False,
                    "sent_category_ids": False,
                    "has_compared_images": False,
                    "sent_modifiers": False,
                    "modifiers_hash": False,
                    "options_hash": False,
                    "sequence_hash": False,
                    "visibility": False,
                    "message": self.env._(
                        "This product is not sold on BigCommerce. Its product there "
                        "now belongs to another product of Odoo with the same SKU."
                    ),
                }
            )
        self.flush_recordset()

    def _bind_created(self, values, document, other):
        """Write down the product that was just created from these values.

        :param ProductValues values: that were sent
        :param dict document: BigCommerce's answer; it may lack the variants
        :param dict other: the fields that it answered otherwise than they were sent:
            the update sends them again, and tells if they stay so
        """
        self.write(
            {
                "external_id": str(document["id"]),
                "name": document.get("name") or values.name,
                "has_options": values.has_options,
                "inventory_tracking": (
                    document.get("inventory_tracking") or values.tracking
                ),
                "accepted_values": self._accepted(
                    {**full_payload(values), **other, "categories": values.categories}
                ),
                "options_hash": own_options(values),
                "sequence_hash": created_sequence(values),
                "has_own_options": True,
                "has_compared_images": True,
                "sent_category_ids": ids_text(values.categories),
                "is_absent": False,
                "is_matched": False,
                "last_synced_on": fields.Datetime.now(),
            }
        )
        if document.get("variants"):
            self._bind_created_variants(document)
        elif not values.has_options and document.get("base_variant_id"):
            base = {"id": document["base_variant_id"], "sku": values.variants[0].sku}
            self._bind_variants({values.variants[0].id: base})
            if not other:
                self._set_synced()

    def _bind_created_variants(self, document):
        """Write down the variants of a product that was just created.

        Those that are not there under their SKU any more are the update's matter.
        """
        self.ensure_one()
        skus = {
            product.id: product.default_code
            for product in self.product_tmpl_id.product_variant_ids
        }
        wanted = Wanted.by_sku(skus)
        match = RemoteCatalog([document], [wanted]).find(wanted)
        if isinstance(match, Match):
            self._bind_variants(match.variants)

    # === UPDATED === #

    def _accepted(self, payload):
        """What to remember of values that BigCommerce has: not of what it keeps.

        :param dict payload: by the names of BigCommerce
        :rtype: dict
        """
        kept = self.store_id._field_rules().kept
        accepted = accepted_values(payload)
        return {name: text for name, text in accepted.items() if name not in kept}

    def _undecided_values(self):
        """What BigCommerce accepted of the fields that staff have changed there since,
        and nobody has decided about: while it is known, it is not sent again.

        So is a description that BigCommerce had before: what Odoo made of it is another
        text, without the videos of a page.

        :return: by record, the mapping or that of a variant
        :rtype: dict[odoo.models.Model, dict]
        """
        drifts = self.drift_ids.grouped(lambda row: row.variant_id or row.mapping_id)
        names = {owner: set(rows.mapped("field")) for owner, rows in drifts.items()}
        for mapping in self.filtered("is_matched"):
            names.setdefault(mapping, set()).add("description")
        return {
            owner: {
                name: text
                for name, text in (owner.accepted_values or {}).items()
                if name in kept
            }
            for owner, kept in names.items()
        }

    def _accept(self, accepted):
        """Write down what BigCommerce has taken."""
        self.ensure_one()
        vals = dict(accepted)
        if "sku" in vals:
            self.variant_ids.sku = vals.pop("sku")
        if vals["inventory_tracking"] != self.inventory_tracking:
            self.variant_ids.level_ids.is_acknowledged = False
        self.write(vals)

    def _set_synced(self):
        self.write(
            {
                "sync_seconds": seconds(),
                "state": "synced",
                "is_requeued": False,
                "held_price": False,
                "message": False,
                "problem_code": False,
                "blocking_product_tmpl_id": False,
                "last_synced_on": fields.Datetime.now(),
            }
        )
        self.variant_ids.filtered("stock_message").stock_message = False


def mapping_values(document):
    """What a mapping keeps of a product as BigCommerce lists it.

    :rtype: dict
    """
    variants = document.get("variants") or ()
    has_options = not all(is_base(variant) for variant in variants)
    return {
        "external_id": str(document["id"]),
        "name": document.get("name"),
        "has_options": has_options,
        "inventory_tracking": document.get("inventory_tracking") or "none",
        "is_absent": False,
        "is_deleted": False,
        "has_compared_images": False,
        "left_out_attribute_ids": False,
        "last_synced_on": fields.Datetime.now(),
    }


def known_values(document):
    """What BigCommerce has of a product that it lists, by field.

    :rtype: dict
    """
    variants = document.get("variants") or ()
    return known_fields(document, is_base=all(is_base(row) for row in variants))
