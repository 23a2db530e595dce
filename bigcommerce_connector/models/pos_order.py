from contextlib import contextmanager

from odoo import api, fields, models
from odoo.exceptions import UserError

from .connector_context import connector_context, joint_transfers
from .kept_fields import check_new, kept
from .waiting_goods import call_off

# What makes an order a transaction of a web order, and what it was posted as.
_IDENTITY = {
    "bigcommerce_order_id",
    "bigcommerce_revision",
    "session_id",
    "source",
    "uuid",
}
_AMOUNTS = {"amount_paid", "amount_tax", "amount_total"}


class PosOrder(models.Model):
    _inherit = "pos.order"

    source = fields.Selection(
        selection_add=[("bigcommerce", "BigCommerce")],
        ondelete={"bigcommerce": "set default"},
    )
    # Registers load every field of pos.order: only a many2one to a model that cashiers
    # can read is safe here.
    bigcommerce_order_id = fields.Many2one(
        "bigcommerce.order",
        "BigCommerce Order",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    bigcommerce_revision = fields.Integer(
        "BigCommerce Transaction", readonly=True, copy=False
    )
    bigcommerce_reason = fields.Char(
        "Reason for Posting",
        readonly=True,
        copy=False,
        help="What happened to the web order that this transaction brings to the "
        "books.",
    )
    bigcommerce_is_recorded = fields.Boolean(
        "Record on BigCommerce",
        copy=False,
        help="What the cashier answered who was asked whether what is given back here "
        "of a web order is recorded on BigCommerce.",
    )
    bigcommerce_has_goods = fields.Boolean(
        "Goods Brought Back",
        copy=False,
        help="What the cashier answered who gave something back of a web order of "
        "which a part had left: the customer brought it. Else what waits is called off "
        "first.",
    )

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        orders._bigcommerce_check_connector()
        check_new(self, orders)
        orders._bigcommerce_note_stock()
        web = orders.filtered("bigcommerce_order_id")
        self.env["bigcommerce.register"]._announce(web)
        return orders

    def exists(self):
        """Odoo asks it for every line that is made: orders being made are there."""
        if joint_transfers(self.env):
            return self
        return super().exists()

    def write(self, vals):
        with kept(self, vals), self._bigcommerce_kept_amounts(vals):
            if not vals.keys() & _IDENTITY:
                result = super().write(vals)
            else:
                self._bigcommerce_check_connector()
                result = super().write(vals)
                self._bigcommerce_check_connector()
        if "state" in vals:
            self._bigcommerce_note_stock()
        return result

    def _bigcommerce_note_stock(self):
        """What is sold in a session that moves stock at its closing moves none now."""
        held = self.filtered("session_id.update_stock_at_closing")
        self.env["bigcommerce.change"]._note("stock", held.lines.product_id.ids)

    # === WHO MAKES AND CHANGES THEM === #

    @contextmanager
    def _bigcommerce_kept_amounts(self, vals):
        """Around a ``write``: web orders come to the same cent afterwards.

        Odoo computes them anew when their payment method is corrected.
        """
        written = vals.keys() & _AMOUNTS
        is_checked = written and not connector_context(self.env)
        web = self.filtered("bigcommerce_order_id") if is_checked else self.browse()
        before = [[order[name] for name in written] for order in web]
        yield
        for order, amounts in zip(web, before, strict=True):
            for name, amount in zip(written, amounts, strict=True):
                if order.currency_id.compare_amounts(order[name], amount):
                    order._bigcommerce_check_connector()

    def _bigcommerce_check_connector(self):
        """A transaction of a web order is made by the connector, or it is none.

        :raise UserError: somebody else sells in a web register, or claims that an order
            of another register is of the web
        """
        self.session_id.config_id._bigcommerce_check_connector()
        claims = self.filtered(
            lambda order: order.bigcommerce_order_id or order.source == "bigcommerce"
        )
        if claims and not connector_context(self.env):
            raise UserError(
                self.env._(
                    "Only the connector creates orders with the origin BigCommerce. "
                    "Choose another origin for an order of the shop."
                )
            )

    def _bigcommerce_is_hidden(self):
        """Whether the public page for receipts must not know this order.

        :rtype: bool
        """
        self.ensure_one()
        # Who asks there may read nothing at all.
        order_sudo = self.sudo()
        register_sudo = order_sudo.session_id.config_id
        store_sudo = (
            order_sudo.bigcommerce_order_id.store_id
            or register_sudo.bigcommerce_store_id
        )
        return bool(store_sudo) and not store_sudo.self_service_invoicing

    # === POSTING === #

    def _create_order_picking(self):
        """Goods of an order taken over for its money only left long ago."""
        if self.bigcommerce_order_id and not self.bigcommerce_order_id.moves_stock:
            return
        super()._create_order_picking()

    def _compute_total_cost_in_real_time(self):
        """What goods cost is known once they have left; till then, what they are worth.

        Odoo would ask the moves that wait, which have cost nothing yet.
        """
        if joint_transfers(self.env):
            return None
        waiting = self.filtered(
            lambda order: order.bigcommerce_order_id and order.shipping_date
        )
        waiting.lines._compute_total_cost(self.env["stock.move"])
        return super(PosOrder, self - waiting)._compute_total_cost_in_real_time()

    def read_pos_data(self, data, config):
        """A register shows what happened to its order; nobody waits for what we post.

        Reading it all back would take a tenth of the time that posting takes.
        """
        if connector_context(self.env):
            return {"pos.order": [{"id": order.id} for order in self]}
        return super().read_pos_data(data, config)

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

    # === AT THE REGISTERS OF THE SHOP === #

    def action_pos_order_paid(self):
        at_register = self.filtered(lambda order: order.source != "bigcommerce")
        refunded = at_register.lines.refunded_orderline_id.order_id.bigcommerce_order_id
        self.env["bigcommerce.refund"]._check_registers(refunded)
        at_register.lines._keep_bigcommerce_tax()
        result = super().action_pos_order_paid()
        # Nobody ships meanwhile what is given back, though closing moves the goods.
        call_off(at_register.lines)
        if refunded:
            self.env["bigcommerce.change"]._note("order", refunded.ids)
            self.env["bigcommerce.refund"]._plan_recording(at_register, refunded)
        return result

    def _refund(self):
        """*Return Products* puts the return into the order's own register.

        Odoo would ask for a session there, which nobody can open in a web register.
        """
        web = self.filtered("session_id.config_id.bigcommerce_store_id")
        if web and not connector_context(self.env):
            raise UserError(
                self.env._(
                    "%(order)s is a web order: its goods cannot be returned here. "
                    "Refund it on BigCommerce, and the return is posted "
                    "automatically; or take the goods back at a register of the "
                    "shop: Orders, this order, Refund.",
                    order=web[0].bigcommerce_order_id.name or web[0].pos_reference,
                )
            )
        return super()._refund()

    # === INVOICES === #

    def _prepare_invoice_vals(self):
        """Where the goods went, and no salesperson where nobody sold.

        Odoo takes the customer's first delivery address, and the user of the order:
        the robot that posted it.
        """
        vals = super()._prepare_invoice_vals()
        web_orders = self.bigcommerce_order_id
        if not web_orders:
            return vals
        day = len(self.session_id) == 1 and self.session_id._bigcommerce_business_date()
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
            session._bigcommerce_convert_receivable(self, receivable)
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
