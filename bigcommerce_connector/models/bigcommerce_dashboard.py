import json
from collections import Counter, defaultdict
from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.misc import format_date, format_time

from .ages import ago
from .dashboard_days import last_days
from .kept_fields import MANAGER

# Orders, stock and products are compared every two minutes at the latest.
_LATE = timedelta(minutes=10)
# What is at work may take longer: the first products of a large catalog take hours.
_LATE_AT_WORK = timedelta(days=1)
_WATCHED = ("orders", "stock", "catalog")


class BigcommerceDashboard(models.Model):
    """A store's card: how it is doing, what waits for a person, and its turnover.

    Nothing of it is stored; there is one for each store. No field depends on others:
    the database would be asked for cards whenever an order is written.
    """

    _name = "bigcommerce.dashboard"
    _description = "BigCommerce Dashboard"
    _auto = False
    _order = "id"
    _rec_name = "store_id"
    _depends = {"bigcommerce.store": ["active", "company_id"]}  # flushed before

    store_id = fields.Many2one("bigcommerce.store", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    name = fields.Char(compute="_compute_store")
    state = fields.Selection("_state_selection", compute="_compute_store")
    currency_id = fields.Many2one("res.currency", compute="_compute_store")
    order_attention_count = fields.Integer(compute="_compute_store")
    product_attention_count = fields.Integer(compute="_compute_store")
    is_in_trouble = fields.Boolean(compute="_compute_condition")
    condition = fields.Char(
        compute="_compute_condition",
        help="How the store is doing, or the first problem, in a sentence.",
    )
    last_checks = fields.Char(
        compute="_compute_condition", help="When each flow last had nothing left to do."
    )
    late_checks = fields.Char(
        compute="_compute_condition", help="The same of flows that are late."
    )
    todo_count = fields.Integer("To Do", compute="_compute_todo")
    waiting_count = fields.Integer("Waiting", compute="_compute_store")
    to_refund_count = fields.Integer("To Refund", compute="_compute_todo")
    to_collect_count = fields.Integer("To Collect", compute="_compute_todo")
    today_count = fields.Integer("Web Orders Today", compute="_compute_days")
    today_amount = fields.Monetary("Turnover Today", compute="_compute_days")
    last_order_on = fields.Datetime("Last Order", compute="_compute_days")
    turnover_graph = fields.Text(compute="_compute_days")

    @property
    def _table_query(self):
        return SQL(
            "SELECT id, id AS store_id, company_id FROM bigcommerce_store WHERE active"
        )

    @api.model
    def get_empty_list_help(self, help_message):
        """Who may not connect a store is not offered to (*Set Up*)."""
        # Odoo asks with all rights (base/models/ir_actions.py, _get_action_dict).
        if not self.env.user.has_group(MANAGER):
            told = self.env._(
                "No store is connected yet. Ask a BigCommerce manager to set it up."
            )
            empty = Markup('<p class="o_view_nocontent_smiling_face">%s</p>')
            help_message = empty % told
        return super().get_empty_list_help(help_message)

    def _state_selection(self):
        states = self.env["bigcommerce.store"]._fields["state"]
        return states._description_selection(self.env)  # in the user's language

    def _compute_store(self):
        for card in self:
            store = card.store_id
            card.name = store.name
            card.state = store.state
            card.currency_id = store.company_id.currency_id
            card.order_attention_count = store.order_attention_count
            card.product_attention_count = store.product_attention_count
            card.waiting_count = store.order_pending_count

    # === HOW IT IS DOING === #

    def _compute_condition(self):
        for card in self:
            problem = card._problem()
            card.is_in_trouble = bool(problem)
            card.condition = problem or card._good_news()
            flows = card._flows().filtered(lambda flow: flow.store_id.state == "live")
            late = flows.filtered(_is_late)
            card.late_checks, card.last_checks = _checks(late), _checks(flows - late)

    def _flows(self):
        return self.store_id.flow_ids.filtered(
            lambda flow: flow.kind in _WATCHED and flow._is_on()
        )

    def _problem(self):
        """:return: what is wrong, the worst first, in a sentence; False: nothing"""
        store = self.store_id
        if store.state == "paused":
            return store.pause_reason
        if store.state in ("connected", "live") and store.last_error:
            return store.last_error.splitlines()[0]
        if store.state != "live":
            return False
        late = [flow for flow in self._flows() if _is_late(flow)]
        if late and not late[0].last_success:
            return self.env._(
                "%s: not checked yet. Do Odoo's scheduled actions run?",
                late[0].display_name,
            )
        if late:
            return self.env._(
                "%(flow)s: last checked %(when)s. Do Odoo's scheduled actions run?",
                flow=late[0].display_name,
                when=_last_checked(late[0]),
            )
        if store.closing_problem:
            return self.env._("A session of the web register could not be closed.")
        if self.order_attention_count or self.product_attention_count:
            return self.env._(
                "Needs attention: web orders (%(orders)s), products (%(products)s).",
                orders=self.order_attention_count,
                products=self.product_attention_count,
            )
        return False

    def _good_news(self):
        if self.state == "draft":
            return self.env._("Not connected.")
        if self.state == "connected":
            return self.env._(
                "Connected. Nothing is written to BigCommerce until you go live."
            )
        at_work = self._flows().filtered(_is_at_work)
        if at_work:
            return self.env._("At work: %s.", ", ".join(at_work.mapped("display_name")))
        last = self.last_order_on and ago(self.env, self.last_order_on)
        if self.todo_count:
            return last and self.env._("Last order %s.", last)
        if not last:
            return self.env._("All in order. No web order in the last two weeks.")
        return self.env._("All in order. Last order %s.", last)

    # === WHAT WAITS === #

    def _compute_todo(self):
        """All that needs a person, and of it the orders whose money is to be moved."""
        mine = Domain("store_id", "in", self.store_id.ids)
        found = defaultdict(Counter)
        for store, cause, count in self.env["bigcommerce.todo"]._read_group(
            mine, ["store_id", "cause"], ["__count"]
        ):
            found[store][cause] = count
        # An order may have both.
        owed = Domain("amount_to_refund", ">", 0)
        owed |= Domain("amount_register_unrecorded", ">", 0)
        refund = dict(
            self.env["bigcommerce.order"]._read_group(
                mine & owed, ["store_id"], ["__count"]
            )
        )
        for card in self:
            causes = found[card.store_id]
            card.todo_count = causes.total()
            card.to_refund_count = refund.get(card.store_id, 0)
            card.to_collect_count = causes["to_collect"]

    # === THE LAST DAYS === #

    @api.depends_context("tz", "lang")
    def _compute_days(self):
        dates, found = last_days(self.store_id)
        for card in self:
            days = found[card.store_id]
            today = dates[-1]
            card.today_count = days.placed[today]
            card.today_amount = days.turnover[today]
            card.last_order_on = days.last_order
            card.turnover_graph = json.dumps([card._bars(dates, days)])

    def _bars(self, dates, days):
        """As the widget of Odoo's dashboards takes them."""
        return {
            "key": self.env._("Turnover"),
            "is_sample_data": False,
            "values": [
                {
                    "label": format_date(self.env, date, date_format="d MMM"),
                    "value": self.currency_id.round(days.turnover[date]),
                    "type": "past" if date == dates[-1] else "future",
                }
                for date in dates
            ],
        }

    # === ACTIONS === #

    def action_open(self):
        """The store's page."""
        self.ensure_one()
        return self.store_id.action_open()

    def action_view_orders(self):
        """Its web orders; ``bigcommerce_filter`` in the context: those of a filter."""
        self.ensure_one()
        action = self.store_id.action_view_orders()
        name = self.env.context.get("bigcommerce_filter")
        if name:
            action["context"] = {f"search_default_{name}": True}
        return action

    def action_view_todo(self):
        """All of it that needs a person, by cause."""
        self.ensure_one()
        return self.env["bigcommerce.todo"]._action_of(self.store_id)


# === FLOWS === #


def _checks(flows):
    return " · ".join(f"{flow.display_name} {_last_checked(flow)}" for flow in flows)


def _last_checked(flow):
    """The time of the day, with the date if it was not today."""
    done = flow.last_success
    if not done:
        return flow.env._("never")
    date, today = (
        fields.Datetime.context_timestamp(flow, moment).date()
        for moment in (done, fields.Datetime.now())
    )
    time = format_time(flow.env, done, time_format="HH:mm")
    return time if date == today else f"{format_date(flow.env, date)} {time}"


def _is_late(flow):
    if _is_at_work(flow):
        return bool(flow.last_success) and _age(flow.last_success) > _LATE_AT_WORK
    since = flow.last_success or flow.last_run
    return bool(since) and _age(since) > _LATE


def _is_at_work(flow):
    """Whether it runs, and has had something left to do for a while."""
    is_running = bool(flow.last_run) and _age(flow.last_run) <= _LATE
    return is_running and not (flow.last_success and _age(flow.last_success) <= _LATE)


def _age(moment):
    return fields.Datetime.now() - moment
