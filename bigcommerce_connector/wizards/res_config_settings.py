from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings → Integrations → BigCommerce: what it takes to connect a store."""

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
