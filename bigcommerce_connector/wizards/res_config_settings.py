from odoo import api, fields, models

# Fields of the settings that are the store's: before Connect what it begins with,
# afterwards its own switches.
_SWITCHES = (
    "product_sync",
    "inventory_sync",
    "order_sync",
    "order_sync_start_date_enabled",
    "order_sync_start_date",
)


class ResConfigSettings(models.TransientModel):
    """Settings → Integrations → BigCommerce: what connects a store, and its switches.

    A Manager who may not open the Settings finds the same on the store's page.
    """

    _inherit = "res.config.settings"

    bigcommerce_store_id = fields.Many2one(
        "bigcommerce.store", compute="_compute_bigcommerce_store_id"
    )
    bigcommerce_state = fields.Selection(related="bigcommerce_store_id.state")
    bigcommerce_store_count = fields.Integer(compute="_compute_bigcommerce_store_id")
    bigcommerce_store_hash = fields.Char("Store#")
    bigcommerce_access_token = fields.Char("Access Token")
    bigcommerce_client_secret = fields.Char("Client Secret")
    bigcommerce_api_url = fields.Char("API Address")
    bigcommerce_warehouse_id = fields.Many2one(
        "stock.warehouse",
        "Location",
        domain="[('company_id', '=', company_id)]",
        default=lambda self: self.env["stock.warehouse"].search(
            [("company_id", "=", self.env.company.id)], limit=1
        ),
    )
    bigcommerce_item_sync_enforcement = fields.Boolean("Item Sync Enforcement")
    bigcommerce_condition = fields.Char(compute="_compute_bigcommerce_condition")
    bigcommerce_product_sync = fields.Boolean(
        "Product Sync",
        compute="_compute_bigcommerce_switches",
        inverse="_inverse_bigcommerce_switches",
        store=True,
        readonly=False,
    )
    bigcommerce_inventory_sync = fields.Boolean(
        "Inventory Sync",
        compute="_compute_bigcommerce_switches",
        inverse="_inverse_bigcommerce_switches",
        store=True,
        readonly=False,
    )
    bigcommerce_order_sync = fields.Boolean(
        "Order Sync",
        compute="_compute_bigcommerce_switches",
        inverse="_inverse_bigcommerce_switches",
        store=True,
        readonly=False,
    )
    bigcommerce_order_sync_start_date_enabled = fields.Boolean(
        "Order Sync Start Date",
        compute="_compute_bigcommerce_switches",
        inverse="_inverse_bigcommerce_switches",
        store=True,
        readonly=False,
    )
    bigcommerce_order_sync_start_date = fields.Datetime(
        "Start Date",
        compute="_compute_bigcommerce_switches",
        inverse="_inverse_bigcommerce_switches",
        store=True,
        readonly=False,
    )

    def _compute_bigcommerce_store_id(self):
        """The company's first store; the others are one click away."""
        for settings in self:
            stores = self.env["bigcommerce.store"].search(
                [
                    ("company_id", "=", settings.env.company.id),
                    ("state", "!=", "draft"),
                ],
                order="id",
            )
            settings.bigcommerce_store_id = stores[:1]
            settings.bigcommerce_store_count = len(stores)

    def _compute_bigcommerce_condition(self):
        """The sentence of its card: what is wrong, or when the last order came."""
        for settings in self:
            card = self.env["bigcommerce.dashboard"].browse(
                settings.bigcommerce_store_id.id
            )
            settings.bigcommerce_condition = card.condition

    @api.depends("company_id")
    def _compute_bigcommerce_switches(self):
        new_store_sudo = self.env["bigcommerce.store"].sudo().new()
        for settings in self:
            store_sudo = settings.sudo().bigcommerce_store_id or new_store_sudo
            for name in _SWITCHES:
                settings[f"bigcommerce_{name}"] = store_sudo[name]

    def _inverse_bigcommerce_switches(self):
        """To the connected store; another one gets them when it is connected."""
        for settings in self:
            store = settings.bigcommerce_store_id
            vals = settings._bigcommerce_switches()
            changed = {name: vals[name] for name in vals if vals[name] != store[name]}
            if store and changed:
                store.write(changed)

    def _bigcommerce_switches(self):
        return {name: self[f"bigcommerce_{name}"] for name in _SWITCHES}

    def action_bigcommerce_connect(self):
        """Connect the store whose credentials were entered, and open its page.

        :raise UserError: saying what to do; nothing half-made stays
        """
        self.ensure_one()
        vals = {
            "company_id": self.env.company.id,
            "store_hash": self.bigcommerce_store_hash,
            "access_token": self.bigcommerce_access_token,
            "client_secret": self.bigcommerce_client_secret,
            "warehouse_id": self.bigcommerce_warehouse_id.id,
            "item_sync_enforcement": self.bigcommerce_item_sync_enforcement,
            **self._bigcommerce_switches(),
        }
        if self.bigcommerce_api_url:
            vals["api_url"] = self.bigcommerce_api_url
        action = self.env["bigcommerce.store"]._draft_for(vals).action_connect()
        # The store has them now: no second copy of secrets stays behind.
        self.write(
            {"bigcommerce_access_token": False, "bigcommerce_client_secret": False}
        )
        return action

    def action_bigcommerce_open(self):
        self.ensure_one()
        return self.bigcommerce_store_id.action_open()

    def action_bigcommerce_stores(self):
        return self.env["ir.actions.act_window"]._for_xml_id(
            "bigcommerce_connector.bigcommerce_store_action"
        )
