from odoo import api, fields, models

from ..settlement.tax_data import forced_tax
from .collected import warehouse_of
from .connector_context import connector_context
from .kept_fields import check_new, kept
from .parcels import SHARES, beyond, has_parcels, name_addresses, shares_of
from .waiting_goods import may_wait, outgoing, outside, taking_from_stock

# What a line of a web order was sold as: the difference to the web is posted from it.
_SOLD = {
    "discount",
    "extra_tax_data",
    "order_id",
    "price_subtotal",
    "price_subtotal_incl",
    "price_unit",
    "product_id",
    "qty",
    "refunded_orderline_id",
    "tax_ids",
    "uuid",
}


class PosOrderLine(models.Model):
    _inherit = "pos.order.line"

    bigcommerce_key = fields.Char(
        "BigCommerce Item",
        readonly=True,
        copy=False,
        help="What this line stands for on the web order: an item, shipping, …",
    )
    bigcommerce_called_off = fields.Float(
        "Never Left",
        digits="Product Unit",
        readonly=True,
        copy=False,
        help="How much of a refund was given back before it was shipped: it waits no "
        "longer, and nothing comes back.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        check_new(self, lines)
        lines.order_id._bigcommerce_check_connector()
        return lines

    def write(self, vals):
        with kept(self, vals):
            if connector_context(self.env) or not vals.keys() & _SOLD:
                return super().write(vals)
            self.order_id._bigcommerce_check_connector()
            result = super().write(vals)
            self.order_id._bigcommerce_check_connector()
            return result

    # === WHAT IS SHIPPED LATER === #

    def _launch_stock_rule_from_pos_order_lines(self):
        """What a cashier takes back of a web order whose goods wait comes back at once,
        less what never left, though the customer has other goods shipped later.

        Odoo would expect all of it in a receipt that waits.
        """
        back = self.filtered(
            lambda line: line.qty < 0 and may_wait(line.refunded_orderline_id)
        )
        others = super(PosOrderLine, self - back)
        # Odoo first: it gives the lots anew to all transfers that an order has by then,
        # and what came back is done.
        result = others._launch_stock_rule_from_pos_order_lines()
        for order in self.order_id:
            name_addresses(order)
        (self - back)._bigcommerce_reserve_lots()
        for lines in back.grouped("order_id").values():
            lines._bigcommerce_take_back()
        return result

    def _bigcommerce_reserve_lots(self):
        """Odoo reserves the lots that a line names, and the web names none."""
        tracked = self.filtered(
            lambda line: (
                line.product_id.tracking != "none"
                and line.order_id.bigcommerce_order_id
                and not line.pack_lot_ids
            )
        )
        taking_from_stock(tracked.order_id.picking_ids.move_ids).filtered(
            lambda move: (
                move.product_id in tracked.product_id
                and move._should_assign_at_confirm()
            )
        )._action_assign()

    def _bigcommerce_take_back(self):
        """As ``_create_order_picking`` does it where nothing is shipped later
        (point_of_sale/models/pos_order.py)."""
        order = self.order_id
        pickings = self.env["stock.picking"]._create_picking_from_pos_order_lines(
            order.partner_id.property_stock_customer.id,
            self,
            order.config_id.picking_type_id,
            order.partner_id,
        )
        pickings.write(
            {
                "pos_session_id": order.session_id.id,
                "pos_order_id": order.id,
                "origin": order.name,
            }
        )

    def _prepare_procurement_values(self):
        """The goods of a web order leave its own warehouse, for its own addresses."""
        values = super()._prepare_procurement_values()
        web_order_sudo = self.order_id.sudo().bigcommerce_order_id
        if web_order_sudo:
            delivery = web_order_sudo.partner_shipping_id
            values["warehouse_id"] = warehouse_of(web_order_sudo)
            values["partner_id"] = (delivery or self.order_id.partner_id).id
            if has_parcels(web_order_sudo):
                values[SHARES] = shares_of(self)
            # As Odoo has it where goods leave at once: a kit's components go by them.
            values["never_product_template_attribute_value_ids"] = (
                self.attribute_value_ids.filtered(
                    lambda value: value.attribute_id.create_variant == "no_variant"
                )
            )
        return values

    def _bigcommerce_moving_parts(self):
        """What takes the goods that a line sold to the customer.

        :return: pairs of stock.move in any state, all of one product, and how much of
            it goes with one unit of the line, in the product's unit
        :rtype: list[tuple]
        """
        self.ensure_one()
        moves = outgoing(self.order_id.picking_ids.move_ids)
        return [(moves.filtered(lambda move: move.product_id == self.product_id), 1.0)]

    def _bigcommerce_sold_alike(self):
        """The lines of an order whose goods leave in the same moves as this one's."""
        self.ensure_one()
        return self.order_id.lines.filtered(
            lambda line: line.qty > 0 and line.product_id == self.product_id
        )

    def _bigcommerce_never_left(self):
        """How much of what was sold for later neither left nor was called off.

        Whether it waits or not: its transfer may have been cancelled, or validated
        without a backorder. What the warehouse took back counts as not left.

        :return: units of the line's product, of all lines that are sold alike
        :rtype: float
        """
        self.ensure_one()
        if self.product_id.type != "consu":
            return 0.0  # nothing of it is shipped
        alike = self._bigcommerce_sold_alike()
        called_off = alike.refund_orderline_ids.mapped("bigcommerce_called_off")
        parts = self._bigcommerce_moving_parts()
        gone = sum(outside(moves) for moves, _each in parts)
        return sum(alike.mapped("qty")) - sum(called_off) - gone

    def _bigcommerce_with_customer(self, refund):
        """How much of what was sold for later left, and was not given back.

        :param refund: pos.order.line that gives back, and does not count
        :return: units of the line's product, of all lines that are sold alike
        :rtype: float
        """
        alike = self._bigcommerce_sold_alike()
        given = (alike.refund_orderline_ids - refund).filtered(
            lambda line: line.order_id.state in ("paid", "done")
        )
        kept = sum(alike.mapped("qty")) + sum(given.mapped("qty"))
        return kept - self._bigcommerce_never_left()

    def _bigcommerce_share(self, units):
        """What a register gives back for so many units of a line that was sold on the
        web, tax included, as ``static/src/app/web_amounts.js`` has it.

        :rtype: float
        """
        self.ensure_one()
        money, part = self.currency_id, units / self.qty if self.qty else 0
        data = self.extra_tax_data or {}
        taxes = (data.get("manual_tax_amounts") or {}).values()
        amounts = [self.price_subtotal_incl]
        if taxes:
            amounts = [data["manual_total_excluded_currency"]]
            amounts += [tax["tax_amount_currency"] for tax in taxes]
        return money.round(sum(money.round(amount * part) for amount in amounts))

    def _bigcommerce_beyond(self):
        """What is to be called off first, see models/parcels.py."""
        self.ensure_one()
        return beyond(self)

    def _bigcommerce_surplus(self):
        """What waits beyond what is still sold once something was refunded: nothing of
        goods that leave as they are sold.

        :return: pairs of stock.move and a quantity in the unit of their product
        :rtype: list[tuple]
        """
        return []

    def _compute_total_cost(self, stock_moves):
        """What never left takes the cost of its sale back: no move tells it."""
        for line in self.filtered(lambda one: not one.is_total_cost_computed):
            units, origin = line.bigcommerce_called_off, line.refunded_orderline_id
            if units and line.product_id.uom_id.compare(units, -line.qty) >= 0:
                line.total_cost = origin.total_cost * line.qty / origin.qty
                line.is_total_cost_computed = True
        return super()._compute_total_cost(stock_moves)

    def _keep_bigcommerce_tax(self):
        """Closing computes taxes anew: what was given back of a web order stays so."""
        for line in self.filtered("refunded_orderline_id"):
            origin = line.refunded_orderline_id
            is_same = line.tax_ids == origin.tax_ids and not line.discount
            if not origin.extra_tax_data or not is_same or len(line.tax_ids) != 1:
                continue
            line.extra_tax_data = forced_tax(
                {
                    "currency_id": line.currency_id.id,
                    "price_unit": line.price_unit,
                    "qty": line.qty,
                },
                line.tax_ids.id,
                line.price_subtotal,
                line.currency_id.round(line.price_subtotal_incl - line.price_subtotal),
                line.order_id.amount_total < 0,
            )
