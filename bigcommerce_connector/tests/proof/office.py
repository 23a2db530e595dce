"""The office, and cashiers, have BigCommerce give money of web orders back."""

from psycopg2.errors import UniqueViolation

from odoo.exceptions import UserError
from odoo.tools import mute_logger

WIZARD = "bigcommerce.order.refund"


class Office:
    """Those who refund from the order's page, from a transfer and at a register.

    :param case: has ``register_session``
    :param Reached reached: notes what happened
    """

    def __init__(self, case, reached):
        self._env = case.env
        self._wizards = case.env[WIZARD]
        self._register = case.register_session.config_id
        self._reached = reached

    def refund_edit(self, order, step):
        """What an edit left, by *Refund on BigCommerce…*.

        :param order: bigcommerce.order
        """
        if order.amount_to_refund > 0:
            self._ask("an edit", step, self._wizards, {"order_id": order.id})

    def cancel(self, order, step):
        """By *Cancel on BigCommerce…*, with all that is left, a part or nothing."""
        gives_back = step["gives_back"]
        what = f"a cancellation that gives back {gives_back}"
        vals = {"order_id": order.id, "is_cancelling": True, "gives_back": gives_back}
        vals["rest"] = step["rest"]

        def choose(wizard):
            part = wizard.amount_left * step["part"]
            wizard.amount_part = order.currency_id.round(part)

        self._ask(what, step, self._wizards, vals, choose)

    def refund_items(self, transfer, step):
        """Items of a transfer that waits: they are short, or damaged."""
        wizards = self._wizards.with_context(default_picking_id=transfer.id)

        def choose(wizard):
            rows = wizard.line_ids
            for row in rows and rows[step["line"] % len(rows)]:
                row.quantity = min(step["units"], row.quantity_left)

        self._ask("items", step, wizards, {}, choose)

    def pay_back(self, order, step):
        """A cashier has BigCommerce pay back what the customer brings.

        :return: whether that was accepted
        """
        lines = order.pos_order_ids.lines.filtered(
            lambda line: line.qty > line.refunded_qty and line.product_id.is_storable
        )
        if not lines:
            return False
        line = lines[step["line"] % len(lines)]
        units = min(step["units"], line.qty - line.refunded_qty)
        register = self._env["bigcommerce.register"]
        return self._try(
            "what a customer brings",
            lambda: self._pay_back(register, line, units, step["tender"]),
        )

    def _pay_back(self, register, line, units, tender):
        rows = [[line.id, units]]
        quote = register.quote_refund(self._register.id, line.order_id.id, rows)
        tenders = quote["tenders"]
        chosen = tenders[tender % len(tenders)]["id"]
        register.refund_to_web_payment(quote["id"], chosen)

    def _ask(self, what, step, wizards, vals, choose=None):
        def ask():
            wizard = wizards.create(vals)
            if choose:
                choose(wizard)
            if wizard.amount:
                wizard.action_quote()
                ways = wizard.tender_ids
                wizard.tender_id = ways and ways[step["tender"] % len(ways)]
            wizard.reason = "Somebody said so"
            wizard.action_refund()

        return self._try(what, ask)

    def _try(self, what, ask):
        """A person who is told why not does nothing.

        :return: whether it was accepted
        """
        try:
            with mute_logger("odoo.sql_db"), self._env.cr.savepoint():
                ask()
        except (UserError, UniqueViolation) as error:
            self._reached.refused.append(f"{what}: {error}")
            self._reached.add(f"{what}: refused")
            self._env.invalidate_all()
            return False
        self._reached.add(f"{what}: asked for")
        return True
