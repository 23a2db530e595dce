from odoo import api, fields, models

# Above every ID: an order may be stored while the owner saves.
_ALL = 2**31 - 1


class BigcommerceOrderTable(models.AbstractModel):
    """A row of the owner's tables that says what happens to certain orders.

    When it says something else, the known orders are compared again, however many there
    are: not in the save, but a few at a time, newest first
    (``sync/orders/policy.py``).
    """

    _name = "bigcommerce.order.table"
    _description = "BigCommerce Rule for Orders"
    _inherit = ["bigcommerce.store.table"]

    compare_below_id = fields.Integer(
        readonly=True,
        copy=False,
        help="Orders with a lower ID have yet to be compared under this rule. 0: none.",
    )
    compare_attention_only = fields.Boolean(
        readonly=True,
        copy=False,
        help="Only orders that need attention have yet to be compared.",
    )

    def _compare_again(self, attention_only=False):
        """Have the known orders compared for which this row counts.

        Those that are being compared just now, too: they may be by the old table.

        :param bool attention_only: only those that need attention
        """
        for row in self:
            # Where all of them are still due, they stay so.
            is_all_due = row.compare_below_id and not row.compare_attention_only
            row.write(
                {
                    "compare_below_id": _ALL,
                    "compare_attention_only": attention_only and not is_all_due,
                }
            )
            row.store_id._trigger_flow("orders")

    @api.model
    def _orders_condition(self):
        """:return: SQL on the columns of ``bigcommerce_order``"""
        raise NotImplementedError
