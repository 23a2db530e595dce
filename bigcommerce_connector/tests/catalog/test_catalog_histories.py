"""Whatever happened on either side, BigCommerce ends as Odoo says, and no call is left.

``CATALOG_HISTORIES`` says how many random histories are tried. Each push is compared
field by field with what Odoo says, and its calls with the fewest that do
(``catalog_agreement.py``, ``catalog_floor.py``).
"""

import os
from datetime import timedelta

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from odoo.tests import tagged

from ..catalog_case import CatalogCase
from .catalog_agreement import CatalogAgreement
from .catalog_floor import CatalogFloor, calls_of
from .catalog_history import STEPS, CatalogHistory
from .catalog_oracle import CatalogOracle
from .shop_snapshot import shop_snapshot

_COUNT = int(os.environ.get("CATALOG_HISTORIES", "6"))
_STEP = st.tuples(st.sampled_from(STEPS), st.integers(0, 9999))
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
_SETTINGS = st.integers(0, 2 ** (len(_CHOICES) + 4) - 1)


@tagged("post_install", "-at_install", "bigcommerce")
class TestCatalogHistories(CatalogCase):
    def setUp(self):
        super().setUp()
        self.number = 0
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

    @settings(
        max_examples=_COUNT,
        deadline=None,
        database=None,
        derandomize="CATALOG_HISTORIES" not in os.environ,
        phases=[Phase.explicit, Phase.generate],  # too long to be shortened
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(_STEP, min_size=3, max_size=14), _SETTINGS)
    def test_bigcommerce_ends_as_odoo_says(self, steps, choices):
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
        if was_calm and not (history.pushed or history.deleted_there):
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
        taken = drifts.filtered(lambda row: row.can_take and row.id % 2)
        if taken:
            taken.action_take_theirs()
        (drifts - taken).action_send_ours()
        self.mapping(history.relabeled).filtered("external_id").action_requeue()
        self.sync()
        self.doubtful = history.products.browse()

    # === A NEW SHOP === #

    def begin(self, choices):
        """A shop without products, on both sides, and what its owner wants."""
        self.empty_both_sides()
        self.reset_attributes()
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

    def reset_attributes(self):
        for number, (attribute, (name, *labels)) in enumerate(self.labels.items()):
            attribute.write({"name": name, "display_type": "radio", "sequence": number})
            for position, value in enumerate(attribute.value_ids.sorted("id")):
                value.write(
                    {
                        "name": labels[position],
                        "sequence": position,
                        "html_color": False,
                    }
                )

    @property
    def labels(self):
        return {
            self.size: ("Size", "S", "M", "L", "XL"),
            self.color: ("Color", "Black", "White"),
            self.cut: ("Cut", "Slim", "Wide"),
            self.gift: ("Gift", "None", "Bow", "Card"),
            self.brand: ("Brand", "Acme", "Bolt", "Cord"),
        }
