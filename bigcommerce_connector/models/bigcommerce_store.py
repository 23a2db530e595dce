from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import ormcache

# What decides which products are sold at which locations.
_SOLD = ("item_sync_enforcement", "unsold_items")


class BigcommerceStore(models.Model):
    """A BigCommerce store and how it is kept one with the shop.

    This file holds what a store *is*: its state and its switches. What is *done* with
    it lives in ``sync/``, one file a flow.
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
        "Live: products, stock and orders are synced.\n"
        "Paused: nothing is read or written until you go live again.",
    )
    pause_reason = fields.Text(readonly=True, copy=False)
    paused_on = fields.Datetime(readonly=True, copy=False)

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
    unsold_items = fields.Selection(
        [
            ("leave", "Leave as they are"),
            ("zero", "Set their stock to 0"),
            ("hide", "Hide them"),
        ],
        "Items No Longer Sold",
        default="leave",
        required=True,
        tracking=True,
        help="What happens on BigCommerce to an item that is no longer enabled for "
        "it, or no longer entitled to the location. It is no longer updated.\n"
        "Leave as they are: it stays on sale with the stock it has there.\n"
        "Set their stock to 0: this includes excluded and archived variants "
        "and, with Item Sync Enforcement, locations that the item is not "
        "entitled to. Requires Inventory Sync.\n"
        "Hide them: their stock is set to 0, and the product is hidden in the "
        "storefront (requires Product Sync) until it is sold again. Excluded and "
        "archived variants are marked there as not for sale.",
    )
    product_sync = fields.Boolean(
        default=True,
        tracking=True,
        help="Off: the catalog on BigCommerce is never changed. Stock and orders "
        "are still synced.",
    )
    inventory_sync = fields.Boolean(
        default=True,
        tracking=True,
        help="Off: no stock is sent to BigCommerce, which keeps the quantities it has "
        "and how it tracks them. Products and orders are still synced. Once it is on "
        "again, what differs is sent.",
    )
    order_sync = fields.Boolean(
        default=True,
        tracking=True,
        help="Off: orders are still read, because the stock depends on them, but "
        "neither new orders nor changes of posted orders are posted. Once it is "
        "on again, they are.",
    )
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
        help="Shown in your time zone. Compared with the second in which an order "
        "was created.",
    )

    # === HOW FAR WE ARE === #
    connected_on = fields.Datetime(readonly=True, copy=False)
    webhook_mode = fields.Selection(
        [("webhook", "Webhooks"), ("polling", "Polling mode")],
        readonly=True,
        copy=False,
        help="Webhooks: BigCommerce notifies Odoo as soon as an order changes.\n"
        "Polling mode: Odoo has no public HTTPS address, so it asks "
        "BigCommerce every few minutes.",
    )
    webhook_note = fields.Char(readonly=True, copy=False)
    orders_watermark = fields.Datetime(readonly=True, copy=False)
    orders_last_sync = fields.Datetime("Last Order Sync", readonly=True, copy=False)
    catalog_basis = fields.Char(
        readonly=True,
        copy=False,
        help="Fingerprint of the taxes, units and rates that are part of every price.",
    )
    daily_check_on = fields.Date(
        readonly=True,
        copy=False,
        help="The day on which all products were queued; empty once that is done.",
    )
    match_basis = fields.Char(
        readonly=True,
        copy=False,
        help="By what products were looked for on BigCommerce last.",
    )

    location_ids = fields.One2many(
        "bigcommerce.location", "store_id", "BigCommerce Locations", copy=False
    )
    channel_ids = fields.One2many("bigcommerce.channel", "store_id", copy=False)
    product_ids = fields.One2many("bigcommerce.product", "store_id", copy=False)
    order_ids = fields.One2many("bigcommerce.order", "store_id", copy=False)

    # === CONSTRAINTS === #

    @api.constrains("order_sync_start_date_enabled", "order_sync_start_date")
    def _check_order_sync_start_date(self):
        for store in self:
            if store.order_sync_start_date_enabled and not store.order_sync_start_date:
                raise ValidationError(
                    self.env._(
                        "Choose the date from which orders are synced, or switch "
                        "off Order Sync Start Date."
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
                        "BigCommerce stops sending webhooks; then archive it.",
                        store.name,
                    )
                )

    # === CRUD === #

    def write(self, vals):
        vals = self._parse_pasted_path(vals)
        self._check_identity_is_kept(vals)
        if "active" in vals or "state" in vals:
            self.env.registry.clear_cache()
        before = {store: store._values_before(vals) for store in self}
        result = super().write(vals)
        for store, values in before.items():
            store._follow_changes(values)
            if "client_secret" in vals:
                store._flow("webhooks").delivery_message = False
        return result

    def _values_before(self, vals):
        """What has consequences when it is changed, as it is now; others extend it.

        :param dict vals: what is about to be written
        :rtype: dict
        """
        self.ensure_one()
        names = ("warehouse_id", *_SOLD)
        return {name: self[name] for name in names if name in vals}

    def _follow_changes(self, before):
        """Carry out the consequences of what was written; others extend it.

        :param dict before: as :meth:`_values_before` gives it
        """
        self.ensure_one()
        if "warehouse_id" in before and self.warehouse_id:
            self._move_mapped_locations(before["warehouse_id"])
            # Web orders that are still to be posted are sold from there.
            self.env["bigcommerce.change"]._note_all_stock()
        if any(before[name] != self[name] for name in _SOLD if name in before):
            self.env["bigcommerce.change"]._note_all_stock()
        if before.get("unsold_items", self.unsold_items) != self.unsold_items:
            for flow in ("stock", "catalog"):
                self._trigger_flow(flow)

    def unlink(self):
        """Their scheduled actions go with them."""
        crons_sudo = self.sudo().flow_ids.cron_id  # they are the system's
        result = super().unlink()
        crons_sudo.unlink()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        for store in self:
            if store.state != "draft":
                raise UserError(
                    self.env._(
                        "Disconnect %s first, so that BigCommerce stops sending "
                        "webhooks.",
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

    # === BUSINESS === #

    def _move_mapped_locations(self, former):
        """The Location changed: BigCommerce shows the new one's stock where it showed
        the former one's. Other mappings are somebody's choice and stay.

        :param former: ``stock.warehouse``
        """
        self.ensure_one()
        if former == self.warehouse_id:
            return
        mapped = self.location_ids.filtered(
            lambda location: former and location.warehouse_id == former
        )
        moved = mapped.filtered("is_default") or mapped
        if moved:
            moved.write(
                {"warehouse_id": self.warehouse_id.id, "stock_location_id": False}
            )
            self.message_post(
                body=self.env._(
                    "These locations of BigCommerce now show the stock of "
                    "%(warehouse)s: %(names)s.",
                    warehouse=self.warehouse_id.name,
                    names=", ".join(moved.mapped("name")),
                ),
                subtype_xmlid="mail.mt_comment",
            )
        if self.state == "live":
            for flow in ("stock", "catalog"):
                self._trigger_flow(flow)

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
