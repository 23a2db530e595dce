"""Web orders that go to several addresses: a transfer to each, where goods wait.

BigCommerce says of each line where it goes, and several lines may be one item: of what
a transaction sells, each address gets what it lacks.
"""

from collections import Counter

from odoo.fields import Command

from ..mappers.shipment import units_by_address
from .waiting_goods import outgoing

# In the values of a procurement: what of it goes to each address.
SHARES = "bigcommerce_shares"
SHARE = "bigcommerce_share"


def has_parcels(order):
    """Whether its goods wait for several addresses.

    :param order: ``bigcommerce.order``
    """
    return bool(order.parcels)


def shares_of(line):
    """What goes where of a line that is to be shipped later.

    :param line: pos.order.line of a web order with several addresses
    :return: for each address: the part of the line, its contact, and the
        stock.reference that keeps its moves in a transfer of their own
    :rtype: list[tuple]
    """
    order_sudo = line.order_id.sudo().bigcommerce_order_id
    units = _units_of(line, order_sudo)
    contacts = line.env["res.partner"]
    rows = zip(order_sudo.parcels, _references(line, order_sudo), strict=True)
    return [
        (
            units[address_id] / line.qty,
            contacts.browse(partner_id).exists() or order_sudo.partner_shipping_id,
            reference,
        )
        for (address_id, _text, partner_id), reference in rows
        if units[address_id] > 0
    ]


def by_address(procurement):
    """What goes to several addresses is several needs.

    :param procurement: ``stock.rule``'s Procurement
    :return: Procurements
    """
    shares = procurement.values.get(SHARES)
    if not shares:
        yield procurement
        return
    product, quantity, *others, given = procurement
    values = {key: value for key, value in given.items() if key != SHARES}
    for share, partner, reference in shares:
        of_address = {
            "partner_id": partner.id,
            "reference_ids": reference,
            SHARE: share,
        }
        yield type(procurement)(
            product, quantity * share, *others, {**values, **of_address}
        )


def name_addresses(pos_order):
    """Have each transfer of a sale say which of the addresses it goes to."""
    order_sudo = pos_order.sudo().bigcommerce_order_id
    if not has_parcels(order_sudo):
        return
    references = pos_order.sudo().stock_reference_ids.sorted("id")
    for (address_id, *_contact), reference in zip(
        order_sudo.parcels, references, strict=False
    ):
        reference.move_ids.picking_id.bigcommerce_address_id = address_id


def units_there(moves, each):
    """How much of an item is in transfers to each address, gone or waiting.

    :param moves: stock.move of one of its parts, as ``_bigcommerce_moving_parts``
    :param float each: how much of that goes with one unit
    :return: units by address id
    :rtype: Counter
    """
    found = Counter()
    for move in outgoing(moves):
        if move.state != "cancel" and move.location_dest_id.usage == "customer":
            gone = move.product_uom._compute_quantity(
                move.quantity if move.state == "done" else move.product_uom_qty,
                move.product_id.uom_id,
                rounding_method="HALF-UP",
            )
            found[move.picking_id.bigcommerce_address_id] += gone / each
    return found


def beyond(line):
    """What is in transfers to an address that is to get less by now: it is called off
    first.

    :param line: pos.order.line that sold it
    :return: units by address id
    :rtype: Counter
    """
    order_sudo = line.order_id.sudo().bigcommerce_order_id
    if not has_parcels(order_sudo):
        return Counter()
    key = line.bigcommerce_key
    wanted = units_by_address(order_sudo.payload).get(key, Counter())
    return _in_transfers(order_sudo, key) - wanted


def misplaced(order):
    """What is in transfers to other addresses than BigCommerce names by now.

    :param order: ``bigcommerce.order``
    :return: units by item key, by address id, as BigCommerce wants them
    :rtype: dict
    """
    wanted = units_by_address(order.sudo().payload)  # system field
    later = order.pos_order_ids.filtered("shipping_date").lines
    found = {}
    for key in {line.bigcommerce_key for line in later if line.qty > 0}:
        there, want = _in_transfers(order, key), wanted.get(key, Counter())
        if any(there[one] < units for one, units in want.items()) and (
            sum(there.values()) >= sum(want.values())
        ):
            found[key] = want
    return found


def _units_of(line, order_sudo):
    """:return: units of the line by address id"""
    key = line.bigcommerce_key
    wanted = units_by_address(order_sudo.payload).get(key, Counter())
    there, rest, units = _in_transfers(order_sudo, key), line.qty, Counter()
    known = [address_id for address_id, *_contact in order_sudo.parcels]
    for address_id in known:
        part = min(rest, max(wanted[address_id] - there[address_id], 0))
        units[address_id] += part
        rest -= part
    # What no address lacks goes where the others of it go.
    units[next((one for one in known if wanted[one]), known[0])] += rest
    return units


def _in_transfers(order_sudo, key):
    """:return: units of an item by address id"""
    there = Counter()
    for line in order_sudo.pos_order_ids.lines:
        if line.bigcommerce_key == key and line.qty > 0:
            for moves, each in line._bigcommerce_moving_parts()[:1]:
                there.update(units_there(moves, each))
    return there


def _references(line, order_sudo):
    """A stock.reference of the sale for each address."""
    sale = line.order_id
    missing = len(order_sudo.parcels) - len(sale.stock_reference_ids)
    if missing > 0:
        vals_list = [line._prepare_reference_vals() for _address in range(missing)]
        made = sale.env["stock.reference"].create(vals_list)
        sale.stock_reference_ids = [Command.link(one.id) for one in made]
    return sale.stock_reference_ids.sorted("id")
