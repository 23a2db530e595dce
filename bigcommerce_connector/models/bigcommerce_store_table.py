from odoo import models


class BigcommerceStoreTable(models.AbstractModel):
    """A row of a table on the store's page: there are few, and all of them are shown.

    A one2many reads the IDs, and whoever shows it then reads the rest: two queries for
    each table. Here the rows come whole with the first.
    """

    _name = "bigcommerce.store.table"
    _description = "BigCommerce Table of a Store"
    _inherit = ["bigcommerce.store.child"]

    def _fetch_query(self, query, fields):
        if self._fields["store_id"] in fields:  # as the store's one2many asks
            whole = self._determine_fields_to_fetch()
            fields = list(dict.fromkeys([*fields, *whole]))
        return super()._fetch_query(query, fields)
