"""*Why This Net?*: the settlement of an order in figures that anyone can follow."""

from odoo import api, fields, models


class BigcommerceOrder(models.Model):
    _inherit = "bigcommerce.order"

    net_reasons = fields.Html(
        "Why This Net?",
        compute="_compute_net_reasons",
        compute_sudo=True,  # payloads are system fields
        sanitize=False,
    )

    @api.depends("payload", "refunds_payload", "settlement_history", "amount_captured")
    @api.depends_context("lang")
    def _compute_net_reasons(self):
        """Computed when the page is opened: nothing of it is stored."""
        for order in self:
            order.net_reasons = order._render_net_reasons()

    def _render_net_reasons(self):
        """The page opens whatever is wrong with the order: its message says that.

        :return: HTML; nothing of an order that cannot be read
        """
        if not self.last_checked_on:
            return False
        try:
            reasons = self._read_snapshot().settlement.reasons
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            return False
        names = {line.key: line.display_name for line in self.line_ids}
        return self.env["ir.qweb"]._render(
            "bigcommerce_connector.order_net_reasons",
            {
                "order": self,
                "reasons": reasons,
                "money": lambda value: self.currency_id.format(float(value)),
                "units": lambda rows: [
                    (int(units), names.get(key, key)) for key, units in rows.items()
                ],
            },
        )
