from markupsafe import Markup

from odoo import api, fields, models

from ..sync.catalog.why_not import why_not


class BigcommerceWhyNot(models.TransientModel):
    """Why a product is not on BigCommerce: a sentence for each store."""

    _name = "bigcommerce.why.not"
    _description = "Why Not on BigCommerce?"

    product_tmpl_id = fields.Many2one(
        "product.template",
        "Product",
        required=True,
        readonly=True,
        default=lambda self: self.env.context.get("active_id"),
    )
    answer = fields.Html(compute="_compute_answer")

    @api.depends("product_tmpl_id")
    def _compute_answer(self):
        stores = self.env["bigcommerce.store"].search([("state", "!=", "draft")])
        for wizard in self:
            rows = why_not(wizard.product_tmpl_id, stores)
            wizard.answer = Markup().join(
                Markup("<p><strong>%s</strong><br/>%s</p>") % (store.name, sentence)
                for store, sentence in rows
            ) or self.env._("No store is connected.")
