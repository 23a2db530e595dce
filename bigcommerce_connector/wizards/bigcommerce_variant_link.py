from odoo import Command, fields, models
from odoo.exceptions import UserError

from ..api import errors
from ..mappers.product_match import Match, align
from ..sync.catalog.remote_products import RemoteProducts
from ..sync.catalog.wanted import WantedProducts


class BigcommerceVariantLink(models.TransientModel):
    """Say which variant of Odoo is which of a product of BigCommerce."""

    _name = "bigcommerce.variant.link"
    _description = "Link Variants to a BigCommerce Product"

    mapping_id = fields.Many2one("bigcommerce.product", required=True, readonly=True)
    external_id = fields.Char("BigCommerce ID", required=True, readonly=True)
    name = fields.Char("Name on BigCommerce", readonly=True)
    line_ids = fields.One2many("bigcommerce.variant.link.line", "wizard_id")
    choice_ids = fields.One2many("bigcommerce.variant.link.choice", "wizard_id")

    def action_link(self):
        """Link the product and these variants at the next run.

        :raise AccessError: who may not write mappings
        :raise UserError: nothing was chosen, or one variant twice
        """
        self.ensure_one()
        self.mapping_id.check_access("write")
        chosen = self.line_ids.filtered("choice_id")
        if not chosen:
            raise UserError(
                self.env._("Choose a variant of BigCommerce at least once.")
            )
        for choice, lines in chosen.grouped("choice_id").items():
            if len(lines) > 1:
                raise UserError(
                    self.env._(
                        "%(choice)s was chosen for several variants: %(names)s. Choose "
                        "each only once.",
                        choice=choice.name,
                        names=", ".join(lines.product_id.mapped("display_name")),
                    )
                )
        pairs = {
            str(line.product_id.id): int(line.choice_id.external_id) for line in chosen
        }
        self.mapping_id._choose(self.external_id, pairs)
        return {"type": "ir.actions.client", "tag": "soft_reload"}


class BigcommerceVariantLinkLine(models.TransientModel):
    """A variant of Odoo, and the one of BigCommerce that it is."""

    _name = "bigcommerce.variant.link.line"
    _description = "Variant to Link"

    wizard_id = fields.Many2one("bigcommerce.variant.link", ondelete="cascade")
    product_id = fields.Many2one("product.product", "Variant", readonly=True)
    choice_id = fields.Many2one(
        "bigcommerce.variant.link.choice",
        "Variant on BigCommerce",
        domain="[('wizard_id', '=', wizard_id)]",
        help="Empty: it is linked by its SKU or its options, if they tell; else it is "
        "created on BigCommerce.",
    )


class BigcommerceVariantLinkChoice(models.TransientModel):
    """A variant of BigCommerce to choose."""

    _name = "bigcommerce.variant.link.choice"
    _description = "BigCommerce Variant to Choose"

    wizard_id = fields.Many2one("bigcommerce.variant.link", ondelete="cascade")
    external_id = fields.Char("BigCommerce ID", required=True)
    name = fields.Char(required=True)


class BigcommerceMatchCandidate(models.Model):
    _inherit = "bigcommerce.match.candidate"

    def action_choose_variants(self):
        """Choose variant by variant; those that SKUs or options tell are proposed.

        :raise AccessError: before anything is asked of BigCommerce
        :raise UserError: BigCommerce cannot be asked, or has it no more
        """
        self.ensure_one()
        self.mapping_id.check_access("write")
        store = self.store_id
        try:
            with store._client() as client:
                found = list(RemoteProducts(client).by_ids([self.external_id]))
        except errors.BigCommerceError as error:
            raise UserError(store._explain(error, is_asked=True)) from error
        if not found:
            raise UserError(
                self.env._("“%s” is no longer on BigCommerce. Search again.", self.name)
            )
        return self._open_variants(found[0])

    def _open_variants(self, document):
        """:param dict document: the product, with its variants"""
        wizard = self.env["bigcommerce.variant.link"].create(
            {
                "mapping_id": self.mapping_id.id,
                "external_id": self.external_id,
                "name": document.get("name"),
                "choice_ids": [
                    Command.create({"external_id": str(row["id"]), "name": _name(row)})
                    for row in document.get("variants") or ()
                ],
            }
        )
        choices = {choice.external_id: choice.id for choice in wizard.choice_ids}
        wanted = WantedProducts(self.store_id).of(self.mapping_id)[self.mapping_id.id]
        match = align(document, wanted)
        known = match.variants if isinstance(match, Match) else {}
        wizard.line_ids = [
            Command.create(
                {
                    "product_id": id_,
                    "choice_id": id_ in known and choices[str(known[id_]["id"])],
                }
            )
            for id_ in wanted.ids
        ]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Link Variants to a BigCommerce Product"),
            "res_model": wizard._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
        }


def _name(variant):
    """What tells a variant of BigCommerce from the others."""
    labels = [value.get("label") for value in variant.get("option_values") or ()]
    parts = [", ".join(filter(None, labels)), variant.get("sku")]
    return " · ".join(filter(None, parts)) or f"#{variant['id']}"
