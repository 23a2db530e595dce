from odoo import api, fields, models


class BigcommerceGoLive(models.TransientModel):
    """Before the first write to BigCommerce: what would be written is known, or not."""

    _name = "bigcommerce.go.live"
    _description = "Go Live"

    store_id = fields.Many2one("bigcommerce.store", required=True, readonly=True)
    check_id = fields.Many2one("bigcommerce.check", compute="_compute_check")
    summary = fields.Char(compute="_compute_check")
    emptied_count = fields.Integer(related="check_id.emptied_count")
    inventory_sync = fields.Boolean(related="store_id.inventory_sync")

    @api.depends("store_id")
    def _compute_check(self):
        for wizard in self:
            check = wizard.store_id.check_ids.filtered(
                lambda check: check.kind == "dry_run" and check.state == "done"
            )
            wizard.check_id = check
            wizard.summary = False
            if check:
                wizard.summary = self.env._(
                    "Dry run of %(date)s: %(result)s",
                    date=fields.Datetime.context_timestamp(
                        self, check.finished_on
                    ).strftime("%Y-%m-%d %H:%M"),
                    result=check.result,
                )

    def action_dry_run(self):
        return self.store_id.action_dry_run()

    def action_view(self):
        self.store_id.check_access("write")
        return self.check_id.action_view_lines()

    def action_go_live(self):
        self.store_id.action_go_live()
        return self.store_id.action_open()
