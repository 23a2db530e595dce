"""Runs the worked examples: one test per example, named after its title."""

import os
from decimal import Decimal

from odoo.tools import mute_logger

from ...sync.orders.posting_queue import MOST_TOGETHER
from ..common import BigcommerceCase
from ..worked_examples.posted import gathered, side_by_side, transactions
from ..worked_examples.reading import THE_ORDER, read_examples, yaml
from ..worked_examples.shop_side import (
    MissingFeature,
    ShopSide,
    awaited_fields,
    shown_items,
    store_values,
)
from ..worked_examples.web_side import WebSide

WEB_SETTINGS = ("prices_include_tax", "tax", "inventory_settings", "currencies")
QUIET = "odoo.addons.bigcommerce_connector.sync"


# Of the examples so many are also lived with each order posted alone; the proof: all.
ONE_BY_ONE = 1 if os.environ.get("EXAMPLES_ONE_BY_ONE") else 8
# And so many in a shop whose goods leave when they are shipped.
SHIPPED = 1 if os.environ.get("EXAMPLES_ONE_BY_ONE") else 12


class ExamplesCase(BigcommerceCase):
    """Every test is an example of the YAML files beside this one.

    An example with ``pending`` is expected to fail, and is an error once it passes.
    """

    example = None
    shop_side = ShopSide

    def setUp(self):
        test = getattr(self, self._testMethodName)
        self.example = getattr(test, "example", None)
        super().setUp()
        if self.example is not None:
            self._set_up_web(self.example.store)

    def _set_up_web(self, settings):
        web = self.simulator.store
        web.switches.update(self.example.simulator)
        with_tax = bool(settings.get("prices_include_tax"))
        web.information.values["is_price_entered_with_tax"] = with_tax
        if "tax" in settings:
            web.orders.taxes.set({"0": settings["tax"]})
        web.settings.inventory.update(settings.get("inventory_settings", {}))

        for code, rate in settings.get("currencies", {}).items():
            web.orders.exchange_rates[code] = Decimal(rate)
            self._activate(code, rate)
        if self.example.simulator or settings.keys() & set(WEB_SETTINGS):
            self.store.action_refresh()

    def _activate(self, code, rate):
        """The owner accepts another currency."""
        currencies = self.env["res.currency"].with_context(active_test=False)
        currency = currencies.search([("name", "=", code)])
        currency.active = True
        currency.rate_ids = [(5, 0, 0), (0, 0, {"name": "2020-01-01", "rate": rate})]

    def _set_up_shop(self, example):
        settings = {k: v for k, v in example.store.items() if k not in WEB_SETTINGS}
        self.store.write(store_values(self.store, settings))
        for sku, given in example.products.items():
            details = dict(given) if isinstance(given, dict) else {"price": given}
            self._offer(sku, **details)

    def _offer(self, sku, price, in_stock=100, known_in_odoo=True, **vals):
        if not known_in_odoo:
            self.shop.products.create(
                {"name": sku, "sku": sku, "type": "physical", "weight": 1, **vals}
                | {"price": float(price)}
            )
            return
        product = self.sell(sku, float(price), **vals)
        if in_stock != 100:
            self.env["stock.quant"]._update_available_quantity(
                product, self.warehouse.lot_stock_id, in_stock - 100
            )

    # === RUNNING === #

    def run_example(self, example):
        """The life of the order, step by step; then nothing more may happen."""
        self._set_up_shop(example)
        self.web = WebSide(self.simulator, self.shop)
        self.odoo = self.shop_side(self, self.web)
        self.posted = {}
        for step, argument in example.life:
            if step == "expect":
                self._compare(argument)
            else:
                side = self.web if hasattr(WebSide, step) else self.odoo
                getattr(side, step)(argument)
        self._compare_after_another_sync()
        self.odoo.close_session()

    def _compare_after_another_sync(self):
        self.odoo.check_again()
        for name in self.posted:
            self._compare({"order": name}, "after a further sync")

    def _compare(self, expected, when="as expected"):
        name = expected.get("order", THE_ORDER)
        order = self.odoo.order(name)
        wanted = gathered(expected.get("posted", ()))
        tenders = any("paid_by" in row for row in wanted)
        before = self.posted.get(name, [])
        posted = transactions(order, with_payments=tenders)
        new = gathered(posted[len(before) :])
        if new != wanted:
            state = f"state {order.state!r}: {order.message or 'no message'}"
            self.fail(
                f"What was posted is not {when}; {state}\n{side_by_side(wanted, new)}"
            )
        posted = transactions(order)
        self.assertEqual(posted[: len(before)], before, "A transaction was changed.")
        self.posted[name] = posted
        self._compare_order(order, expected)
        for sku, units in expected.get("stock", {}).items():
            self.assertEqual(self.odoo.stock(sku), units, f"units of {sku} in Odoo")
        for sku, units in expected.get("waiting", {}).items():
            self.assertEqual(
                self.odoo.waiting(sku), units, f"{sku} still to be shipped"
            )

        if "waiting_by_address" in expected:
            places = self.odoo.waiting_by_address()
            self.assertEqual(places, expected["waiting_by_address"])

    def _compare_order(self, order, expected):
        state = expected.get("state")
        if state is not None:
            imported = order.state or "not imported"
            self.assertEqual(imported, state, order.message)
        if "message" in expected:
            self.assertIn(expected["message"], order.message or "")
        if "is_reconciled" in expected:
            self.assertEqual(order.is_reconciled, expected["is_reconciled"])
        if "activity" in expected:
            self.assertEqual(bool(order.activity_ids), expected["activity"])
        for name in ("net", "net_tax", "to_refund", "to_collect", "only_at_registers"):
            if name in expected:
                shown = self.odoo.shown(order, name)
                if shown is not None:
                    self.assertEqual(shown, expected[name], f"{name} on the page")
        self._compare_items(order)
        if "items" in expected:
            self.assertEqual(shown_items(order), expected["items"])

    def _compare_items(self, order):
        """Items, and the lines that are no items, are what the order's head says."""
        if not (order.is_posted and order.last_checked_on):
            return
        rest = order.pos_order_ids.lines.filtered(
            lambda line: line.bigcommerce_key not in order.line_ids.mapped("key")
        )
        total = sum(rest.mapped("price_subtotal_incl"))
        tax = total - sum(rest.mapped("price_subtotal"))
        total += sum(order.line_ids.mapped("amount_posted"))
        tax += sum(order.line_ids.mapped("amount_posted_tax"))
        self.assertAlmostEqual(total, order.amount_posted, 5)
        self.assertAlmostEqual(tax, order.amount_posted_tax, 5)

    def run_pending(self, example):
        """The example must fail for want of what it waits for."""
        try:
            self.run_example(example)
        except (self.failureException, MissingFeature) as error:
            self.skipTest(f"pending: {example.pending} ({error})")
        self.fail(f"It passes now: take “pending: {example.pending}” off the example.")


