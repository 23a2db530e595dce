"""Web orders that are posted both ways from one beginning: each alone, and together."""

import os
from contextlib import closing, contextmanager
from copy import deepcopy
from datetime import timezone
from decimal import Decimal
from pprint import pformat
from random import Random

from odoo import fields

from ..settlement.pace import Pace
from ..sync.orders import posting_queue
from ..sync.orders.post.joint_transfers import JointTransfers
from .common import BigcommerceCase
from .rows import Rows, differences

try:
    from bigcommerce_simulator import ManualClock
except ImportError:  # the addon without the rest of its repository
    ManualClock = None

ORDERS = int(os.environ.get("ORDERS_TOGETHER", "16"))
SEED = int(os.environ.get("ORDERS_TOGETHER_SEED", "1"))
MOST = 25
# Of what BigCommerce knows, all that shoppers and staff change here.
_BOOKS = ("rows", "refunds", "shipments", "transactions", "pickups")
_GIFT_WRAP = {
    "display_name_customer": "Gift wrap",
    "cost_inc_tax": "2",
    "cost_tax": "0.15",
}


class BothWaysCase(BigcommerceCase):
    """``joint``: of how many orders the goods left, each time that some left together;
    ``chance``: the same for the same seed."""

    def setUp(self):
        super().setUp()
        # The same moments both times.
        now = fields.Datetime.now().replace(microsecond=0, tzinfo=timezone.utc)
        self.simulator.store.clock = ManualClock(now)
        self.chance = Random(SEED)
        self.shirt, self.mug = self.sell("SHIRT", 20), self.sell("MUG", 7.5)
        self.numbers = []
        self.joint = []
        self.patch(posting_queue, "_pace", Pace())  # not of slow tests before
        carry_out = JointTransfers.carry_out

        def watch(transfers, posted):
            self.joint.append(len(transfers._requests))
            carry_out(transfers, posted)

        self.patch(JointTransfers, "carry_out", watch)

    # === BOTH WAYS === #

    def sync_by(self, most):
        """Read what waits, and post as many together."""
        self.env["ir.config_parameter"].set_param(
            posting_queue.MOST_TOGETHER, str(most)
        )
        self.sync_orders()
        for _ in range(ORDERS):  # a busy machine needs more than one run
            if self.store.order_ids.filtered("needs_sync"):
                self.sync_orders()

    def close(self):
        self.store.config_ids.session_ids.start_at = "2026-01-01 10:00:00"
        self.run_flow("sessions")
        states = set(self.store.config_ids.session_ids.mapped("state"))
        self.assertEqual(states, {"closed"}, self.store.closing_problem)

    def both_ways(self, later):
        """What posting, what came later and closing made: each alone, and together.

        :param later: what happens on BigCommerce once all is posted; None: nothing
        """
        for product in self.shirt, self.mug:  # enough for most of them
            self.env["stock.quant"]._update_available_quantity(
                product, self.warehouse.lot_stock_id, 2 * ORDERS
            )
        self.env.flush_all()
        rows = Rows(self.env.cr)
        found = []
        for most in 0, MOST:
            with closing(self.env.cr.savepoint()), self._undone_on_the_web():
                self.sync_by(most)
                read = [rows.read()]
                if later:
                    self.simulator.store.clock.advance(60)
                    later()
                    self.sync_by(most)
                    read.append(rows.read())
                self.close()
                found.append([*read, rows.read()])
            self.env.invalidate_all()
            self.registry.clear_all_caches()
        return found

    @contextmanager
    def _undone_on_the_web(self):
        """What happens there in this block is undone, and would happen again alike."""
        web = self.simulator.store
        with web.lock:
            books = deepcopy({name: getattr(web.orders, name) for name in _BOOKS})
            counters, chance = dict(web._counters), web.random.getstate()
            numbers, now = list(self.numbers), web.clock.now()
        yield
        with web.lock:
            for name, rows in books.items():
                setattr(web.orders, name, rows)
            web._counters = counters
            web.random.setstate(chance)
            web.clock = ManualClock(now)
            self.numbers = numbers

    def assert_same_both_ways(self, later=None):
        one_by_one, together = self.both_ways(later)
        for before, after in zip(one_by_one, together, strict=True):
            found = differences(before, after)
            self.assertFalse(found, pformat(found, width=150))

    # === ON THE WEB === #

    def place(self, *lines, **details):
        """:return: the order's number"""
        lines = [{"quantity": 1, **line} for line in lines]
        number = self.simulator.store.orders.place(lines=lines, **details).id
        self.numbers.append(number)
        return number

    def random_order(self, skus, chance=None):
        """A shopper buys some of these, in one way or another."""
        chance = chance or self.chance
        chosen = chance.sample(skus, chance.randint(1, min(3, len(skus))))
        shopper = chance.randint(1, 5)
        is_guest = shopper < 3
        details = {
            "tax_rate": chance.choice([None, "8.25", ["5", "2.5"]]),
            "shipping": chance.choice([None, {"cost": "4.99", "method": "Post"}]),
            "discount": chance.choice([None, None, "1.37"]),
            "customer": {
                "id": 0 if is_guest else shopper,
                "email": f"shopper{shopper}@example.com",
                "first_name": "Ann",
                # The contact of an account follows who orders last, and who has to go
                # alone may come after those that ordered later.
                "city": chance.choice(["Austin", "Waco"]) if is_guest else "Austin",
            },
            "gift_certificate": chance.choice([None, None, "2.50"]),
            "store_credit": None if is_guest else chance.choice([None, "1.25"]),
            "coupons": chance.choice([None, None, [{"code": "TEN", "amount": "1"}]]),
            "fees": chance.choice([None, None, [_GIFT_WRAP]]),
            "currency": chance.choice([None, None, None, *self.currencies()]),
        }
        return self.place(
            *({"sku": sku, "quantity": chance.randint(1, 3)} for sku in chosen),
            **{name: value for name, value in details.items() if value},
        )

    def currencies(self):
        """Those that shoppers pay in, besides the company's."""
        return list(self.simulator.store.orders.exchange_rates)

    def accept(self, code, rate):
        """The owner accepts another currency."""
        currency = self.env.ref(f"base.{code}")
        currency.active = True
        self.env["res.currency.rate"].create(
            {"currency_id": currency.id, "rate": rate, "name": "2026-01-01"}
        )
        self.simulator.store.orders.exchange_rates[code] = Decimal(str(rate))

    def refund(self, number, chance):
        """Staff gives money back, for a unit or for nothing in particular."""
        orders = self.simulator.store.orders
        line = chance.choice(orders.get(number).lines)
        by_item = {"item_type": "PRODUCT", "item_id": line.id, "quantity": 1}
        by_amount = {"item_type": "ORDER", "item_id": number, "amount": 1}
        orders.refund(number, [chance.choice([by_item, by_item, by_amount])])

    def more_of_everything(self, skus):
        """Later: orders that are posted are refunded, cancelled, edited; and more come.

        The same each time that it happens.
        """
        chance = Random(SEED)
        orders = self.simulator.store.orders
        refunded = {refund.order_id for refund in orders.refunds.values()}
        posted = [number for number in self.numbers if number not in refunded]
        for number in chance.sample(posted, len(posted) // 3):
            deed = chance.choice(["refund", "refund", "cancel", "edit"])
            if deed == "refund":
                self.refund(number, chance)
            elif deed == "cancel":
                orders.edit(number, status_id=5)
            else:
                line = chance.choice(orders.get(number).lines)
                rows = [{"id": line.id, "quantity": chance.randint(1, 4)}]
                orders.edit(number, lines=rows)
        for _ in range(ORDERS // 3):
            self.random_order(skus, chance)
