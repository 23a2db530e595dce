"""Carries out Odoo's part of a history, and holds what is posted against the oracle."""

from collections import Counter, defaultdict
from decimal import Decimal

from ...sync.orders.posting_queue import MOST_TOGETHER
from .agreement import agree, money_of
from .cashier import Cashier
from .closing import close_register, close_web_sessions
from .groups import check_refunds, is_group
from .history import Disagreement, disagreement
from .oracle import Oracle
from .reached import Reached
from .recording import recorded
from .tender_book import TenderBook
from .web_life import WebLife

IN_STOCK = 1000
ZERO = Decimal(0)


class OdooLife:
    """One life on a connected store.

    :param case: the ``TestHistories``: store, simulator, products, register
    :param dict settings: of the history
    """

    def __init__(self, case, settings):
        self._case = case
        self._env = case.env
        self.reached = Reached()
        self._web = WebLife(case.simulator.application, settings, self.reached)
        self._oracle = Oracle(self._web, settings["restock"])
        self._cashier = Cashier(case, self._oracle, self.reached)
        self._tenders = TenderBook(case.simulator.store, self.reached)
        self._unseen = set()
        self._late = []
        self._posted = {}
        self._deliveries = 0
        case.store.restock_policy = settings["restock"]
        # A plain sale is posted as many are, unless each has to go alone.
        most = "1" if settings.get("one_by_one") else "50"
        self._env["ir.config_parameter"].set_param(MOST_TOGETHER, most)

    def take(self, name, step):
        """Carry out a step.

        :raise Disagreement: naming what does not hold
        """
        own = getattr(self, f"_{name}", None)
        if own is None:
            self._on_the_web(name, step)
        else:
            own(step)

    def come_to_rest(self):
        """All of it must hold, and nothing more may happen.

        :raise Disagreement: naming what does not hold
        """
        self._see_all()
        self._end()

    def _see_all(self):
        """Whatever happened is looked at, and every webhook has come."""
        has_late = bool(self._late)
        self._sync({})
        if has_late:
            self._sync({})

    def _end(self):
        before = dict(self._posted)
        self._orders().action_resync()
        self._sync({})
        if before != self._posted:
            raise disagreement("A further sync posted again.")
        self._close_sessions({})
        if close_register(self._case.register_session, self._cashier.tax):
            self.reached.add("a register closed")

    # === THE WEB, AND ITS WEBHOOKS === #

    def _on_the_web(self, name, step):
        order = self._web.take(name, step)
        if order is None:
            return
        if name == "checkout":
            # A change in the very second of the checkout leaves no trace of itself.
            self._wait({"seconds": 1})
        self._unseen.add(order.id)
        fate = step.get("webhook", "once")
        if fate != "once":
            self.reached.add(f"a webhook {fate}")
        if fate == "late":
            self._late.append(order.id)
        elif fate != "lost":
            self._deliver(order.id, times=2 if fate == "doubled" else 1)

    def _deliver(self, order_id, times=1):
        self._deliveries += 1
        store = self._case.store
        for _ in range(times):
            store._store_webhook(
                store, f"d{self._deliveries}", "store/order/updated", str(order_id)
            )

    def _archive(self, step):
        """What nobody saw before it was archived cannot be seen in the list again."""
        if self._unseen:
            self._sync({})
        self._on_the_web("archive", step)

    def _wait(self, step):
        with self._case.simulator.store.lock:
            self._case.simulator.store.clock.advance(step["seconds"])

    # === LOOKS === #

    def _sync(self, _step):
        self._run_flow()
        if self._case.store.last_error:
            raise disagreement("the flow stopped", self._case.store.last_error)
        if self._orders().filtered("needs_sync"):
            raise disagreement("an order was not looked at")
        self._seen()
        for order_id in self._late:
            self._deliver(order_id)
        self._late = []

    def _faulty_sync(self, step):
        faults = self._case.simulator.store.faults
        with self._case.simulator.store.lock:
            faults.add(**step, method="GET", seconds=0.01)
        self._run_flow()
        with self._case.simulator.store.lock:
            if any(rule.used for rule in faults.rules):
                self.reached.add("a sync that failed")
            faults.rules.clear()
        store = self._case.store
        if store.state == "paused":
            store.action_go_live()
        elif not store.last_error:
            waiting = self._orders().filtered("needs_sync")
            self._seen({int(order.external_id) for order in waiting})

    def _check_again(self, step):
        orders = self._orders()
        if orders:
            orders[step["order"] % len(orders)].action_resync()
        self._sync({})

    def _run_flow(self):
        self._env.cr.precommit.run()  # as a commit would
        del self._case.joint[:]
        self._case.run_flow("orders")
        if any(self._case.joint):
            self.reached.add("posted as many are")

    def _seen(self, waiting=()):
        """Compare all orders, but those that are looked at again by themselves."""
        self._unseen &= set(waiting)
        self._oracle.sync(waiting)
        self._compare(waiting)

    # === REGISTERS AND SESSIONS === #

    def _register(self, step):
        self._take_back_here(step)

    def _take_back_here(self, step):
        orders = self._sold_here()
        if orders:
            self._cashier.take_back(orders[step["order"] % len(orders)], step)

    def _sold_here(self):
        """What a register of the company can give back."""
        return self._orders().filtered(
            lambda order: order.currency_id == order.company_id.currency_id
        )

    def _record(self, step):
        """Staff record on BigCommerce what a register gave back."""
        name, refund = recorded(step, self._oracle, self._web)
        self._on_the_web(name, {**refund, "webhook": step["webhook"]})

    def _skip(self, step):
        """Somebody skips an order that is not posted, as its page shows it."""
        orders = self._orders().filtered(
            lambda order: not (order.is_posted or order.is_skipped or order.needs_sync)
        )
        if not orders:
            return
        order = orders[step["order"] % len(orders)]
        wizard = self._env["bigcommerce.order.skip"].create(
            {
                "order_id": order.id,
                "goods_leave": "yes" if step["goods_leave"] else "no",
            }
        )
        wizard.action_skip()
        self._env.invalidate_all()
        self._oracle.skip(int(order.external_id), step["goods_leave"])
        self.reached.add(f"skipped, goods {'leave' if step['goods_leave'] else 'stay'}")
        self._compare_stock()

    def _recover(self, step):
        """Somebody has second thoughts about an order that was skipped."""
        orders = self._orders().filtered("is_skipped")
        if not orders:
            return
        order = orders[step["order"] % len(orders)]
        order.action_recover()
        self._oracle.recover(int(order.external_id))
        self.reached.add("skipped, then recovered")
        self._sync({})

    def _close_sessions(self, _step):
        close_web_sessions(self._case)

    # === COMPARING === #

    def _orders(self):
        return self._env["bigcommerce.order"].search(
            [("store_id", "=", self._case.store.id)], order="id"
        )

    def _compare(self, waiting):
        records = {order.external_id: order for order in self._orders()}
        for order in self._web.orders:
            if order.id in waiting:
                continue
            self.reached.compared(self._oracle.expected[order.id], order)
            record = records.get(str(order.id))
            if record is None:
                raise disagreement("an order was not imported")
            try:
                self._compare_order(record, order, self._oracle.expected[order.id])
            except Disagreement as error:
                raise type(error)(f"order {order.id}, {error}") from None
        self._compare_stock()

    def _compare_order(self, record, order, expected):
        self._compare_history(record)
        if expected.is_skipped:
            agree("state", record.state, "skipped")
            agree("transactions of a skipped order", len(record.pos_order_ids), 0)
        elif expected.is_waiting:
            self._compare_waiting(record, expected)
        else:
            self._compare_posted(record, expected)
            self._tenders.compare(record, order, expected)

    def _compare_waiting(self, record, expected):
        """Nothing is posted before it is paid, nor after it was called off."""
        if not record.pos_order_ids:
            wanted = "pending"
        elif expected.first_total is None:
            raise disagreement("posted before it was paid")
        else:
            self.reached.add("called off, then waits")
            wanted = "synced"
        agree("state while it waits", record.state, wanted)
        self._compare_money(record, expected)
        self._compare_units(record.pos_order_ids.lines, expected)

    def _compare_posted(self, record, expected):
        lines = record.pos_order_ids.lines
        check_refunds(
            (
                line.id,
                (line.bigcommerce_key or origin.bigcommerce_key),
                line.qty if origin or self._is_goods(line) else 0,
                line.price_subtotal_incl,
                origin.id,
                line in lines,
            )
            for line in (lines | lines.refund_orderline_ids).sorted("id")
            for origin in [line.refunded_orderline_id]
        )
        wanted = "attention" if expected.is_flagged else "synced"
        if record.state != wanted:
            raise disagreement("state", f"{record.state}: {record.message}")
        self._compare_money(record, expected)
        agree("agreement on the page", record.is_reconciled, True)
        places = record.currency_id.decimal_places
        open_amount = money_of(
            record.amount_to_refund - record.amount_to_collect, places
        )
        off = min(
            abs(open_amount - amount.quantize(open_amount))
            for amount in (expected.to_refund, expected.truly_to_refund)
        )
        if off > expected.unclear:
            agree("to refund", open_amount, expected.to_refund)
        self._compare_units(lines, expected)

    def _compare_money(self, record, expected):
        places = record.currency_id.decimal_places
        total, tax = (
            sum((money_of(x, places) for x in record.pos_order_ids.mapped(field)), ZERO)
            for field in ("amount_total", "amount_tax")
        )
        unrecorded = money_of(record.amount_register_unrecorded, places)
        expected.check_money(total, tax, unrecorded)

    def _compare_history(self, record):
        """Nothing that was posted is ever changed; all of it is numbered from one."""
        numbers = sorted(record.pos_order_ids.mapped("bigcommerce_revision"))
        agree("numbers", numbers, list(range(1, len(numbers) + 1)))
        for order in record.pos_order_ids:
            facts = (
                order.amount_total,
                order.amount_tax,
                [
                    (x.bigcommerce_key, x.qty, x.price_subtotal_incl)
                    for x in order.lines
                ],
            )
            if self._posted.setdefault(order.id, facts) != facts:
                raise disagreement("a transaction was changed", order.pos_reference)

    def _compare_units(self, lines, expected):
        posted = Counter()
        for line in lines.filtered(self._is_goods):
            posted[line.bigcommerce_key] += int(line.qty)
        for group, units in expected.units.items():
            keys = [key for key in posted if is_group(key, group)]
            agree("units", sum(posted.pop(key) for key in keys), units)
        agree("units that nobody ordered", {k: n for k, n in posted.items() if n}, {})

    def _is_goods(self, line):
        """Whatever is not one of the connector's own service products."""
        code = line.product_id.default_code or ""
        is_service = code.startswith("BIGCOMMERCE-")
        return not is_service or line.bigcommerce_key.startswith("name:")

    def _for_sale(self, quantity, _reserved):
        """All that is there: nothing waits to be shipped."""
        return quantity

    def _taken(self, place, sku):
        """What is not for sale any more."""
        return self._oracle.taken[place, sku]

    def _compare_stock(self):
        goods = {k: row for k, row in self._case.products.items() if row.is_storable}
        returns = self._case.store.returns_location_id
        found = defaultdict(int)
        for product, location, quantity, reserved in self._env[
            "stock.quant"
        ]._read_group(
            [("product_id", "in", [product.id for product in goods.values()])],
            ["product_id", "location_id"],
            ["quantity:sum", "reserved_quantity:sum"],
        ):
            found[product, location] += int(self._for_sale(quantity, reserved))
        for sku, product in goods.items():
            for place, warehouse in self._case.places.items():
                left = found[product, warehouse.lot_stock_id]
                agree("stock", left, IN_STOCK - self._taken(place, sku))
            not_restocked = found[product, returns] if returns else 0
            agree("stock not restocked", not_restocked, self._oracle.not_restocked[sku])
