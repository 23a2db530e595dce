"""Goods that have not left yet go to the addresses that BigCommerce has by now."""

from ....mappers.customer import delivery_addresses
from ....models.parcels import misplaced
from ....models.preparation import still_to_leave, unpack
from .customer import CustomerContact
from .shortage import ask_responsible
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
    addresses = delivery_addresses(order.sudo().payload)  # system field
    if not addresses:
        return
    if order.parcels or len(addresses) > 1:
        _follow_each(order, addresses)
        return
    [(_id, address)] = addresses
    before, order.delivery_address = order.delivery_address, address.one_line
    if before == address.one_line or not order.partner_id:
        return
    former = order.partner_shipping_id or order.partner_id
    contact = CustomerContact(order)
    order.partner_shipping_id = contact.get_delivery(order.partner_id, address)
    _send_to(order, _waiting(order, former), order.partner_shipping_id, before, address)


def ask_about_places(order):
    """Have a person look where goods of several addresses are in wrong transfers.

    Staff moved a line to another address, or all of an order was in one transfer.

    :param order: ``bigcommerce.order`` that was just posted
    """
    if not order.parcels:
        return
    pickings = still_to_leave(order)
    places = misplaced(order) if pickings else {}
    if not places:
        return
    names = {line.key: line.name for line in order.line_ids}
    texts = {address_id: text for address_id, text, _contact in order.parcels}
    goods = "; ".join(
        f"{units:g} × {names.get(key, key)}: {texts.get(address_id, address_id)}"
        for key, wanted in places.items()
        for address_id, units in wanted.items()
    )
    note = order.env._(
        "Goods of %(order)s are in transfers to other addresses than BigCommerce "
        "names: %(goods)s. Change the transfers that wait.",
        order=order.name,
        goods=goods,
    )
    for picking in pickings:
        picking.message_post(body=note)
    ask_responsible(
        order,
        "mail.mail_activity_data_todo",
        order.env._("Goods go to several addresses"),
        note,
    )


def _follow_each(order, addresses):
    """The same of an order with several of them."""
    parcels = order.parcels or _all_in_one(order, addresses[0][0])
    parcels = _with_new_ids(order, parcels, addresses)
    known = {address_id: (text, contact) for address_id, text, contact in parcels}
    now, finder = [], CustomerContact(order)
    for address_id, address in addresses:
        before, contact_id = known.get(address_id, (False, False))
        if before != address.one_line:
            former = order.partner_id.browse(contact_id)
            contact = finder.get_delivery(order.partner_id, address)
            contact_id = contact.id
            waiting = _waiting(order, former).filtered(
                lambda one, there=address_id: one.bigcommerce_address_id == there
            )
            _send_to(order, waiting, contact, before, address)
        now.append([address_id, address.one_line, contact_id])
    if now != order.parcels:
        order.write(
            {
                "parcels": now,
                "delivery_address": now[0][1],
                "partner_shipping_id": now[0][2],
            }
        )


def _with_new_ids(order, parcels, addresses):
    """An edit may give the same address a new id, as it does to lines.

    :return: the parcels, with the ids of today
    """
    listed = {address.one_line: address_id for address_id, address in addresses}
    today, transfers = [], order.pos_order_ids.picking_ids
    for address_id, text, contact_id in parcels:
        now = address_id
        if address_id not in listed.values() and text in listed:
            now = listed[text]
            transfers.filtered(
                lambda one, former=address_id: one.bigcommerce_address_id == former
            ).bigcommerce_address_id = now
        today.append([now, text, contact_id])
    return today


def _all_in_one(order, address_id):
    """It had one address so far, which is the first of them."""
    pickings = order.pos_order_ids.picking_ids
    pickings.filtered("bigcommerce_preparation").bigcommerce_address_id = address_id
    contact = order.partner_shipping_id or order.partner_id
    return [[address_id, order.delivery_address, contact.id]]


def _waiting(order, contact):
    """Its transfers that have still to leave, to a contact."""
    return still_to_leave(order).filtered(lambda one: one.partner_id == contact)


def _send_to(order, pickings, contact, before, address):
    """:param str before: what the address was; False: nothing was delivered so far"""
    unpack(pickings)
    pickings.partner_id = contact
    for picking in pickings:
        picking.message_post(
            body=order.env._(
                "The delivery address of %(order)s was changed on BigCommerce from "
                "%(before)s to %(after)s. Pack and label it anew.",
                order=order.name,
                before=before or "–",
                after=address.one_line,
            )
        )
