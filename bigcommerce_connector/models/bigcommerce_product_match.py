from odoo import api, fields, models

from ..mappers.accepted import price_text
from ..mappers.drift import replaced

_PRICES = ("price", "sale_price", "cost_price")
# Of these nobody wants to read the values in a line.
_NAMED_ONLY = ("description", "is_visible")


class BigcommerceProduct(models.Model):
    """How the product was found on BigCommerce, and what is kept of it since."""

    _inherit = "bigcommerce.product"

    is_matched = fields.Boolean(
        "Found on BigCommerce",
        readonly=True,
        help="The product was on BigCommerce before it was enabled here. Values "
        "that are empty in Odoo (texts, weight 0, price 0) are kept there.",
    )
    matched_by = fields.Char(
        readonly=True,
        copy=False,
        help="The matching rule that found it on BigCommerce, or who chose it.",
    )
    chosen_external_id = fields.Char(
        "Chosen BigCommerce ID",
        readonly=True,
        copy=False,
        help="The product on BigCommerce that a user chose. It is linked at the next "
        "sync.",
    )
    chosen_variants = fields.Json(
        readonly=True,
        copy=False,
        help="BigCommerce's variant that a user chose for each variant of Odoo.",
    )
    candidate_ids = fields.One2many(
        "bigcommerce.match.candidate", "mapping_id", "Candidates", readonly=True
    )
    keeps_sku = fields.Boolean(
        readonly=True,
        copy=False,
        help="It was not found by its SKU: where Odoo has none, that of BigCommerce "
        "is kept.",
    )
    keeps_price = fields.Boolean(
        readonly=True,
        copy=False,
        help="The product was on BigCommerce before it was enabled here, and no "
        "price has been sent yet. Until then a price of 1.00, the default of "
        "every new product, counts as empty.",
    )

    found_values = fields.Json(
        readonly=True,
        copy=False,
        help="What BigCommerce had when the product was found there, by field.",
    )
    replaced_values = fields.Text(
        "Replaced on BigCommerce",
        compute="_compute_replaced_values",
        help="What BigCommerce had when the product was found there, and what it has "
        "by Odoo since.",
    )

    @api.depends(
        "is_matched", "found_values", "accepted_values", "variant_ids.accepted_values"
    )
    def _compute_replaced_values(self):
        for mapping in self:
            found, own = mapping.found_values or {}, mapping.accepted_values or {}
            of_product = replaced(found, own)
            texts = [mapping._replaced_text("", row) for row in of_product]
            for variant in mapping.variant_ids.filtered("found_values"):
                # Without a value of its own a variant has the product's.
                before = _inherit(found, variant.found_values)
                after = _inherit(own, variant.accepted_values or {})
                texts += [
                    mapping._replaced_text(variant.product_id.display_name, row)
                    for row in replaced(before, after)
                    if row not in of_product
                ]
            is_told = mapping.is_matched and bool(texts)
            mapping.replaced_values = is_told and "\n".join(texts)

    def _replaced_text(self, variant, row):
        """:return: ``Price: 7.50 → 1.00``, after the name of the variant if it is one's
        :rtype: str
        """
        labels = self.env["bigcommerce.drift"]._fields["field"]
        label = dict(labels._description_selection(self.env))[row.field]
        if variant:
            label = f"{variant}, {label}"
        if row.field in _NAMED_ONLY:
            return label
        before, after = (_shown(row.field, value) for value in (row.theirs, row.ours))
        return f"{label}: {before} → {after}"

    def _choose(self, external_id, variants=None):
        """A person says which product of BigCommerce this is.

        :param dict variants: BigCommerce's ids of those that were chosen one by one, by
            the id of product.product (as text)
        """
        self.ensure_one()
        if self.external_id != external_id or variants:
            self._forget_remote()
        self.write(
            {
                "chosen_variants": variants,
                "chosen_external_id": not self.external_id and external_id,
                "matched_by": self.env._("Chosen by %s", self.env.user.name),
                "state": "pending",
                "message": False,
                "problem_code": False,
                "is_absent": False,
                "is_deleted": False,
                "is_unlinked": False,
            }
        )
        self._tell(self.env._("Linked to the product #%s of BigCommerce.", external_id))
        self.store_id._trigger_flow("catalog")


def _inherit(of_product, own):
    """A variant's values: its own, or those of its product."""
    return {name: own[name] or of_product.get(name) for name in own}


def _shown(field, value):
    if not value:
        return "–"
    return price_text(value) if field in _PRICES else value
