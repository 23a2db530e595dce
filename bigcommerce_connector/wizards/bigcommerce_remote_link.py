"""What people do about a product that only BigCommerce has: link it, import it."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.notification import RELOAD, notification
from ..sync.catalog.only_there import ask_for_only_there
from ..sync.catalog_import.bind import sold_here


class BigcommerceRemoteLink(models.TransientModel):
    """Say which product of Odoo a product of BigCommerce is."""

    _name = "bigcommerce.remote.link"
    _description = "Link to a Product of Odoo"

    remote_id = fields.Many2one(
        "bigcommerce.remote.product",
        "On BigCommerce",
        required=True,
        readonly=True,
        default=lambda self: self.env.context.get("active_id"),
    )
    company_id = fields.Many2one(related="remote_id.company_id")
    product_tmpl_id = fields.Many2one(
        "product.template",
        "Product",
        domain="[('company_id', 'in', (False, company_id))]",
        check_company=True,
    )

    def action_link(self):
        """Link it at the next run; the product is sold on BigCommerce from then on.

        :raise AccessError: who may not write mappings
        :raise UserError: it is linked to another one there
        """
        self.ensure_one()
        remote, template = self.remote_id, self.product_tmpl_id
        remote.store_id.check_access("write")
        if not template:
            raise UserError(self.env._("Choose a product."))
        mapping = sold_here(remote.store_id, template)
        if mapping.external_id:
            raise UserError(
                self.env._(
                    "%(product)s is linked to “%(name)s” on BigCommerce. Unlink it "
                    "there first (Point of Sale → BigCommerce → Products on "
                    "BigCommerce), or choose another product.",
                    product=template.name,
                    name=mapping.name,
                )
            )
        self._let_go_of_former_choice()
        mapping._choose(remote.external_id)
        remote.sudo().product_tmpl_id = template  # only the connector writes them
        return RELOAD

    def _let_go_of_former_choice(self):
        """Another product was chosen before, and the next run would meet two."""
        remote, former = self.remote_id, self.remote_id.product_tmpl_id
        if former != self.product_tmpl_id:
            self.env["bigcommerce.product"].search(
                [
                    ("store_id", "=", remote.store_id.id),
                    ("product_tmpl_id", "=", former.id),
                    ("chosen_external_id", "=", remote.external_id),
                ]
            ).action_unlink_remote()


class BigcommerceRemoteProduct(models.Model):
    _inherit = "bigcommerce.remote.product"

    def action_import(self):
        """Import these; the page that opens asks how.

        :raise AccessError: for whoever may not change the store
        :raise UserError: they are of several stores
        """
        store = self.store_id
        store.check_access("write")
        if len(store) != 1:
            raise UserError(self.env._("Select products of one store."))
        action = store.action_import_products()
        wizard = self.env[action["res_model"]].browse(action["res_id"])
        numbers = "\n".join(f"#{row.external_id}" for row in self)
        wizard.write({"scope": "products", "product_names": numbers})
        return action

    @api.model
    def action_read_again(self):
        """Have BigCommerce's products looked through now.

        :raise UserError: no store is live
        """
        stores = self.env["bigcommerce.store"]
        stores.check_access("write")
        stores = stores.search([("state", "=", "live")])
        if not stores:
            raise UserError(
                self.env._(
                    "No store is live. Before that, the pre-flight on the store's page "
                    "lists what only BigCommerce has."
                )
            )
        for store in stores:
            ask_for_only_there(store, is_whole=True)
            store._trigger_flow("catalog")
        return notification(
            self.env._("BigCommerce's products are being read. Look again in a minute.")
        )
