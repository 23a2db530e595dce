import secrets

from odoo import fields, models
from odoo.exceptions import UserError


class BigcommerceStore(models.Model):
    """What keeps the web orders in the Point of Sale from being found by strangers."""

    _inherit = "bigcommerce.store"

    identity_secret = fields.Char(
        default=lambda self: secrets.token_hex(32),
        required=True,
        readonly=True,
        copy=False,
        groups="base.group_system",
        help="What the identities of POS orders are made with. It is never changed: "
        "that one transaction is never posted twice rests upon it.",
    )
    self_service_invoicing = fields.Boolean(
        "Self-Service Invoicing",
        tracking=True,
        help="Off: Odoo's public page for receipts (/pos/ticket) knows no web order.\n"
        "On: whoever has the code that a till prints on a web order's receipt sees the "
        "customer's name and address there, and can request the invoice.",
    )

    def write(self, vals):
        """:raise UserError: the secret of the identities is to be changed"""
        if "identity_secret" in vals:
            raise UserError(
                self.env._(
                    "The secret of a store's identities stays as it is. For another "
                    "BigCommerce store, make a new record."
                )
            )
        return super().write(vals)
