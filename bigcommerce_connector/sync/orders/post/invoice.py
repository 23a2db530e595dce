"""Invoices of web orders: on request, and for what follows an invoiced transaction."""

from odoo import models


class BigcommerceOrder(models.Model):
    _inherit = "bigcommerce.order"

    def _is_invoiced(self, transaction):
        """Whether a transaction is posted with an invoice or a credit note.

        A refund as the sale it is of, as at a till (payment_screen.js of the Point of
        Sale). What else follows an invoice is for a customer who asked for one.

        :param Transaction transaction: to be posted
        :rtype: bool
        """
        sold = self.pos_order_ids
        if transaction.refunded_order_id:
            sold = sold.browse(transaction.refunded_order_id)
        return bool(sold.account_move)


class PosOrder(models.Model):
    _inherit = "pos.order"

    def _prepare_invoice_vals(self):
        """Where the goods went, and no salesperson where nobody sold.

        Odoo takes the customer's first delivery address, and the user of the order:
        the robot that posted it.
        """
        vals = super()._prepare_invoice_vals()
        web_orders = self.bigcommerce_order_id
        if not web_orders:
            return vals
        day = len(self.session_id) == 1 and self.session_id._bigcommerce_day()
        if day and self.session_id.state != "closed":
            # The session's books are of that day, whenever the web order changed.
            vals["invoice_date"] = day
        delivery = web_orders.partner_shipping_id
        customer = self.partner_id.commercial_partner_id
        if len(delivery) == 1 and delivery.commercial_partner_id == customer:
            vals["partner_shipping_id"] = delivery.id
        if vals.get("invoice_user_id") == self.env.ref("base.user_root").id:
            vals["invoice_user_id"] = False
        if vals["move_type"] == "out_refund" and not vals.get("reversed_entry_id"):
            # Money given back without goods is of no line, but of the order.
            invoices = web_orders.pos_order_ids.account_move.filtered(
                lambda move: move.move_type == "out_invoice"
            )
            vals["reversed_entry_id"] = invoices.sorted("id")[-1:].id
        return vals

    def _create_misc_reversal_move(self, payment_moves):
        """Whoever may invoice an order may do so after its session was closed.

        Odoo books it as the user, and cashiers have no right on entries. The web's
        sessions are closed every night.
        """
        order = self.sudo() if self.bigcommerce_order_id else self
        return super(PosOrder, order)._create_misc_reversal_move(payment_moves)

    def _prepare_aml_values_list_per_nature(self):
        """What an invoice takes out of a closed session's books, in its own currency.

        With several payments in another currency Odoo adds up amounts of both
        currencies; and what is rounded on its own needs not balance.
        """
        values = super()._prepare_aml_values_list_per_nature()
        session = self.session_id
        if not self.bigcommerce_order_id or session.is_in_company_currency:
            return values
        for receivable in values["payment_terms"]:
            self._convert_receivable(receivable)
        lines = [line for nature in values.values() for line in nature]
        difference = session._bigcommerce_exchange_difference(
            sum(
                line["amount_currency"]
                for line in lines
                if line["currency_id"] == session.currency_id.id
            ),
            sum(line["balance"] for line in lines),
        )
        if difference:
            values["exchange"].append({**difference, "display_type": "product"})
        return values

    def _convert_receivable(self, receivable):
        """One receivable of an invoice's reversal, in both currencies.

        :param dict receivable: values of an account.move.line, changed in place
        """
        company = self.company_id
        if receivable["partner_id"]:
            # One payment, as Identify Customer has it.
            balance = company.currency_id.round(receivable["balance"])
            receivable["balance"] = balance
            return
        default = company.account_default_pos_receivable_account_id
        amount = 0.0
        for payment in self.payment_ids:
            method = payment.payment_method_id
            account = method.receivable_account_id or default
            if account.id == receivable["account_id"] and not method.split_transactions:
                amount += payment.amount
        receivable["amount_currency"] = amount
        receivable["balance"] = self.session_id._amount_converter(
            amount, self.date_order, True
        )
