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
            settlement = self._read_snapshot().settlement
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            return False
        sentences = _Sentences(self)
        return self.env["ir.qweb"]._render(
            "bigcommerce_connector.order_net_reasons",
            {
                "order": self,
                "reasons": settlement.reasons,
                "is_void": settlement.target.is_void,
                "money": sentences.money,
                "title": sentences.title,
                "details": sentences.details,
            },
        )


class _Sentences:
    """What each :class:`RefundReason` of an order did, whole sentences in the user's
    language."""

    def __init__(self, order):
        self.env = order.env
        self.currency = order.currency_id
        self.names = {line.key: line.display_name for line in order.line_ids}

    def money(self, value):
        return self.currency.format(float(value))

    def title(self, refund):
        if not refund.number:
            return self.env._("Shown as refunded on its lines, without a refund record")
        return self.env._(
            "Refund %(number)s of %(amount)s",
            number=refund.number,
            amount=self.money(refund.total),
        )

    def details(self, refund):
        """What came back by it, and what of it an edit had settled before."""
        for units, item in self._rows(refund.returned):
            yield self.env._("Returns %(units)s × %(item)s.", units=units, item=item)
        for units, item in self._rows(refund.settled_units):
            yield self.env._(
                "Pays for %(units)s × %(item)s that an edit had removed from the "
                "order.",
                units=units,
                item=item,
            )
        if refund.settled:
            yield self.env._(
                "%s of it is already in the total: an edit had lowered the order by "
                "this amount.",
                self.money(refund.settled),
            )

    def _rows(self, quantities):
        for key, units in quantities.items():
            yield int(units), self.names.get(key, key)
