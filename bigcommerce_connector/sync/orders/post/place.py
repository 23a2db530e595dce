"""Goods that wait are collected elsewhere by now: staff changed it on BigCommerce."""

from ....models.collected import warehouse_of
from ....models.preparation import unpack
from ....models.waiting_goods import outgoing
from .shortage import ask_responsible


def follow_place(order, before):
    """What waits in the former warehouse leaves from the new one, and is picked there.

    Only where one step takes it from the shelf to the customer, here and there: what is
    on its way within a warehouse, or is made for it, a person has to move.

    :param order: ``bigcommerce.order`` that is posted
    :param before: the stock.warehouse where it waited
    """
    after = warehouse_of(order)
    pickings = order.pos_order_ids.picking_ids.filtered(
        lambda one: (
            one.state not in ("done", "cancel")
            and one.picking_type_id.warehouse_id == before
            and outgoing(one.move_ids)
        )
    )
    for picking in pickings:
        if _is_one_step(picking, after):
            _move(picking, after)
            picking.message_post(
                body=order.env._(
                    "The place of %(order)s was changed on BigCommerce. Its goods "
                    "leave from %(after)s now, not from %(before)s: pick them there.",
                    order=order.name,
                    before=before.name,
                    after=after.name,
                )
            )
        else:
            _ask(order, picking, after)


def _is_one_step(picking, warehouse):
    is_last = picking.location_dest_id.usage == "customer"
    return (
        is_last
        and warehouse.delivery_steps == "ship_only"
        and all(
            move.procure_method == "make_to_stock"
            and not move.move_orig_ids
            and move.state != "done"  # scrapped while it was packed: Odoo moves no such
            for move in picking.move_ids
        )
    )


def _move(picking, warehouse):
    unpack(picking)
    moves = picking.move_ids.filtered(lambda move: move.state != "cancel")
    moves.picked = False  # what is picked keeps its reservation
    moves._do_unreserve()
    destination = picking.location_dest_id
    picking.picking_type_id = warehouse.out_type_id  # with its location and number
    picking.location_dest_id = destination
    moves.write({"warehouse_id": warehouse.id, "rule_id": False})
    moves.filtered(lambda move: move._should_assign_at_confirm())._action_assign()


def _ask(order, picking, warehouse):
    ask_responsible(
        order,
        "mail.mail_activity_data_todo",
        order.env._("A web order leaves from another place by now"),
        order.env._(
            "The place of %(order)s was changed on BigCommerce to %(warehouse)s, and "
            "%(transfer)s waits elsewhere. Move its goods, or change the transfer.",
            order=order.name,
            warehouse=warehouse.name,
            transfer=picking._get_html_link(),
        ),
    )
