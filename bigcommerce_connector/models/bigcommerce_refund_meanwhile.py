from odoo import fields, models

from ..mappers.refunds import read_refunds
from .chatter import tell


class BigcommerceRefund(models.Model):
    """What others refunded on BigCommerce at the moment at which this one was sent.

    BigCommerce carries out both where enough is left, and offers no way to have the
    second one refused: so people are told, once the order is read.
    """

    _inherit = "bigcommerce.refund"

    refunded_meanwhile = fields.Monetary(
        readonly=True,
        help="What others had refunded on BigCommerce as this was sent. It is 0 again "
        "once somebody says that it is settled.",
    )

    _meanwhile_idx = models.Index("(store_id, order_id) WHERE refunded_meanwhile > 0")

    def _note_made_meanwhile(self, refunds):
        """
        :param Refunds refunds: of their order, as it was read
        """
        for row in self.filtered(lambda row: row.state == "done" and row.external_id):
            number = int(row.external_id)
            before = sum(one.total for one in refunds.each if one.number < number)
            others = row.currency_id.round(float(before) - row.refunded_before)
            if others > 0 and others != row.refunded_meanwhile:
                row.write(
                    {
                        "refunded_meanwhile": others,
                        "message": row._made_meanwhile_text(others),
                    }
                )

    def _made_meanwhile_text(self, others):
        money = self.currency_id.format
        return self.env._(
            "While Odoo had %(amount)s of %(order)s refunded, somebody refunded "
            "%(others)s on BigCommerce, and both stand. If the same was meant, put it "
            "right with the customer. Then choose Settled.",
            amount=money(self.amount),
            order=self.order_id.name,
            others=money(others),
        )

    def action_settle_meanwhile(self):
        """Somebody has looked at both; nothing is changed on BigCommerce.

        :raise AccessError: for whoever may not change the store
        """
        self.store_id.check_access("write")
        for row_sudo in self.sudo().filtered("refunded_meanwhile"):
            before = row_sudo.refunded_before + row_sudo.refunded_meanwhile
            row_sudo.write(
                {"refunded_before": before, "refunded_meanwhile": 0, "message": False}
            )
            text = self.env._("Settled: it was refunded twice at the same moment.")
            tell(row_sudo.order_id, text)
        return True


def note_made_meanwhile(order):
    """What was refunded twice at the same moment needs a person.

    :param order: one bigcommerce.order, as it was read
    """
    refunds = order.sudo().refunds_payload  # system field
    if len(refunds or ()) > 1:
        order.refund_ids._note_made_meanwhile(read_refunds(refunds))
