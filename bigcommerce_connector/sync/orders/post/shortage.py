"""An order that stock cannot serve, or not without a person: someone is notified."""

from markupsafe import Markup, escape

from odoo import models

from ....models.collected import warehouse_of
from .waiting import find_unreserved


class BigcommerceOrder(models.Model):
    _inherit = "bigcommerce.order"

    def _schedule_shortage_activity(self, orders):
        """Make an activity when posting took more than the location had, or more waits
        to be shipped than it has.

        :param orders: the POS orders just posted
        """
        self.ensure_one()
        if not self.moves_stock:
            return  # its customer has the goods already
        sold = orders.lines.filtered(lambda line: line.qty > 0).product_id
        leaving = orders.picking_ids.move_ids.filtered(
            lambda move: move.location_id.usage == "internal"
        )
        sold |= leaving.product_id  # the components of a kit
        warehouse = warehouse_of(self)
        short = find_short(warehouse, sold.filtered("is_storable"))
        short.update(find_unreserved(orders))
        if short:
            ask_for_goods(self, short, warehouse)

    # === LOTS AND SERIAL NUMBERS === #

    def _leave_to_warehouse(self, pickings):
        """Reserve the goods of transfers that need a lot, and ask for it.

        BigCommerce does not report which unit was sold, and Odoo lets a register sell
        such goods without a lot, too.

        :param pickings: stock.picking that Odoo left open
        """
        pickings.move_ids.picked = False  # it is for the warehouse to say what left
        pickings.move_ids._action_assign()
        tracked = pickings.move_ids.product_id.filtered(
            lambda product: product.tracking != "none"
        )
        ask_responsible(
            self,
            "mail.mail_activity_data_todo",
            self.env._("Enter lot or serial numbers for a web order"),
            self.env._(
                "Open %(transfers)s, enter the lot or serial numbers of "
                "%(products)s, and validate.",
                transfers=Markup(", ").join(
                    picking._get_html_link() for picking in pickings
                ),
                products=", ".join(tracked.mapped("display_name")),
            ),
        )


def ask_for_goods(order, short, warehouse):
    """Make an activity that names what the location lacks for an order.

    :param dict short: units, by ``product.product`` record
    :param warehouse: stock.warehouse that the goods leave from
    """
    order.is_short = True
    items = ", ".join(
        f"{product.display_name}: {quantity:g}" for product, quantity in short.items()
    )
    ask_responsible(
        order,
        "mail.mail_activity_data_call",
        order.env._("Not enough stock for this web order"),
        order.env._(
            "Missing at %(location)s: %(items)s. Contact %(customer)s, or find the "
            "goods elsewhere.",
            location=warehouse.name,
            items=items,
            customer=order.customer_name or order.customer_email or "",
        ),
    )


def ask_responsible(order, kind, summary, note):
    """Make an activity for whoever is responsible for the store.

    :param str kind: XML id of a mail.activity.type
    :param note: text, or Markup: Odoo takes a text for HTML here, and shoppers
        choose their names themselves
    """
    order.activity_schedule(
        kind,
        summary=summary,
        note=escape(note),
        user_id=(order.store_id.responsible_id or order.env.user).id,
    )


def find_short(warehouse, products):
    """Products whose stock at the location is below zero, with the units it lacks.

    :param warehouse: stock.warehouse
    :param products: product.product
    :rtype: dict
    """
    if not products:
        return {}
    location = warehouse.view_location_id
    stock = warehouse.env["stock.quant"]._read_group(
        [
            ("product_id", "in", products.ids),
            ("location_id", "child_of", location.id),
            ("location_id.usage", "=", "internal"),
        ],
        ["product_id"],
        ["quantity:sum"],
    )
    return {
        product: -quantity
        for product, quantity in stock
        if product.uom_id.compare(quantity, 0) < 0
    }
