from odoo import fields, models


class BigcommerceWebhookEvent(models.Model):
    """A delivery of BigCommerce, logged once and answered before any work.

    It only says *read this order again*, which ``bigcommerce.order.fetch`` remembers,
    or *this product*, of which a ``bigcommerce.change`` is left; its content is never
    believed. The log tells people and us which changes BigCommerce spoke of.
    """

    _name = "bigcommerce.webhook.event"
    _description = "BigCommerce Webhook Event"
    _inherit = ["bigcommerce.pruned", "bigcommerce.store.child"]
    _order = "id desc"
    _rec_name = "delivery_id"

    delivery_id = fields.Char(required=True, readonly=True)
    scope = fields.Char(readonly=True)
    resource_id = fields.Char(readonly=True)

    _delivery_unique = models.Constraint(
        "UNIQUE (store_id, delivery_id)", "This delivery is stored already."
    )
    _resource_idx = models.Index("(store_id, resource_id)")
    _create_date_idx = models.Index("(create_date)")
