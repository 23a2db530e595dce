import uuid

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import ormcache

from ..bigcommerce import Client
from ..mappers.credentials import DEFAULT_API_URL, parse_credentials


class BigcommerceStore(models.Model):
    """A BigCommerce store and how it is kept one with the shop.

    This file holds what a store *is*: its credentials, its switches, what BigCommerce
    says of it. What is *done* with it lives in ``sync/``, one file a flow.
    """

    _name = "bigcommerce.store"
    _description = "BigCommerce Store"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _check_company_auto = True

    name = fields.Char(required=True, default="BigCommerce", tracking=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("connected", "Connected"),
            ("live", "Live"),
            ("paused", "Paused"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
        help="Draft: not connected.\n"
        "Connected: reads from BigCommerce, writes nothing there.\n"
        "Live: products, stock and orders are kept the same on both sides.\n"
        "Paused: nothing is read or written until you go live again.",
    )
    pause_reason = fields.Text(readonly=True, copy=False)
    last_error = fields.Text(
        readonly=True,
        copy=False,
        help="The last problem that will go away by itself, such as a slow network.",
    )

    # === CREDENTIALS === #
    store_hash = fields.Char(
        "Store Hash (Store#)",
        copy=False,
        tracking=True,
        help="The part after /stores/ in your API path. The whole API path may be "
        "pasted here.",
    )
    api_url = fields.Char(
        "API Address",
        required=True,
        default=DEFAULT_API_URL,
        groups="base.group_system",
        help="The address of BigCommerce's API. Change it only to test against a "
        "simulator.",
    )
    access_token = fields.Char(copy=False, groups="base.group_system")
    client_secret = fields.Char(
        copy=False,
        groups="base.group_system",
        help="Optional. With it, the signature of every webhook is verified.",
    )
    webhook_secret = fields.Char(
        copy=False,
        groups="base.group_system",
        default=lambda self: uuid.uuid4().hex,
        help="Sent back by BigCommerce in a header of every webhook.",
    )
    database_uuid = fields.Char(copy=False, readonly=True, groups="base.group_system")

    # === SWITCHES === #
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        "Location",
        check_company=True,
        tracking=True,
        help="The location that the online store sells from.",
    )
    item_sync_enforcement = fields.Boolean(
        tracking=True,
        help="Off: all items that are enabled for BigCommerce are synced.\n"
        "On: only items that are enabled for BigCommerce and entitled to the location.",
    )
    product_sync = fields.Boolean(
        default=True,
        tracking=True,
        help="Off: the catalog on BigCommerce is never touched. Stock and orders "
        "go on.",
    )
    inventory_sync = fields.Boolean(default=True, tracking=True)
    order_sync = fields.Boolean(default=True, tracking=True)
    order_sync_start_date_enabled = fields.Boolean(
        "Order Sync Start Date",
        tracking=True,
        help="Only orders created or updated after the selected date will be synced: "
        "an order created before the date is never imported.\n"
        "Updates to older orders will not be synced into the system either: edits, "
        "refunds and status changes of an order created before the date are ignored.",
    )
    order_sync_start_date = fields.Datetime(
        "Start Date",
        tracking=True,
        help="Shown in your time zone. Orders are compared by the second they were "
        "created.",
    )

    # === WHAT BIGCOMMERCE SAYS OF THE STORE === #
    external_id = fields.Char("BigCommerce Store ID", readonly=True, copy=False)
    domain = fields.Char(readonly=True, copy=False)
    control_panel_url = fields.Char(readonly=True, copy=False)
    currency_id = fields.Many2one("res.currency", readonly=True, copy=False)
    timezone = fields.Char(readonly=True, copy=False)
    plan_name = fields.Char("Plan", readonly=True, copy=False)
    prices_include_tax = fields.Boolean(readonly=True, copy=False)
    weight_unit = fields.Char(readonly=True, copy=False)
    update_stock_behavior = fields.Selection(
        [
            ("order_placed", "When the order is placed"),
            ("order_completed_or_shipped", "When the order is completed or shipped"),
        ],
        "BigCommerce Takes Stock",
        readonly=True,
        copy=False,
    )
    edit_order_stock_adjustment = fields.Boolean(
        "Adjusts Stock on Edits", readonly=True, copy=False
    )
    refund_order_stock_adjustment = fields.Boolean(
        "Adjusts Stock on Refunds", readonly=True, copy=False
    )

    # === HOW FAR WE ARE === #
    connected_on = fields.Datetime(readonly=True, copy=False)
    webhook_mode = fields.Selection(
        [("webhook", "Webhooks"), ("polling", "Polling mode")],
        readonly=True,
        copy=False,
        help="Webhooks: BigCommerce tells Odoo at once when an order changes.\n"
        "Polling mode: Odoo has no public HTTPS address, so it asks every few "
        "minutes.",
    )
    webhook_note = fields.Char(readonly=True, copy=False)
    orders_seen_until = fields.Datetime(readonly=True, copy=False)
    orders_last_look = fields.Datetime("Orders Last Read", readonly=True, copy=False)
    stock_last_push = fields.Datetime("Stock Last Compared", readonly=True, copy=False)
    catalog_last_push = fields.Datetime(
        "Catalog Last Compared", readonly=True, copy=False
    )

    location_ids = fields.One2many(
        "bigcommerce.location", "store_id", "BigCommerce Locations", copy=False
    )
    channel_ids = fields.One2many("bigcommerce.channel", "store_id", copy=False)
    product_ids = fields.One2many("bigcommerce.product", "store_id", copy=False)
    order_ids = fields.One2many("bigcommerce.order", "store_id", copy=False)
    config_ids = fields.One2many(
        "pos.config", "bigcommerce_store_id", "Web Registers", copy=False
    )
    cron_ids = fields.One2many(
        "ir.cron",
        "bigcommerce_store_id",
        copy=False,
        groups="base.group_system",
        context={"active_test": False},
    )
    product_count = fields.Integer(compute="_compute_counts")
    order_count = fields.Integer(compute="_compute_counts")
    attention_count = fields.Integer(compute="_compute_counts")

    _store_hash_unique = models.Constraint(
        "UNIQUE (store_hash, api_url)",
        "This BigCommerce store is known already. Open it under Point of Sale → "
        "BigCommerce → Stores (it may belong to another company).",
    )

    # === COMPUTE METHODS === #

    @api.depends("product_ids", "order_ids", "order_ids.state", "product_ids.state")
    def _compute_counts(self):
        Product = self.env["bigcommerce.product"]
        Order = self.env["bigcommerce.order"]
        groups = (["store_id", "state"], ["__count"])
        products = Product._read_group([("store_id", "in", self.ids)], *groups)
        orders = Order._read_group([("store_id", "in", self.ids)], *groups)
        for store in self:
            mine = [row for row in products if row[0] == store]
            web_orders = [row for row in orders if row[0] == store]
            store.product_count = sum(row[2] for row in mine)
            store.order_count = sum(row[2] for row in web_orders)
            store.attention_count = sum(
                row[2] for row in mine + web_orders if row[1] == "attention"
            )

    # === CONSTRAINTS === #

    @api.constrains("order_sync_start_date_enabled", "order_sync_start_date")
    def _check_order_sync_start_date(self):
        for store in self:
            if store.order_sync_start_date_enabled and not store.order_sync_start_date:
                raise ValidationError(
                    self.env._(
                        "Choose the date from which orders are synced, or switch "
                        "Order Sync Start Date off."
                    )
                )

    @api.constrains("active")
    def _check_only_draft_is_archived(self):
        """An archived store is out of sight: it must not go on working there."""
        for store in self:
            if not store.active and store.state != "draft":
                raise ValidationError(
                    self.env._(
                        "%s is still connected. Disconnect it first, so that "
                        "BigCommerce stops calling; then archive it.",
                        store.name,
                    )
                )

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [self._parse_pasted_path(vals) for vals in vals_list]
        for vals in vals_list:
            self._check_not_twice(vals)
        return super().create(vals_list)

    def write(self, vals):
        vals = self._parse_pasted_path(vals)
        self._check_identity_is_kept(vals)
        if "active" in vals or "state" in vals:
            self.env.registry.clear_cache()
        return super().write(vals)

    @api.model
    def _parse_pasted_path(self, vals):
        """Accept the API path as BigCommerce's control panel shows it."""
        if not vals.get("store_hash"):
            return vals
        try:
            store_hash, api_url = parse_credentials(vals["store_hash"])
        except ValueError as error:
            raise ValidationError(
                self.env._(
                    "“%s” is not a Store# of BigCommerce. Copy the API path from "
                    "BigCommerce's control panel: Settings → Store-level API "
                    "accounts.",
                    vals["store_hash"],
                )
            ) from error
        parsed = dict(vals, store_hash=store_hash)
        if api_url and not vals.get("api_url"):
            parsed["api_url"] = api_url
        return parsed

    def _check_not_twice(self, vals):
        """Say whose the store is already; the constraint guards what races past."""
        # Of every company: the person may not see the other's store.
        twin_sudo = (
            self.sudo()
            .with_context(active_test=False)
            .search(
                [
                    ("store_hash", "=", vals.get("store_hash") or ""),
                    ("api_url", "=", vals.get("api_url") or DEFAULT_API_URL),
                ],
                limit=1,
            )
        )
        if twin_sudo:
            raise ValidationError(
                self.env._(
                    "BigCommerce store %(hash)s is known already in %(company)s: open "
                    "it under Point of Sale → BigCommerce → Stores instead.",
                    hash=twin_sudo.store_hash,
                    company=twin_sudo.company_id.name,
                )
            )

    def _check_identity_is_kept(self, vals):
        """Once connected, a record stays with its store and company, for good.

        Orders, products and locations are known by BigCommerce's numbers, and another
        store counts from one too: its order 100 would be taken for an edit of ours.
        """
        for store in self.filtered("connected_on"):
            identity = store._identity()
            if any(vals.get(name, kept) != kept for name, kept in identity.items()):
                raise UserError(
                    self.env._(
                        "%(name)s holds the orders and products of BigCommerce store "
                        "%(hash)s, so its Store#, address and company stay as they "
                        "are. For another store or company, make a new record: Point "
                        "of Sale → BigCommerce → Stores → New. This one can be "
                        "disconnected and archived.",
                        name=store.name,
                        hash=store.store_hash,
                    )
                )

    def _identity(self):
        self.ensure_one()
        store_sudo = self.sudo()  # api_url is a system field
        return {
            "store_hash": self.store_hash,
            "api_url": store_sudo.api_url,
            "company_id": self.company_id.id,
        }

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        for store in self:
            if store.state != "draft":
                raise UserError(
                    self.env._(
                        "Disconnect %s first, so that BigCommerce stops calling.",
                        store.name,
                    )
                )
            if store.order_ids.pos_order_ids:
                raise UserError(
                    self.env._(
                        "Web orders of %s are in your books. Archive the store "
                        "instead of deleting it.",
                        store.name,
                    )
                )

    # === ACTIONS === #

    def action_open(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "bigcommerce.store",
            "res_id": self.id,
            "view_mode": "form",
        }

    def action_open_on_bigcommerce(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": self.control_panel_url or f"https://{self.domain}/manage",
            "target": "new",
        }

    def action_view_orders(self):
        return self._view_children("bigcommerce_connector.bigcommerce_order_action")

    def action_view_products(self):
        return self._view_children("bigcommerce_connector.bigcommerce_product_action")

    def action_view_attention(self):
        """What needs a person: orders first, else products."""
        self.ensure_one()
        needs_attention = [("store_id", "=", self.id), ("state", "=", "attention")]
        is_order = self.env["bigcommerce.order"].search_count(needs_attention, limit=1)
        model = "order" if is_order else "product"
        action = self._view_children(
            f"bigcommerce_connector.bigcommerce_{model}_action"
        )
        action["domain"] = needs_attention
        return action

    def _view_children(self, xmlid):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        action["domain"] = [("store_id", "=", self.id)]
        action["context"] = {}
        return action

    # === BUSINESS === #

    @api.model
    def _draft_for(self, vals):
        """The store to connect with these values: one disconnected before, or new.

        :param dict vals: with ``store_hash`` and ``company_id``
        """
        vals = self._parse_pasted_path(vals)
        domain = [
            ("store_hash", "=", vals["store_hash"]),
            ("company_id", "=", vals["company_id"]),
            ("state", "=", "draft"),
        ]
        if vals.get("api_url"):  # a store of the same name elsewhere is another one
            domain.append(("api_url", "=", vals["api_url"]))
        known = self.with_context(active_test=False).search(domain, limit=1)
        if not known or not vals["store_hash"]:
            return self.create(vals)
        if not vals.get("client_secret"):
            vals.pop("client_secret", None)  # left empty: the known one is kept
        known.write(vals)
        return known.with_env(self.env)

    @api.model
    def _is_any_connected(self):
        """Whether anybody reads change notes: none are written otherwise.

        Cached, since every save asks.
        """
        return bool(self._connected_ids())

    @api.model
    @ormcache()
    def _connected_ids(self):
        # One answer for every caller, whatever its context asks for.
        stores_sudo = self.sudo().with_context(active_test=False)
        return stores_sudo.search([("state", "!=", "draft")]).ids

    def _client(self):
        """The API client of this store.

        The token is readable by the system only, so that is where it is read.

        :rtype: bigcommerce.Client
        """
        self.ensure_one()
        store_sudo = self.sudo()  # secrets: system fields
        return Client(
            store_sudo.store_hash,
            store_sudo.access_token,
            api_url=store_sudo.api_url,
        )

    def _is_eligible(self, templates):
        """The templates that this store sells (Item Sync Enforcement)."""
        self.ensure_one()
        eligible = templates.filtered(
            lambda template: (
                template.bigcommerce_enabled
                and template.company_id in (self.company_id, self.env["res.company"])
            )
        )
        if self.item_sync_enforcement:
            eligible = eligible.filtered(
                lambda template: self.warehouse_id in template.bigcommerce_warehouse_ids
            )
        return eligible
