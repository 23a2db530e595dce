"""Demo data: what a store looks like after two weeks of web orders.

The orders go the way that those of BigCommerce go, from what it would have returned to
paid POS orders; only nobody is asked. So the pages show what they show in earnest.
"""

from datetime import timedelta
from decimal import Decimal

from odoo import api, fields, models

from ..mappers.payload import as_stored
from ..sync.orders.read.snapshot import store_orders
from ..sync.register.tax import ConnectorTax
from . import payloads

_RATE = Decimal("0.15")  # of the sales tax in Odoo's own demo data
_FIRST_NUMBER = 1001
_STOCK = 200

_MUG, _SHIRT, _TOTE = "DEMO-MUG", "DEMO-SHIRT", "DEMO-TOTE"
# Days ago, customer, quantities: paid orders to which nothing happened.
_PLAIN = (
    (13, "Ada Byron", {_MUG: 2}),
    (11, "Carla Nunez", {_TOTE: 1, _MUG: 1}),
    (9, "Dora Klein", {_SHIRT: 2}),
    (7, "Emil Sand", {_MUG: 4}),
    (6, "Fay Moreau", {_TOTE: 2, _SHIRT: 1}),
    (0, "Ines Costa", {_TOTE: 1}),
)
_SIGN = {"name": "Engraved Sign", "sku": "SIGN", "price": Decimal("40.00")}


class BigcommerceDemo(models.AbstractModel):
    """Fills the store of ``bigcommerce_demo.xml``, which no BigCommerce knows."""

    _name = "bigcommerce.demo"
    _description = "BigCommerce Demo Data"

    @api.model
    def _fill_store(self, store_id):
        """Orders of every kind. Afterwards the store is paused: it has no token.

        :param int store_id: of a ``bigcommerce.store`` that was never connected
        :raise UserError: the company has no chart of accounts
        """
        store = self.env["bigcommerce.store"].browse(store_id)
        store._get_register(store.currency_id)
        ConnectorTax(store).complete()
        self.env["bigcommerce.order.status"].create(
            [
                {"store_id": store.id, "external_id": number, "name": name}
                for number, name in payloads.STATUSES.items()
            ]
        )
        shop = _Shop(store)
        shop.receive_goods()
        for days, customer, quantities in _PLAIN:
            shop.place(days, customer, quantities, payloads.COMPLETED)
        shop.tell_stories()
        shop.publish_stock()
        store._remember_database()
        store.state = "paused"


class _Shop:
    """The web shop, and what its customers and staff do."""

    def __init__(self, store):
        self.store, self.env = store, store.env
        self.now = fields.Datetime.now()
        self.items = {
            variant.sku: {
                "name": variant.product_id.name,
                "sku": variant.sku,
                "price": Decimal(f"{variant.product_id.list_price:.2f}"),
                "product_id": int(variant.mapping_id.external_id),
                "variant_id": int(variant.external_id),
            }
            for variant in store.product_ids.variant_ids
        }
        self.number = _FIRST_NUMBER

    def tell_stories(self):
        """An order of each kind."""
        cheaper = self.place(5, "Jack Adeyemi", {_SHIRT: 3})
        self.edit(cheaper, {_SHIRT: 1})
        dearer = self.place(4, "Kira Novak", {_MUG: 1})
        self.edit(dearer, {_MUG: 2})
        returned = self.place(3, "Liam Byrne", {_TOTE: 2})
        self.refund(returned, _TOTE)
        cancelled = self.place(2, "Mina Park", {_MUG: 1})
        self.cancel(cancelled)
        self.place(1, "Noor Haddad", {_SHIRT: 1}, payloads.AWAITING_PAYMENT)
        self.place(0, "Olga Petrova", {"SIGN": 1})
        skipped = self.place(1, "Pablo Ruiz", {_TOTE: 1}, payloads.AWAITING_PAYMENT)
        self.skip(skipped)

    def receive_goods(self):
        """So many of each that no order waits."""
        location = self.store.warehouse_id.lot_stock_id
        for product in self.store.product_ids.variant_ids.product_id:
            self.env["stock.quant"]._update_available_quantity(
                product, location, _STOCK
            )

    def publish_stock(self):
        """What BigCommerce shows of it."""
        self.env["bigcommerce.inventory.level"].create(
            [
                {
                    "store_id": self.store.id,
                    "variant_id": variant.id,
                    "location_id": self.store.location_ids.id,
                    "quantity": variant.product_id.free_qty,
                    "is_acknowledged": True,
                    "acknowledged_on": self.now,
                }
                for variant in self.store.product_ids.variant_ids
            ]
        )

    # === WHAT HAPPENS TO ORDERS === #

    def place(self, days, customer, quantities, status=payloads.AWAITING_FULFILLMENT):
        """:return: the payload of a new order, which Odoo has read"""
        created = self.now - timedelta(days=days, minutes=self.number % 50)
        currency = self.store.currency_id.name
        lines = self._lines(self.number, quantities)
        payload = payloads.order(self.number, created, customer, currency)
        self.number += 1
        payload.update(payloads.order_state(created, lines, status))
        if status == payloads.AWAITING_PAYMENT:
            payload["payment_status"] = ""
        self._read(payload)
        return payload

    def edit(self, payload, quantities):
        """No money is moved by that."""
        lines = self._lines(payload["id"], quantities)
        self._change(payload, lines, payload["status_id"])

    def refund(self, payload, sku):
        """One unit goes back, and its money."""
        line = next(line for line in payload["products"] if line["sku"] == sku)
        given = payloads.refund(payload["id"], self.now, line, 1)
        lines = [{**line, "quantity_refunded": 1}]
        payload["payment_status"] = "partially refunded"
        self._change(payload, lines, payloads.PARTIALLY_REFUNDED, [given])

    def cancel(self, payload):
        """The customer gets everything back."""
        (line,) = payload["products"]
        units = line["quantity"]
        given = payloads.refund(payload["id"], self.now, line, units)
        lines = [{**line, "quantity_refunded": units}]
        payload["payment_status"] = "refunded"
        self._change(payload, lines, payloads.CANCELLED, [given])

    def skip(self, payload):
        wizard = self.env["bigcommerce.order.skip"].create(
            {"order_id": self._known(payload).id, "goods_leave": "no"}
        )
        wizard.action_skip()

    # === WHAT ODOO READS === #

    def _lines(self, number, quantities):
        """The same numbers, however often staff edit the order."""
        items = {**self.items, "SIGN": _SIGN}
        return [
            payloads.order_line(number * 10 + place, items[sku], quantity, _RATE)
            for place, (sku, quantity) in enumerate(quantities.items())
        ]

    def _change(self, payload, lines, status, refunds=()):
        payload.update(payloads.order_state(self.now, lines, status))
        self._read(payload, refunds)

    def _read(self, payload, refunds=()):
        number, known = str(payload["id"]), self._known(payload)
        store_orders(
            self.store,
            {number: known} if known else {},
            [as_stored(payload)],
            {number: list(refunds)},
        )
        self._known(payload)._sync()

    def _known(self, payload):
        return self.env["bigcommerce.order"].search(
            [
                ("store_id", "=", self.store.id),
                ("external_id", "=", str(payload["id"])),
            ]
        )
