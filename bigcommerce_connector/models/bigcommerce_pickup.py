from odoo import api, fields, models

from ..settlement.status_policy import AWAITING_PICKUP, COMPLETED
from .collected import is_collected
from .preparation import LEFT, TO_PICK, stages_of


class BigcommercePickup(models.Model):
    """What the customer of a web order collects, and what BigCommerce knows of it.

    One for each order: it is ready once all of it is, and collected once nothing of it
    waits any more. What is to be told is read from the order's transfers.
    """

    _name = "bigcommerce.pickup"
    _description = "BigCommerce Pickup"
    _inherit = ["bigcommerce.outgoing"]

    items = fields.Json(
        help="What is collected: [[line of the web order, units], …]. BigCommerce "
        "takes no text of ours: a pickup is found again by what is in it."
    )
    ready_on = fields.Datetime("Ready Since", required=True, readonly=True)
    collected_on = fields.Datetime("Told as Collected On", readonly=True)
    is_outdated = fields.Boolean(
        "To Be Told",
        default=True,
        readonly=True,
        help="Something happened since BigCommerce was told.",
    )
    changes = fields.Integer(default=0, readonly=True)

    _order_unique = models.Constraint(
        "UNIQUE (order_id)", "A web order is collected once."
    )
    _to_tell_idx = models.Index(
        "(store_id, tries, id) WHERE state IN ('planned', 'sending')"
        " OR is_outdated IS TRUE"
    )
    _refused_idx = models.Index(
        "(store_id, order_id) WHERE state = 'refused' OR retry_at IS NOT NULL"
    )

    def _planned_again(self):
        # With its items: one that arrived is found there by them.
        return {**super()._planned_again(), "is_outdated": True}

    @api.model
    def _plan(self, orders):
        """Note, with the transfers, that BigCommerce is to be told of these orders.

        Those of which something is still to be picked are told with the last of it.

        :param orders: ``bigcommerce.order`` that are collected by customers, of
            which something is ready, or left
        """
        told = orders.filtered(
            lambda order: is_collected(order) and TO_PICK not in stages_of(order)
        )
        known = self.search([("order_id", "in", told.ids)])
        for row in known:
            # A change in any case: a run that tells it right now must notice.
            row.write({"is_outdated": True, "changes": row.changes + 1})
        self.create(
            [
                {
                    "store_id": order.store_id.id,
                    "order_id": order.id,
                    "mark": order.name,
                    "ready_on": fields.Datetime.now(),
                }
                for order in told - known.order_id
            ]
        )
        told.store_id._trigger_flow("fulfillment")

    def _is_told(self):
        """Whether BigCommerce knows how far the order is, or is about to.

        :rtype: bool
        """
        if not self or self.is_outdated or self.state == "refused":
            return bool(self)
        return self._wanted_status() != COMPLETED or bool(self.collected_on)

    def _wanted_status(self):
        """:return: the status that BigCommerce should have by what the transfers say;
        None: something is to be picked (again), or nothing is left of them
        """
        stages = stages_of(self.order_id)
        if not stages or TO_PICK in stages:
            return None
        return COMPLETED if stages == {LEFT} else AWAITING_PICKUP
