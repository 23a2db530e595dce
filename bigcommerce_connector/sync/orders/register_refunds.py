"""A cashier's refund of a web order: nothing to post, but the order is looked at."""

from odoo import api, models
from odoo.fields import Domain

from ...settlement.tax_data import forced_tax


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _take_order_notes(self):
        """Queue the web orders that cashiers refunded something of."""
        self.ensure_one()
        ids = self.env["bigcommerce.change"]._consume("order", self)
        orders = self.env["bigcommerce.order"].browse(ids).exists()
        orders.filtered(lambda order: order.store_id == self).needs_look = True


class PosOrder(models.Model):
    _inherit = "pos.order"

    @api.model
    def search_bigcommerce_order_ids(self, config_id, domain, limit, offset):
        """The transactions of web orders that a till lists, newest first.

        :param int config_id: the till's pos.config
        :param list domain: what the cashier searches for
        :return: ``{"ids": a page of pos.order ids, "count": of all pages}``
        :rtype: dict
        """
        registers = (
            self.env["pos.config"].browse(config_id)._bigcommerce_web_registers()
        )
        found = Domain(domain) & Domain("config_id", "in", registers.ids)
        found &= Domain("state", "not in", ("draft", "cancel"))
        orders = self.search(found, offset, limit, "date_order desc, id desc")
        return {"ids": orders.ids, "count": self.search_count(found)}

    def action_pos_order_paid(self):
        at_till = self.filtered(lambda order: order.source != "bigcommerce")
        at_till.lines._keep_bigcommerce_tax()
        result = super().action_pos_order_paid()
        refunded = at_till.lines.refunded_orderline_id.order_id.bigcommerce_order_id
        if refunded:
            self.env["bigcommerce.change"]._note("order", refunded.ids)
        return result


class PosOrderLine(models.Model):
    _inherit = "pos.order.line"

    def _keep_bigcommerce_tax(self):
        """Closing computes taxes anew: what was given back of a web order stays so."""
        for line in self.filtered("refunded_orderline_id"):
            origin = line.refunded_orderline_id
            is_same = line.tax_ids == origin.tax_ids and not line.discount
            if not origin.extra_tax_data or not is_same or len(line.tax_ids) != 1:
                continue
            line.extra_tax_data = forced_tax(
                {
                    "currency_id": line.currency_id.id,
                    "price_unit": line.price_unit,
                    "qty": line.qty,
                },
                line.tax_ids.id,
                line.price_subtotal,
                line.currency_id.round(line.price_subtotal_incl - line.price_subtotal),
                line.order_id.amount_total < 0,
            )


class BigcommerceOrder(models.Model):
    _inherit = "bigcommerce.order"
