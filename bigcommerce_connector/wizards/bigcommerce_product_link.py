from odoo import fields, models
from odoo.exceptions import UserError

from ..api import errors
from ..sync.catalog.remote_products import RemoteProducts

_MAX_FOUND = 20


class BigcommerceProductLink(models.TransientModel):
    """Link a product to one of BigCommerce that a user searches for there."""

    _name = "bigcommerce.product.link"
    _description = "Link to a BigCommerce Product"

    mapping_id = fields.Many2one(
        "bigcommerce.product",
        required=True,
        readonly=True,
        default=lambda self: self.env.context.get("active_id"),
    )
    text = fields.Char(
        "Search",
        required=True,
        default=lambda self: self._default_text(),
        help="A SKU, words of the name, or BigCommerce's number of the product.",
    )
    has_searched = fields.Boolean(readonly=True)
    candidate_ids = fields.One2many(related="mapping_id.candidate_ids")

    def _default_text(self):
        mapping = self.env["bigcommerce.product"].browse(
            self.env.context.get("active_id")
        )
        return mapping.product_tmpl_id.default_code or mapping.product_tmpl_id.name

    def action_search(self):
        """List the products of BigCommerce to choose from.

        :raise AccessError: before anything is asked of BigCommerce
        :raise UserError: BigCommerce cannot be asked
        """
        self.ensure_one()
        self.mapping_id.check_access("write")
        store = self.mapping_id.store_id
        try:
            with store._client() as client:
                found = RemoteProducts(client).like(self.text.strip(), _MAX_FOUND)
        except errors.BigCommerceError as error:
            raise UserError(store._explain(error, is_asked=True)) from error
        self.mapping_id.sudo()._keep_candidates(found)  # only the connector writes them
        self.has_searched = True
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Link to a BigCommerce Product"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }
