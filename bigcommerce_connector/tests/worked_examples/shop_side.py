"""What happens in Odoo in the life of an example: syncs, registers, closing, stock."""

from decimal import Decimal
from uuid import uuid4

from .reading import THE_ORDER

# What an example calls it, and the field of bigcommerce.order that shows it.
SHOWN = {
    "net": "amount_net",
    "net_tax": "amount_net_tax",
    "to_refund": "amount_to_refund",
    "to_collect": "amount_to_collect",
    "only_at_registers": "amount_register_unrecorded",
}
# What an example calls a setting of the store, and its field.
SETTINGS = {"goods_come_back": "restock_policy", "goods_leave": "goods_leave"}


class MissingFeature(Exception):
    """The addon has no such field yet."""


class ShopSide:
    """The Odoo side of one example.

    :param case: the ``BigcommerceCase`` that runs it
    :param web: the :class:`.web_side.WebSide` of the same example
    """

    def __init__(self, case, web):
        self._case = case
        self._web = web
        self._env = case.env
        self._register = None

    # === STEPS === #

    def sync(self, _given=None):
        """The scheduled action runs once more."""
        self._case.run_flow("orders")

    def check_again(self, _given=None):
        """Somebody presses the button, a webhook comes a second time."""
        for name in self._web.order_ids:
            order = self.order(name)
            if order:
                order.action_resync()
        self.sync()

    def close_session(self, _given=None):
        """The web register is closed, as every night."""
        for session in self.open_sessions():
            self._case.store._close_session(session)
            self._case.assertEqual(session.state, "closed", "The session is open.")
            entry = session.move_id.line_ids
            debit, credit = (
                round(sum(entry.mapped(side)), 2) for side in ("debit", "credit")
            )
            self._case.assertEqual(debit, credit, "The closing entry is unbalanced.")

    def new_product(self, sku):
        """The shop owner creates what was missing."""
        self._env["product.product"].create(
            {"name": sku, "default_code": sku, "is_storable": True}
        )

    def start_date(self, moment):
        """The owner moves Order Sync Start Date."""
        self._case.store.order_sync_start_date = moment.replace(tzinfo=None)

    def register_refund(self, given):
        """A cashier takes units of the web order back, at a register of the shop."""
        self.refund_units(self.order(THE_ORDER), given)

    def refund_units(self, order, units_by_sku, gift=None, **vals):
        """:param dict units_by_sku: what comes back of this order, to the register
        :param gift: product.product that the customer gets for it, for nothing
        :param vals: of the register's order
        """
        for sku, units in units_by_sku.items():
            line = order.pos_order_ids.lines.filtered(
                lambda line, sku=sku: (
                    line.product_id.default_code == sku and line.qty > 0
                )
            )[:1]
            self._refund_at_register(line, units, gift, **vals)
        self._env.invalidate_all()

    def _refund_at_register(self, line, units, gift=None, **vals):
        """A register's refund turns the amounts of its lines, not their quantities."""
        session = self.register_session()
        part = units / line.qty
        total = round(line.price_subtotal_incl * part, 2)
        base = round(line.price_subtotal * part, 2)
        method = session.config_id.payment_method_ids[:1]
        values = {
            "product_id": line.product_id.id,
            "qty": -units,
            "price_unit": line.price_unit,
            "discount": line.discount,
            "price_type": "automatic",
            "tax_ids": [(6, 0, line.tax_ids.ids)],
            "price_subtotal": base,
            "price_subtotal_incl": total,
            "refunded_orderline_id": line.id,
            "full_product_name": line.full_product_name,
            "pack_lot_ids": [(0, 0, {"lot_name": lot.name}) for lot in _lots(line)],
            "uuid": str(uuid4()),
        }
        lines = [values, _free(gift)] if gift else [values]
        self._env["pos.order"].sync_from_ui(
            [
                {
                    "uuid": str(uuid4()),
                    "session_id": session.id,
                    "company_id": session.company_id.id,
                    "user_id": self._env.uid,
                    "fiscal_position_id": False,
                    "amount_total": -total,
                    "amount_tax": -round(total - base, 2),
                    "amount_paid": -total,
                    "amount_return": 0,
                    "state": "paid",
                    "is_refund": True,
                    "to_invoice": False,
                    "lines": [(0, 0, each) for each in lines],
                    "payment_ids": [
                        (0, 0, {"payment_method_id": method.id, "amount": -total})
                    ],
                    **vals,
                }
            ]
        )

    def deliver(self, units_by_sku, waits_on=True):
        """The warehouse ships so much of what waits, and the rest waits on."""
        for sku, units in units_by_sku.items():
            for move in self._waiting(sku):
                move.quantity = min(units, move.product_uom_qty)
                move.picked = bool(move.quantity)
                units -= move.quantity
                transfer = move.picking_id.with_context(cancel_backorder=not waits_on)
                transfer._action_done()
        self._env.invalidate_all()

    def deliver_no_more(self, units_by_sku):
        """The warehouse ships so much of what waits, and drops the rest."""
        self.deliver(units_by_sku, waits_on=False)

    def _waiting(self, sku):
        moves = self.order(THE_ORDER).pos_order_ids.picking_ids.move_ids
        return moves.filtered(
            lambda move: (
                move.state not in ("done", "cancel")
                and move.product_id.default_code == sku
            )
        ).sorted("id")

    def register_session(self):
        """The open session of the shop's register."""
        if self._register is None:
            config = self._env["pos.config"].create(
                {
                    "name": "Shop register",
                    "payment_method_ids": [(6, 0, self._card().ids)],
                    "picking_type_id": self._case.warehouse.pos_type_id.id,
                }
            )
            self._register = self._env["pos.session"].create(
                {"config_id": config.id, "user_id": self._env.uid}
            )
            self._register.set_opening_control(0, None)
        return self._register

    def _card(self):
        journal = self._env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", self._env.company.id)], limit=1
        )
        return self._env["pos.payment.method"].create(
            {"name": "Card at the register", "journal_id": journal.id}
        )

    # === WHAT IS SHOWN === #

    def order(self, name):
        """The ``bigcommerce.order``; empty while (or because) it is not imported."""
        return self._case.web_order(self._web.order_ids[name])

    def open_sessions(self):
        """The sessions of the web registers that are open."""
        return self._env["pos.session"].search(
            [
                ("config_id", "in", self._case.store.config_ids.ids),
                ("state", "!=", "closed"),
            ]
        )

    def stock(self, sku):
        """Units at the store's location."""
        product = self._env["product.product"].search([("default_code", "=", sku)])
        location = self._case.warehouse.lot_stock_id
        quantity = product.with_context(location=location.id).qty_available
        return Decimal(str(quantity))

    def waiting(self, sku):
        """Units of the order that the warehouse still has to ship."""
        return Decimal(str(sum(self._waiting(sku).mapped("product_uom_qty"))))

    def waiting_by_address(self):
        """The same by SKU, of each delivery address that something waits for."""
        transfers = self.order(THE_ORDER).pos_order_ids.picking_ids
        found = {}
        for move in transfers.move_ids:
            if move.state not in ("done", "cancel"):
                place, sku = move.picking_id.partner_id, move.product_id.default_code
                units = found.setdefault(place.street, {})
                units[sku] = units.get(sku, 0) + move.product_uom_qty
        return found

    def shown(self, order, name):
        """An amount on the order's page; None while the page has no such field."""
        field = SHOWN[name]
        if field not in order._fields:
            return None
        digits = Decimal(1).scaleb(-order.currency_id.decimal_places)
        return Decimal(str(order[field])).quantize(digits)


