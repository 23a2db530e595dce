"""Web orders that wait for somebody to pick, pack, and ship or hand them over.

Only what is posted with *Goods Leave: when it is shipped or handed over* waits.
"""

from odoo import fields

TO_PICK, READY, LEFT = "to_pick", "ready", "left"
STAGES = [
    (TO_PICK, "To Pick"),
    (READY, "Ready"),
    (LEFT, "Shipped or Handed Over"),
]


def stage_of(picking):
    """How far a transfer is; False: it is of no web order that waits.

    :param picking: stock.picking
    """
    is_waiting = (
        picking.bigcommerce_order_id
        and picking.pos_order_id.shipping_date
        and picking.location_dest_id.usage == "customer"
    )
    if not is_waiting or picking.state in ("draft", "cancel"):
        return False
    if picking.state == "done":
        return LEFT
    return READY if picking.bigcommerce_ready_on else TO_PICK


def goods_of(picking):
    """What a transfer takes, in words.

    :param picking: stock.picking
    :rtype: str
    """
    return ", ".join(
        f"{move.product_uom_qty:g} × {move.product_id.display_name}"
        for move in picking.move_ids
        if move.state != "cancel"
    )


def lacking(pickings):
    """The moves of which not all is there: the state of a transfer does not tell.

    :param pickings: stock.picking
    :return: stock.move
    """
    return pickings.move_ids.filtered(
        lambda move: move.state in ("waiting", "confirmed", "partially_available")
    )


def pack(pickings):
    """Those of which all is there are ready.

    :param pickings: stock.picking
    :return: those that are not
    """
    to_pick = pickings.filtered(lambda one: one.bigcommerce_preparation == TO_PICK)
    short = lacking(to_pick).picking_id
    (to_pick - short).bigcommerce_ready_on = fields.Datetime.now()
    return short


def unpack(pickings):
    """What is packed is no longer what is to leave.

    :param pickings: stock.picking
    """
    ready = pickings.filtered(lambda one: one.bigcommerce_preparation == READY)
    ready.bigcommerce_ready_on = False
