"""Products whose attributes were added or removed in Odoo get other variants.

Nothing that can be bought ends before BigCommerce has accepted what replaces it: first
come the options and the new variants, then the old ones go. A refusal is undone. After
a crash the next run reads what is there and goes on from it.
"""

import logging
from contextlib import suppress

from ...api import errors
from ...mappers.product import fold, new_variant_payload
from ...mappers.product_problem import MAX_SKU_LENGTH, Problem
from ...mappers.variant_replacement import (
    has_incomplete,
    plan_options_anew,
    plan_replacement,
    skus_in_the_way,
    unused_options,
)
from .base_variant import BaseVariant
from .refusals import refusal
from .release import for_the_moment
from .step import CatalogStep

_logger = logging.getLogger(__name__)

# What options that cannot be aligned are told as.
_OTHER_ATTRIBUTES = ("other_options", "mixed_values")


def is_to_replace(mapping, plan, document):
    """Whether attributes of Odoo came or went since BigCommerce had them all.

    :param plan: of ``plan_options``, or the problem that there is none
    """
    if not mapping.has_own_options or not mapping.has_options:
        return False
    if isinstance(plan, Problem):
        return plan.code in _OTHER_ATTRIBUTES
    return has_incomplete(document)


class VariantReplacement(CatalogStep):
    """Replaces the variants of one product.

    :param document: the product as listed with variants and options
    """

    def __init__(self, store, client, mapping, values, document):
        super().__init__(store, client)
        self.mapping, self.values, self.document = mapping, values, document
        self.product_id = int(document["id"])
        self.made_options, self.made_variants, self.freed = [], [], []

    def run(self, mapped):
        """
        :param dict mapped: product.product id → variant of the document
        :return: why the variants stay as they are
        :rtype: Problem | None
        """
        plan = plan_options_anew(
            self.values, self.document, mapped, self.mapping.is_matched
        )
        if isinstance(plan, Problem):
            return plan
        if plan.left_out:
            self.values = self.mapping._leave_out_attributes(plan.left_out)
            if not self.values.has_options:  # nothing tells variants apart any more
                base = BaseVariant(self.store, self.client)
                return base.adopt(self.mapping, self.values, self.document)
        try:
            replacement = self._make(plan)
        except errors.DataError as error:
            self._undo()
            return refusal(error, self.values)
        if isinstance(replacement, Problem):
            self._undo()
            return replacement
        try:
            self._end(replacement)
        except errors.DataError as error:  # what is left ends in a later run
            return refusal(error, self.values)
        return None

    # === WHAT COMES === #

    def _make(self, plan):
        """:return: what was planned, once all of it is there
        :rtype: Replacement | Problem
        :raise errors.DataError: it is not, for BigCommerce refuses it
        """
        options = {option["id"]: option for option in self.document["options"]}
        for key in unused_options(self.document, plan):
            self.client.options.delete(self.product_id, key)
            del options[key]
        for key, body in plan.updates:
            options[key] = self.client.options.update(self.product_id, key, body)
        for body in plan.creations:
            option = self.client.options.create(self.product_id, body)
            self.made_options.append(option["id"])
            options[option["id"]] = option
        replacement = plan_replacement(self.values, self.document, plan, options)
        if isinstance(replacement, Problem):
            return replacement
        self._free_skus([variant for variant, _rows in replacement.new])
        self._create(replacement.new)
        return replacement

    def _free_skus(self, new):
        """Variants that end, or change their SKU, have another one for the moment."""
        rows = skus_in_the_way(self.document, new)
        bodies = [
            {
                "id": row["id"],
                "sku": for_the_moment(row["sku"], row["id"], MAX_SKU_LENGTH),
            }
            for row in rows
        ]
        if not bodies:
            return
        self.freed = [(row["id"], row["sku"]) for row in rows]
        self.client.variants.update_many(bodies)
        skus = {str(body["id"]): body["sku"] for body in bodies}
        for row in self.mapping.variant_ids:
            if row.external_id in skus:
                row.sku = skus[row.external_id]
        for row in rows:
            row["sku"] = skus[str(row["id"])]
        self.commit()

    def _create(self, new):
        bodies = [
            {
                "product_id": self.product_id,
                **new_variant_payload(self.values, variant, self.rules),
                "option_values": rows,
            }
            for variant, rows in new
        ]
        try:
            self.made_variants = self.client.variants.update_many(bodies)
        except errors.DataError as error:
            self.made_variants = error.completed
            raise

    # === WHAT GOES === #

    def _end(self, replacement):
        """Write down what came, then end what it replaces."""
        mapping, values = self.mapping, self.values
        ids = {fold(row["sku"]): row["id"] for row in self.made_variants}
        mapping._bind_structure(values, replacement.kept, self.document)
        new = [variant for variant, _rows in replacement.new]
        self.mappings._bind_new_variants(
            [(mapping, values, v, ids[fold(v.sku)]) for v in new if fold(v.sku) in ids]
        )
        ended = {str(row["id"]) for row in replacement.ended}
        mapping.variant_ids.filtered(lambda row: row.external_id in ended).unlink()
        # Until all is done, the next run looks at the options anew.
        mapping.options_hash = False
        self.commit()
        for row in replacement.ended:
            with suppress(errors.NotFound):
                self.client.variants.delete(self.product_id, row["id"])
            self.commit()
        mapping._write_options(values)
        self.store._trigger_flow("stock")

    def _undo(self):
        """Take away what came, so that what was there is as it was."""
        try:
            for row in self.made_variants:
                self.client.variants.delete(self.product_id, row["id"])
            if self.freed:
                bodies = [{"id": key, "sku": sku} for key, sku in self.freed]
                self.client.variants.update_many(bodies)
                skus = {str(key): sku for key, sku in self.freed}
                for row in self.mapping.variant_ids:
                    row.sku = skus.get(row.external_id, row.sku)
            for key in self.made_options:
                self.client.options.delete(self.product_id, key)
        except errors.DataError as error:
            _logger.warning("product %s: not undone: %s", self.mapping.id, error)
