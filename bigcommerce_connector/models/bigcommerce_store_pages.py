from odoo import api, fields, models


class BigcommerceStore(models.Model):
    """The ways from a store to the pages of what belongs to it, and how much it is."""

    _inherit = "bigcommerce.store"

    product_count = fields.Integer(compute="_compute_counts")
    order_count = fields.Integer(compute="_compute_counts")
    attention_count = fields.Integer(compute="_compute_counts")

    @api.depends("product_ids", "order_ids", "order_ids.state", "product_ids.state")
    def _compute_counts(self):
        Product = self.env["bigcommerce.product"]
        Order = self.env["bigcommerce.order"]
        groups = (["store_id", "state"], ["__count"])
        products = Product._read_group([("store_id", "in", self.ids)], *groups)
        orders = Order._read_group([("store_id", "in", self.ids)], *groups)
        for store in self:
            mine = [row for row in products if row[0] == store]
            web_orders = [row for row in orders if row[0] == store]
            store.product_count = sum(row[2] for row in mine)
            store.order_count = sum(row[2] for row in web_orders)
            store.attention_count = sum(
                row[2] for row in mine + web_orders if row[1] == "attention"
            )

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

    def action_view_attention(self):
        """What needs a user: orders first, else products."""
        self.ensure_one()
        needs_attention = [("store_id", "=", self.id), ("state", "=", "attention")]
        is_order = self.env["bigcommerce.order"].search_count(needs_attention, limit=1)
        model = "order" if is_order else "product"
        action = self._view_children(
            f"bigcommerce_connector.bigcommerce_{model}_action"
        )
        action["domain"] = needs_attention
        return action

    def _view_children(self, xmlid):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        action["domain"] = [("store_id", "=", self.id)]
        action["context"] = {}
        return action
