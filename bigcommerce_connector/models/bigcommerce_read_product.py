from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

# What is older is not believed any more: it is read anew.
MAX_AGE = timedelta(days=1)


class BigcommerceReadProduct(models.Model):
    """A product of BigCommerce, kept until its whole catalog was read.

    That may take longer than a run: the next one goes on behind the last of these. They
    are gone once the products of Odoo were looked for among them
    (``sync/catalog/whole_catalog.py``).
    """

    _name = "bigcommerce.read.product"
    _description = "Product Read from BigCommerce"
    _inherit = [
        "bigcommerce.pruned",
        "bigcommerce.store.child",
        "bigcommerce.connector.owned",
    ]
    _order = "store_id, external_id"
    _rec_name = "external_id"
    # Of what was stopped, or is not looked for any more.
    _kept_for = MAX_AGE

    check_id = fields.Many2one(
        "bigcommerce.check",
        readonly=True,
        ondelete="cascade",
        index="btree_not_null",
        help="Empty: it is read to match products.",
    )
    external_id = fields.Integer("BigCommerce ID", required=True, readonly=True)
    keys = fields.Text(required=True, readonly=True, help="What it is found by (JSON).")
    document = fields.Text(
        readonly=True,
        help="The product (JSON). Empty: no product of Odoo may be this one.",
    )

    _reading_idx = models.Index("(store_id, check_id, external_id)")

    @api.model
    def _forget(self, store, check):
        """:param check: the ``bigcommerce.check`` that read them; none: the match"""
        self.flush_model()
        self.env.cr.execute(
            SQL(
                "DELETE FROM bigcommerce_read_product"
                " WHERE store_id = %s AND check_id IS NOT DISTINCT FROM %s",
                store.id,
                check.id or None,
            )
        )
        if self.env.cr.rowcount:
            self.invalidate_model()
