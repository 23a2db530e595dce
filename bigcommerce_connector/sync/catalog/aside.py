"""Products on BigCommerce of which a person has to correct something first.

What is wrong with SKUs, options or new variants says nothing against the price and the
texts of what is there: that is sent all the same, and the product needs attention.
"""

from odoo import fields, models

from ...mappers.product import with_known_skus, with_variants_there
from ...mappers.product_problem import Problem, find_problem


class BigcommerceProduct(models.Model):
    _inherit = "bigcommerce.product"

    def _values_to_send(self, values, outbox):
        """What of the product can be sent; it is parked if there is nothing.

        :param ProductValues values: as they are in Odoo
        :rtype: ProductValues | None
        """
        if self.id not in outbox.aside:
            values, problem = self._sendable(values)
            if problem:
                outbox.problems[self.id] = (problem, None)
                return values
            problem = find_problem(values) or self._lost_options(values)
            if not problem:
                return values
            outbox.set_aside(self.id, problem, self.variant_ids.product_id.ids)
        there = outbox.aside[self.id]
        skus = {
            row.product_id.id: row.sku or ""
            for row in self.variant_ids
            if row.product_id.id in there
        }
        rest = with_variants_there(values, skus, keeps_options=self.has_options)
        is_torn = rest.has_options and not self.has_options
        if is_torn or find_problem(rest, with_options=False):
            self._park_for(*outbox.problems[self.id])
            return None
        return rest

    def _sendable(self, values):
        """What can be sent of a product on BigCommerce though SKUs are missing.

        :return: the values, and what a person has to correct all the same
        :rtype: tuple[ProductValues, Problem | None]
        """
        problem = find_problem(values)
        if not problem or problem.code != "no_sku":
            return values, None
        known = {row.product_id.id: row.sku or "" for row in self.variant_ids}
        rest = with_known_skus(values, known)
        if find_problem(rest):
            return values, None
        return rest, problem

    def _lost_options(self, values):
        if self.has_options and not values.has_options:
            return Problem("lost_options")
        return None

    def _set_options_aside(self, outbox, problem, mapped):
        """Only the variants that are mapped to one that is there are compared.

        :param dict mapped: product.product id → variant of BigCommerce
        """
        ids = {key: str(variant["id"]) for key, variant in mapped.items()}
        there = self.variant_ids.filtered(
            lambda row: ids.get(row.product_id.id) == row.external_id
        )
        outbox.set_aside(self.id, problem, there.product_id.ids)

    def _conclude_incomplete(self, outbox):
        """What could be sent is sent; a person corrects the rest."""
        self.ensure_one()
        self._park_for(*outbox.problems[self.id])
        self.last_synced_on = fields.Datetime.now()
        there = outbox.aside.get(self.id, self.variant_ids.product_id.ids)
        self.variant_ids.filtered(
            lambda row: row.stock_message and row.product_id.id in there
        ).stock_message = False
