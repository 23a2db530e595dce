from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    # Every new customer of the web shop is looked up by e-mail address.
    _bigcommerce_email_idx = models.Index(
        "(email_normalized) WHERE email_normalized IS NOT NULL"
    )
