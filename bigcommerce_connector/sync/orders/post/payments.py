"""How a transaction was paid: gift certificate and store credit apart."""

from collections import defaultdict

from odoo import Command, models

from ....mappers.amounts import ZERO, amount
from ....models.order_problem import OrderProblem
from ....settlement.tenders import ONLINE, split_tenders, wanted_tenders


class BigcommerceOrder(models.Model):
    _inherit = "bigcommerce.order"

    def _prepare_payments(self, transaction, session):
        """One payment per tender.

        :param Transaction transaction: to be posted
        :param session: pos.session
        :return: commands
        """
        payments = split_tenders(
            transaction.inc_tax, _wanted_tenders(self), _posted_tenders(self)
        )
        return [
            Command.create(
                {
                    "uuid": self._transaction_uuid("payment", tender),
                    "payment_method_id": _payment_method(self, session, tender).id,
                    "amount": float(paid),
                    "name": self.payment_method or "BigCommerce",
                }
            )
            for tender, paid in payments.items()
            if paid
        ]


def _wanted_tenders(order):
    places = order.currency_id.decimal_places
    order_sudo = order.sudo()  # payloads are system fields
    return wanted_tenders(
        order_sudo.payload,
        order_sudo.refunds_payload,
        amount(order.amount_captured, places),
        places,
    )


def _posted_tenders(order):
    """What stands of each tender; cashiers give back in ways of their own."""
    posted = defaultdict(lambda: ZERO)
    for payment in order.pos_order_ids.payment_ids:
        tender = payment.payment_method_id.bigcommerce_tender or ONLINE
        posted[tender] += amount(payment.amount, order.currency_id.decimal_places)
    return posted


def _payment_method(order, session, tender):
    """The owner's choice for the web's method, else the register's own.

    :raise OrderProblem: the register has none, or one that a guest cannot use
    """
    methods = session.config_id.payment_method_ids
    chosen = methods.browse()
    if tender == ONLINE:
        row = order.store_id._find_payment_method(order.payment_method)
        chosen = row.pos_payment_method_id & methods
    method = chosen or methods.filtered(lambda m: m.bigcommerce_tender == tender)
    if not method:
        raise OrderProblem(
            order.env._(
                "Part of this order was paid with %(tender)s, but the register "
                "%(register)s no longer has that payment method. Close the "
                "register's session (Point of Sale → Orders → Sessions), add "
                "the method again, then check again.",
                tender=tender.replace("_", " "),
                register=session.config_id.name,
            ),
            "payment_method",
        )
    _check_identifies_customer(order, method[:1])
    return method[:1]


def _check_identifies_customer(order, method):
    """A payment that must name its customer and does not keeps a session open.

    :raise OrderProblem: nobody is there to be named
    """
    if not method.split_transactions or order.partner_id:
        return
    web = order.payment_method or "BigCommerce"
    if order.store_id.guest_contact == "none":
        raise OrderProblem(
            order.env._(
                "The payment method %(method)s requires a customer, but this "
                "order has no contact. Close the web register's session (Point "
                "of Sale → Orders → Sessions) and switch off “Identify "
                "Customer” at the method; or choose another method for %(web)s "
                "on the store's page; or set Guest Checkouts to “Create a "
                "contact” there. Then check again.",
                method=method.name,
                web=web,
            ),
            "payment_method",
        )
    raise OrderProblem(
        order.env._(
            "The payment method %(method)s requires a customer, but no contact "
            "can be created for the guest of this order: its email address is "
            "missing or invalid (“%(email)s”). Enter one in the order's billing "
            "address on BigCommerce; or close the web register's session (Point "
            "of Sale → Orders → Sessions) and switch off “Identify Customer” at "
            "the method; or choose another method for %(web)s on the store's "
            "page. Then check again.",
            method=method.name,
            email=order.customer_email or "",
            web=web,
        ),
        "payment_method",
    )
