from odoo import api, fields, models

from .store_counts import count_all, recently_missed, total_label

_NEEDS_ATTENTION = ("state", "=", "attention")


class BigcommerceStore(models.Model):
    """The ways from a store to the pages of what belongs to it, and how much it is."""

    _inherit = "bigcommerce.store"

    product_count = fields.Char(compute="_compute_counts")  # 10000+: as lists count
    order_count = fields.Char(compute="_compute_counts")
    attention_count = fields.Integer(compute="_compute_counts")
    order_attention_count = fields.Integer(compute="_compute_counts")
    order_pending_count = fields.Integer(compute="_compute_counts")
    product_attention_count = fields.Integer(compute="_compute_counts")
    running_backfill_count = fields.Integer(compute="_compute_counts")
    unclosed_register_count = fields.Integer(compute="_compute_counts")
    missed_webhook_count = fields.Integer(
        "Missed Webhooks (30 days)",
        compute="_compute_counts",
        help="Changes of orders in the last 30 days that Odoo found without a "
        "webhook from BigCommerce.",
    )

    @api.depends(
        "product_ids",
        "order_ids",
        "order_ids.state",
        "product_ids.state",
        "backfill_ids.state",
    )
    def _compute_counts(self):
        counts = count_all(self)
        for store in self:
            mine = counts[store._origin.id]
            store.order_count = total_label(mine["all orders"])
            store.order_attention_count = mine["orders to fix"]
            store.order_pending_count = mine["orders that wait"]
            store.product_count = total_label(mine["all products"])
            store.product_attention_count = mine["products to fix"]
            store.attention_count = mine["orders to fix"] + mine["products to fix"]
            store.running_backfill_count = mine["backfills"]
            store.unclosed_register_count = mine["unclosed"]
            store.missed_webhook_count = mine["missed"]

    # === ACTIONS === #

    def action_open(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "bigcommerce.store",
            "res_id": self.id,
            "view_mode": "form",
        }

    def action_open_on_bigcommerce(self):
        return self._open_control_panel()

    def _open_control_panel(self, path=""):
        """Open BigCommerce's control panel in a new tab.

        :param str path: of the page, below ``/manage``
        """
        self.ensure_one()
        base = self.control_panel_url or f"https://{self.domain}"
        return {
            "type": "ir.actions.act_url",
            "url": f"{base}/manage{path}",
            "target": "new",
        }

    def action_view_orders(self):
        """All web orders of the store, whatever their state."""
        return self._view_children("bigcommerce_connector.bigcommerce_order_action")

    def action_view_products(self):
        """All mappings of the store, whatever their state."""
        return self._view_children("bigcommerce_connector.bigcommerce_product_action")

    def action_view_orders_attention(self):
        return self._view_children(
            "bigcommerce_connector.bigcommerce_order_action", _NEEDS_ATTENTION
        )

    def action_view_products_attention(self):
        return self._view_children(
            "bigcommerce_connector.bigcommerce_product_action", _NEEDS_ATTENTION
        )

    def action_view_missed_webhooks(self):
        """The orders of which no webhook came, in the last weeks: those counted."""
        return self._view_children(
            "bigcommerce_connector.bigcommerce_webhook_gap_action", *recently_missed()
        )

    def _view_children(self, xmlid, *conditions):
        """Open those records of an action that are this store's.

        :param tuple conditions: of a domain, which they meet too
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        action["domain"] = [("store_id", "=", self.id), *conditions]
        action["context"] = {}
        return action
