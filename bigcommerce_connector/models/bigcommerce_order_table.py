from odoo import fields, models


class BigcommerceOrderTable(models.AbstractModel):
    """A row of the owner's tables that says what becomes of certain orders.

    When it says something else, the known orders are compared again, however many there
    are: not in the save, but a few at a time, newest first
    (``sync/orders/policy_tables.py``).
    """

    _name = "bigcommerce.order.table"
    _description = "BigCommerce Rule for Orders"
    _inherit = ["bigcommerce.store.child"]

    compare_below_id = fields.Integer(
        readonly=True,
        copy=False,
        help="Orders with a lower ID are still to be compared by this row; 0: none.",
    )
    compare_attention_only = fields.Boolean(
        readonly=True,
        copy=False,
        help="Only those that need attention are to be compared.",
    )
