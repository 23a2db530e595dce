"""Goods of web orders that wait, as registers list them: how far, and where."""

from odoo.fields import Domain

from .collected import is_collected
from .preparation import TO_PICK, still_to_leave


def waits_here(register, stage):
    """Which web orders have goods of a stage in the warehouse of a register.

    :param register: pos.config of the shop
    :param str stage: ``to_pick`` or ``ready``
    :return: a domain of ``bigcommerce.order``
    :rtype: Domain
    """
    here = Domain("bigcommerce_preparation", "=", stage)
    here &= Domain("picking_type_id.warehouse_id", "=", _warehouse(register).id)
    return Domain("pos_order_ids", "any", Domain("picking_ids", "any", here))


def shown_waiting(order, register):
    """What the row of a web order says of goods that wait.

    :param order: ``bigcommerce.order``
    :param register: pos.config of the shop
    :return: ``{"waits": "pickup", "delivery" or False, "stage": in words, "place": the
        warehouse, where it is not the register's}``
    :rtype: dict
    """
    pickings = still_to_leave(order)
    if not pickings:
        return {"waits": False, "stage": "", "place": ""}
    stages = pickings.mapped("bigcommerce_preparation")
    stage = TO_PICK if TO_PICK in stages else stages[0]
    elsewhere = pickings.picking_type_id.warehouse_id - _warehouse(register)
    return {
        "waits": "pickup" if is_collected(order) else "delivery",
        "stage": stage_labels(order.env)[stage],
        "place": ", ".join(elsewhere.mapped("name")),
    }


def stage_labels(env):
    """The stages in words.

    :rtype: dict[str, str]
    """
    field = env["stock.picking"]._fields["bigcommerce_preparation"]
    return dict(field._description_selection(env))


def _warehouse(register):
    """A cashier need not see warehouses."""
    return register.sudo().picking_type_id.warehouse_id
