"""From *this product changed* to *this mapping is to be looked at*.

Nothing relies on a note: what was missed while the store was paused, or before it was
connected, is found by comparing which products are eligible with which are mapped.
"""

from odoo import fields, models
from odoo.fields import Domain

# Problems that the product in ``blocking_product_tmpl_id`` is the cause of.
_OF_ANOTHER_PRODUCT = ("duplicate_sku_elsewhere", "taken")


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _take_catalog_notes(self):
        """Queue the mappings of changed products; make those that lack."""
        self.ensure_one()
        mapping = self.env["bigcommerce.product"]
        mine = Domain("store_id", "=", self.id)
        changed = self.env["bigcommerce.change"]._consume("catalog", self)
        if changed:
            mapping.search(
                mine
                & (
                    Domain("product_tmpl_id", "in", list(changed))
                    | Domain("blocking_product_tmpl_id", "in", list(changed))
                )
                & Domain("state", "in", ("synced", "attention", "pending"))
            )._queue()
        mapping.search(
            mine
            & Domain("state", "=", "attention")
            & Domain("problem_code", "in", _OF_ANOTHER_PRODUCT)
            & Domain("blocking_product_tmpl_id", "=", False)
        )._queue()  # the other one was deleted
        eligible = self._eligible_domain()
        self._map_new_products(eligible)
        mapping.search(
            mine
            & Domain("state", "=", "skipped")
            & Domain("product_tmpl_id", "any", eligible)
        )._queue()
        unsold = mapping.search(
            mine
            & Domain("state", "!=", "skipped")
            & Domain("product_tmpl_id", "not any", eligible)
        )
        unsold._skip()
        if unsold and self.unsold_items != "leave":
            self._trigger_flow("stock")
        unsent = (
            Domain("payload_hash", "=", False) if self.product_sync else Domain.FALSE
        )
        is_due = self._is_first_look_today()
        # A tax, a unit or a rate is part of every price: one query says whether.
        if self._is_catalog_basis_new() or is_due:
            unsent = Domain.TRUE
        if is_due:
            # What was mended on BigCommerce leaves no note here.
            mapping.search(
                mine
                & Domain("state", "=", "attention")
                & Domain("problem_code", "!=", "variant_gone")
            )._queue()
        mapping.search(mine & Domain("state", "=", "synced") & unsent)._queue()

    def _eligible_domain(self):
        """Which product templates this store sells (Item Sync Enforcement).

        :rtype: Domain
        """
        self.ensure_one()
        domain = (
            Domain("active", "=", True)
            & Domain("bigcommerce_enabled", "=", True)
            & Domain("company_id", "in", [False, *self.company_id.parent_ids.ids])
        )
        if self.item_sync_enforcement:
            domain &= Domain("bigcommerce_warehouse_ids", "in", self.warehouse_id.ids)
        return domain

    def _map_new_products(self, eligible):
        templates = self.env["product.template"].search(
            eligible
            & Domain(
                "bigcommerce_mapping_ids", "not any", Domain("store_id", "=", self.id)
            )
        )
        self.env["bigcommerce.product"].create(
            [
                {"store_id": self.id, "product_tmpl_id": template.id}
                for template in templates
            ]
        )

    def _is_first_look_today(self):
        """Once a day (UTC) everything is compared: not every cause leaves a note."""
        last = self.catalog_last_push
        return not last or last.date() < fields.Date.today()


class BigcommerceProduct(models.Model):
    _inherit = "bigcommerce.product"

    def _queue(self):
        self.write(
            {
                "state": "pending",
                "message": False,
                "problem_code": False,
                "blocking_product_tmpl_id": False,
                "is_absent": False,
            }
        )

    def _queue_blocked(self):
        """Try those again that waited for these products."""
        self.search(
            Domain("store_id", "in", self.store_id.ids)
            & Domain("state", "=", "attention")
            & Domain("blocking_product_tmpl_id", "in", self.product_tmpl_id.ids)
        )._queue()

    def _skip(self):
        for mapping in self:
            message = self.env._(
                "This product is no longer sold on BigCommerce (see Sell on "
                "BigCommerce and Entitled Locations on the product), so it is not "
                "updated there. What else becomes of it, Items No Longer Sold on the "
                "store says."
            )
            if not mapping.external_id:
                message = self.env._("This product is not to be sold on BigCommerce.")
            mapping.write(
                {"state": "skipped", "is_requeued": False, "message": message}
            )
