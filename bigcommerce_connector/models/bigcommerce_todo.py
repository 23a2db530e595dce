from odoo import api, fields, models
from odoo.tools.misc import format_date

from .collected import warehouse_of
from .preparation import goods_of, still_to_leave
from .todo_causes import CAUSES, REMEDIES
from .todo_rows import todo_rows

_KINDS = [
    ("order", "Web Orders"),
    ("product", "Products"),
    ("stock", "Stock"),
    ("connection", "Connection"),
]
# Where no cause has a remedy of its own.
_REMEDY_OF_KIND = {
    "order": "check",
    "product": "requeue",
    "stock": "send",
    "connection": "run",
}
# By cause: what BigCommerce is told of an order.
_OUTGOING = {
    "shipment_refused": "shipment_ids",
    "pickup_refused": "pickup_ids",
    "status_refused": "status_update_ids",
    "refund_refused": "refund_ids",
    "refunded_twice": "refund_ids",
}


class BigcommerceTodo(models.Model):
    """What needs a person: a row for each order, product, quantity and problem.

    Nothing of it is stored, so nothing is to be kept in step: it reads what the other
    records say of themselves, by indexes of those that are in trouble. What its buttons
    do is in ``wizards/bigcommerce_todo_fix.py``.
    """

    _name = "bigcommerce.todo"
    _description = "BigCommerce To Do"
    _inherit = ["bigcommerce.store.shown"]
    _auto = False
    _order = "since, id"
    _depends = {
        "bigcommerce.store": ["active", "company_id", "state", "responsible_id"],
        "bigcommerce.order": [
            "state",
            "status_id",
            "problem_code",
            "amount_to_refund",
            "amount_to_collect",
            "amount_register_unrecorded",
            "unsettled_since",
        ],
        "bigcommerce.product": [
            "state",
            "problem_code",
            "image_message",
            "category_message",
            "visibility_message",
            "modifier_message",
        ],
        "bigcommerce.refund": ["state", "refunded_meanwhile"],
        "bigcommerce.pickup": ["state"],
        "bigcommerce.status.update": ["state"],
        "bigcommerce.drift": ["mapping_id"],
        "bigcommerce.stock.drift": ["state"],
        "bigcommerce.flow": ["message", "delivery_message", "retry_at"],
        "pos.order": ["date_order", "state", "bigcommerce_order_id"],
        "pos.order.line": ["order_id", "refunded_orderline_id"],
        "pos.session": ["state", "bigcommerce_closing_problem"],
        "stock.picking": [
            "bigcommerce_order_id",
            "bigcommerce_preparation",
            "bigcommerce_collect_until",
        ],
    }

    store_id = fields.Many2one("bigcommerce.store", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    kind = fields.Selection(_KINDS, readonly=True)
    cause = fields.Selection(CAUSES, readonly=True)
    since = fields.Datetime(readonly=True)
    responsible_id = fields.Many2one("res.users", readonly=True)
    order_id = fields.Many2one("bigcommerce.order", readonly=True)
    mapping_id = fields.Many2one("bigcommerce.product", readonly=True)
    stock_drift_id = fields.Many2one("bigcommerce.stock.drift", readonly=True)
    flow_id = fields.Many2one("bigcommerce.flow", readonly=True)
    session_id = fields.Many2one("pos.session", readonly=True)
    name = fields.Char("What", compute="_compute_name")
    message = fields.Text("Why, and What to Do", compute="_compute_message")
    remedy = fields.Char(compute="_compute_remedy")
    is_queued = fields.Boolean(
        compute="_compute_remedy", help="It is looked at again in a moment."
    )

    # === ROWS === #

    @property
    def _table_query(self):
        return todo_rows()

    @api.model
    def _action_of(self, store, **filters):
        """The page with the rows of one store.

        :param filters: of the search view, such as ``search_default_orders``
        """
        xmlid = "bigcommerce_connector.bigcommerce_todo_action"
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        action["domain"] = [("store_id", "=", store.id)]
        action["context"] = {"search_default_group_by_cause": 1, **filters}
        return action

    # === TEXTS === #

    def _compute_display_name(self):
        for row in self:
            row.display_name = row.name

    def _compute_name(self):
        for row in self:
            subject = (
                row.order_id
                or row.stock_drift_id.product_id
                or row.mapping_id
                or row.flow_id
                or row.session_id
                or row.store_id
            )
            row.name = subject.display_name

    def _compute_message(self):
        for row in self:
            row.message = row._explain()

    def _explain(self):
        """:return: what happened and what to do, in sentences"""
        order, mapping, drift = self.order_id, self.mapping_id, self.stock_drift_id
        if self.cause in ("to_refund", "to_record", "to_collect"):
            return self._explain_money()
        if self.cause == "not_collected":
            return self._explain_pickup()
        if self.cause in _OUTGOING:
            return "\n".join(self._outgoing_in_trouble().mapped("message"))
        if self.cause == "in_part":
            return mapping._messages_in_part()
        if self.cause == "changed_there":
            return self._explain_changes()
        if drift:
            return self.env._(
                "%(location)s: %(theirs)s on BigCommerce, but Odoo sent %(ours)s.",
                location=drift.location_id.display_name,
                theirs=drift.their_quantity,
                ours=drift.our_quantity,
            )
        if self.cause == "webhooks":
            return self.flow_id.delivery_message
        if self.session_id:
            return self.session_id.bigcommerce_closing_problem
        subject = order or mapping or self.flow_id
        return subject.message if subject else self.store_id.pause_reason

    def _outgoing_in_trouble(self):
        """What the row is about, of what BigCommerce is told of its order."""
        rows = self.order_id[_OUTGOING[self.cause]]
        if self.cause == "refunded_twice":
            return rows.filtered("refunded_meanwhile")
        if self.cause == "refund_refused":
            rows = rows._asked_for()
        return rows._in_trouble()

    def _explain_changes(self):
        drifts = self.mapping_id.drift_ids
        labels = dict(drifts._fields["field"]._description_selection(self.env))
        names = dict.fromkeys(labels[drift.field] for drift in drifts)
        return self.env._(
            "Staff changed on BigCommerce: %s. Say which side is right.",
            ", ".join(names),
        )

    def _explain_pickup(self):
        order_sudo = self.order_id.sudo()  # who sees the order need not see transfers
        ready = still_to_leave(order_sudo).filtered("bigcommerce_collect_until")
        place = order_sudo.pickup_location_id or warehouse_of(order_sudo)
        return self.env._(
            "%(goods)s: to be collected at %(place)s until %(day)s, and nobody came. "
            "Remind the customer, or cancel the order.",
            goods=", ".join(goods_of(ready)),
            place=place.name,
            day=format_date(self.env, self.since),
        )

    def _explain_money(self):
        order = self.order_id
        money = order.currency_id.format
        if self.cause == "to_refund":
            return self.env._(
                "The order became cheaper after it was paid: refund %s on BigCommerce.",
                money(order.amount_to_refund),
            )
        if self.cause == "to_record":
            text = self.env._(
                "A register gave back %s: record it on BigCommerce as an offline "
                "refund of the same items.",
                money(order.amount_register_unrecorded),
            )
            recordings = order.refund_ids - order.refund_ids._asked_for()
            return "\n".join([text, *recordings._in_trouble().mapped("message")])
        return self.env._(
            "The order became more expensive after it was paid: collect %s from the "
            "customer, or lower the order on BigCommerce.",
            money(order.amount_to_collect),
        )

    def _compute_remedy(self):
        for row in self:
            row.remedy = REMEDIES.get(row.cause) or _REMEDY_OF_KIND[row.kind]
            if row.cause == "to_refund" and row.order_id.may_refund:
                row.remedy = "refund"
            row.is_queued = row.order_id.needs_sync
