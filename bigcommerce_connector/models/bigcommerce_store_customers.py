from odoo import fields, models


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    guest_contact = fields.Selection(
        [("create", "Create a contact"), ("none", "No contact")],
        "Guest Checkouts",
        default="create",
        required=True,
        tracking=True,
        help="Customers who order without an account on BigCommerce.\n"
        "Create a contact: found by e-mail address, or created.\n"
        "No contact: the e-mail address is kept on the order only. To invoice such an "
        "order, choose its customer first.",
    )
