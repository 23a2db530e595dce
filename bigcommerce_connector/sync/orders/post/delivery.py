"""Goods that have not left yet go to the address that BigCommerce has by now."""

from ....mappers.customer import read_customer
from ....models.preparation import unpack
from .customer import CustomerContact
from .waiting import SHIPPED


def follow_delivery(order):
    """Another delivery address on BigCommerce becomes that of the transfers.

    Only what was changed there counts: whoever corrects an address in Odoo, or
    sends one transfer elsewhere, keeps it. What is packed is to be packed anew, for
    its label is wrong.

    :param order: ``bigcommerce.order``
    """
    if order.store_id.goods_leave != SHIPPED or not order.pos_order_ids:
        return
    delivery = read_customer(order.sudo().payload).delivery  # system field
    address = delivery.one_line if delivery else False
    before = order.delivery_address
    if not address or address == before:
        return
    order.delivery_address = address
    if not before or not order.partner_id:
        return
    former = order.partner_shipping_id or order.partner_id
    order.partner_shipping_id = CustomerContact(order).get_delivery(order.partner_id)
    waiting = order.pos_order_ids.picking_ids.filtered(
        lambda one: (
            one.bigcommerce_preparation
            and one.state != "done"
            and one.partner_id == former
        )
    )
    unpack(waiting)
    waiting.partner_id = order.partner_shipping_id
    for picking in waiting:
        picking.message_post(
            body=order.env._(
                "The delivery address of %(order)s was changed on BigCommerce from "
                "%(before)s to %(after)s. Pack and label it anew.",
                order=order.name,
                before=before,
                after=address,
            )
        )
