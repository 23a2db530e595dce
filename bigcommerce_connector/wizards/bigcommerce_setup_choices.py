from odoo import api, fields, models


class BigcommerceSetup(models.TransientModel):
    """What the steps ask and show: fields of the store, and what they are chosen by."""

    _inherit = "bigcommerce.setup"

    # === LOCATION AND REGISTERS === #
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        "Location",
        compute="_compute_warehouse_id",
        store=True,
        readonly=False,
        domain="[('company_id', '=', company_id)]",
        help="The location that the online store sells from.",
    )
    register_ids = fields.Many2many("pos.config", compute="_compute_register_ids")
    web_register_ids = fields.One2many(related="store_id.config_ids")

    # === TAXES === #
    open_rates = fields.Text(compute="_compute_open_rates")
    tax_ids = fields.One2many(related="store_id.tax_ids", readonly=False)

    # === PRODUCTS === #
    enabled_count = fields.Integer(compute="_compute_enabled_count")
    item_sync_enforcement = fields.Boolean(
        related="store_id.item_sync_enforcement", readonly=False
    )
    writes_name = fields.Boolean(related="store_id.writes_name", readonly=False)
    writes_description = fields.Boolean(
        related="store_id.writes_description", readonly=False
    )
    writes_price = fields.Boolean(related="store_id.writes_price", readonly=False)
    writes_weight = fields.Boolean(related="store_id.writes_weight", readonly=False)
    writes_barcode = fields.Boolean(related="store_id.writes_barcode", readonly=False)
    writes_images = fields.Boolean(related="store_id.writes_images", readonly=False)
    categories_from = fields.Selection(
        related="store_id.categories_from", readonly=False
    )
    preflight_id = fields.Many2one("bigcommerce.check", compute="_compute_checks")
    preflight_state = fields.Selection(
        related="preflight_id.state", string="Pre-flight State"
    )
    preflight_progress = fields.Char(
        related="preflight_id.progress", string="Pre-flight Progress"
    )
    preflight_result = fields.Char(
        related="preflight_id.result", string="Pre-flight Result"
    )
    dry_run_id = fields.Many2one("bigcommerce.check", compute="_compute_checks")
    dry_run_state = fields.Selection(related="dry_run_id.state", string="Dry Run State")
    dry_run_progress = fields.Char(related="dry_run_id.progress")
    dry_run_result = fields.Char(related="dry_run_id.result")
    emptied_count = fields.Integer(related="dry_run_id.emptied_count")
    dry_run_line_ids = fields.One2many(related="dry_run_id.line_ids")

    # === GO LIVE === #
    product_sync = fields.Boolean(related="store_id.product_sync", readonly=False)
    inventory_sync = fields.Boolean(related="store_id.inventory_sync", readonly=False)
    order_sync = fields.Boolean(related="store_id.order_sync", readonly=False)
    order_sync_start_date_enabled = fields.Boolean(
        "Order Sync Start Date",
        compute="_compute_order_start",
        inverse="_inverse_order_start",
    )
    order_sync_start_date = fields.Datetime(
        "Start Date", compute="_compute_order_start", inverse="_inverse_order_start"
    )
    responsible_id = fields.Many2one(related="store_id.responsible_id", readonly=False)

    # === WHAT IS SHOWN === #

    @api.depends("store_id")
    def _compute_warehouse_id(self):
        for setup in self:
            setup.warehouse_id = setup.store_id.warehouse_id or self.env[
                "stock.warehouse"
            ].search([("company_id", "=", setup.company_id.id)], limit=1)

    @api.depends("store_id")
    def _compute_register_ids(self):
        """Where people sell, and so see the web orders of the company's stores."""
        for setup in self:
            setup.register_ids = self.env["pos.config"].search(
                [
                    ("company_id", "=", setup.company_id.id),
                    ("bigcommerce_store_id", "=", False),
                ]
            )

    @api.depends("step", "tax_ids.rate")
    @api.depends_context("lang")
    def _compute_open_rates(self):
        """Of which rates the company has several taxes, so that a person has to say."""
        self.open_rates = False
        for setup in self.filtered(lambda setup: setup.step == "taxes"):
            store_sudo = setup.store_id.sudo()  # whoever connects sees no accounting
            table, found, _own = store_sudo._reporting_taxes()
            decided = {rate for rate, _tax in table}
            rates = sorted({rate for rate, _tax in found} - decided)
            names = {
                rate: [tax.name for one, tax in found if one == rate] for rate in rates
            }
            setup.open_rates = "\n".join(
                f"{rate.normalize():f} %: {', '.join(same)}"
                for rate, same in names.items()
                if len(same) > 1
            )

    def _compute_enabled_count(self):
        for setup in self:
            setup.enabled_count = self.env["product.template"].search_count(
                [
                    ("bigcommerce_enabled", "=", True),
                    ("company_id", "in", (False, setup.company_id.id)),
                ]
            )

    @api.depends("store_id.check_ids")
    def _compute_checks(self):
        for setup in self:
            for kind in ("preflight", "dry_run"):
                setup[f"{kind}_id"] = setup.store_id.check_ids.filtered(
                    lambda check, kind=kind: check.kind == kind
                )

    @api.depends(
        "store_id.order_sync_start_date_enabled", "store_id.order_sync_start_date"
    )
    def _compute_order_start(self):
        for setup in self:
            store = setup.store_id
            setup.order_sync_start_date_enabled = store.order_sync_start_date_enabled
            setup.order_sync_start_date = store.order_sync_start_date

    def _inverse_order_start(self):
        """Both at once: neither is right without the other."""
        for setup in self:
            setup.store_id.write(
                {
                    "order_sync_start_date_enabled": (
                        setup.order_sync_start_date_enabled
                    ),
                    "order_sync_start_date": setup.order_sync_start_date,
                }
            )

    # === WHAT A STEP OFFERS === #

    def action_refresh(self):
        """Show how far the check has come."""
        self.check_access("write")

    def action_preflight(self):
        """Once more."""
        self.store_id.action_preflight()

    def action_dry_run(self):
        """Once more."""
        self.store_id.action_dry_run()

    def action_view_preflight(self):
        return self.preflight_id.action_view_lines()

    def action_view_dry_run(self):
        """The whole list, to filter and export."""
        return self.dry_run_id.action_view_lines()

    def action_import(self):
        return self.store_id.action_import_products()

    def action_open_store(self):
        self.check_access("write")
        return self.store_id.action_open()
