"""BigCommerce's own examples of orders and refunds, imported as they stand.

They are no part of the project: they lie beside the repository, in
``../shared/bigcommerce-openapi``.
"""

import unittest
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from odoo.tests import tagged

from ...mappers.order import read_order
from ...mappers.order_lines import is_complete, order_lines
from ...mappers.payload import as_stored
from ...mappers.refunds import read_refunds
from ...mappers.transactions import read_captured
from ...settlement.history import History
from ...settlement.settle import settle
from ...sync.orders.read.snapshot import store_orders
from ..common import BigcommerceCase

try:
    import yaml
except ImportError:  # no requirement of Odoo
    yaml = None

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "bigcommerce-openapi"
ORDERS, REFUNDS = FOLDER / "orders.v2.oas2.yml", FOLDER / "orders.v3.yml"
MISSING = "PyYAML, or BigCommerce's files in ../shared/bigcommerce-openapi, are missing"


def _load(path):
    """The file, with its dates as the texts that they are in JSON."""

    class Loader(yaml.SafeLoader):
        yaml_implicit_resolvers = {
            first: [(tag, rule) for tag, rule in rules if not tag.endswith("timestamp")]
            for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
        }

    return yaml.load(path.read_text(), Loader)  # a safe loader


def _responses(document, name):
    """The examples of a response, each a list of documents."""
    media = document["components"]["responses"][name]["content"]["application/json"]
    for example in media["examples"].values():
        value = example["value"]
        yield from value if isinstance(value, list) else [value]


def _orders(document):
    """Every order, with the lines that the file has of it."""
    orders = [
        *_responses(document, "orderCollection_Resp"),
        *_responses(document, "order_Resp"),
    ]
    lines = _lines(document)
    return {
        order["id"]: {
            **order,
            "products": [row for row in lines if row["order_id"] == order["id"]],
        }
        for order in orders
    }


def _lines(document):
    return [
        *_responses(document, "orderProductsCollection_Resp"),
        *_responses(document, "orderProductLineItem_Resp"),
    ]


