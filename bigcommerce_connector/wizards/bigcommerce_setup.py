"""Set Up: from the installed addon to a live store, step by step.

What a person did is kept by the store alone, so the set-up goes on where it was left,
whoever opens it. It has no rules of its own: each step does what the store's page does.
"""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..api import errors
from ..api.resources.scopes import NEEDED_SCOPES

STEPS = [
    ("credentials", "Credentials"),
    ("location", "Location"),
    ("taxes", "Taxes & Payments"),
    ("products", "Products"),
    ("dry_run", "Dry Run"),
    ("go_live", "Go Live"),
]
_CREDENTIALS = ("store_hash", "access_token", "client_secret", "api_url")
_BEGUN = Domain("state", "=", "connected") | Domain(
    [("state", "=", "draft"), ("connected_on", "=", False)]
)


class BigcommerceSetup(models.TransientModel):
    """A person's walk through the set-up of a store."""

    _name = "bigcommerce.setup"
    _description = "BigCommerce Set-Up"

    store_id = fields.Many2one(
        "bigcommerce.store",
        readonly=True,
        ondelete="cascade",
        default=lambda self: self.env["bigcommerce.store"].search(
            Domain("company_id", "=", self.env.company.id) & _BEGUN, limit=1
        ),
        help="Empty: it is made when BigCommerce knows the credentials.",
    )
    step = fields.Selection(
        STEPS,
        compute="_compute_step",
        precompute=True,
        store=True,
        required=True,
        readonly=True,
    )
    state = fields.Selection(related="store_id.state")
    company_id = fields.Many2one("res.company", compute="_compute_company_id")

    # === CREDENTIALS === #
    store_hash = fields.Char(
        "Store#", compute="_compute_store_hash", store=True, readonly=False
    )
    access_token = fields.Char(groups="base.group_system")
    client_secret = fields.Char(groups="base.group_system")
    api_url = fields.Char("API Address", groups="base.group_system")
    has_token = fields.Boolean(compute="_compute_has_token", compute_sudo=True)
    scopes_found = fields.Json(
        readonly=True, help="Whether the token has each scope; empty: not tested."
    )
    has_all_scopes = fields.Boolean(compute="_compute_scope_table")
    lacks_scopes = fields.Boolean(compute="_compute_scope_table")
    scope_table = fields.Html("Scopes", compute="_compute_scope_table", sanitize=False)

    # === WHERE THE STORE STANDS === #

    @api.depends("store_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for setup in self:
            name = setup.store_id.name or "BigCommerce"
            setup.display_name = self.env._("Set Up %s", name)

    @api.depends("store_id")
    def _compute_step(self):
        for setup in self:
            setup.step = setup._first_open_step()

    def _first_open_step(self):
        """The first step of which what it asks is not there yet."""
        store = self.store_id
        if store.state in (False, "draft"):
            return "credentials"
        if store.state != "connected":
            return "go_live"
        asked = store.check_ids.filtered(lambda check: check.state != "new")
        kinds = asked.mapped("kind")
        if "dry_run" in kinds:
            return "dry_run"
        return "products" if "preflight" in kinds else "taxes"

    @api.depends("store_id")
    def _compute_company_id(self):
        for setup in self:
            setup.company_id = setup.store_id.company_id or self.env.company

    @api.depends("store_id")
    def _compute_store_hash(self):
        for setup in self:
            setup.store_hash = setup.store_id.store_hash

    @api.depends("store_id")
    def _compute_has_token(self):
        for setup in self:
            setup.has_token = bool(setup.store_id.access_token)

    @api.depends("scopes_found")
    @api.depends_context("lang")
    def _compute_scope_table(self):
        for setup in self:
            found = setup.scopes_found or {}
            setup.has_all_scopes = bool(found) and all(found.values())
            setup.lacks_scopes = not all(found.values())
            rows = [(*name.split(": "), found.get(name)) for name in NEEDED_SCOPES]
            setup.scope_table = self.env["ir.qweb"]._render(
                "bigcommerce_connector.setup_scopes",
                {"rows": rows, "is_tested": bool(found)},
            )

    # === STEPS === #

    def action_next(self):
        """Do what this step asks, and show the next one; stay where something lacks.

        :raise UserError: with what to do
        """
        self.ensure_one()
        if self.step == "credentials":
            self.action_test()
            if not self.has_all_scopes:
                return
        elif self.step == "location":
            self._connect()
        self._move(1)
        if self.step == "products":
            self._check_first("preflight")
        elif self.step == "dry_run":
            self._check_first("dry_run")

    def action_back(self):
        self.ensure_one()
        self._move(-1)

    def _move(self, steps):
        names = [name for name, _label in STEPS]
        place = names.index(self.step) + steps
        self.step = names[min(max(place, 0), len(names) - 1)]

    def action_test(self):
        """Ask BigCommerce which scopes the token has, and keep the credentials.

        :raise UserError: BigCommerce does not know them, or the store is connected and
            they lack a scope
        """
        self.ensure_one()
        self._take_credentials()
        store = self.store_id
        store._check_credentials()
        try:
            with store._client() as client:
                missing = ()
                if store.state == "draft":
                    client.store_information.time()  # a wrong token speaks up here
                    missing = client.scopes.missing()
                else:
                    store._check_token(client)  # the one that it works with is kept
        except errors.BigCommerceError as error:
            raise UserError(store._explain(error, is_asked=True)) from error
        self.scopes_found = {name: name not in missing for name in NEEDED_SCOPES}

    def _take_credentials(self):
        """To the store, which is made now; no second copy of secrets stays here."""
        setup_sudo = self.sudo()  # system fields: only the system's users fill them
        given = {name: setup_sudo[name] for name in _CREDENTIALS if setup_sudo[name]}
        if self.store_id:
            if not self.store_id.warehouse_id:
                given["warehouse_id"] = self.warehouse_id.id
            self.store_id.write(given)
        else:
            self.store_id = self.env["bigcommerce.store"]._draft_for(
                {"store_hash": False, "company_id": self.company_id.id, **given},
                # Nobody has come to this step yet.
                {"warehouse_id": self.warehouse_id.id},
            )
        setup_sudo.write({"access_token": False, "client_secret": False})

    def _connect(self):
        store = self.store_id
        if store.state in ("draft", "connected"):  # a live one has its own page
            store.warehouse_id = self.warehouse_id
        if store.state == "draft":
            store.action_connect()

    def _check_first(self, kind):
        """Have it begin by itself the first time: it writes nothing."""
        check = self.env["bigcommerce.check"]._of(self.store_id, kind)
        if check.state == "new":
            check.action_run()

    def action_go_live(self):
        """The end of the set-up.

        :raise UserError: the store is not connected
        """
        self.store_id.action_go_live()
        return self.store_id.action_open()
