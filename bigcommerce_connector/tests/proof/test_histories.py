"""Random lives of web orders, from the simulator to closed books, against the oracle.

``PROOF_SEED`` and ``PROOF_FIRST`` choose the lives, ``PROOF_HISTORIES`` is how many:
the same three bring the same lives back. A failure shows the shortest history that
fails. ``PROOF_HISTORY`` names a file with such a history, to be lived by itself.
``PROOF_SHRINK=0`` shows the life that failed as it was lived. Without ``PROOF_SEED``
some of the lives found before are left to the proof: paper plays them every time.
``PROOF_REACHED`` names a file where the slices of a run add up what they reached.
"""

import logging
import os
import time
from contextlib import closing, contextmanager
from datetime import timedelta, timezone
from pathlib import Path
from unittest.mock import patch

from odoo import fields
from odoo.tools import mute_logger

from bigcommerce_simulator import ManualClock
from bigcommerce_simulator.quota import Quota

from ...api import client as client_module
from ...sync.orders.post.joint_transfers import JointTransfers
from ..common import BigcommerceCase
from . import reached_sum
from .fulfilled_life import FulfilledLife
from .fulfilled_steps import (
    FULFILLED,
    OUTLET,
    fulfilled_checkouts,
    fulfilled_settings,
    openings,
)
from .history import read
from .machine import Lives
from .odoo_life import IN_STOCK, OdooLife
from .oracle import MAIN
from .reached_sum import ReachedSum
from .steps import IN_ODOO, ON_PAPER
from .web_life import DIGITAL, PRODUCTS, WebLife

_logger = logging.getLogger("proof")

SEED = os.environ.get("PROOF_SEED", "web orders")
FIRST = int(os.environ.get("PROOF_FIRST", "0"))
HISTORIES = int(os.environ.get("PROOF_HISTORIES", "5"))
# With all switches of the way back: in the proof as many again.
SWITCHED_ON = HISTORIES if "PROOF_HISTORIES" in os.environ else 2
FOUND = sorted((Path(__file__).parent / "found").glob("*.json"))
PLAYED_ON_PAPER = {kind.name for kind in ON_PAPER}
PLAYED_HERE = 1 if "PROOF_SEED" in os.environ else 3  # of the others, one in so many
QUIET = (
    "odoo.addons.bigcommerce_connector.sync",
    "odoo.addons.bigcommerce_connector.models",
    "odoo.addons.bigcommerce_connector.api",
    "odoo.addons.point_of_sale",
    "odoo.addons.base.models.ir_cron",
)


