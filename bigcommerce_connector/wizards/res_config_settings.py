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
        default=lambda self: self._bigcommerce_default("product_sync"),
    )
    bigcommerce_inventory_sync = fields.Boolean(
        "Inventory Sync",
        default=lambda self: self._bigcommerce_default("inventory_sync"),
    )
    bigcommerce_order_sync = fields.Boolean(
        "Order Sync",
        default=lambda self: self._bigcommerce_default("order_sync"),
    )
    bigcommerce_order_sync_start_date_enabled = fields.Boolean(
        "Order Sync Start Date",
        default=lambda self: self._bigcommerce_default("order_sync_start_date_enabled"),
    )
    bigcommerce_order_sync_start_date = fields.Datetime(
        "Start Date",
        default=lambda self: self._bigcommerce_default("order_sync_start_date"),
    )

    def _compute_bigcommerce_store_id(self):
        for settings in self:
            stores = settings._bigcommerce_stores()
            settings.bigcommerce_store_id = stores[:1]
            settings.bigcommerce_store_count = len(stores)

    @api.model
    def _bigcommerce_stores(self):
        """The company's connected stores; the page shows the first one."""
        return self.env["bigcommerce.store"].search(
            [("company_id", "=", self.env.company.id), ("state", "!=", "draft")],
            order="id",
        )

    def _compute_bigcommerce_condition(self):
        """The sentence of its card: what is wrong, or when the last order came."""
        for settings in self:
            card = self.env["bigcommerce.dashboard"].browse(
                settings.bigcommerce_store_id.id
            )
            settings.bigcommerce_condition = card.condition

    def _bigcommerce_default(self, name):
        """The value of the connected store, else what a new store begins with."""
        # Settings are also saved by those who see no stores.
        store_sudo = self.sudo()._bigcommerce_stores()[:1]
        return (
            store_sudo[name] if store_sudo else store_sudo.default_get([name]).get(name)
        )

    def set_values(self):
        """Switch the connected store; another one gets them when it is connected."""
        result = super().set_values()
        # Settings are also saved by those who see no stores: they change none.
        store_sudo = self.sudo()._bigcommerce_stores()[:1]
        vals = self._bigcommerce_switches()
        changed = {name: vals[name] for name in vals if vals[name] != store_sudo[name]}
        if store_sudo and changed:
            store_sudo.sudo(self.env.su).write(changed)
        return result

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
            "item_sync_enforcement": self.bigcommerce_item_sync_enforcement,
            **self._bigcommerce_switches(),
        }
        if self.bigcommerce_api_url:
            vals["api_url"] = self.bigcommerce_api_url
        name = "bigcommerce_warehouse_id"
        location = {"warehouse_id": self[name].id}
        if self[name].id != self.default_get([name]).get(name):
            vals |= location  # somebody chose it
        store = self.env["bigcommerce.store"]._draft_for(vals, location)
        action = store.action_connect()
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
