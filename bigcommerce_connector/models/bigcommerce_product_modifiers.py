from odoo import fields, models


class BigcommerceProduct(models.Model):
    """Its modifiers on BigCommerce: attributes of Odoo that create no variants."""

    _inherit = "bigcommerce.product"

    sent_modifiers = fields.Json(
        readonly=True,
        copy=False,
        help="By attribute of Odoo, which modifier of BigCommerce it is: its number, "
        "those of its values, and whether staff made it. Those of staff are never "
        "changed.",
    )
    modifiers_hash = fields.Char(
        readonly=True, copy=False, help="Fingerprint of the modifiers sent last."
    )
    is_modifier_check_due = fields.Boolean(
        readonly=True,
        copy=False,
        help="Its modifiers are compared with those on BigCommerce at the next run.",
    )
    modifier_message = fields.Text(
        "Problem with Modifiers",
        readonly=True,
        copy=False,
        help="Which choices shoppers on BigCommerce do not have, and why.",
    )

    _modifier_check_idx = models.Index(
        "(store_id, id) WHERE is_modifier_check_due IS TRUE"
    )
