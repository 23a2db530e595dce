"""What people do about stock that differs: send it again, compare anew."""

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .drift import StockDrift


class BigcommerceCheck(models.Model):
    _inherit = "bigcommerce.check"

    def _work(self, client):
        if self.kind == "stock":
            return StockDrift(self, client)
        return super()._work(client)

    def action_run(self):
        """Stock is compared where Odoo publishes it.

        :raise UserError: the store publishes none at present
        """
        for check in self.filtered(lambda check: check.kind == "stock"):
            store = check.store_id
            if store.state != "live" or not store.inventory_sync:
                raise UserError(
                    self.env._(
                        "%s publishes no stock at present, so there is nothing to "
                        "compare. Go Live, with Inventory Sync on.",
                        store.name,
                    )
                )
        return super().action_run()


class BigcommerceStockDrift(models.Model):
    _inherit = "bigcommerce.stock.drift"

    def action_send(self):
        """Have Odoo's present quantities sent again at the next run."""
        self.store_id.check_access("write")
        rows_sudo = self.sudo().filtered(lambda row: row.state != "healed")
        self.env["bigcommerce.inventory.level"].flush_model()
        self.env.cr.execute(
            SQL(
                "UPDATE bigcommerce_inventory_level level SET is_acknowledged = FALSE"
                " FROM bigcommerce_stock_drift drift WHERE drift.id = ANY(%s)"
                "  AND level.variant_id = drift.variant_id"
                "  AND level.location_id = drift.location_id",
                rows_sudo.ids,
            )
        )
        self.env["bigcommerce.inventory.level"].invalidate_model(["is_acknowledged"])
        rows_sudo.state = "sent"
        rows_sudo.variant_id.mapping_id._tell(self.env._("Stock sent again."))
        rows_sudo.store_id._trigger_flow("stock")
        return True

    def action_compare(self):
        """Compare all stock now, of the stores whose stock is published."""
        stores = self.env["bigcommerce.store"]
        stores.check_access("write")
        published = [("state", "=", "live"), ("inventory_sync", "=", True)]
        checks = self.env["bigcommerce.check"]
        for store in stores.search(published):
            checks |= checks._of(store, "stock")
        if not checks:
            raise UserError(self.env._("No store publishes stock at present."))
        for check in checks:
            opened = check.action_run()
        return opened if len(checks) == 1 else True
