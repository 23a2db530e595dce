"""What people wrote about a web order."""

from ....mappers.staff_notes import MARK, without_reference


def written(order, payload):
    """Values of the texts of the customer and of staff.

    What the connector adds to staff's (*Write Reference into Staff Notes*) is no news
    in Odoo, least of all to whoever packs.

    :param order: ``bigcommerce.order``
    :param dict payload: as BigCommerce has it
    :rtype: dict
    """
    notes = payload.get("staff_notes") or ""
    if MARK in notes:
        for one in order.pos_order_ids:
            notes = without_reference(notes, one.pos_reference or "")
    return {
        "customer_message": payload.get("customer_message") or False,
        "staff_notes": notes.strip() or False,
    }
