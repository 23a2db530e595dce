from odoo import api, fields, models

from ..mappers.amounts import amount
from ..settlement.ledger import Ledger
from ..settlement.register_refunds import RegisterRefunds
from .connector_context import as_connector


class BigcommerceOrderLine(models.Model):
    """What a web order says of one item: all its lines of the same identity together.

    BigCommerce may give a line a new id when staff edit the order, so the identity is
    what was bought: variant, options, parent line (``key``).
    """

    _name = "bigcommerce.order.line"
    _description = "BigCommerce Order Line"
    _inherit = ["bigcommerce.connector.owned", "bigcommerce.store.child"]
    _order = "order_id, id"
    _rec_name = "name"

    order_id = fields.Many2one(
        "bigcommerce.order", required=True, ondelete="cascade", index=True
    )
    currency_id = fields.Many2one(related="order_id.currency_id")
    key = fields.Char(required=True, readonly=True)
    name = fields.Char(readonly=True)
    options = fields.Char(readonly=True)
    sku = fields.Char("SKU", readonly=True)
    product_id = fields.Many2one(
        "product.product",
        "Variant",
        readonly=True,
        index="btree_not_null",  # deleting a product looks for it
    )
    chosen_product_id = fields.Many2one(
        "product.product",
        readonly=True,
        index="btree_not_null",
        help="What a person said that the item is, because nothing else tells.",
    )
    quantity = fields.Float("Ordered", digits=(16, 0), readonly=True)
    quantity_refunded = fields.Float("Refunded", digits=(16, 0), readonly=True)
    quantity_paid = fields.Float(
        "Highest Paid",
        digits=(16, 0),
        readonly=True,
        help="The highest quantity ever paid. It tells which refunds only pay out "
        "an edit.",
    )
    quantity_target = fields.Float(
        "Sold",
        digits=(16, 0),
        readonly=True,
        help="The quantity that counts as sold after edits and refunds.",
    )
    quantity_shipped = fields.Float(
        "Shipped",
        digits=(16, 0),
        readonly=True,
        help="The highest quantity ever shipped. BigCommerce loses it when staff "
        "remove the line.",
    )
    quantity_not_restocked = fields.Float(
        "Not Restocked",
        digits=(16, 0),
        readonly=True,
        help="Refunded, and not restocked under the store's setting.",
    )
    amount_total = fields.Monetary("Total", readonly=True, help="Tax included.")

    amount_posted = fields.Monetary(
        "Posted",
        compute="_compute_amount_posted",
        help="Sold less refunded in the Point of Sale, tax included. A cashier's "
        "refund counts once it is recorded on BigCommerce.",
    )
    amount_posted_tax = fields.Monetary("Tax Posted", compute="_compute_amount_posted")

    _key_unique = models.Constraint(
        "UNIQUE (order_id, key)", "A web order has one line per item."
    )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._note_stock()
        return lines

    def write(self, vals):
        if "product_id" in vals:
            self._note_stock()
        held = {}
        if vals.keys() & {"product_id", "quantity_target", "quantity_shipped"}:
            held = {line: line._held() for line in self}
        result = super().write(vals)
        # Each comparison writes what an order comes to, most often the same.
        self.filtered(
            lambda line: line in held and held[line] != line._held()
        )._note_stock()
        return result

    def _held(self):
        """What a line may hold back: of a skipped order, what is not shipped yet."""
        is_skipped = self.order_id.state == "skipped"
        shipped = self.quantity_shipped if is_skipped else 0
        return self.product_id, self.quantity_target - shipped

    def unlink(self):
        self._note_stock()
        return super().unlink()

    def _note_stock(self):
        """What they hold back of their products may have changed.

        The BigCommerce store of an order knows it already, and waits for no run. Others
        that sell from the same stock do.
        """
        changes = self.env["bigcommerce.change"]
        for store, lines in self.grouped("store_id").items():
            changes_of_it = as_connector(changes, store_id=store.id)
            changes_of_it._note("stock", lines.product_id.ids)

    @api.depends(
        "key",
        "quantity_target",
        "order_id.settlement_history",
        "order_id.pos_order_ids.lines.price_subtotal",
        "order_id.pos_order_ids.lines.price_subtotal_incl",
        "order_id.pos_order_ids.lines.refund_orderline_ids.order_id.state",
    )
    def _compute_amount_posted(self):
        """Of what cashiers gave back, the part counts that counts on the order."""
        for order, lines in self.grouped("order_id").items():
            ledger = Ledger(*order._posted_facts())
            registers = RegisterRefunds(ledger)
            for line in lines:
                recorded = registers.of_item(line.key, amount(line.quantity_target))
                posted = ledger.money(line.key) - recorded
                line.amount_posted = float(posted.inc_tax)
                line.amount_posted_tax = float(posted.tax)
