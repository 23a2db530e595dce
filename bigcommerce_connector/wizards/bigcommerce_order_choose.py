from odoo import api, fields, models
from odoo.exceptions import UserError

from ..sync.orders.post.products import ProductFinder


class BigcommerceOrderChoose(models.TransientModel):
    """Say which products the items of a web order are that none matches."""

    _name = "bigcommerce.order.choose"
    _description = "Choose Products of a Web Order"

    order_id = fields.Many2one("bigcommerce.order", required=True, readonly=True)
    line_ids = fields.One2many("bigcommerce.order.choose.line", "wizard_id")

    @api.model
    def _open(self, order):
        """Ask for what keeps the order; where nothing does by now, check it again."""
        lines = _without_product(order)
        if not lines:
            told = order.action_resync()
            found = self.env._("Every item of %s has a product by now.", order.name)
            told["params"]["message"] = f"{found} {told['params']['message']}"
            return told
        wizard = self.create(
            {
                "order_id": order.id,
                "line_ids": [
                    fields.Command.create({"order_line_id": line.id}) for line in lines
                ],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Choose Products"),
            "res_model": self._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_apply(self):
        """Keep what was chosen, and check this order and its like again.

        Later orders with the same SKU are taken for the same products. What has its
        product by now, perhaps by a second dialog, is left as it is.

        :raise AccessError: for whoever may not change the order
        :raise UserError: an item is left
        """
        self.ensure_one()
        self.order_id.check_access("write")
        waiting = _without_product(self.order_id)
        lines = self.line_ids.filtered(lambda line: line.order_line_id in waiting)
        for line in lines:
            if not line.product_id and not line.is_new:
                raise UserError(
                    self.env._("Choose a product for “%s”, or Create.", line.name)
                )
        made = {}
        for line in lines:
            product = line.product_id or made.get(line.sku)
            if not product:
                product = line._create_product()
            if line.sku and line.is_new:
                made[line.sku] = product  # other options of it, perhaps
            # Nobody but the connector may write them.
            line.order_line_id.sudo().chosen_product_id = product
        self._keep_in_chatter(lines)
        return self._alike().action_resync()

    def _keep_in_chatter(self, lines):
        """Who said what the items are."""
        said = [
            self.env._(
                "“%(item)s” is %(product)s.",
                item=line.name,
                product=line.order_line_id.chosen_product_id.display_name,
            )
            for line in lines
        ]
        if said:
            self.order_id.message_post(body="\n".join(said))

    def _alike(self):
        """This order, and those that wait for the same items."""
        skus = [sku for sku in self.line_ids.mapped("sku") if sku]
        return self.order_id | self.order_id.search(
            [
                ("store_id", "=", self.order_id.store_id.id),
                ("state", "=", "attention"),
                ("problem_code", "in", ("no_product", "shared_sku")),
                ("line_ids.sku", "in", skus),
            ]
        )


def _without_product(order):
    """The lines that posting the order would find no single product for.

    :return: bigcommerce.order.line; none where BigCommerce's data cannot be read
    """
    try:
        snapshot = order._read_snapshot()
    except ValueError:
        return order.line_ids.browse()  # a check says so
    target = snapshot.target.items
    items = [snapshot.web.items[key] for key, part in target.items() if part.quantity]
    found, _problems = ProductFinder(order, may_create=False).find(items)
    keys = {item.key for item in items} - found.keys()
    return order.line_ids.filtered(lambda line: line.key in keys)


class BigcommerceOrderChooseLine(models.TransientModel):
    """An item of the order, and the product that it is."""

    _name = "bigcommerce.order.choose.line"
    _description = "Product of a Web Order to Choose"
    _check_company_auto = True

    wizard_id = fields.Many2one(
        "bigcommerce.order.choose", required=True, ondelete="cascade"
    )
    order_line_id = fields.Many2one(
        "bigcommerce.order.line", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="order_line_id.company_id")
    name = fields.Char("Item", related="order_line_id.display_name")
    options = fields.Char(related="order_line_id.options")
    sku = fields.Char(related="order_line_id.sku")
    product_id = fields.Many2one("product.product", check_company=True)
    is_new = fields.Boolean(
        "Create", help="A product is created with the item's name, SKU and price."
    )

    @api.onchange("product_id")
    def _onchange_product_id(self):
        if self.product_id:
            self.is_new = False

    @api.onchange("is_new")
    def _onchange_is_new(self):
        if self.is_new:
            self.product_id = False

    def _create_product(self):
        """With the rights of whoever asks for it."""
        order = self.order_line_id.order_id
        item = order._read_snapshot().web.items[self.order_line_id.key]
        return self.env["product.product"].create(order._prepare_product(item))
