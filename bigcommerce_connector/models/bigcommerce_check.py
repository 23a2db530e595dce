from odoo import api, fields, models

KINDS = [
    ("preflight", "Pre-flight"),
    ("dry_run", "Dry Run"),
    ("stock", "Stock Comparison"),
]
# What each kind finds, by the names of models and of their views.
_FOUND = {
    "preflight": "preflight_issue",
    "dry_run": "dry_run_line",
    "stock": "stock_drift",
}
_UNDER_WAY = ("waiting", "running")


class BigcommerceCheck(models.Model):
    """What a person wants to know before anything is written to BigCommerce.

    A store has one check of each kind; it runs in the background (flow *checks*), part
    by part, and its results take the place of the former ones.
    """

    _name = "bigcommerce.check"
    _description = "BigCommerce Check"
    _inherit = ["bigcommerce.store.child", "bigcommerce.connector.owned"]
    _order = "store_id, id"
    _rec_name = "kind"

    kind = fields.Selection(KINDS, "Check", required=True, readonly=True)
    state = fields.Selection(
        [
            ("new", "Not Run Yet"),
            ("waiting", "Waiting"),
            ("running", "Running"),
            ("done", "Done"),
            ("stopped", "Stopped"),
        ],
        default="new",
        required=True,
        readonly=True,
    )
    store_state = fields.Selection(related="store_id.state", string="Store State")
    asked_on = fields.Datetime(readonly=True)
    finished_on = fields.Datetime(readonly=True)
    cursor = fields.Integer(readonly=True, help="The product to continue from.")
    done_count = fields.Integer("Products Checked", readonly=True)
    total_count = fields.Integer("Products in All", readonly=True)
    progress = fields.Char(compute="_compute_progress")
    result = fields.Char(compute="_compute_result")
    emptied_count = fields.Integer(
        "Quantities Set to 0",
        compute="_compute_emptied_count",
        help="What BigCommerce has in stock and, by a dry run, would have no more.",
    )
    line_ids = fields.One2many("bigcommerce.dry.run.line", "check_id", "Changes")
    issue_ids = fields.One2many("bigcommerce.preflight.issue", "check_id", "Problems")

    _kind_unique = models.Constraint(
        "UNIQUE (store_id, kind)", "A store has one check of each kind."
    )

    # === WHAT A PERSON SEES === #

    @api.depends("kind")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for check in self:
            check.display_name = labels.get(check.kind)

    @api.depends("state", "done_count", "total_count", "store_id.flow_ids.message")
    def _compute_progress(self):
        for check in self:
            problem = check.store_id._flow("checks").message
            if check.state not in _UNDER_WAY:
                check.progress = False
            elif problem:
                check.progress = problem
            elif check.total_count:
                check.progress = self.env._(
                    "%(done)s of %(total)s products checked",
                    done=check.done_count,
                    total=check.total_count,
                )
            else:
                check.progress = self.env._("Reading the catalog of BigCommerce…")

    @api.depends("state", "line_ids", "issue_ids")
    def _compute_result(self):
        for check in self:
            check.result = check._result_text() if check.state == "done" else False

    @api.depends("line_ids")
    def _compute_emptied_count(self):
        emptied = [
            ("check_id", "in", self.ids),
            ("action", "=", "stock"),
            ("new_value", "=", "0"),
            ("old_value", "not in", (False, "", "0")),
        ]
        lines = self.env["bigcommerce.dry.run.line"]
        counts = dict(lines._read_group(emptied, ["check_id"], ["__count"]))
        for check in self:
            check.emptied_count = counts.get(check, 0)

    def _result_text(self):
        """One sentence: what was found.

        :rtype: str
        """
        self.ensure_one()
        if self.kind == "stock":
            drifts = self.env["bigcommerce.stock.drift"]
            counts = drifts._counts_since(self.store_id, self.asked_on)
            nothing = self.env._("BigCommerce has the stock that Odoo sent.")
        elif self.kind == "preflight":
            counts = self._counts("bigcommerce.preflight.issue", "cause", "__count")
            nothing = self.env._("No problem was found.")
        else:
            products = "product_tmpl_id:count_distinct"
            counts = self._counts("bigcommerce.dry.run.line", "action", products)
            nothing = self.env._("Nothing would be written to BigCommerce.")
        return ", ".join(f"{label}: {n}" for label, n in counts.items()) or nothing

    def _counts(self, model, field, count):
        """:return: by the label of each value of a selection
        :rtype: dict[str, int]
        """
        labels = dict(self.env[model]._fields[field]._description_selection(self.env))
        rows = self.env[model]._read_group(
            [("check_id", "=", self.id)], [field], [count]
        )
        return {labels[value]: number for value, number in rows}

    # === WHAT A PERSON DOES === #

    def action_stop(self):
        """Leave it at what was found so far."""
        self.store_id.check_access("write")
        self.sudo().filtered(lambda check: check.state in _UNDER_WAY).state = "stopped"

    def action_open(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
        }

    def action_view_lines(self):
        """All that was found, to filter, group and export."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            f"bigcommerce_connector.bigcommerce_{_FOUND[self.kind]}_action"
        )
        mine = [("check_id", "=", self.id)]
        if self.kind == "stock":  # what is in order again is kept, for a report
            mine = [("store_id", "=", self.store_id.id)]
        action["domain"] = mine
        return action

    # === ITS STATE === #

    def _finish(self):
        self.write({"state": "done", "finished_on": fields.Datetime.now()})

    @api.model
    def _of(self, store, kind):
        """The check of a store, made at its first use.

        :param str kind: ``preflight`` or ``dry_run``
        """
        checks_sudo = self.sudo()  # the connector's
        mine = [("store_id", "=", store.id), ("kind", "=", kind)]
        return (
            checks_sudo.search(mine)
            or checks_sudo.create({"store_id": store.id, "kind": kind})
        ).sudo(self.env.su)
