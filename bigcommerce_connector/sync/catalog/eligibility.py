"""Which products a store sells, and what changing Item Sync Enforcement would do."""

from odoo import api, fields, models
from odoo.fields import Domain


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    eligibility_change = fields.Char(compute="_compute_eligibility_change")

    def _eligible_domain(self):
        """Which product templates this store sells (Item Sync Enforcement).

        :rtype: Domain
        """
        self.ensure_one()
        Template = self.env["product.template"]
        domain = (
            Domain("active", "=", True)
            & Domain("bigcommerce_enabled", "=", True)
            & Domain(Template._check_company_domain(self.company_id))
        )
        if self.item_sync_enforcement:
            domain &= Domain("bigcommerce_warehouse_ids", "in", self.warehouse_id.ids)
        return domain

    @api.depends("item_sync_enforcement", "warehouse_id")
    def _compute_eligibility_change(self):
        for store in self:
            before = store._origin
            store.eligibility_change = False
            if before.state in ("connected", "live", "paused"):
                store.eligibility_change = _change_text(store, before)


def _change_text(store, before):
    """What saving a store as it is in the form would change.

    :param before: the same store, as it is stored
    :rtype: str | bool
    """
    if (store.item_sync_enforcement, store.warehouse_id._origin) == (
        before.item_sync_enforcement,
        before.warehouse_id,
    ):
        return False
    Template = store.env["product.template"]
    old, new = before._eligible_domain(), store._eligible_domain()
    both = Template.search_count(old & new)
    return store.env._(
        "When you save, %(excluded)s products are no longer sold on BigCommerce "
        "(see Items No Longer Sold), and %(included)s more are sold.",
        excluded=Template.search_count(old) - both,
        included=Template.search_count(new) - both,
    )
