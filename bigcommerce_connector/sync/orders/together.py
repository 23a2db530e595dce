"""Web orders that are posted in one transaction: their goods leave together."""

import logging
import time
from dataclasses import dataclass

from psycopg2 import OperationalError

from odoo import models

from .post.joint_transfers import JointTransfers

_logger = logging.getLogger(__name__)

# So long nobody else gets what is locked; a cashier need not wait for it.
_LONGEST = 1.5


@dataclass
class Batch:
    """What became of some orders: bigcommerce.order each.

    ``posted`` came through. ``alone`` are those that have to be posted alone: what is
    wrong with them is theirs. ``left`` were not come to.
    """

    posted: models.Model
    alone: models.Model
    left: models.Model


def post_together(candidates, orders):
    """Post orders; the caller commits.

    :param Candidates candidates: that the orders are of
    :param orders: bigcommerce.order
    :rtype: Batch
    :raise Exception: one keeps all of them from being posted, or somebody else does
    """
    transfers = JointTransfers(candidates)
    batch = Batch(orders.browse(), orders.browse(), orders)
    until = time.monotonic() + _LONGEST
    while batch.left and time.monotonic() < until:
        order, batch.left = batch.left[0], batch.left[1:]
        if _post_one(order, transfers):
            batch.posted += order
        else:
            batch.alone += order
    transfers.carry_out()
    return batch


def _post_one(order, transfers):
    """:return: whether it came through; if not, nothing of it is left"""
    try:
        with transfers.of_one_order():
            order._sync_once(transfers=transfers)
    except OperationalError:
        raise  # a rival, or the database is in trouble: not this order
    except Exception:
        # Tried alone, it says why to people.
        _logger.debug("web order %s is posted alone", order.id, exc_info=True)
        return False
    return True