class TestWorkedExamples(ExamplesCase):
    """A plain sale is posted as many are, though it is but one."""

    def test_fields_of_the_orders_page(self):
        """Amounts that the examples know and no field shows are not compared."""
        missing = awaited_fields(self.env["bigcommerce.order"])
        if missing:
            self.skipTest(f"pending: {', '.join(missing)} of bigcommerce.order")


def _method(example):
    @mute_logger(QUIET)
    def test(self):
        run = self.run_pending if example.pending else self.run_example
        run(example)

    test.__doc__ = f"{example.title}. {example.why}"
    test.example = example
    return test


class TestWorkedExamplesOneByOne(ExamplesCase):
    """Each order goes alone, as if it had to."""

    def setUp(self):
        super().setUp()
        self.env["ir.config_parameter"].set_param(MOST_TOGETHER, "1")


class ShippingSide(ShopSide):
    """Whatever waits is shipped soon after it is posted."""

    def sync(self, _given=None):
        result = super().sync()
        orders = self._case.store.order_ids
        for transfer in orders.pos_order_ids.picking_ids:
            if transfer.state in ("done", "cancel"):
                continue
            for move in transfer.move_ids:
                move.write({"quantity": move.product_uom_qty, "picked": True})
            transfer._action_done()
        self._env.invalidate_all()
        return result


class TestWorkedExamplesShipped(ExamplesCase):
    """Goods that are shipped soon after they were posted change no figure, neither of
    the money nor of the stock; but where what comes back depends on what was shipped.
    """

    shop_side = ShippingSide

    def _set_up_shop(self, example):
        result = super()._set_up_shop(example)
        self.store.goods_leave = "shipped"
        return result


for _number, _example in enumerate(read_examples() if yaml else ()):
    _name = f"test_{_example.name}"
    if hasattr(TestWorkedExamples, _name):
        raise ValueError(f"Two examples are called {_name}.")
    setattr(TestWorkedExamples, _name, _method(_example))
    if _number % ONE_BY_ONE == 0:
        setattr(TestWorkedExamplesOneByOne, _name, _method(_example))
    _depends = "goods_leave" in _example.store or "unshipped" in _example.store.values()
    if _number % SHIPPED == 0 and not _depends:
        setattr(TestWorkedExamplesShipped, _name, _method(_example))
