"""A session whose entry does not balance: by how much, and which orders are at fault.

Odoo only offers to force it closed. Orders are posted to the cent; what is off was
changed later, such as a tax, or a line or payment by another module.
"""

from odoo import models
from odoo.exceptions import UserError

from ...models.own_flow import own_flow

# So many orders are named; a cause that many share shows in a few.
_MOST_NAMED = 10


class PosSession(models.Model):
    _inherit = "pos.session"

    def _close_session_action(self, amount_to_balance):
        """Odoo's dialogue to force the session closed, which says more.

        :raise UserError: nobody is there to answer it: the connector is closing
        """
        if not self.config_id.bigcommerce_store_id:
            return super()._close_session_action(amount_to_balance)
        message = self._bigcommerce_explain_imbalance(amount_to_balance)
        if own_flow(self.env):
            raise UserError(message)
        action = super()._close_session_action(amount_to_balance)
        self.env[action["res_model"]].browse(action["res_id"]).message = message
        return action

    def _bigcommerce_explain_imbalance(self, amount_to_balance):
        """What is off and what to do, in sentences.

        :param float amount_to_balance: debit less credit, in the company's currency
        :rtype: str
        """
        currency = self.company_id.currency_id
        off = self._bigcommerce_orders_off()
        named = list(off.items())[:_MOST_NAMED]
        if not off:
            cause = self.env._("No single order is at fault.")
        else:
            cause = self.env._(
                "At fault: %s.",
                "; ".join(self._bigcommerce_say_off(*row) for row in named),
            )
            if len(off) > len(named):
                cause += self.env._(" And %s more orders.", len(off) - len(named))
        return self.env._(
            "what was sold and what was paid differ by %(amount)s. %(cause)s If a tax "
            "or an account of it was changed lately, change it back, and the session "
            "closes by itself. Otherwise an accountant closes it by hand: Odoo asks "
            "for the account that takes the difference.",
            amount=currency.format(abs(amount_to_balance)),
            cause=cause,
        )

    def _bigcommerce_say_off(self, order, sold):
        return self.env._(
            "%(order)s (sold for %(sold)s, paid %(paid)s)",
            order=order.pos_reference or order.name,
            sold=self.currency_id.format(sold),
            paid=self.currency_id.format(sum(order.payment_ids.mapped("amount"))),
        )

    def _bigcommerce_orders_off(self):
        """The orders whose lines do not come to what was paid.

        :return: what each comes to as Odoo computes it at closing, by pos.order
        :rtype: dict
        """
        off = {}
        for order in self._get_closed_orders().filtered(lambda o: not o.is_invoiced):
            sold = order._bigcommerce_closing_total()
            paid = sum(order.payment_ids.mapped("amount"))
            if self.currency_id.compare_amounts(sold, paid):
                off[order] = sold
        return off


class PosOrder(models.Model):
    _inherit = "pos.order"

    def _bigcommerce_closing_total(self):
        """The total, tax included, that closing takes for this order.

        It is computed anew from the lines, as point_of_sale's ``pos.session`` does.
        """
        taxes = self.env["account.tax"]
        lines = self.with_context(linked_to_pos=True)._prepare_tax_base_line_values()
        taxes._add_tax_details_in_base_lines(lines, self.company_id)
        taxes._round_base_lines_tax_details(lines, self.company_id)
        taxes._add_accounting_data_in_base_lines_tax_details(
            lines, self.company_id, include_caba_tags=True
        )
        results = taxes._prepare_tax_lines(lines, self.company_id)
        rows = [vals for _line, vals in results["base_lines_to_update"]]
        rows += results["tax_lines_to_add"]
        # In the entry a sale is a credit.
        return -sum(row["amount_currency"] for row in rows)
