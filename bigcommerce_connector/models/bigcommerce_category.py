from odoo import fields, models


class BigcommerceCategory(models.Model):
    """Mapping: which category of BigCommerce a category of Odoo is.

    Two categories of Odoo with the same name below the same parent are one there, as
    BigCommerce has a name but once in a place: so ``external_id`` is not unique.
    """

    _name = "bigcommerce.category"
    _description = "BigCommerce Category Mapping"
    _inherit = ["bigcommerce.store.child"]
    _order = "store_id, id"
    _rec_name = "name"

    pos_category_id = fields.Many2one(
        "pos.category", "POS Category", ondelete="cascade", index="btree_not_null"
    )
    product_category_id = fields.Many2one(
        "product.category",
        ondelete="cascade",
        index="btree_not_null",
    )
    external_id = fields.Char("BigCommerce ID", readonly=True, copy=False)
    name = fields.Char(readonly=True, copy=False, help="As it was sent last.")
    parent_external_id = fields.Char(
        "Parent on BigCommerce", readonly=True, copy=False, help="0: the top."
    )
    message = fields.Text(
        readonly=True,
        help="Why it is not on BigCommerce as it is in Odoo. Its products are in the "
        "nearest parent that is there.",
    )
    is_check_due = fields.Boolean(
        readonly=True,
        copy=False,
        help="The next run checks whether it was deleted on BigCommerce.",
    )

    _pos_category_unique = models.Constraint(
        "UNIQUE (store_id, pos_category_id)",
        "This POS category is already mapped in this store.",
    )
    _product_category_unique = models.Constraint(
        "UNIQUE (store_id, product_category_id)",
        "This product category is already mapped in this store.",
    )

    def _queue_daily_check(self):
        """See which were deleted on BigCommerce, and send again what was refused: of
        that it is forgotten where it was to be."""
        self.filtered("external_id").is_check_due = True
        self.filtered("message").write({"message": False, "parent_external_id": False})
