from odoo import fields, models
from odoo.exceptions import UserError

from ..api import errors
from ..models.bigcommerce_import import CATEGORIES, SCOPES, STOCK
from ..sync.catalog_import.choices import RemoteChoices
from ..sync.catalog_import.start import add_import
from ..sync.flow.buttons import check_is_read

_MAX_PRODUCTS = 100


class BigcommerceImportStart(models.TransientModel):
    """Import products from BigCommerce; asks which ones, and what of them."""

    _name = "bigcommerce.import.start"
    _description = "Import from BigCommerce"

    store_id = fields.Many2one("bigcommerce.store", required=True, readonly=True)
    scope = fields.Selection(SCOPES, "Products", default="all", required=True)
    choice_ids = fields.One2many("bigcommerce.import.choice", "wizard_id")
    category_choice_ids = fields.Many2many(
        "bigcommerce.import.choice",
        "bigcommerce_import_start_category",
        string="Categories",
        domain="[('wizard_id', '=', id), ('kind', '=', 'category')]",
        help="Categories below these are imported as well.",
    )
    brand_choice_ids = fields.Many2many(
        "bigcommerce.import.choice",
        "bigcommerce_import_start_brand",
        string="Brands",
        domain="[('wizard_id', '=', id), ('kind', '=', 'brand')]",
    )
    product_names = fields.Text(
        "SKUs",
        help="One in each line: the SKU of a product or of one of its variants, or # "
        "and BigCommerce's number of the product.",
    )
    categories = fields.Selection(
        CATEGORIES, "Categories in Odoo", default="pos", required=True
    )
    with_images = fields.Boolean("Import Images", default=True)
    with_modifiers = fields.Boolean(
        "Look for Modifiers",
        help="Modifiers and custom fields have no place in Odoo: the import names "
        "those that it leaves on BigCommerce. Modifiers are listed for ten products a "
        "call, so this takes longer.",
    )
    stock = fields.Selection(
        STOCK,
        "Opening Stock",
        default="none",
        required=True,
        help="The quantities of BigCommerce become inventory adjustments at the "
        "warehouses of the store's locations. Goods of web orders that are not posted "
        "yet are added: they leave the stock when the orders are posted.",
    )
    state = fields.Selection(related="store_id.state")

    def action_dry_run(self):
        """List what an import would do, and write nothing else.

        :raise AccessError: for whoever may not change the store
        :raise UserError: when nothing is chosen, or the store is not fit for it
        """
        return self._start(is_dry_run=True)

    def action_start(self):
        """Import in the background.

        :raise AccessError: for whoever may not change the store
        :raise UserError: when nothing is chosen, or the store is not fit for it
        """
        return self._start(is_dry_run=False)

    def _start(self, is_dry_run):
        self.ensure_one()
        store = self.store_id
        store.check_access("write")
        check_is_read(store)
        if self.stock != "none" and store.state != "live":
            raise UserError(
                self.env._(
                    "Odoo does not read the web orders of %s before you go live, so it "
                    "does not know which goods are sold already. Go live first, then "
                    "import the products with their opening stock.",
                    store.name,
                )
            )
        try:
            with store._client() as client:
                queue, names = self._listings(RemoteChoices(client))
        except errors.BigCommerceError as error:
            raise UserError(store._explain(error, is_asked=True)) from error
        choices = {
            "scope": self.scope,
            "scope_names": names,
            "queue": queue,
            "categories": self.categories,
            "stock": self.stock,
            "with_images": self.with_images,
            "with_modifiers": self.with_modifiers,
        }
        return add_import(store, choices, is_dry_run=is_dry_run).action_open()

    def _listings(self, remote):
        """Filters of the listings to read, and what they are called.

        :rtype: tuple[list[dict], str]
        """
        if self.scope == "all":
            return [{}], self.env._("All products")
        if self.scope == "products":
            return self._product_listings(remote)
        is_of_brands = self.scope == "brands"
        chosen = self.brand_choice_ids if is_of_brands else self.category_choice_ids
        if not chosen:
            raise UserError(self.env._("Choose what to import."))
        keys = [int(choice.external_id) for choice in chosen]
        make = remote.of_brands if is_of_brands else remote.of_categories
        return make(keys), ", ".join(chosen.mapped("name"))

    def _product_listings(self, remote):
        texts = [line.strip() for line in (self.product_names or "").splitlines()]
        texts = list(dict.fromkeys(filter(None, texts)))
        if not texts:
            raise UserError(self.env._("Enter the SKUs of the products to import."))
        if len(texts) > _MAX_PRODUCTS:
            raise UserError(
                self.env._(
                    "These are more than %s products. Import their categories or "
                    "brands instead.",
                    _MAX_PRODUCTS,
                )
            )
        queue, unknown = remote.of_products(texts)
        if unknown:
            raise UserError(
                self.env._(
                    "BigCommerce has no product with these SKUs or numbers: %s. "
                    "Correct or remove them.",
                    ", ".join(unknown),
                )
            )
        return queue, ", ".join(texts)


class BigcommerceImportChoice(models.TransientModel):
    """A category or brand of BigCommerce to choose from."""

    _name = "bigcommerce.import.choice"
    _description = "BigCommerce Category or Brand to Import"

    wizard_id = fields.Many2one("bigcommerce.import.start", ondelete="cascade")
    kind = fields.Selection(
        [("category", "Category"), ("brand", "Brand")], required=True
    )
    external_id = fields.Char("BigCommerce ID", required=True)
    name = fields.Char(required=True)


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def action_import_products(self):
        """Ask what to import, with BigCommerce's categories and brands to choose from.

        :raise AccessError: before anything is asked of BigCommerce
        :raise UserError: BigCommerce cannot be asked
        """
        self.ensure_one()
        self.check_access("write")
        check_is_read(self)
        try:
            with self._client() as client:
                remote = RemoteChoices(client)
                found = {"category": remote.categories(), "brand": remote.brands()}
        except errors.BigCommerceError as error:
            raise UserError(self._explain(error, is_asked=True)) from error
        wizard = self.env["bigcommerce.import.start"].create({"store_id": self.id})
        self.env["bigcommerce.import.choice"].create(
            [
                {
                    "wizard_id": wizard.id,
                    "kind": kind,
                    "external_id": str(key),
                    "name": name,
                }
                for kind, names in found.items()
                for key, name in names.items()
            ]
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import from BigCommerce"),
            "res_model": wizard._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
        }
