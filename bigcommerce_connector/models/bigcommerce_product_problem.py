from odoo import api, fields, models

from .product_attention import end_where_products_are_in_order


class BigcommerceProduct(models.Model):
    """What keeps a product from BigCommerce, by code and since when."""

    _inherit = "bigcommerce.product"

    problem_code = fields.Char(
        readonly=True,
        copy=False,
        help="What kind of problem it is; the message says it in a sentence.",
    )
    attention_since = fields.Datetime(
        readonly=True,
        copy=False,
        help="Trying again in vain does not change it.",
    )
    tries = fields.Integer(
        readonly=True,
        copy=False,
        help="How often in a row BigCommerce had an error when it was sent.",
    )
    retry_at = fields.Datetime(
        "Next Retry",
        readonly=True,
        copy=False,
        help="BigCommerce had an error when it was sent, so it waits until then. "
        "Requeue tries it at once.",
    )
    blocking_product_tmpl_id = fields.Many2one(
        "product.template",
        "Waiting For",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
        help="The product in Odoo that blocks this one. When that changes, this one "
        "is tried again.",
    )

    # What the To Do page looks for.
    _attention_idx = models.Index("(store_id) WHERE state = 'attention'")
    _in_part_idx = models.Index(
        "(store_id) WHERE image_message IS NOT NULL OR category_message IS NOT NULL"
        " OR visibility_message IS NOT NULL OR modifier_message IS NOT NULL"
    )

    @api.autovacuum
    def _end_activities(self):
        """Those of stores whose last troubled product was deleted."""
        connected = [("connected_on", "!=", False)]
        stores = self.env["bigcommerce.store"].search(connected)
        end_where_products_are_in_order(stores)

    def _end_attention(self, vals):
        """What is to be written, and with it that nobody is needed any more."""
        is_over = vals.get("state") in ("synced", "skipped")
        over = {"attention_since": False, "tries": 0, "retry_at": False}
        return {**vals, **over} if is_over else vals

    def _set_attention(self, message, problem_code=False, blocking_template=None):
        """Set to Needs Attention, with the cause and what to do.

        :param str problem_code: of the mappers, see ``mappers.product_problem``
        :param blocking_template: the product.template that is in the way
        """
        self.ensure_one()
        self.write(
            {
                "state": "attention",
                "attention_since": self.attention_since or fields.Datetime.now(),
                "is_requeued": False,
                "held_price": False,
                "message": message,
                "problem_code": problem_code,
                "blocking_product_tmpl_id": blocking_template and blocking_template.id,
            }
        )

    def _messages_in_part(self):
        """What of it is not on BigCommerce although the product is, and why."""
        self.ensure_one()
        messages = (
            self.category_message,
            self.image_message,
            self.modifier_message,
            self.visibility_message,
        )
        return "\n".join(filter(None, messages))
