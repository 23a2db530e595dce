from odoo import fields, models


class BigcommerceOrder(models.Model):
    """Who ordered, and what people wrote about the order on BigCommerce."""

    _inherit = "bigcommerce.order"

    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        readonly=True,
        index="btree_not_null",
        help="The contact that the order was posted under.",
    )
    partner_shipping_id = fields.Many2one(
        "res.partner", "Delivery Address", readonly=True, index="btree_not_null"
    )
    customer_message = fields.Text(
        readonly=True, help="What the customer wrote at checkout."
    )
    staff_notes = fields.Text(
        readonly=True, help="Written by staff on BigCommerce; never shown to customers."
    )
