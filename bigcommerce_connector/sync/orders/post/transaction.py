"""One transaction of a web order, handed to the Point of Sale as a register would.

``sync_from_ui`` (point_of_sale/models/pos_order.py) makes order, payment and picking.
All references are passed, so that no sequence is locked and no cashier waits.
"""

from odoo import SUPERUSER_ID, Command, models

from ....mappers.amounts import amount
from ....mappers.identity import secret_uuid
from ....mappers.keys import HANDLING, SHIPPING, is_item_key
from ....mappers.order_reference import PREFIX
from ....models.connector_context import as_connector
from ....models.order_problem import OrderProblem
from ....settlement.tax_data import tax_data
from ...register.register import register_of
from ..shared import once
from .options import values_without_variant
from .reason import reason_of
from .stranger import refuse_strangers
from .waiting import shipping_date

# What ``_compute_prices`` (point_of_sale/models/pos_order.py) writes.
_COMPUTED = (
    "amount_paid",
    "amount_return",
    "amount_tax",
    "amount_total",
    "amount_difference",
)


class BigcommerceOrder(models.Model):
    _inherit = "bigcommerce.order"

    def _post_transaction(self, transaction, web):
        """Post one transaction as a paid POS order.

        :param Transaction transaction: from the difference
        :param WebOrder web: the order as BigCommerce returns it
        :return: pos.order
        :raise OrderProblem: when Odoo would not keep it to the cent, or move the goods
        """
        self.ensure_one()
        session = register_of(self)._bigcommerce_open_session()
        vals = self._prepare_transaction(transaction, web, session)
        refuse_strangers(self.env, [vals])
        before = self.pos_order_ids
        returns = self.env["stock.location"]
        if not transaction.restock:
            returns = self.store_id._get_returns_location()
        PosOrder = as_connector(
            self.env["pos.order"].with_company(self.company_id),
            returns_location_id=returns.id or None,
        )
        # An invoice that nobody waits for is neither printed nor sent here.
        PosOrder = PosOrder.with_context(generate_pdf=False)
        PosOrder.sync_from_ui([vals])
        order = (self.pos_order_ids - before).with_company(self.company_id)
        self._check_posted(order, transaction)
        self._check_transfers(order)
        return order

    def _prepare_transaction(self, transaction, web, session):
        """Values of the next transaction, under a number of its own."""
        is_first = not self.pos_order_ids
        self.revision += 1
        return self._prepare_pos_order(transaction, web, session, is_first)

    def _prepare_pos_order(self, transaction, web, session, is_first):
        total = float(transaction.inc_tax)
        number = self.external_id if is_first else f"{self.external_id}/{self.revision}"
        partner = self._get_partner()
        return {
            "uuid": self._transaction_uuid(),
            "session_id": session.id,
            "company_id": self.company_id.id,
            "partner_id": partner.id,
            "shipping_date": shipping_date(self, transaction, web, partner),
            "user_id": SUPERUSER_ID,
            "date_order": web.date_created if is_first else web.date_modified,
            # A register's default position would map the taxes away.
            "fiscal_position_id": False,
            "pricelist_id": False,
            "pos_reference": f"{PREFIX}{number}",
            "tracking_number": number,
            "floating_order_name": self.env._("Web %s", number),
            "sequence_number": int(self.external_id),
            "source": "bigcommerce",
            "bigcommerce_order_id": self.id,
            "bigcommerce_revision": self.revision,
            "bigcommerce_reason": reason_of(self, transaction, web),
            "email": web.customer_email,
            "general_customer_note": is_first and self._customer_note(),
            "is_refund": total < 0,
            "amount_total": total,
            "amount_tax": float(transaction.tax),
            "amount_paid": total,
            "amount_return": 0,
            "amount_difference": 0,
            "state": "paid",
            "to_invoice": self._is_invoiced(transaction),
            "lines": self._prepare_lines(transaction, web),
            "payment_ids": self._prepare_payments(transaction, session),
        }

    def _customer_note(self):
        """What the customer wrote and which coupons they used, for the receipt."""
        coupons = self.env._("Coupons: %s", self.coupon_codes or "")
        notes = (self.customer_message, self.coupon_codes and coupons)
        return "\n".join(note for note in notes if note) or False

    def _transaction_uuid(self, *parts):
        """The identity of the transaction with the present running number.

        The number is taken under the order's lock, so none is used twice.

        :param str parts: of what is in it: a line, a payment
        """
        store_sudo = self.store_id.sudo()  # the secret is a system field
        return secret_uuid(
            store_sudo.identity_secret, self.external_id, str(self.revision), *parts
        )

    def _is_invoiced(self, transaction):
        """Whether a transaction is posted with an invoice or a credit note.

        A refund as the sale it is of, as at a register (payment_screen.js of the Point
        of Sale). What else follows an invoice is for a customer who asked for one.

        :param Transaction transaction: to be posted
        :rtype: bool
        """
        sold = self.pos_order_ids
        if transaction.refunded_order_id:
            sold = sold.browse(transaction.refunded_order_id)
        return bool(sold.account_move)

    # === LINES === #

    def _prepare_lines(self, transaction, web):
        sold = [web.items[m.key] for m in transaction.moves if m.quantity > 0]
        products = self._find_products(sold) if sold else {}
        for line in self.line_ids:
            if line.product_id != products.get(line.key, line.product_id):
                line.product_id = products[line.key]
        is_negative = transaction.inc_tax < 0
        is_taxed = any(move.tax for move in transaction.moves)
        taxes = tax_amounts = ()
        if is_taxed:
            taxes = once(self.env, "taxes", self.store_id._reporting_taxes)
            tax_amounts = self._tax_amounts(web)
        return [
            Command.create(
                {
                    **self._prepare_identity(move, products, web),
                    **self._prepare_money(
                        move, is_negative, self._find_tax(move, tax_amounts, taxes)
                    ),
                    "uuid": self._transaction_uuid("line", str(index)),
                    "name": f"BC/{self.external_id}/{self.revision}/{index}",
                    "bigcommerce_key": move.key,
                }
            )
            for index, move in enumerate(transaction.moves, 1)
        ]

    def _prepare_identity(self, move, products, web):
        """What the line is: a refund is of the very line sold."""
        if move.refunded_line_id:
            origin = self.env["pos.order.line"].browse(move.refunded_line_id)
            return {
                "product_id": origin.product_id.id,
                "full_product_name": origin.full_product_name,
                "refunded_orderline_id": origin.id,
                "attribute_value_ids": [Command.set(origin.attribute_value_ids.ids)],
            }
        if is_item_key(move.key):
            item = web.items[move.key]
            name = f"{item.name} ({item.options})" if item.options else item.name
            product = products[move.key]
            values = values_without_variant(product, item.choices)
            return {
                "product_id": product.id,
                "full_product_name": name,
                "attribute_value_ids": [Command.set(values.ids)],
            }
        is_shipping = move.key in (SHIPPING, HANDLING)
        xmlid = "product_shipping" if is_shipping else "product_adjustment"
        product = self.env.ref(f"bigcommerce_connector.{xmlid}")
        name = self._money_name(move)
        return {"product_id": product.id, "full_product_name": name}

    def _prepare_money(self, move, is_negative, tax):
        """Amounts as BigCommerce has them, forced on Odoo's tax computation.

        Closing a session computes all taxes anew; ``extra_tax_data`` makes it come to
        the same cent (account/models/account_tax.py). In an order whose total is
        negative Odoo computes with the quantities turned positive, so the forced
        amounts are turned as well.
        """
        quantity = float(move.quantity) or (-1.0 if is_negative else 1.0)
        untaxed = move.inc_tax - move.tax
        # With a tax that prices include, Odoo takes the price with the tax in.
        total = move.inc_tax if tax.price_include else untaxed
        price = float(total / amount(quantity))
        vals = {
            "qty": quantity,
            "price_unit": price,
            "discount": 0,
            "price_type": "manual",
            "price_subtotal": float(untaxed),
            "price_subtotal_incl": float(move.inc_tax),
            "tax_ids": [Command.clear()],
        }
        if move.tax:
            sign = -1 if is_negative else 1
            vals["tax_ids"] = [Command.set(tax.ids)]
            line = {
                "currency_id": self.currency_id.id,
                "price_unit": price,
                "qty": quantity * sign,
            }
            base, amount_tax = float(untaxed * sign), float(move.tax * sign)
            vals["extra_tax_data"] = tax_data(line, tax.id, base, amount_tax)
        return vals

    # === CHECK === #

    def _check_posted(self, order, transaction):
        """What Odoo computes on its own must come to the same cent.

        It writes it, field by field: nobody follows what is there already.
        """
        amounts = [order._fields[name] for name in _COMPUTED]
        with order.env.protecting(amounts, order):
            as_connector(order)._compute_prices()
        currency = order.currency_id
        if currency.compare_amounts(
            order.amount_total, float(transaction.inc_tax)
        ) or currency.compare_amounts(order.amount_tax, float(transaction.tax)):
            raise OrderProblem(
                self.env._(
                    "Odoo computes %(odoo)s for a transaction of %(web)s, so "
                    "nothing was posted. Check the currency rounding of "
                    "%(currency)s, and that cash rounding is off for the register "
                    "%(register)s. Then check again.",
                    odoo=currency.format(order.amount_total),
                    web=currency.format(float(transaction.inc_tax)),
                    currency=currency.name,
                    register=order.config_id.name,
                ),
                "total_differs",
            )

    def _check_transfers(self, order):
        """The goods moved, or wait for the lot that only the warehouse knows, or until
        they are shipped.

        Odoo keeps to itself why it left a transfer open.

        :raise OrderProblem: when they do not move for another reason
        """
        if order.shipping_date:
            return
        moved = order.lines.product_id | order.picking_ids.move_ids.product_id
        if any(product.tracking != "none" for product in moved):
            # Odoo puts them into a transfer of their own and does not say whose it is.
            order.picking_ids.backorder_ids.write(
                {"pos_order_id": order.id, "pos_session_id": order.session_id.id}
            )
        if not order.failed_pickings:
            return
        waiting = order.picking_ids.filtered(lambda one: one.state != "done")
        if all(product.tracking == "none" for product in waiting.move_ids.product_id):
            raise OrderProblem(
                self.env._(
                    "The goods of this order cannot be moved, so nothing was "
                    "posted. Make sure that its products, its contact (%(contact)s) "
                    "and the warehouse belong to %(company)s or to no company; then "
                    "check again.",
                    contact=order.partner_id.display_name or self.env._("no contact"),
                    company=self.company_id.name,
                ),
                "goods_stuck",
            )
        self._leave_to_warehouse(waiting)
