from odoo import api, models
from odoo.fields import Domain

from ..mappers.customer import read_customer
from ..settlement.status_policy import is_received
from .waiting_at_register import shown_waiting, waits_here

# More than a cashier reads; who looks for one of them types its number.
_UNPOSTED_SHOWN = 10


class BigcommerceRegister(models.AbstractModel):
    """What a register of the shop asks about web orders, with its cashier's rights."""

    _name = "bigcommerce.register"
    _description = "Web Orders at a Register"

    # === WHAT IT LISTS === #

    @api.model
    def search_posted(self, config_id, domain, term, limit, offset, stage=""):
        """The posted web orders that a register lists, newest first.

        :param int config_id: the register's pos.config
        :param list domain: what the cashier searches for, of ``pos.order``; a web order
            is found by any of its transactions
        :param str term: a number as it is printed, or a customer; empty: the domain
            says it all
        :param str stage: ``to_pick`` or ``ready``: only those whose goods wait so in
            the register's warehouse, the oldest first; empty: all
        :return: ``{"orders": a page, "count": of all pages}``; an order is ``{"id",
            "ids": of its pos.orders, the first sale first, "customer", "status",
            "store", "net"}``, and what :func:`shown_waiting` says; the store is named
            where there are several
        :rtype: dict
        """
        posted = Domain("config_id", "in", self._web(config_id).ids)
        posted &= Domain("state", "not in", ("draft", "cancel"))
        found = Domain("pos_order_ids", "any", posted & Domain(domain))
        if term:
            # "#105", and customers of whom the shop has no contact.
            named = Domain("display_name", "ilike", term)
            found |= Domain("pos_order_ids", "any", posted) & named
        register = self.env["pos.config"].browse(config_id)
        if stage:
            found &= waits_here(register, stage)
        Order = self.env["bigcommerce.order"]
        order_by = "date_created, id" if stage else None
        orders = Order.search(found, offset, limit, order_by)
        names = self._store_names(orders.store_id)
        return {
            "orders": [
                self._row(order, names) | shown_waiting(order.sudo(), register)
                for order in orders
            ],
            "count": Order.search_count(found),
        }

    def _row(self, order, store_names):
        return {
            "id": order.id,
            "ids": order.pos_order_ids.sorted("bigcommerce_revision").ids,
            "customer": customer_of(order),
            "status": order.status or "",
            "store": store_names.get(order.store_id, ""),
            "net": order.amount_net,
        }

    def _store_names(self, stores):
        """Each store counts its orders from one.

        :return: by store; none where there is only one
        :rtype: dict
        """
        is_named = self.env["bigcommerce.order"]._is_of_several_stores()
        return {store: store.name for store in stores if is_named}

    @api.model
    def search_unposted(self, config_id, term):
        """The newest web orders that no register can show yet, and why.

        :param int config_id: the register's pos.config
        :param str term: a number or a customer; empty: all
        :return: ``[{"id", "name", "customer", "status", "reason"}]``
        :rtype: list[dict]
        """
        domain = (
            Domain("store_id", "in", self._web(config_id).bigcommerce_store_id.ids)
            & Domain("state", "in", ("pending", "attention"))
            & Domain("pos_order_ids", "=", False)
        )
        if term:
            domain &= Domain("display_name", "ilike", term)
        orders = self.env["bigcommerce.order"].search(domain, limit=_UNPOSTED_SHOWN)
        return [
            {
                "id": order.id,
                "name": order.name,
                "customer": customer_of(order),
                "status": order.status or "",
                "reason": order.message or "",
            }
            for order in orders
        ]

    def _web(self, config_id):
        return self.env["pos.config"].browse(config_id)._bigcommerce_web_registers()

    # === ONE OF THEM === #

    @api.model
    def read_web_order(self, order_id):
        """What a cashier has to know of a web order that is shown.

        :param int order_id: a pos.order, one of its transactions
        :return: ``{"name", "store", "status", "customer", "phone", "address",
            "payment", "to_collect", "to_refund", "net", "problem",
            "parts"}``: texts, amounts as numbers, the parts ``{"id", "reference",
            "reason", "total", "is_web"}``; empty where there is none
        :rtype: dict
        """
        order = self.env["pos.order"].browse(order_id).exists().bigcommerce_order_id
        if not order:
            return {}
        order.check_access("read")
        order_sudo = order.sudo()  # the payload, of which a cashier sees this much
        customer = read_customer(order_sudo.payload or {})
        place = customer.delivery or customer.billing
        return {
            "name": order.name,
            "store": self._store_names(order.store_id).get(order.store_id, ""),
            "status": order.status or "",
            "customer": customer_of(order),
            "phone": place.phone or customer.billing.phone,
            "address": _one_line(place),
            "payment": self._payment_text(order),
            "to_collect": order.amount_to_collect,
            "to_refund": order.amount_to_refund - order_sudo.amount_given_back,
            "net": order.amount_net,
            "problem": order.state == "attention" and order.message or "",
            "parts": self._parts(order),
        }

    def _payment_text(self, order):
        method = order.payment_method or ""
        if not method:
            return ""
        if order.amount_to_collect or not order.amount_captured:
            return self.env._("Payment on BigCommerce: %s", method)
        # Of what is paid otherwise, on delivery say, no provider tells that it came.
        # An order says what it was paid by in words only: a field for cards is in its
        # transactions, one request for each order.
        is_card = "card" in method.lower() and "gift" not in method.lower()
        if is_card and is_received(order.payment_status):
            return self.env._("Paid online by card")
        return self.env._("Paid on BigCommerce: %s", method)

    def _parts(self, order):
        """Its transactions, and what registers gave back of it."""
        ours = order.pos_order_ids.sorted("bigcommerce_revision")
        parts = [
            {
                "id": one.id,
                "reference": one.pos_reference,
                "reason": one.bigcommerce_reason or "",
                "total": one.amount_total,
                "is_web": True,
            }
            for one in ours
        ]
        for one in order.register_order_ids.sorted("id"):
            given = one.lines.filtered(
                lambda line: line.refunded_orderline_id.order_id in ours
            )
            parts.append(
                {
                    "id": one.id,
                    "reference": one.pos_reference,
                    "reason": self.env._("Refunded at %s", one.config_id.name),
                    "total": -abs(sum(given.mapped("price_subtotal_incl"))),
                    "is_web": False,
                }
            )
        return parts


def customer_of(order):
    """Whom an order is for, as registers name them.

    :rtype: str
    """
    return order.customer_name or order.customer_email or ""


def _one_line(address):
    """:param Address address: of the mapper"""
    city = f"{address.zip} {address.city}".strip()
    parts = (address.street, address.street2, city, address.state, address.country)
    return ", ".join(part for part in parts if part)
