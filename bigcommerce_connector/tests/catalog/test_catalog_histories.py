"""Whatever happened on either side, BigCommerce ends as Odoo says, and no call is left.

``CATALOG_HISTORIES`` says how many random histories are tried, and
``CATALOG_HISTORIES_SEED`` and ``CATALOG_HISTORIES_FIRST`` which: the same three bring
the same histories back, and each comes out as it does by itself. Each push is compared
field by field with what Odoo says, and its calls with the fewest that do
(``catalog_agreement.py``, ``catalog_floor.py``).
"""

import logging
import os
import random
import time
from datetime import timedelta

from odoo.tests import tagged

from ..catalog_case import CatalogCase
from .catalog_agreement import CatalogAgreement
from .catalog_floor import CatalogFloor, calls_of
from .catalog_history import STEPS, CatalogHistory
from .catalog_oracle import CatalogOracle
from .shop_snapshot import shop_snapshot

_logger = logging.getLogger("proof")

SEED = os.environ.get("CATALOG_HISTORIES_SEED", "products")
FIRST = int(os.environ.get("CATALOG_HISTORIES_FIRST", "0"))
HISTORIES = range(FIRST, FIRST + int(os.environ.get("CATALOG_HISTORIES", "6")))
# What the owner may have chosen: each by one bit.
_CHOICES = (
    ("writes_cost_price", False, True),
    ("writes_visibility", False, True),
    ("writes_description", True, False),
    ("writes_weight", True, False),
    ("sends_empty_values", False, True),
    ("item_sync_enforcement", False, True),
    ("unsold_items", "leave", "hide"),
    ("writes_name", True, False),
)


def drawn(number):
    """A history by its number.

    :return: the owner's choices as bits, and pairs of a step and what it is about
    """
    draw = random.Random(f"{SEED}/{number}")
    choices = draw.getrandbits(len(_CHOICES) + 4)
    steps = [
        (draw.choice(STEPS), draw.randrange(10_000))
        for _step in range(draw.randint(3, 14))
    ]
    return choices, steps


