from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .connector_context import connector_context
from .kept_fields import check_new, kept
from .later_costs import is_booked_by_invoice

# So many orders are named; a cause that many share shows in a few.
_MAX_NAMED = 10


class PosSession(models.Model):
    """A session of the web register: its books are of one day of the store."""

    _inherit = "pos.session"

    bigcommerce_store_id = fields.Many2one(related="config_id.bigcommerce_store_id")
    bigcommerce_closing_problem = fields.Text(
        "Reason Not Closed",
        readonly=True,
        copy=False,
        help="Why the connector could not close this session of the web register.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        sessions = super().create(vals_list)
        check_new(self, sessions)
        sessions.config_id._bigcommerce_check_connector()
        return sessions

    def write(self, vals):
        with kept(self, vals):
            if "config_id" not in vals:
                result = super().write(vals)
            else:
                self.config_id._bigcommerce_check_connector()
                result = super().write(vals)
                self.config_id._bigcommerce_check_connector()
        if "update_stock_at_closing" in vals:
            products = self.order_ids.lines.product_id
            self.env["bigcommerce.change"]._note("stock", products.ids)
        return result

    def _bigcommerce_business_date(self):
        """The store's day that the books of a web session are of: when it was opened.

        Whoever closes it. Not the day of its last payment: one that began a moment
        before midnight may be stamped a moment after.

        :return: date; None for a session of another register
        """
        # Who closes a session need not see the store.
        store_sudo = self.config_id.sudo().bigcommerce_store_id
        if not store_sudo:
            return None
        return store_sudo._store_time(self.start_at or self.create_date).date()

    def _bigcommerce_is_past_business_day(self):
        """Whether a later day of the store has begun since this web session's."""
        store_sudo = self.config_id.sudo().bigcommerce_store_id
        today = store_sudo._store_time(fields.Datetime.now()).date()
        return today > self._bigcommerce_business_date()

    def _bigcommerce_is_any_register_open(self):
        """Whether a session is open, of any company, that is not the connector's own.

        :rtype: bool
        """
        registers = [
            ("state", "!=", "closed"),
            ("config_id.bigcommerce_store_id", "=", False),
        ]
        # As Odoo counts them: a session of another company is an obstacle too.
        return bool(self.sudo().search_count(registers, limit=1))

    # === WHAT GOODS COST THAT LEAVE LATER === #

    def _accumulate_amounts(self, data):
        """Goods that leave, or come back, after they were sold cost something then: the
        next session of the register to be closed books it.

        Odoo leaves orders that are shipped later out, and not what is refunded of them.
        """
        data = super()._accumulate_amounts(data)
        if self.config_id.bigcommerce_store_id:
            for move in self._bigcommerce_moved_later():
                self._bigcommerce_book_cost(data, move)
        return data

    def _bigcommerce_moved_later(self):
        """Of all the store's registers on the same journal: the next order at a place
        where few are collected may be weeks away. Not of other sessions that are open:
        until they are closed, an invoice of theirs may book it.

        :return: valued stock.move of web orders that no session has booked; what an
            invoice books is none
        """
        sold = (
            Domain("config_id.bigcommerce_store_id", "=", self.bigcommerce_store_id.id)
            & Domain("config_id.journal_id", "=", self.config_id.journal_id.id)
            & (
                Domain("session_id", "=", self.id)
                | Domain("session_id.state", "=", "closed")
            )
        )
        due = Domain("bigcommerce_cost_due", "=", True)
        due &= Domain("pos_order_id", "any", sold)
        # Who closes a session needs no right to transfers.
        pickings_sudo = self.env["stock.picking"].sudo().search(due)
        pickings_sudo.bigcommerce_cost_due = False
        own = pickings_sudo.filtered(
            lambda one: not is_booked_by_invoice(one.pos_order_id)
        )
        return own.move_ids.filtered(
            lambda move: (
                move.state == "done"
                and move.product_id.is_storable
                and move.product_id.valuation == "real_time"
                and (move.is_in or move.is_out)
            )
        )

    def _bigcommerce_book_cost(self, data, move):
        """As Odoo books that of what left at once."""
        accounts = move.product_id._get_product_accounts()
        sign = -1 if move.is_in else 1
        stock = data["stock_return" if move.is_in else "stock_valuation"]
        for amounts, account in (
            (data["stock_expense"], accounts["expense"]),
            (stock, accounts["stock_valuation"]),
        ):
            amounts[account] = self._update_amounts(
                amounts[account],
                {"amount": sign * move.value},
                move.picking_id.date_done,
                force_company_currency=True,
            )

    # === THE ENTRY === #

    def _create_account_move(self, *args, **kwargs):
        """Odoo dates the entry today; a web session's is of the store's own day."""
        data = super()._create_account_move(*args, **kwargs)
        day = self._bigcommerce_business_date()
        if day:
            self.move_id.date = day
            self._bigcommerce_settle_exchange(data)
        return data

    def _bigcommerce_settle_exchange(self, data):
        """Complete the entry of a register in another currency than its company's.

        Every amount is converted and rounded on its own, orders and payments at the
        rate of their own day: to the cent in the register's currency may be off in the
        company's. Odoo then refuses to close the session. What is left is what the
        company's exchange difference accounts are for.

        :param dict data: of Odoo's closing
        """
        if self.is_in_company_currency:
            return
        lines = self.move_id.line_ids
        own = lines.filtered(lambda line: line.currency_id == self.currency_id)
        vals = self._bigcommerce_exchange_difference(
            sum(own.mapped("amount_currency")), sum(lines.mapped("balance"))
        )
        if vals:
            data["MoveLine"].create({**vals, "move_id": self.move_id.id})

    def _bigcommerce_convert_receivable(self, order, receivable):
        """One receivable of an invoice's reversal, in both currencies.

        :param order: pos.order that is invoiced after this session was closed
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
        for payment in order.payment_ids:
            method = payment.payment_method_id
            account = method.receivable_account_id or default
            if account.id == receivable["account_id"] and not method.split_transactions:
                amount += payment.amount
        receivable["amount_currency"] = amount
        receivable["balance"] = self._amount_converter(amount, order.date_order, True)

    def _bigcommerce_exchange_difference(self, amount_currency, balance):
        """The line that an entry lacks, where it is right in the register's currency.

        :param float amount_currency: of all lines in the register's currency
        :param float balance: of all lines, in the company's currency
        :return: values of a journal item; nothing where none is missing
        """
        company = self.company_id
        is_off = not self.currency_id.is_zero(amount_currency)
        if is_off or company.currency_id.is_zero(balance):
            return {}
        kind = "income" if balance > 0 else "expense"
        account = company[f"{kind}_currency_exchange_account_id"]
        if not account:
            raise UserError(
                self.env._(
                    "%s has no account for exchange differences. Choose Gain and "
                    "Loss under Invoicing → Configuration → Settings → Default "
                    "Accounts → Exchange difference entries. Without Odoo's "
                    "Accounting app, these are shown only to users of the group “Show "
                    "Full Accounting Features”; developer mode lists it under "
                    "Settings → Users & Companies → Groups.",
                    company.name,
                )
            )
        return {
            "name": self.env._("Exchange difference"),
            "account_id": account.id,
            "currency_id": self.currency_id.id,
            "amount_currency": 0,
            "balance": -company.currency_id.round(balance),
        }

    # === AN ENTRY THAT DOES NOT BALANCE === #
    # Odoo only offers to force it closed. Orders are posted to the cent; what is off
    # was changed later, such as a tax, or a line or payment by another module.

    def _close_session_action(self, amount_to_balance):
        """Odoo's dialogue to force the session closed, which says more.

        :raise UserError: nobody is there to answer it: the connector is closing
        """
        if not self.config_id.bigcommerce_store_id:
            return super()._close_session_action(amount_to_balance)
        message = self._bigcommerce_explain_imbalance(amount_to_balance)
        if connector_context(self.env):
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
        named = list(off.items())[:_MAX_NAMED]
        if not off:
            cause = self.env._("No single order is the cause.")
        else:
            cause = self.env._(
                "Cause: %s.",
                "; ".join(self._bigcommerce_off_message(*row) for row in named),
            )
            if len(off) > len(named):
                cause += self.env._(" And %s more orders.", len(off) - len(named))
        return self.env._(
            "the journal entry does not balance: sales and payments differ by "
            "%(amount)s. %(cause)s If one of its taxes or accounts was changed "
            "recently, change it back, and the session closes automatically. "
            "Otherwise ask an accountant to close it manually: Odoo asks for the "
            "account that takes the difference.",
            amount=currency.format(abs(amount_to_balance)),
            cause=cause,
        )

    def _bigcommerce_off_message(self, order, sold):
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
