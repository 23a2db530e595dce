from odoo import fields, models


class BigcommerceStore(models.Model):
    """What happens to the orders of the store, and how far they are read.

    Times are BigCommerce's, except where it says Odoo's: the two clocks need not agree,
    so they are never compared.
    """

    _inherit = "bigcommerce.store"

    # === THE OWNER'S CHOICES === #
    unknown_item_policy = fields.Selection(
        [
            ("hold", "Hold the order"),
            ("fallback", "Post it on one product"),
            ("create", "Create the product"),
        ],
        "Unknown Items",
        default="hold",
        required=True,
        help="What happens to an order with an item whose SKU matches no product.\n"
        "Hold the order: it needs attention until the product exists.\n"
        "Post it on one product: all unknown items are sold as the product "
        "chosen below.\n"
        "Create the product: a product is created for each unknown item.",
    )
    fallback_product_id = fields.Many2one(
        "product.product",
        "Product for Unknown Items",
        check_company=True,
        help="A service moves no stock.",
    )
    guest_contact = fields.Selection(
        [("create", "Create a contact"), ("none", "No contact")],
        "Guest Checkouts",
        default="create",
        required=True,
        tracking=True,
        help="Customers who order without an account on BigCommerce.\n"
        "Create a contact: an existing contact is found by email address, or a "
        "new one is created.\n"
        "No contact: the email address is kept on the order only. To invoice "
        "such an order, choose its customer first.",
    )
    restock_policy = fields.Selection(
        [
            ("always", "Always"),
            ("unshipped", "Only what was not shipped"),
            ("never", "Never"),
        ],
        "Restock Refunded Goods",
        default="always",
        required=True,
        help="Goods that are not restocked go to the location Web Returns, whose "
        "stock is not published.",
    )
    returns_location_id = fields.Many2one(
        "stock.location",
        "Web Returns",
        check_company=True,
        copy=False,
        domain="[('usage', '=', 'internal')]",
    )
    responsible_id = fields.Many2one(
        "res.users",
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        help="Receives what is chosen below, an activity for every web order that "
        "stock cannot serve, and a message when the store is paused. Empty: nobody is "
        "told.",
    )
    attention_activities = fields.Boolean(
        "Activities for Problems",
        default=True,
        help="For every web order that needs attention, with an email for the first "
        "one; for the store while products or their stock do. They end by themselves.",
    )
    daily_digest = fields.Boolean(
        default=True,
        help="An email a day with all that is on the To Do page. None while nothing "
        "is.",
    )
    digest_sent_on = fields.Date("Last Digest", readonly=True, copy=False)
    self_service_invoicing = fields.Boolean(
        "Self-Service Invoicing",
        tracking=True,
        help="Off: Odoo's public page for receipts (/pos/ticket) does not show web "
        "orders.\n"
        "On: anyone with the code printed on a web order's receipt sees the "
        "customer's name and address there, and can request the invoice.",
    )
    status_ids = fields.One2many("bigcommerce.order.status", "store_id", copy=False)
    payment_method_ids = fields.One2many(
        "bigcommerce.payment.method", "store_id", copy=False
    )
    tax_ids = fields.One2many("bigcommerce.tax", "store_id", copy=False)

    # === HOW FAR ORDERS ARE READ === #
    orders_watermark_at = fields.Datetime(
        readonly=True,
        copy=False,
        help="When, by Odoo's clock, the sweep first reached this point.",
    )
    orders_overlapped_on = fields.Datetime(
        readonly=True,
        copy=False,
        help="When, by Odoo's clock, the last sweep began that listed once more what "
        "had changed in the minutes before this point.",
    )
    refunds_watermark = fields.Datetime(readonly=True, copy=False)
    refunds_watermark_at = fields.Datetime(readonly=True, copy=False)
    refunds_seen = fields.Json(
        readonly=True, copy=False, groups="base.group_system"
    )  # what of the overlapping window is known: [[id, times declined], …]

    others_seen = fields.Json(
        readonly=True, copy=False, groups="base.group_system"
    )  # what the overlap lists again of orders not imported: {number: fingerprint}

    refunds_checked_on = fields.Date(readonly=True, copy=False)
    orders_limit_before = fields.Datetime(
        readonly=True,
        copy=False,
        help="The date from which orders were synced before it was changed while "
        "the store was not connected.",
    )

    # === ORDERS THAT NO LISTING SHOWS === #
    orders_newest_number = fields.Integer(
        readonly=True,
        copy=False,
        help="The highest order number that BigCommerce has listed.",
    )
    listed_checked_on = fields.Date(readonly=True, copy=False)
    listed_cursor = fields.Integer(readonly=True, copy=False)

    # === THE SWEEP THAT IS UNDER WAY === #
    sweep_since = fields.Datetime(readonly=True, copy=False)
    sweep_started = fields.Datetime(readonly=True, copy=False)  # Odoo's clock
    sweep_latest = fields.Datetime(readonly=True, copy=False)
    sweep_cursor = fields.Integer(readonly=True, copy=False)
    sweep_run = fields.Float(
        readonly=True,
        copy=False,
        digits=False,
        help="The run of the scheduled action in which it ended.",
    )

    # === OLDER ORDERS === #
    backfill_ids = fields.One2many("bigcommerce.backfill", "store_id", copy=False)
    backfill_progress = fields.Char(compute="_compute_backfill_progress")

    def _compute_backfill_progress(self):
        self.backfill_progress = False
        for store in self.filtered("running_backfill_count"):
            running = store.backfill_ids.filtered(lambda job: job.state == "running")
            store.backfill_progress = " · ".join(running.mapped("progress"))

    def action_stop_backfill(self):
        """Read no more older orders; what was read stays."""
        self.check_access("write")
        running = self.backfill_ids.filtered(lambda job: job.state == "running")
        for job in running:
            job.store_id.message_post(body=self.env._("Stopped: %s.", job.progress))
        running.sudo().state = "stopped"  # the connector's own record
        return True