def _lots(line):
    """Which lots of its product left: the cashier reads them from what comes back."""
    left = line.order_id.picking_ids.move_line_ids
    return left.filtered(lambda one: one.product_id == line.product_id).lot_id


def _free(product):
    """One of a product, for nothing."""
    nothing = dict.fromkeys(("price_unit", "price_subtotal", "price_subtotal_incl"), 0)
    identity = {"product_id": product.id, "full_product_name": product.name}
    return {**identity, **nothing, "qty": 1, "tax_ids": [], "uuid": str(uuid4())}


def shown_items(order):
    """Net units, and money and tax posted for them, by SKU, on the order's page."""
    digits = Decimal(1).scaleb(-order.currency_id.decimal_places)
    return {
        line.sku: [
            Decimal(str(line.quantity_target)).quantize(Decimal(1)),
            Decimal(str(line.amount_posted)).quantize(digits),
            Decimal(str(line.amount_posted_tax)).quantize(digits),
        ]
        for line in order.line_ids
    }


def awaited_fields(model):
    """What the examples expect to be shown and the order's page does not have yet."""
    return sorted(field for field in SHOWN.values() if field not in model._fields)


def store_values(model, settings):
    """Values of ``bigcommerce.store`` for the settings of an example."""
    values = {}
    for name, value in settings.items():
        if name == "start_date":
            values["order_sync_start_date_enabled"] = True
            values["order_sync_start_date"] = value.replace(tzinfo=None)
            continue
        field = SETTINGS[name]
        if field not in model._fields:
            raise MissingFeature(f"A store has no field {field}.")
        values[field] = value
    return values
