from odoo import fields, models


class BigcommercePaymentMethod(models.Model):
    """A payment method of the web store, as orders name it, and what stands for it."""

    _name = "bigcommerce.payment.method"
    _description = "BigCommerce Payment Method"
    _inherit = ["bigcommerce.store.child"]
    _order = "store_id, name"

    name = fields.Char("Payment Method", required=True, readonly=True)
    paid_when = fields.Selection(
        [
            ("ordered", "When the order's status says so"),
            ("completed", "When the order is completed"),
        ],
        required=True,
        default="ordered",
        help="Cash on delivery is paid when the order is completed: until then "
        "nothing is posted.",
    )
    pos_payment_method_id = fields.Many2one(
        "pos.payment.method",
        "Point of Sale Payment Method",
        help="Empty: the web register's own. Another one must belong to the web "
        "register too.",
    )

    _name_unique = models.Constraint(
        "UNIQUE (store_id, name)", "This payment method is known already."
    )
