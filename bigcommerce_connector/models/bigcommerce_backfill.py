from odoo import fields, models

BACKFILL_MODES = [
    ("records", "For the record only: nothing is posted"),
    ("money", "Post the money, leave the stock unchanged"),
    ("both", "Post the money and move the stock"),
]


class BigcommerceBackfill(models.Model):
    """Older web orders that are being read, page by page.

    After each page the place is kept, so that a restart goes on where it ended
    (``sync/orders/read/backfill.py``).
    """

    _name = "bigcommerce.backfill"
    _description = "BigCommerce Older Orders"
    _inherit = ["bigcommerce.store.table"]
    _order = "id desc"
    _rec_name = "progress"

    date_from = fields.Datetime("Created From", readonly=True)
    date_to = fields.Datetime("Created Before", required=True, readonly=True)
    mode = fields.Selection(
        [*BACKFILL_MODES, ("hold", "Nothing: hold the stock of what is not shipped")],
        required=True,
        readonly=True,
    )
    is_of_start_date = fields.Boolean(
        "Started by the Start Date",
        readonly=True,
        help="Started by the Order Sync Start Date, and narrowed with it.",
    )
    status_ids = fields.Char(
        readonly=True, help="Read only these BigCommerce statuses, one after the other."
    )
    cursor = fields.Integer(readonly=True, help="The order number to continue from.")
    read_count = fields.Integer("Orders Read", readonly=True)
    total_count = fields.Integer("Orders in All", readonly=True)
    state = fields.Selection(
        [("running", "Running"), ("done", "Done"), ("stopped", "Stopped")],
        default="running",
        required=True,
        readonly=True,
        index=True,
    )
    progress = fields.Char(compute="_compute_progress")

    def _compute_progress(self):
        for job in self:
            if job.total_count:
                job.progress = self.env._(
                    "%(read)s of %(total)s older orders read",
                    read=job.read_count,
                    total=max(job.total_count, job.read_count),
                )
            else:
                job.progress = self.env._("%s older orders read", job.read_count)
