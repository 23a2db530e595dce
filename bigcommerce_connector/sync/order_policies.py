"""The owner's tables: statuses, payment methods, taxes."""

from odoo import fields, models

from ..mappers.money import ZERO, amount
from ..mappers.order_status import default_policy, is_received, order_policy

# Methods that are paid when the goods are handed over, by their names on BigCommerce.
_PAID_ON_COMPLETION = {"cash on delivery", "pay in store"}


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    status_ids = fields.One2many("bigcommerce.order.status", "store_id", copy=False)
    payment_method_ids = fields.One2many(
        "bigcommerce.payment.method", "store_id", copy=False
    )
    tax_ids = fields.One2many("bigcommerce.tax", "store_id", copy=False)

    def _read_statuses(self, client):
        """Take over the store's statuses; the owner's policies are kept."""
        self._update_children(
            "bigcommerce.order.status",
            [
                {
                    "external_id": status["id"],
                    "name": status.get("custom_label") or status.get("name"),
                }
                for status in client.orders.statuses()
            ],
        )

    def _get_payment_method(self, name):
        """The row of a payment method, made when an order names it first."""
        name = name or "BigCommerce"
        method = self.payment_method_ids.filtered(lambda row: row.name == name)
        if method:
            return method
        on_completion = name.lower() in _PAID_ON_COMPLETION
        return self.payment_method_ids.create(
            {
                "store_id": self.id,
                "name": name,
                "paid_when": "completed" if on_completion else "ordered",
            }
        )

    # === TAX === #

    def _reporting_taxes(self):
        """The taxes under which amounts are reported, as pairs of rate and tax.

        :return: (the owner's table, the company's sales taxes, the connector's own)
        :rtype: tuple[list, list, account.tax]
        """
        table = [(row.rate, row.tax_id) for row in self.tax_ids]
        taxes = self.env["account.tax"].search_fetch(
            [
                ("company_id", "=", self.company_id.id),
                ("type_tax_use", "=", "sale"),
                ("amount_type", "=", "percent"),
                "|",
                ("bigcommerce_store_id", "=", self.id),
                "&",
                ("amount", ">", 0),
                ("price_include_override", "!=", "tax_included"),
            ]
        )
        own = taxes.filtered(lambda tax: tax.bigcommerce_store_id == self)[:1]
        return (
            table,
            [(tax.amount, tax) for tax in taxes if tax.amount > 0],
            own or self._get_tax(),
        )

    def _find_tax(self, untaxed, tax_amount, reporting_taxes):
        """The tax under which an amount is reported; the amount itself stays.

        By the owner's table, else by the one sales tax of that rate, else the
        connector's own, which takes any amount.

        :param Decimal untaxed: of the whole line, signed
        :param Decimal tax_amount: of the whole line, signed
        :param reporting_taxes: from :meth:`_reporting_taxes`
        :return: account.tax
        """
        *tables, own = reporting_taxes
        for candidates in tables:
            fitting = [
                tax for rate, tax in candidates if _fits(rate, untaxed, tax_amount)
            ]
            if len(fitting) == 1:
                return fitting[0]
        return own


def _fits(rate, untaxed, tax_amount):
    """Whether a rate explains an amount, but for the rounding of its pieces.

    Amounts so small that any rate would fit explain nothing.
    """
    rate = amount(rate)
    if not untaxed or abs(tax_amount) < amount("0.05"):
        return False
    exact = untaxed * rate / 100
    return abs(exact - tax_amount) <= max(amount("0.01"), abs(tax_amount) / 200)


class BigcommerceOrder(models.Model):
    _inherit = "bigcommerce.order"

    def _policy(self, web):
        """What becomes of the order in its present status.

        :param WebOrder web: as BigCommerce tells it
        :return: ``post``, ``wait`` or ``void``
        """
        status = self.env["bigcommerce.order.status"].search_fetch(
            [
                ("store_id", "=", self.store_id.id),
                ("external_id", "=", web.status_id),
            ]
        )
        method = self.store_id._get_payment_method(web.payment_method)
        return order_policy(
            status.policy or default_policy(web.status_id),
            web.status_id,
            web.payment_status,
            method.paid_when == "completed",
        )

    def _captured(self, web, refunds, places):
        """Money received: read where it matters, else the total first seen paid."""
        if refunds.total and self.is_captured_read:
            return amount(self.amount_captured, places)
        if self.pos_order_ids or self.amount_first_paid:
            return amount(self.amount_first_paid, places)
        # Never seen paid: what was called off may have nothing to give back, but what
        # was given back had been received.
        is_paid = is_received(web.payment_status) or refunds.total
        return web.total if is_paid else ZERO
