"""An order that stock cannot serve: somebody has to call the customer."""

from odoo import fields, models


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    responsible_id = fields.Many2one(
        "res.users",
        "Responsible",
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        help="Gets an activity for every web order that stock cannot serve.",
    )


class BigcommerceOrder(models.Model):
    _inherit = "bigcommerce.order"

    def _note_shortage(self, orders):
        """Make an activity when posting took more than the location had.

        :param orders: the POS orders just posted
        """
        self.ensure_one()
        sold = orders.lines.filtered(lambda line: line.qty > 0).product_id
        goods = sold.filtered("is_storable").with_context(
            warehouse_id=self.store_id.warehouse_id.id
        )
        short = goods.filtered(
            lambda product: product.uom_id.compare(product.qty_available, 0) < 0
        )
        if not short:
            return
        items = ", ".join(
            f"{product.display_name}: {-product.qty_available:g}" for product in short
        )
        self.activity_schedule(
            "mail.mail_activity_data_call",
            summary=self.env._("Stock cannot serve this web order"),
            note=self.env._(
                "Missing at %(location)s: %(items)s. Call %(customer)s, or find the "
                "goods elsewhere.",
                location=self.store_id.warehouse_id.name,
                items=items,
                customer=self.customer_name or self.customer_email or "",
            ),
            user_id=(self.store_id.responsible_id or self.env.user).id,
        )
