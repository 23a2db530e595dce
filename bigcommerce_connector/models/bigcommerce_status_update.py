from odoo import api, fields, models
from odoo.tools import SQL

from ..settlement.status_policy import PROGRESS
from .collected import is_collected
from .preparation import LEFT, READY, stages_of

# What becomes of a web order in Odoo, in this order.
EVENTS = [
    ("posted", "Posted"),
    ("ready", "Packed and Ready"),
    ("part", "Shipped in Part"),
    ("left", "Shipped or Handed Over"),
]


class BigcommerceStatusUpdate(models.Model):
    """A status of a web order that is set on BigCommerce, and the note for its staff.

    Once for each event: what staff makes of the order afterwards is theirs.
    """

    _name = "bigcommerce.status.update"
    _description = "BigCommerce Status Update"
    _inherit = ["bigcommerce.outgoing"]

    event = fields.Selection(EVENTS, required=True, readonly=True)
    status_id = fields.Integer("Status to Set", readonly=True, help="0: none.")
    status_before = fields.Integer(
        readonly=True,
        help="What it was when it was sent: staff may have moved it since.",
    )
    has_note = fields.Boolean(
        "With Note", readonly=True, help="The reference goes into the staff notes, too."
    )
    mark = fields.Char(help="Written into the staff notes.")

    _order_event_unique = models.Constraint(
        "UNIQUE (order_id, event)", "An event of a web order is told once."
    )
    _to_tell_idx = models.Index(
        "(store_id, tries, id) WHERE state IN ('planned', 'sending')"
    )
    _refused_idx = models.Index(
        "(store_id, order_id) WHERE state = 'refused' OR retry_at IS NOT NULL"
    )

    @api.model
    def _plan(self, orders):
        """Note, with what happened, that BigCommerce is to be told of these orders.

        Two who do so at the same moment: the second request is repeated by Odoo, and
        sees what the first did.

        :param orders: ``bigcommerce.order``
        """
        orders = orders.filtered(
            lambda order: order.store_id.status_sync or order.store_id.note_sync
        )
        if not orders:
            return
        known = self.search([("order_id", "in", orders.ids)]).grouped("order_id")
        vals_list = [
            vals
            for order in orders
            for vals in self._values_to_tell(order, known.get(order, self.browse()))
        ]
        self._insert(vals_list).store_id._trigger_flow("fulfillment")

    def _insert(self, vals_list):
        """:raise SerializationFailure: somebody has just noted the same event"""
        rows = self.browse()
        for vals in vals_list:
            row = {**vals, "state": "planned", "tries": 0, "create_uid": self.env.uid}
            self.env.cr.execute(
                SQL(
                    "INSERT INTO bigcommerce_status_update (create_date, %s)"
                    " VALUES (%s, %s) ON CONFLICT DO NOTHING RETURNING id",
                    SQL(", ").join(map(SQL.identifier, row)),
                    self.env.cr.now(),
                    SQL(", ").join(map(SQL, ["%s"] * len(row), row.values())),
                ),
                log_exceptions=False,
            )
            rows += rows.browse(found[0] for found in self.env.cr.fetchall())
        orders = rows.order_id
        orders.invalidate_recordset(["status_update_ids"])
        return rows

    def _is_still_so(self):
        """Whether the order is as far as what is to be told of it.

        :rtype: bool
        """
        events = [name for name, _label in EVENTS]
        return events.index(_event_of(self.order_id)) >= events.index(self.event)

    def _values_to_tell(self, order, told):
        """:return: values of the record that is to be made, or none
        :rtype: list[dict]
        """
        event, store = _event_of(order), order.store_id
        status = _set_when(store, event) if store.status_sync else 0
        has_note = store.note_sync and not any(told.mapped("has_note"))
        is_told = event in told.mapped("event") or not (status or has_note)
        since = store.connected_on or order.date_created
        is_old = event == "posted" and order.date_created < since
        if is_told or is_old:
            return []
        return [
            {
                "store_id": store.id,
                "company_id": store.company_id.id,
                "order_id": order.id,
                "mark": order.pos_order_ids.sorted("id")[:1].pos_reference,
                "event": event,
                "status_id": status,
                "has_note": has_note,
            }
        ]


def _set_when(store, event):
    """The status that the owner wants then, by BigCommerce's id; 0: none."""
    found = store.status_ids.filtered(lambda status: status.set_when == event)
    return max(found.mapped("external_id"), key=PROGRESS.index, default=0)


def _event_of(order):
    """How far a posted order is. Where pickups are told, they say the rest."""
    stages = set() if is_collected(order) else stages_of(order)
    if LEFT in stages:
        return "left" if stages == {LEFT} else "part"
    return "ready" if stages == {READY} else "posted"
