from odoo import api, fields, models

_NEEDS_ATTENTION = ("state", "=", "attention")


class BigcommerceStore(models.Model):
    """The ways from a store to the pages of what belongs to it, and how much it is."""

    _inherit = "bigcommerce.store"

    product_count = fields.Integer(compute="_compute_counts")
    order_count = fields.Integer(compute="_compute_counts")
    attention_count = fields.Integer(compute="_compute_counts")
    order_attention_count = fields.Integer(compute="_compute_counts")
    product_attention_count = fields.Integer(compute="_compute_counts")

    @api.depends("product_ids", "order_ids", "order_ids.state", "product_ids.state")
    def _compute_counts(self):
        Product = self.env["bigcommerce.product"]
        Order = self.env["bigcommerce.order"]
        mine = [("store_id", "in", self.ids)]
        groups = (["store_id", "state"], ["__count"])
        products = Product._read_group(mine, *groups)
        orders = Order._read_group(mine, *groups)
        for store in self:
            store.product_count, in_attention = _counts(products, store)
            store.product_attention_count = in_attention
            store.order_count, in_attention = _counts(orders, store)
            store.order_attention_count = in_attention
            store.attention_count = (
                store.order_attention_count + store.product_attention_count
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

    def action_view_orders_attention(self):
        return self._view_children(
            "bigcommerce_connector.bigcommerce_order_action", _NEEDS_ATTENTION
        )

    def action_view_products_attention(self):
        return self._view_children(
            "bigcommerce_connector.bigcommerce_product_action", _NEEDS_ATTENTION
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


def _counts(groups, store):
    """:return: how many records of the store there are, and how many need attention
    :rtype: tuple[int, int]
    """
    by_state = {state: count for owner, state, count in groups if owner == store}
    return sum(by_state.values()), by_state.get("attention", 0)
