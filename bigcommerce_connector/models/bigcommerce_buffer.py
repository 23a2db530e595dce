from odoo import api, fields, models
from odoo.tools import SQL


class BigcommerceBuffer(models.Model):
    """Units that stay in the shop: of each item, or of one product or category.

    That of the product goes before that of its category, the nearest one first, and
    that of all items comes last. It is left at every location.
    """

    _name = "bigcommerce.buffer"
    _description = "BigCommerce Stock Buffer"
    _inherit = ["bigcommerce.store.table"]
    _order = "store_id, product_tmpl_id, categ_id, id"
    _rec_name = "quantity"

    product_tmpl_id = fields.Many2one(
        "product.template", "Product", ondelete="cascade", index="btree_not_null"
    )
    categ_id = fields.Many2one(
        "product.category",
        "Category",
        ondelete="cascade",
        index="btree_not_null",
        help="Including its subcategories. Empty, with no product: all items.",
    )
    quantity = fields.Integer(
        "Units Kept",
        required=True,
        help="So many units less are published at every location. 0: everything is "
        "published.",
    )

    _quantity_positive = models.Constraint(
        "CHECK (quantity >= 0)", "Enter how many units stay in the shop: 0 or more."
    )
    _one_item = models.Constraint(
        "CHECK (product_tmpl_id IS NULL OR categ_id IS NULL)",
        "Choose a product or a category, not both.",
    )
    _item_unique = models.UniqueIndex(
        "(store_id, coalesce(product_tmpl_id, 0), coalesce(categ_id, 0))",
        "There is a buffer for this already.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        buffers = super().create(vals_list)
        self.env["bigcommerce.change"]._note_all_stock()
        return buffers

    def write(self, vals):
        result = super().write(vals)
        self.env["bigcommerce.change"]._note_all_stock()
        return result

    def unlink(self):
        result = super().unlink()
        self.env["bigcommerce.change"]._note_all_stock()
        return result

    def _by_product(self, product_ids):
        """Of the buffers of one store, that of each product, in one query.

        :param product_ids: of product.product
        :return: by product.product id, in its unit; one without is not in it
        :rtype: dict[int, int]
        """
        if not self:
            return {}
        self.env.cr.execute(
            SQL(
                "SELECT product.id, buffer.quantity FROM product_product product"
                " JOIN product_template template"
                "  ON template.id = product.product_tmpl_id"
                " LEFT JOIN product_category categ ON categ.id = template.categ_id"
                " CROSS JOIN LATERAL ("
                "  SELECT rule.quantity FROM bigcommerce_buffer rule"
                "  LEFT JOIN product_category above ON above.id = rule.categ_id"
                "  WHERE rule.id = ANY(%s) AND (rule.product_tmpl_id = template.id"
                "   OR rule.product_tmpl_id IS NULL AND (rule.categ_id IS NULL"
                "    OR starts_with(categ.parent_path, above.parent_path)))"
                "  ORDER BY rule.product_tmpl_id IS NULL,"
                "   length(above.parent_path) DESC NULLS LAST LIMIT 1) buffer"
                " WHERE product.id = ANY(%s) AND buffer.quantity > 0",
                self.ids,
                list(product_ids),
            )
        )
        return dict(self.env.cr.fetchall())
