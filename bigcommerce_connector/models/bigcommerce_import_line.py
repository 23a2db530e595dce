from odoo import fields, models

from .bigcommerce_import import OUTCOMES


class BigcommerceImportLine(models.Model):
    """What became of one product of BigCommerce in an import, or would become of it."""

    _name = "bigcommerce.import.line"
    _description = "BigCommerce Imported Product"
    _inherit = ["bigcommerce.store.child", "bigcommerce.connector.owned"]
    _order = "import_id desc, id"

    import_id = fields.Many2one(
        "bigcommerce.import", required=True, ondelete="cascade", index=True
    )
    is_dry_run = fields.Boolean(related="import_id.is_dry_run")
    external_id = fields.Char("BigCommerce ID", required=True, readonly=True)
    name = fields.Char("Product on BigCommerce", readonly=True)
    skus = fields.Char("SKUs", readonly=True)
    variant_count = fields.Integer("Variants", readonly=True)
    outcome = fields.Selection(OUTCOMES, required=True, readonly=True, index=True)
    message = fields.Text(
        "Remarks", readonly=True, help="What to know or to do, and why."
    )
    image_urls = fields.Json(readonly=True, help="Images that are still to be read.")
    product_tmpl_id = fields.Many2one(
        "product.template", "Product", ondelete="set null", index="btree_not_null"
    )

    _external_id_unique = models.Constraint(
        "UNIQUE (import_id, external_id)", "An import lists each product once."
    )
