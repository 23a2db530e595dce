from odoo import api, models


class BigcommerceStoreShown(models.AbstractModel):
    """Lists and cards of a store's records name the store where there are several."""

    _name = "bigcommerce.store.shown"
    _description = "BigCommerce Record of Several Stores"

    @api.model
    def _get_view_cache_key(self, view_id=None, view_type="form", **options):
        key = super()._get_view_cache_key(view_id, view_type, **options)
        return (*key, self._is_of_several_stores())

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        arch, view = super()._get_view(view_id, view_type, **options)
        hidden = {"list": "optional", "kanban": "invisible"}.get(view_type)
        if hidden and self._is_of_several_stores():
            for node in arch.xpath(f"//field[@name='store_id'][@{hidden}]"):
                node.attrib.pop(hidden)
        return arch, view

    def _is_of_several_stores(self):
        # A cashier sees web orders, and may not read stores.
        stores_sudo = self.env["bigcommerce.store"].sudo()
        companies = [("company_id", "in", self.env.companies.ids)]
        return stores_sudo.search_count(companies, limit=2) > 1
