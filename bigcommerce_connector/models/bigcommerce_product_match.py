from odoo import fields, models


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
        self.store_id._trigger_flow("catalog")