class TestHistories(BigcommerceCase):
    simulator_options = {"second_location": True}

    def setUp(self):
        moment = fields.Datetime.now().replace(microsecond=0)
        self.began = moment.replace(tzinfo=timezone.utc)
        clock = ManualClock(self.began)
        self.simulator_options = {**self.simulator_options, "clock": clock}
        # Nothing is recorded: there are too many requests for the contract tests.
        with patch.dict(os.environ):
            os.environ.pop("BIGCOMMERCE_SIMULATOR_RECORD", None)
            super().setUp()
        self.enterContext(patch.object(fields.Datetime, "now", self._now))
        waiting = patch.object(client_module.time, "sleep", lambda seconds: None)
        self.enterContext(waiting)
        self.simulator.store.hooks.rows.clear()  # webhooks come as the history says
        self.places = {MAIN: self.warehouse, OUTLET: self._open_outlet()}
        self.products = self._create_products()
        self.register_session = self._open_register()
        self._open_registers()
        self.initial_switches = self.simulator.store.switches.as_dict()
        self.joint = []
        self._count_joint()

    def _count_joint(self):
        """``joint``: of each transaction of many, how many orders were posted in it."""
        carry_out = JointTransfers.carry_out

        def watch(transfers, posted):
            self.joint.append(len(posted))
            carry_out(transfers, posted)

        self.patch(JointTransfers, "carry_out", watch)

    def _now(self, *_arguments):
        now = self.simulator.store.clock.now()
        return now.replace(tzinfo=None, microsecond=0)

    def _open_outlet(self):
        """A second place, where customers collect what they ordered."""
        outlet = self.env["stock.warehouse"].create({"name": "Outlet", "code": "OUT"})
        locations = self.store.location_ids
        second = locations.filtered(lambda one: one.external_id == str(OUTLET))
        second.warehouse_id = outlet
        return outlet

    def _create_products(self):
        plain = {"inclusive": False, "tax": None, "inventory": {}, "switches": {}}
        WebLife(self.simulator.application, plain).create_products()
        products = {}
        for sku in PRODUCTS:
            is_goods = sku not in DIGITAL
            products[sku] = self.env["product.product"].create(
                {
                    "name": sku,
                    "default_code": sku,
                    "type": "consu" if is_goods else "service",
                    "is_storable": is_goods,
                }
            )
            for warehouse in self.places.values() if is_goods else ():
                self.env["stock.quant"]._update_available_quantity(
                    products[sku], warehouse.lot_stock_id, IN_STOCK
                )
        return products

    def _open_register(self):
        bank = self.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", self.env.company.id)], limit=1
        )
        cash = self.env["account.journal"].create(
            {"name": "Register", "type": "cash", "code": "REGC"}
        )
        methods = self.env["pos.payment.method"].create(
            [
                {"name": "Cash at the register", "journal_id": cash.id},
                {"name": "Card at the register", "journal_id": bank.id},
            ]
        )
        config = self.env["pos.config"].create(
            {
                "name": "Shop register",
                "payment_method_ids": [(6, 0, methods.ids)],
                "picking_type_id": self.warehouse.pos_type_id.id,
            }
        )
        session = self.env["pos.session"].create(
            {"config_id": config.id, "user_id": self.env.uid}
        )
        session.set_opening_control(0, None)
        return session

    def _open_registers(self):
        """Registers of all currencies and places: no history has to make them."""
        places = self.store.warehouse_id | self.store.location_ids.warehouse_id
        for code, rate in (("USD", 1), ("JPY", 150), ("KWD", 0.3)):
            currency = self.env["res.currency"].with_context(active_test=False)
            currency = currency.search([("name", "=", code)])
            currency.active = True
            if code != self.env.company.currency_id.name:
                day = self._now().date() - timedelta(days=9)
                currency.rate_ids.unlink()
                currency.rate_ids.create(
                    {"name": day, "rate": rate, "currency_id": currency.id}
                )
            for warehouse in places:
                self.store._get_register(currency, warehouse)

    # === RUNNING === #

    @contextmanager
    def _life(self, settings):
        """A life at this very moment; whatever it does to both sides is undone."""
        store = self.simulator.store
        try:
            with closing(self.env.cr.savepoint()), mute_logger(*QUIET):
                is_fulfilled = "all_leave" in settings
                yield (FulfilledLife if is_fulfilled else OdooLife)(self, settings)
        finally:
            self.env.cr.precommit.clear()
            self.env.invalidate_all()
            with store.lock:
                for rows in (
                    "rows",
                    "refunds",
                    "shipments",
                    "pickups",
                    "transactions",
                ):
                    getattr(store.orders, rows).clear()
                store.faults.rules.clear()
                store.switches.update(self.initial_switches)
                store.clock = ManualClock(self.began)
                store.quota = Quota(store)

    def test_random_lives_end_where_the_oracle_says(self):
        started = time.monotonic()
        lives = Lives(IN_ODOO, self._life)
        lives.run(HISTORIES, f"{SEED}/{FIRST}")
        minutes = (time.monotonic() - started) / 60
        _logger.info(
            "PROOF_SEED=%r PROOF_FIRST=%d: %d lives, %.0f a minute",
            SEED,
            FIRST,
            lives.count,
            lives.count / minutes,
        )
        total = ReachedSum(os.environ.get("PROOF_REACHED"))
        total.add(lives.count, lives.reached)
        self.assertFalse(total.missing, f"Not reached by {total.count} lives.")

    def test_lives_with_all_switches_end_where_the_oracle_says(self):
        """What is shipped, handed over and refunded from Odoo is told, once."""
        beginning = {
            "settings": fulfilled_settings(),
            "checkout": fulfilled_checkouts(),
            "opening": openings(),
        }
        lives = Lives(FULFILLED, self._life, beginning)
        lives.run(SWITCHED_ON, f"{SEED}/{FIRST}/switches")
        path = os.environ.get("PROOF_REACHED")
        total = ReachedSum(path and f"{path}_switches", reached_sum.SWITCHED_ON)
        total.add(lives.count, lives.reached)
        self.assertFalse(total.missing, f"Not reached by {total.count} lives.")

    def test_lives_found_before_end_where_the_oracle_says(self):
        """The shortest histories of mistakes that were made once, or one's own."""
        own = os.environ.get("PROOF_HISTORY")
        for number, path in enumerate([Path(own)] if own else FOUND):
            history = read(path.read_text())
            is_on_paper = {name for name, _step in history.steps} <= PLAYED_ON_PAPER
            if is_on_paper and number % PLAYED_HERE:
                continue
            name = path.stem.replace("_", " ")
            with self.subTest(name), self._life(history.settings) as life:
                for step, values in history.steps:
                    life.take(step, values)
                life.come_to_rest()