@tagged("bigcommerce")
@unittest.skipUnless(yaml and ORDERS.is_file() and REFUNDS.is_file(), MISSING)
class TestSpecExamplesRead(unittest.TestCase):
    """The mappers read every example."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.document = _load(ORDERS)
        cls.payments = _load(REFUNDS)

    def test_every_order_is_read_to_the_cent(self):
        orders = _orders(self.document)
        self.assertEqual(set(orders), {100, 218, 247})
        for payload in orders.values():
            with self.subTest(payload["id"]):
                order = read_order(payload)
                self.assertEqual(order.total, Decimal(payload["total_inc_tax"]))
                self.assertEqual(order.tax, Decimal(payload["total_tax"]))
                self.assertEqual(order.currency_code, "USD")
                self.assertEqual(
                    order.customer_email, payload["billing_address"]["email"]
                )
                # The file shows only some of the lines, which must be noticed.
                self.assertFalse(is_complete(payload))

    def test_dates_are_utc(self):
        created = {
            number: read_order(payload).date_created
            for number, payload in _orders(self.document).items()
        }
        self.assertEqual(created[218], datetime(2019, 3, 5, 21, 40, 11))
        self.assertEqual(created[247], datetime(2019, 6, 20, 16, 7, 8))

    def test_every_line_is_read_at_what_was_paid_for_it(self):
        paid = {}
        for line in _lines(self.document):
            payload = {**_orders(self.document)[247], "products": [line]}
            [item] = read_order(payload).items.values()
            self.assertEqual(item.quantity, line["quantity"])
            self.assertEqual(item.sku, line["sku"])
            self.assertLessEqual(item.tax, item.inc_tax)
            paid[line["id"]] = item.inc_tax
        expected = {65: "63.64", 66: "0", 116: "37.23", 35: "45", 238: "45", 240: "940"}
        self.assertEqual(paid, {key: Decimal(text) for key, text in expected.items()})

    def test_consignments_whose_lines_are_links_hold_no_lines(self):
        order = _orders(self.document)[247]
        examples = self.document["components"]["schemas"]["orderConsignment_Get"]
        for name, consignments in examples["x-examples"].items():
            with self.subTest(name):
                payload = {**order, "products": {}, "consignments": consignments}
                self.assertEqual(order_lines(payload), [])
                self.assertFalse(is_complete(payload))

    def test_the_refund_is_read(self):
        [answer] = _responses(self.payments, "RefundID_Response")
        refunds = read_refunds([answer["data"]])
        [refund] = refunds.each
        self.assertEqual((refund.total, refund.tax), (50, 5))
        self.assertEqual(refund.causes, {"items": 50})
        self.assertEqual(refunds.units, {"87": (1, 0)})

    def test_the_refund_lowers_the_order_that_it_is_of(self):
        """Order 247 gives the refund of the file back, for one of four shirts."""
        payload = _orders(self.document)[247]
        line = dict(payload["products"][1], id=87, quantity_refunded=1)
        order = read_order({**payload, "products": [line]})
        [answer] = _responses(self.payments, "RefundID_Response")
        refunds = read_refunds([answer["data"]])
        seen = History().with_paid_state(order, 2)
        target = settle(order, refunds, seen, order.total, 2).target
        [part] = target.items.values()
        self.assertEqual(part.quantity, 3)
        self.assertEqual(target.total, Decimal("958.74"))
        self.assertEqual(target.tax, Decimal("71.88"))

    def test_the_transaction_is_money_received(self):
        examples = self.payments["components"]["schemas"]["Transaction"]["x-examples"]
        self.assertEqual(read_captured(examples.values()), Decimal("3.4"))


@tagged("post_install", "-at_install", "bigcommerce")
@unittest.skipUnless(yaml and ORDERS.is_file() and REFUNDS.is_file(), MISSING)
class TestSpecExamplesPosted(BigcommerceCase):
    """Orders with their lines become transactions, to the cent."""

    def setUp(self):
        super().setUp()
        self.payloads = _orders(_load(ORDERS))
        self.store.connected_on = datetime(2018, 1, 1)
        for line in _lines(_load(ORDERS)):
            known = [("default_code", "=", line["sku"])]
            if not self.env["product.product"].search(known):
                self.env["product.product"].create(
                    {"name": line["name"], "default_code": line["sku"]}
                )

    def take(self, number, refunds=(), **changes):
        """Import an order as the file has it."""
        payload = as_stored({**self.payloads[number], **changes})
        known = {order.external_id: order for order in self.web_order(number)}
        store_orders(self.store, known, [payload], {str(number): list(refunds)})
        order = self.web_order(number)
        order._sync()
        return order

    def assert_posted(self, order, total, tax):
        self.assertEqual(order.state, "synced", order.message)
        self.assertTrue(order.is_reconciled)
        posted = order.pos_order_ids
        self.assertEqual(f"{sum(posted.mapped('amount_total')):.2f}", total)
        self.assertEqual(f"{sum(posted.mapped('amount_tax')):.2f}", tax)

    def test_an_order_that_is_paid_is_posted(self):
        order = self.take(247)
        self.assert_posted(order, "1008.74", "76.88")
        [sale] = order.pos_order_ids
        units = {line.product_id.default_code: line.qty for line in sale.lines}
        for line in self.payloads[247]["products"]:
            self.assertEqual(units[line["sku"]], line["quantity"])
        self.assertIn("shipping", sale.lines.mapped("bigcommerce_key"))

    def test_orders_that_are_only_authorized_wait(self):
        for number in (100, 218):
            order = self.take(number)
            self.assertEqual((order.state, order.is_posted), ("pending", False))

    def test_the_examples_are_posted_once_the_money_is_there(self):
        paid = {"payment_status": "captured", "status_id": 11}
        self.assert_posted(self.take(100, **paid), "361.95", "0.00")
        self.assert_posted(self.take(218, **paid), "69.84", "5.31")

    def test_the_refund_is_posted(self):
        self.take(247)
        [answer] = _responses(_load(REFUNDS), "RefundID_Response")
        lines = [dict(row) for row in self.payloads[247]["products"]]
        lines[1]["quantity_refunded"] = 1
        refund = {**answer["data"], "order_id": 247}
        order = self.take(247, [refund], products=lines, status_id=14)
        self.assert_posted(order, "958.74", "71.88")
        back = order.pos_order_ids.lines.filtered("refunded_orderline_id")
        self.assertEqual(back.mapped("qty"), [-1])
        self.assertEqual(back.product_id.default_code, lines[1]["sku"])
