from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..api import errors
from ..api.resources.scopes import ORDERS_MODIFY
from ..mappers.amounts import amount
from ..mappers.refund_request import amount_on_order
from ..models.bigcommerce_order_refunds import (
    beyond_records,
    left_to_give_back,
)
from ..models.bigcommerce_order_scope import is_before_start_date, not_refunded_text
from ..models.bigcommerce_store_scopes import lacks_scope
from ..models.chatter import tell
from ..models.short_goods import short_units
from ..sync.flow.buttons import check_is_read
from ..sync.fulfillment import messages
from ..sync.fulfillment.refund_quote import ask_items_quote, ask_quote


class BigcommerceOrderRefund(models.TransientModel):
    """Refund on BigCommerce what an edit of a web order left to be refunded, or items
    of it; or cancel the order there and give back what is left of its money.

    BigCommerce is asked first which ways it has to pay that back, and a person chooses.
    """

    _name = "bigcommerce.order.refund"
    _description = "Refund a Web Order on BigCommerce"

    order_id = fields.Many2one("bigcommerce.order", required=True, readonly=True)
    currency_id = fields.Many2one(related="order_id.currency_id")
    is_cancelling = fields.Boolean(readonly=True)
    is_of_items = fields.Boolean(readonly=True)
    picking_id = fields.Many2one("stock.picking", "Transfer", readonly=True)
    register_id = fields.Many2one("pos.config", readonly=True)
    line_ids = fields.One2many("bigcommerce.order.refund.line", "wizard_id", "Items")
    items = fields.Json("Items Asked For", readonly=True)
    refunded_before = fields.Monetary(readonly=True)
    amount = fields.Monetary(compute="_compute_amount", store=True)
    reason = fields.Char(help="Kept with the refund on BigCommerce, for staff.")
    tender_ids = fields.One2many("bigcommerce.order.refund.tender", "wizard_id")
    tender_id = fields.Many2one(
        "bigcommerce.order.refund.tender",
        "Pay Back By",
        domain="[('wizard_id', '=', id)]",
    )
    is_offline = fields.Boolean(related="tender_id.is_offline")
    is_record = fields.Boolean(
        compute="_compute_is_record",
        help="A register gave this back: BigCommerce only records it.",
    )

    @api.model
    def default_get(self, names):
        """From a transfer it begins with what is short there."""
        values = super().default_get(names)
        picking_id = self.env.context.get("default_picking_id")
        picking = self.env["stock.picking"].browse(picking_id)
        if picking.bigcommerce_order_id:
            short = short_units(picking)
            rows = [
                Command.create({"pos_line_id": line.id, "quantity": units})
                for line, units in short.items()
            ]
            order = picking.bigcommerce_order_id
            values.update(order_id=order.id, is_of_items=True, line_ids=rows)
        return values

    @api.depends("order_id", "line_ids.amount")
    def _compute_amount(self):
        """What was to be refunded when it was begun: somebody has seen this figure."""
        for wizard in self:
            wizard.amount = left_to_give_back(wizard.order_id)
            if wizard.is_of_items:
                wizard.amount = sum(wizard.line_ids.mapped("amount"))

    @api.depends("order_id", "is_cancelling", "is_of_items")
    def _compute_is_record(self):
        for wizard in self:
            is_edit = not (wizard.is_cancelling or wizard.is_of_items)
            wizard.is_record = is_edit and bool(wizard.order_id.amount_given_back)

    def action_quote(self):
        """Ask BigCommerce for the ways to pay it back; changes nothing there.

        :raise AccessError: before anything is asked of BigCommerce
        :raise UserError: there is no quote, and why
        """
        self.ensure_one()
        self._check_allowed()
        exact = amount(self.amount, self.currency_id.decimal_places)
        if self.is_of_items:
            quote = self._ask(self._quote_items)
        else:
            items = amount_on_order(int(self.order_id.external_id), exact)
            quote = self._ask(lambda client: ask_quote(client, self.order_id, items))
        self._check_total(exact, quote.total)
        rows = [Command.create(self._tender_values(one)) for one in self._ways(quote)]
        self.write({"tender_id": False, "tender_ids": [Command.clear(), *rows]})
        name = self.env["ir.model"]._get(self._name).name
        if self.is_cancelling:
            name = self.env._("Cancel on BigCommerce")
        return {
            "type": "ir.actions.act_window",
            "name": name,
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
        details = {
            "tender": tender.name,
            "payments": tender.payments,
            "reason": self.reason,
        }
        self._plan(order_sudo, details)
        tell(order_sudo, self._told())
        return {"type": "ir.actions.act_window_close"}

    def _plan(self, order_sudo, details):
        """Note it; it is done in a moment.

        :param dict details: how it is paid back
        :raise UserError: another amount is left by now
        """
        if not self.is_of_items:
            order_sudo.refund_ids._plan(order_sudo, self.amount, **details)
            return
        details["items"] = self.items
        details["refunded_before"] = self.refunded_before
        details["register_id"] = self.register_id.id
        order_sudo.refund_ids._plan_items(order_sudo, self.amount, **details)

    def _told(self):
        """:return: what BigCommerce was asked for, for the chatter"""
        return self.env._(
            "BigCommerce pays back %(amount)s: %(tender)s",
            amount=self.currency_id.format(self.amount),
            tender=self.tender_id.name,
        )

    def _check_allowed(self):
        """:raise AccessError: for whoever may not change the order
        :raise UserError: the owner has not switched it on
        """
        self.order_id.check_access("write")
        store = self.order_id.store_id
        check_is_read(store)
        self._check_switched_on(store)
        # Of the registers as they are now: the order may not be compared since.
        order_sudo = self.order_id.sudo()
        if self.is_of_items and is_before_start_date(order_sudo):
            raise UserError(not_refunded_text(order_sudo))
        given = beyond_records(order_sudo) if self.is_cancelling else 0
        given -= order_sudo.amount_at_registers
        is_all = self.is_cancelling or self.is_of_items
        if is_all and self.currency_id.compare_amounts(given, 0) > 0:
            raise UserError(
                self.env._(
                    "A register gave back %(amount)s of %(order)s. Record that on "
                    "BigCommerce first: else the customer would get it twice.",
                    amount=self.currency_id.format(given),
                    order=self.order_id.name,
                )
            )

    def _check_switched_on(self, store):
        if self.register_id:
            is_on = store.record_register_refunds == "ask"
            message = self.env._(
                "Registers have nothing paid back to the web payment for %s: refund it "
                "here. The owner allows it on the store's page, tab Orders, once it is "
                "live: Record Register Refunds, Ask the cashier.",
                store.name,
            )
        else:
            is_on = store.refund_sync
            message = self.env._(
                "Nothing is refunded from Odoo for %s: go live with it, and switch "
                "on Refund and Cancel from Odoo on its page, tab Orders.",
                store.name,
            )
        if not is_on or store.state != "live":
            raise UserError(message)

    def _check_total(self, ours, theirs):
        """A person who refunds goods on BigCommerce is shown what they cost there; what
        a register gives back, and what an edit left, is known.

        :param Decimal theirs: of BigCommerce's quote
        :raise UserError: it is not the same
        """
        if theirs == ours:
            return
        if self.is_of_items and not self.register_id:
            self.amount = float(theirs)
            return
        raise UserError(
            self.env._(
                "BigCommerce would refund %(theirs)s of %(order)s, not %(ours)s. "
                "Look at the order on BigCommerce, then check it again here.",
                theirs=self.currency_id.format(float(theirs)),
                order=self.order_id.name,
                ours=self.currency_id.format(float(ours)),
            )
        )

    def _ways(self, quote):
        """:return: the ways of a quote that a person may choose
        :raise UserError: BigCommerce cannot record it as given back elsewhere
        """
        if not self.is_record:
            return quote.tenders
        ways = [tender for tender in quote.tenders if tender.is_offline]
        if not ways:
            raise UserError(messages.cannot_be_recorded(self))
        return ways

    def _quote_items(self, client):
        given = self.line_ids._given_back(self.order_id)
        if not given:
            raise UserError(self.env._("Say how much of which item is refunded."))
        found = ask_items_quote(client, self, given)
        self.write({"items": found.items, "refunded_before": float(found.refunded)})
        return found.quote

    def _ask(self, request):
        """:param request: asks BigCommerce for a quote, with a client"""
        order, store = self.order_id, self.order_id.store_id
        switch = "record_register_refunds" if self.register_id else "refund_sync"
        try:
            with store._client() as client:
                return request(client)
        except errors.Forbidden as error:
            raise UserError(lacks_scope(store, ORDERS_MODIFY, switch)) from error
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
