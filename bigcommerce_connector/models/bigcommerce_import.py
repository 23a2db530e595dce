from odoo import api, fields, models

SCOPES = [
    ("all", "All products"),
    ("categories", "Categories"),
    ("brands", "Brands"),
    ("products", "Single products"),
]
CATEGORIES = [
    ("none", "Import no categories"),
    ("pos", "POS categories"),
    ("product", "Product category"),
]
STOCK = [
    ("none", "Import no stock"),
    ("empty", "Where Odoo has no stock yet"),
    ("all", "Everywhere: replace the stock in Odoo"),
]
OUTCOMES = [
    ("create", "Created"),
    ("link", "Linked"),
    ("known", "Linked Before"),
    ("conflict", "Conflict"),
]


class BigcommerceImport(models.Model):
    """Products of BigCommerce that are being made or linked in Odoo, page by page.

    After each page the place is kept, so that a restart goes on where it ended
    (``sync/catalog_import/``).
    """

    _name = "bigcommerce.import"
    _description = "BigCommerce Product Import"
    _inherit = ["bigcommerce.store.child", "bigcommerce.connector.owned"]
    _order = "id desc"
    _rec_name = "scope_names"

    scope = fields.Selection(SCOPES, "Selection By", required=True, readonly=True)
    scope_names = fields.Char("Selection", readonly=True)
    queue = fields.Json(
        readonly=True,
        help="Filters of the listings that are left to read, the present one first.",
    )
    chosen = fields.Json(
        readonly=True, help="Filters of all its listings, as they were chosen."
    )
    cursor = fields.Integer(
        readonly=True, help="The BigCommerce product number to continue from."
    )
    is_dry_run = fields.Boolean(
        "Dry Run",
        readonly=True,
        help="Lists what an import would create, link and leave out. Nothing is "
        "written, neither in Odoo nor on BigCommerce.",
    )
    categories = fields.Selection(CATEGORIES, readonly=True)
    stock = fields.Selection(STOCK, "Opening Stock", default="none", readonly=True)
    with_images = fields.Boolean("Images", readonly=True)
    with_modifiers = fields.Boolean("Modifiers", readonly=True)
    images_left = fields.Integer(compute="_compute_counts")
    state = fields.Selection(
        [("running", "Running"), ("done", "Done"), ("stopped", "Stopped")],
        default="running",
        required=True,
        readonly=True,
        index=True,
    )
    read_count = fields.Integer("Products Read", readonly=True)
    total_count = fields.Integer("Products in All", readonly=True)
    line_ids = fields.One2many("bigcommerce.import.line", "import_id", "Products")
    created_count = fields.Integer("Created", compute="_compute_counts")
    linked_count = fields.Integer("Linked", compute="_compute_counts")
    known_count = fields.Integer("Linked Before", compute="_compute_counts")
    conflict_count = fields.Integer("Conflicts", compute="_compute_counts")
    note_count = fields.Integer("With Remarks", compute="_compute_counts")
    progress = fields.Char(compute="_compute_progress")

    @api.depends("line_ids.outcome", "line_ids.message", "line_ids.image_urls")
    def _compute_counts(self):
        Line = self.env["bigcommerce.import.line"]
        mine = [("import_id", "in", self.ids)]
        counts = {
            (job.id, outcome): count
            for job, outcome, count in Line._read_group(
                mine, ["import_id", "outcome"], ["__count"]
            )
        }
        noted = dict(
            Line._read_group(
                [*mine, ("outcome", "!=", "conflict"), ("message", "!=", False)],
                ["import_id"],
                ["__count"],
            )
        )
        waiting = dict(
            Line._read_group(
                [*mine, ("image_urls", "!=", False)], ["import_id"], ["__count"]
            )
        )
        for job in self:
            job.images_left = waiting.get(job, 0)
            job.created_count = counts.get((job.id, "create"), 0)
            job.linked_count = counts.get((job.id, "link"), 0)
            job.known_count = counts.get((job.id, "known"), 0)
            job.conflict_count = counts.get((job.id, "conflict"), 0)
            job.note_count = noted.get(job, 0)

    @api.depends("read_count", "total_count")
    def _compute_progress(self):
        for job in self:
            job.progress = self.env._(
                "%(read)s of %(total)s products read",
                read=job.read_count,
                total=max(job.total_count, job.read_count),
            )

    # === ACTIONS === #

    def action_view_lines(self):
        """The products of this import, filtered as the button that was pressed says."""
        self.ensure_one()
        self.check_access("read")
        name = "bigcommerce_connector.bigcommerce_import_line_action"
        action = self.env["ir.actions.act_window"]._for_xml_id(name)
        outcome = self.env.context.get("outcome")
        return {
            **action,
            "domain": [("import_id", "=", self.id)],
            "context": {f"search_default_{outcome}": 1} if outcome else {},
        }
