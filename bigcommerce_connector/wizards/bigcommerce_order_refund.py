from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..api import errors
from ..api.resources.scopes import ORDERS_MODIFY
from ..mappers.amounts import amount
from ..mappers.refund_request import amount_on_order
from ..models.bigcommerce_order_refunds import amount_left
from ..models.bigcommerce_store_scopes import lacks_scope
from ..sync.flow.buttons import check_is_read
from ..sync.fulfillment.refund_quote import ask_quote


class BigcommerceOrderRefund(models.TransientModel):
    """Refund on BigCommerce what an edit of a web order left to be refunded, or cancel
    the order there and give back what is left of its money.

    BigCommerce is asked first which ways it has to pay that back, and a person chooses.
    """

    _name = "bigcommerce.order.refund"
    _description = "Refund a Web Order on BigCommerce"

    order_id = fields.Many2one("bigcommerce.order", required=True, readonly=True)
    currency_id = fields.Many2one(related="order_id.currency_id")
    is_cancelling = fields.Boolean(readonly=True)
    gives_back = fields.Selection(
        [("all", "All that is left"), ("nothing", "Nothing")],
        default="all",
        required=True,
    )
    restock = fields.Selection(
        [("always", "Restock them"), ("never", "Do not restock them")],
        "Goods That Come Back",
    )
    amount = fields.Monetary(compute="_compute_amount", store=True)
    reason = fields.Char(help="Kept with the refund on BigCommerce, for staff.")
    tender_ids = fields.One2many("bigcommerce.order.refund.tender", "wizard_id")
    tender_id = fields.Many2one(
        "bigcommerce.order.refund.tender",
        "Pay Back By",
        domain="[('wizard_id', '=', id)]",
    )
    is_offline = fields.Boolean(related="tender_id.is_offline")

    @api.depends("order_id", "is_cancelling", "gives_back")
    def _compute_amount(self):
        """What was to be refunded when it was begun: somebody has seen this figure."""
        for wizard in self:
            wizard.amount = wizard.order_id.amount_to_refund
            if wizard.is_cancelling:
                gives_back = wizard.gives_back == "all"
                wizard.amount = gives_back and amount_left(wizard.order_id)

    def action_quote(self):
        """Ask BigCommerce for the ways to pay it back; changes nothing there.

        :raise AccessError: before anything is asked of BigCommerce
        :raise UserError: there is no quote, and why
        """
        self.ensure_one()
        self._check_allowed()
        order = self.order_id
        exact = amount(self.amount, self.currency_id.decimal_places)
        quote = self._ask_quote(amount_on_order(int(order.external_id), exact))
        if quote.total != exact:
            raise UserError(
                self.env._(
                    "BigCommerce would refund %(theirs)s of %(order)s, not %(ours)s. "
                    "Look at the order on BigCommerce, then check it again here.",
                    theirs=self.currency_id.format(float(quote.total)),
                    order=order.name,
                    ours=self.currency_id.format(self.amount),
                )
            )
        rows = [Command.create(self._tender_values(one)) for one in quote.tenders]
        self.write({"tender_id": False, "tender_ids": [Command.clear(), *rows]})
        return {
            "type": "ir.actions.act_window",
            "name": self._description,
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_refund(self):
        """Have it refunded the way that was chosen, or cancelled, in a moment.

        :raise AccessError: for whoever may not change the order
        :raise UserError: no way was chosen, or another amount is left by now
        """
        self.ensure_one()
        self._check_allowed()
        tender = self.tender_id
        is_free = self.is_cancelling and not self.amount
        if not is_free and (not tender or tender.wizard_id != self):
            raise UserError(self.env._("Choose how the customer is paid back."))
        order_sudo = self.order_id.sudo()  # the connector's own, as refunds are
        if self.is_cancelling and self.restock:
            order_sudo.restock_choice = self.restock
        order_sudo.refund_ids._plan(
            order_sudo,
            self.amount,
            tender=tender.name,
            payments=tender.payments,
            reason=self.reason,
            is_cancelling=self.is_cancelling,
        )
        return {"type": "ir.actions.act_window_close"}

    def _check_allowed(self):
        """:raise AccessError: for whoever may not change the order
        :raise UserError: the owner has not switched it on
        """
        self.order_id.check_access("write")
        store = self.order_id.store_id
        check_is_read(store)
        if not store.refund_sync or store.state != "live":
            raise UserError(
                self.env._(
                    "Nothing is refunded from Odoo for %s: go live with it, and switch "
                    "on Refund and Cancel from Odoo on its page, tab Orders.",
                    store.name,
                )
            )
        # Of the registers as they are now: the order may not be compared since.
        given = -self.order_id.sudo().amount_at_registers
        if self.is_cancelling and self.currency_id.compare_amounts(given, 0) > 0:
            raise UserError(
                self.env._(
                    "A register gave back %(amount)s of %(order)s. Record that on "
                    "BigCommerce first: else the customer would get it twice.",
                    amount=self.currency_id.format(given),
                    order=self.order_id.name,
                )
            )

    def _ask_quote(self, items):
        order, store = self.order_id, self.order_id.store_id
        try:
            with store._client() as client:
                return ask_quote(client, order, items)
        except errors.Forbidden as error:
            message = lacks_scope(store, ORDERS_MODIFY, "refund_sync")
            raise UserError(message) from error
        except errors.BigCommerceError as error:
            raise UserError(store._explain(error, is_asked=True)) from error
        except ValueError as error:
            raise UserError(
                self.env._("BigCommerce's quote for %s cannot be read.", order.name)
            ) from error

    def _tender_values(self, tender):
        names = [name for name, _part in tender.parts]
        if len(names) > 1:
            money = self.currency_id.format
            names = [f"{name} {money(float(part))}" for name, part in tender.parts]
        return {
            "name": " + ".join(names),
            "payments": tender.payments,
            "is_offline": tender.is_offline,
        }


class BigcommerceOrderRefundTender(models.TransientModel):
    """A way to pay a refund back, of BigCommerce's quote."""

    _name = "bigcommerce.order.refund.tender"
    _description = "Way to Pay a Refund Back"

    wizard_id = fields.Many2one(
        "bigcommerce.order.refund", required=True, ondelete="cascade"
    )
    name = fields.Char(required=True, readonly=True)
    payments = fields.Json(readonly=True)
    is_offline = fields.Boolean(
        "Recorded Only",
        readonly=True,
        help="BigCommerce moves no money: give it to the customer yourself.",
    )

    @api.depends("name", "is_offline")
    def _compute_display_name(self):
        for tender in self:
            tender.display_name = tender.name
            if tender.is_offline:
                tender.display_name = self.env._("%s (recorded only)", tender.name)