@tagged("post_install", "-at_install", "bigcommerce")
class TestCatalogHistories(CatalogCase):
    def setUp(self):
        super().setUp()
        self.let_images_be_read()
        self.cut = self.attribute("Cut", "Slim", "Wide")
        self.gift = self.attribute(
            "Gift", "None", "Bow", "Card", create_variant="no_variant"
        )
        self.attributes = self.size + self.color + self.cut + self.gift
        self.brand = self.attribute(
            "Brand", "Acme", "Bolt", "Cord", create_variant="no_variant"
        )
        self.sale = self.env["product.pricelist"].create(
            {"name": "Sale", "currency_id": self.env.company.currency_id.id}
        )
        self.pos_categories = self.categories_of("pos.category")
        self.product_categories = self.categories_of("product.category")

    def categories_of(self, model):
        """Four of them, two below another one."""
        one, two, three, four = self.env[model].create(
            [{"name": f"{model} {number}"} for number in range(4)]
        )
        three.parent_id, four.parent_id = one, three
        if model == "pos.category":
            for number, category in enumerate((one, two, three, four)):
                category.sequence = number
        return one + two + three + four

    def test_bigcommerce_ends_as_odoo_says(self):
        for number in HISTORIES:
            choices, steps = drawn(number)
            began = time.monotonic()
            of = {"seed": SEED, "history": number, "choices": choices, "steps": steps}
            with self.subTest(**of), self.by_itself():
                self.play(choices, steps)
            seconds = time.monotonic() - began
            _logger.info("%s/%d: %d steps, %.1f s", SEED, number, len(steps), seconds)

    def play(self, choices, steps):
        self.begin(choices)
        history = CatalogHistory(self)
        history.do("new_shirt", 1)
        self.entitle(history)
        history.do("sync", 0)
        for step, choice in steps:
            history.do(step, choice)
            if step.startswith("new_"):
                self.entitle(history)
        with self.simulator.store.lock:
            self.simulator.store.faults.rules.clear()
        self.push(history)
        self.push(history)
        self.decide_about_staffs_changes(history)
        before = shop_snapshot(self.simulator)
        with self.assertNoRequests():
            for product in history.sold - history.deleted_there:
                product.name = product.name
            self.sync()
        self.assertAgreed(history, before, before, is_final=True)

    # === PUSH === #

    def push(self, history):
        """Let the flow run; compare what it did, unless it was disturbed."""
        is_calm = self.is_calm and not self.simulator.store.faults.rules
        before, start = shop_snapshot(self.simulator), len(self.exchanges)
        self.sync()
        after = shop_snapshot(self.simulator)
        is_disturbed = any(
            exchange["status"] not in range(200, 300)
            for exchange in self.exchanges[start:]
        )
        if not is_calm and self.simulator.store.faults.rules or is_disturbed:
            self.is_calm = False
            self.agreement.forget()
            return
        was_calm, self.is_calm = self.is_calm, True
        if not was_calm:
            self.doubtful |= history.changed_by_staff
        self.assertAgreed(history, before, after)
        unknown = history.pushed | history.deleted_there | history.renumbered
        if was_calm and not unknown:
            sent = calls_of(self.exchanges[start:])
            least = CatalogFloor(before, after).count()
            more = sent - least
            self.assertFalse(more, f"sent {dict(sent)}, least {dict(least)}")
        history.pushed = history.products.browse()

    def assertAgreed(self, history, before, after, is_final=False):
        skipped = self.doubtful | history.deleted_there | history.unlinked
        if not is_final:
            # Of these nobody knows here what is theirs.
            self.doubtful |= history.pushed & history.changed_by_staff
            skipped |= history.relabeled | self.doubtful
        faults = self.agreement.faults_of(
            before, after, history.sold, skipped, is_final
        )
        self.assertFalse(faults, "\n".join(faults))

    def shop_ids(self):
        with self.simulator.store.lock:
            return set(self.simulator.store.catalog.products)

    def category_there(self, name):
        """:return: the id of a category on BigCommerce"""
        path = "/v3/catalog/trees/categories"
        with self.simulator.store.lock:
            rows = self.simulator.store.catalog.categories.rows.values()
            known = [row.id for row in rows if row.name == name]
        if known:
            return known[0]
        body = [{"name": name, "parent_id": 0, "tree_id": 1}]
        made = self.shop.products._send("POST", path, payload=body)
        return made["data"][0]["category_id"]

    def decide_about_staffs_changes(self, history):
        """They are listed the next day, but for labels; a person wants Odoo's."""
        self.store.drift_checked_on -= timedelta(days=1)
        self.sync()
        drifts = self.store.drift_ids
        taken = drifts.filtered("can_take").sorted("id")[::2]
        if taken:
            taken.action_take_theirs()
        (drifts - taken).action_send_ours()
        self.mapping(history.relabeled).filtered("external_id").action_requeue()
        self.sync()
        self.doubtful = history.products.browse()

    # === A NEW SHOP === #

    def begin(self, choices):
        """A shop without products, and what its owner wants."""
        self.number = 0
        self.choose(choices)
        self.agreement = CatalogAgreement(CatalogOracle(self.store), self.store)
        self.doubtful = self.env["product.template"]
        self.is_calm = True

    def choose(self, choices):
        vals = {
            name: values[choices >> place & 1]
            for place, (name, *values) in enumerate(_CHOICES)
        }
        rest = choices >> len(_CHOICES)
        vals["sale_pricelist_id"] = rest & 1 and self.sale.id
        vals["brand_attribute_id"] = rest & 2 and self.brand.id
        vals["categories_from"] = (False, "pos", "product", "pos")[rest >> 2]
        self.store.write(vals)

    def entitle(self, history):
        history.products.bigcommerce_warehouse_ids |= self.store.warehouse_id
