from odoo import api, fields, models
from odoo.tools.sql import column_exists, create_column

from ..mappers.shipment import tracking_payload
from .ages import ago
from .carriers import CARRIERS
from .collected import operation_of
from .company_check import are_of_one_company
from .connector_context import connector_context, joint_transfers
from .kept_fields import MANAGER
from .later_costs import is_valued_later
from .notification import RELOAD
from .preparation import STAGES, goods_text, lacking, pack, stage_of, tell_stage, unpack
from .shipped_goods import goods_that_left, is_to_be_told
from .waiting_goods import call_off


class StockPicking(models.Model):
    _inherit = "stock.picking"

    # Whoever may write a transfer is shown what it takes of its web order.
    bigcommerce_order_id = fields.Many2one(
        "bigcommerce.order",
        "Web Order",
        compute="_compute_bigcommerce_order_id",
        store=True,
        index="btree_not_null",
        check_company=True,
    )
    bigcommerce_carrier = fields.Selection(
        CARRIERS,
        "Carrier",
        copy=False,
        help="The customer finds the parcel with it: BigCommerce makes a link of "
        "carrier and tracking number.",
    )
    bigcommerce_tracking = fields.Char("Tracking Number", copy=False)
    bigcommerce_address_id = fields.Integer(
        readonly=True,
        help="Of a web order with several delivery addresses: BigCommerce's number of "
        "the one that this goes to.",
    )
    bigcommerce_shipment_ids = fields.One2many(
        "bigcommerce.shipment",
        "picking_id",
        "Shipments on BigCommerce",
        readonly=True,
        groups="point_of_sale.group_pos_user",
    )

    # Who prepares web orders need not see them: what it takes of them is shown here.
    bigcommerce_preparation = fields.Selection(
        STAGES,
        "Preparation",
        compute="_compute_bigcommerce_preparation",
        store=True,
        index="btree_not_null",
        group_expand=True,
        copy=False,
        help="How far a web order is whose goods wait until they are shipped or "
        "handed over.",
    )
    bigcommerce_ready_on = fields.Datetime(
        "Packed On", readonly=True, copy=False, help="Since then it waits."
    )
    # Found by the order's number, as it is printed too, and by name or e-mail.
    # Customers see their own transfers in the portal: what staff wrote is not for them.
    bigcommerce_reference = fields.Char(
        "Order or Customer",
        related="bigcommerce_order_id.display_name",
        groups="base.group_user",
    )
    bigcommerce_ordered_on = fields.Datetime(
        "Ordered", related="bigcommerce_order_id.date_created", groups="base.group_user"
    )
    bigcommerce_age = fields.Char(
        "Age", compute="_compute_bigcommerce_age", groups="base.group_user"
    )
    bigcommerce_customer = fields.Char(
        "Ordered By",
        related="bigcommerce_order_id.customer_name",
        groups="base.group_user",
    )
    bigcommerce_customer_message = fields.Text(
        related="bigcommerce_order_id.customer_message", groups="base.group_user"
    )
    bigcommerce_staff_notes = fields.Text(
        related="bigcommerce_order_id.staff_notes", groups="base.group_user"
    )
    bigcommerce_is_pickup = fields.Boolean(
        "Pickup", related="bigcommerce_order_id.is_pickup", groups="base.group_user"
    )
    bigcommerce_pickup_place = fields.Char(
        "Collected At",
        related="bigcommerce_order_id.pickup_location_id.name",
        groups="base.group_user",
    )
    bigcommerce_collect_until = fields.Datetime(
        "To Be Collected Until", readonly=True, copy=False
    )
    bigcommerce_goods = fields.Text("Goods", compute="_compute_bigcommerce_goods")
    bigcommerce_is_short = fields.Boolean(
        "Goods Missing", compute="_compute_bigcommerce_goods"
    )
    bigcommerce_may_refund = fields.Boolean(
        related="bigcommerce_order_id.may_refund", groups=MANAGER
    )

    bigcommerce_cost_due = fields.Boolean(
        "Cost to Be Booked",
        groups=fields.NO_ACCESS,
        copy=False,
        help="The next session of the web register books what the goods cost.",
    )

    _bigcommerce_cost_due_idx = models.Index("(id) WHERE bigcommerce_cost_due IS TRUE")
    _bigcommerce_tracking_length = models.Constraint(
        "CHECK (length(bigcommerce_tracking) <= 50)",
        "BigCommerce takes tracking numbers of 50 characters at most.",
    )

    def _auto_init(self):
        """Columns are made here: Odoo would compute them for every transfer there is.

        At the installation none is of a web order; those of an update are filled by
        ``migrations/19.0.1.1.0``.
        """
        columns = {"bigcommerce_order_id": "int4", "bigcommerce_preparation": "varchar"}
        for name, kind in columns.items():
            if not column_exists(self.env.cr, self._table, name):
                create_column(self.env.cr, self._table, name, kind)
        return super()._auto_init()

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & self._bigcommerce_tracking_fields():
            # Who packs need not see web orders.
            self.sudo().bigcommerce_shipment_ids._tell_tracking()
        return result

    # === GOODS OF WEB ORDERS === #

    def _prepare_picking_vals(
        self, partner, picking_type, location_id, location_dest_id
    ):
        """Goods of a web order come back where the owner's rule wants them.

        The Point of Sale brings every return back to stock
        (point_of_sale/models/stock_picking.py);
        ``sync/orders/post/transaction.py`` says otherwise.
        """
        vals = super()._prepare_picking_vals(
            partner, picking_type, location_id, location_dest_id
        )
        flow = connector_context(self.env)
        origin = self.env["stock.location"].browse(location_id)
        if flow and flow.returns_location_id and origin.usage == "customer":
            vals["location_dest_id"] = flow.returns_location_id
        return vals

    def _create_picking_from_pos_order_lines(
        self, location_dest_id, lines, picking_type, partner=False
    ):
        """The goods of a web order go to its delivery address.

        Those of orders that are posted together go once all these are posted; those
        of a session that moves goods at its closing have no single address.

        Nothing comes back of what has not been shipped yet.
        """
        lines = call_off(lines)
        picking_type = operation_of(lines, picking_type)
        delivery = lines.order_id.bigcommerce_order_id.partner_shipping_id
        if len(delivery) > 1:
            delivery = delivery.browse()
        transfers = joint_transfers(self.env)
        if transfers:
            transfers.ask(location_dest_id, lines, picking_type, delivery or partner)
            return self.browse()
        return super()._create_picking_from_pos_order_lines(
            location_dest_id, lines, picking_type, delivery or partner
        )

    def _check_company(self, fnames=None):
        """Asked once for goods that leave together; Odoo says what is wrong."""
        if joint_transfers(self.env) and are_of_one_company(self, fnames):
            return
        super()._check_company(fnames)

    def _prepare_stock_move_vals(self, first_line, order_lines):
        vals = super()._prepare_stock_move_vals(first_line, order_lines)
        if first_line.qty < 0:
            called_off = sum(order_lines.mapped("bigcommerce_called_off"))
            vals["product_uom_qty"] -= called_off
        return vals

    @api.depends("pos_order_id.bigcommerce_order_id", "company_id")
    def _compute_bigcommerce_order_id(self):
        """Not of another company, whatever POS order somebody wrote."""
        for picking in self:
            order = picking.pos_order_id.bigcommerce_order_id
            is_ours = order.company_id == picking.company_id
            picking.bigcommerce_order_id = is_ours and order

    @api.constrains("bigcommerce_order_id")
    def _check_bigcommerce_order_id(self):
        self._check_company(["bigcommerce_order_id"])

    # === TO PREPARE === #

    @api.depends(
        "state",
        "location_dest_id",
        "bigcommerce_order_id",
        "bigcommerce_ready_on",
        "pos_order_id.shipping_date",
    )
    def _compute_bigcommerce_preparation(self):
        for picking in self:
            picking.bigcommerce_preparation = stage_of(picking)

    @api.depends("move_ids.product_uom_qty", "move_ids.product_id", "move_ids.state")
    def _compute_bigcommerce_goods(self):
        for picking in self:
            picking.bigcommerce_goods = goods_text(picking)
            picking.bigcommerce_is_short = bool(lacking(picking))

    @api.depends("bigcommerce_ordered_on")
    @api.depends_context("lang")
    def _compute_bigcommerce_age(self):
        for picking in self:
            ordered = picking.bigcommerce_ordered_on
            picking.bigcommerce_age = ordered and ago(self.env, ordered)

    @api.model
    def get_empty_list_help(self, help_message):
        """*To Prepare* keeps its own: Odoo shows that of transfers everywhere."""
        if self.env.context.get("bigcommerce_to_prepare"):
            return help_message
        return super().get_empty_list_help(help_message)

    def action_bigcommerce_ready(self):
        """They are packed, and wait for the carrier or the customer.

        :return: what is told to whoever pressed it
        :rtype: dict
        :raise AccessError: for whoever may not change transfers
        """
        self.check_access("write")
        return pack(self)

    def action_bigcommerce_not_ready(self):
        """Back to be picked.

        :rtype: dict
        :raise AccessError: for whoever may not change transfers
        """
        self.check_access("write")
        unpack(self)
        return RELOAD

    # === WHAT BIGCOMMERCE IS TOLD === #

    def _action_done(self):
        """What left for the customer of a web order is to be told."""
        result = super()._action_done()
        shipped_sudo = self.sudo().filtered(is_to_be_told)
        if shipped_sudo:
            self.env["bigcommerce.shipment"].sudo()._plan(shipped_sudo)
        self.sudo().filtered(is_valued_later).bigcommerce_cost_due = True
        tell_stage(self)
        return result

    def _bigcommerce_shipped_goods(self):
        """What left, as it is sold; of kits, as many as are complete.

        :return: quantity by product.product, in its own unit
        :rtype: dict
        """
        self.ensure_one()
        return goods_that_left(self)

    @api.model
    def _bigcommerce_tracking_fields(self):
        """What says who carries a transfer, and under which number.

        :rtype: set[str]
        """
        return {"bigcommerce_carrier", "bigcommerce_tracking"}

    def _bigcommerce_tracking(self):
        """Carrier and tracking number, as BigCommerce calls them.

        :rtype: dict
        """
        self.ensure_one()
        number, carrier = self.bigcommerce_tracking, self.bigcommerce_carrier
        return tracking_payload(number or "", carrier or "")
