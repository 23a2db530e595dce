from collections import Counter
from datetime import timedelta

from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..models.preparation import LEFT, stages_of

# So long a cashier is told that something was not paid back.
_NEWS = timedelta(days=1)


class BigcommerceRegister(models.AbstractModel):
    """A cashier gives something of a web order back: here, or by BigCommerce.

    Only what a cashier clicks is asked of BigCommerce. Where it pays back, the register
    gives no money and has no order: the refund is posted with the web order.
    """

    _inherit = "bigcommerce.register"

    @api.model
    def read_web_order(self, order_id):
        found = super().read_web_order(order_id)
        if found:
            order_sudo = self._web_order(order_id).sudo()
            last_sudo = order_sudo.refund_ids.filtered("register_id")[:1]
            found["paid_back"] = self._paid_back_text(last_sudo)
        return found

    def _paid_back_text(self, row):
        """:return: what became of the last one; empty once it is posted, or long ago"""
        is_news = row.write_date and row.write_date > fields.Datetime.now() - _NEWS
        if not row or not (row._is_under_way() or (is_news and row.state != "done")):
            return ""
        amount = row.currency_id.format(row.amount)
        if row.state in ("refused", "nothing"):
            return self.env._(
                "%(amount)s were not paid back on BigCommerce: %(why)s",
                amount=amount,
                why=row.message or "",
            )
        return self.env._(
            "BigCommerce pays back %(amount)s: %(tender)s",
            amount=amount,
            tender=row.tender,
        )

    @api.model
    def read_refund_choice(self, order_id):
        """What becomes of what a register gives back of a web order.

        :param int order_id: a pos.order, one of its transactions
        :return: *Record Register Refunds* of its store: "never", "ask" or "always"
        :rtype: str
        :raise AccessError: for whoever sees no web orders
        """
        self.env["bigcommerce.order"].check_access("read")
        order = self._web_order(order_id)
        return order.sudo().store_id.record_register_refunds or "never"

    @api.model
    def has_left_in_part(self, order_id):
        """Whether something of a web order has left, and something waits: what is given
        back may be either.

        :param int order_id: a pos.order, one of its transactions
        :rtype: bool
        :raise AccessError: for whoever sees no web orders
        """
        self.env["bigcommerce.order"].check_access("read")
        stages = stages_of(self._web_order(order_id).sudo())
        return LEFT in stages and len(stages) > 1

    @api.model
    def quote_refund(self, config_id, order_id, units):
        """Ask BigCommerce how it can pay back what a customer brings; changes nothing.

        :param int config_id: the register's pos.config
        :param int order_id: a pos.order, the transaction that sold it
        :param list units: ``[pos.order.line id, quantity]`` of each
        :return: ``{"id", "amount", "tenders": [{"id", "name"}]}``: the ways that move
            money, as BigCommerce calls them
        :rtype: dict
        :raise AccessError: for whoever is no cashier, or may not see the order
        :raise UserError: it cannot be paid back so, and why
        """
        order = self._check_refund(config_id, order_id)
        wanted = Counter()
        for line_id, quantity in units:
            wanted[line_id] += quantity
        rows = [
            Command.create({"pos_line_id": line_id, "quantity": quantity})
            for line_id, quantity in wanted.items()
        ]
        wizard_sudo = self._quotes_sudo().create(
            {
                "order_id": order.id,
                "register_id": config_id,
                "is_of_items": True,
                "line_ids": rows,
                "reason": self.env._(
                    "Brought back to %s", self.env["pos.config"].browse(config_id).name
                ),
            }
        )
        wizard_sudo.action_quote()
        tenders_sudo = wizard_sudo.tender_ids.filtered(lambda one: not one.is_offline)
        amount = order.currency_id.format(wizard_sudo.amount)
        if not tenders_sudo:
            raise UserError(
                self.env._(
                    "BigCommerce has no way to pay %(amount)s of %(order)s back. "
                    "Refund it here.",
                    amount=amount,
                    order=order.name,
                )
            )
        names = [{"id": one.id, "name": one.name} for one in tenders_sudo]
        return {"id": wizard_sudo.id, "amount": amount, "tenders": names}

    @api.model
    def refund_to_web_payment(self, quote_id, tender_id):
        """Have BigCommerce pay it back, in a moment.

        :param int quote_id: of :meth:`quote_refund`, the same cashier's
        :param int tender_id: the way that was chosen
        :raise AccessError: for whoever is no cashier, or did not ask for the quote
        :raise UserError: something else of the order is given back meanwhile
        """
        self.env["pos.order"].check_access("create")
        wizard_sudo = self._quotes_sudo().browse(quote_id).exists()
        if not wizard_sudo.register_id or wizard_sudo.create_uid != self.env.user:
            raise UserError(self.env._("This quote is gone. Begin again."))
        sold_sudo = wizard_sudo.line_ids.pos_line_id.order_id
        self._check_refund(wizard_sudo.register_id.id, sold_sudo[:1].id)
        tender_sudo = wizard_sudo.tender_ids.filtered(lambda one: one.id == tender_id)
        if tender_sudo.is_offline:
            raise UserError(self.env._("BigCommerce moves no money this way."))
        wizard_sudo.tender_id = tender_sudo
        wizard_sudo.action_refund()
        return True

    def _check_refund(self, config_id, order_id):
        """:return: ``bigcommerce.order`` that this register may give back
        :raise AccessError: for whoever is no cashier, or may not see it
        :raise UserError: another register may
        """
        self.env["pos.order"].check_access("create")
        order = self._web_order(order_id)
        self.env["pos.config"].browse(config_id).check_access("read")
        sold_in = order.pos_order_ids.config_id
        if not order or sold_in - self._web(config_id):
            raise UserError(
                self.env._("This register shows no such web order. Begin again.")
            )
        return order

    def _web_order(self, order_id):
        order = self.env["pos.order"].browse(order_id).exists().bigcommerce_order_id
        order.check_access("read")
        return order

    def _quotes_sudo(self):
        """A cashier sees no quote: it says how money is paid back."""
        return self.env["bigcommerce.order.refund"].sudo()
