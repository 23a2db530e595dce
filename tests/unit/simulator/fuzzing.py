"""Requests that no sensible client sends: documented bodies with one value spoiled.

Everything goes through :class:`~bigcommerce_simulator.app.Application` in process, so
that some thousands of requests take seconds.
"""

import json
import random
import re
from datetime import datetime
from decimal import Decimal
from enum import Enum
from operator import itemgetter

from werkzeug.test import EnvironBuilder

from bigcommerce_simulator.app import Application
from bigcommerce_simulator.clock import ManualClock
from bigcommerce_simulator.hooks.state import client_id_of
from bigcommerce_simulator.sample import sample
from bigcommerce_simulator.state import Store

from .documented import (
    BULK_RULE,
    CUSTOMER,
    HOOK,
    IMAGE,
    METAFIELD,
    MODIFIER,
    documented,
)

BAD = (
    None, True, False, 0, -1, 1, 1.5, -0.0001, 2**31, 10**12, -(10**12), 10**30,
    -(10**30), 1e300, float("nan"), "", " ", "x", "-5", "12", "1e400", "NaN",
    "Infinity", "١", "x" * 300, "\x00", "<b>", "2026-99-99", [], [None], [[]], [{}],
    ["x"], [1],
    {}, {"x": 1}, {"id": 10**30}, {"amount": "x"}, [{"id": "x"}], {"x": {"y": []}},
)  # fmt: skip
QUERIES = (
    "", " ", "x", "-1", "0", "1", "1.5", "1" + "0" * 30, "NaN", "1e400", "sNaN",
    "Infinity", "true", "1,2", "1,x", ",", "2026-11-29", "2026-99-99", "0001-01-01",
    "9999-12-31T23:59:59-14:00", "Mon, 99 Foo 2026", "id:desc", "id:up", "²", "\x00",
)  # fmt: skip
# Changes that are no refusal's doing: ids that were drawn, what is noted about clients,
# and back references.
_LEFT_OUT = {"_store", "store", "_counters", "random", "lock", "violations", "clock",
             "exchanges", "quota", "bulk"}  # fmt: skip
_ARGUMENT = re.compile(r"<int:(\w+)>")


class Fuzzed:
    """A store with one of everything, and what is asked of it."""

    def __init__(self, seed: int = 7):
        self.random = random.Random(seed)
        self.store = Store("abc123", "token", "secret", seed=seed, clock=ManualClock())
        self.store.switches.quota_requests = 10**9
        self.application = Application(self.store)
        sample(self.store)
        self.send("POST", "/v3/catalog/categories", {"name": "Goods", "parent_id": 0})
        self.send("POST", "/v3/catalog/brands", {"name": "Maker"})
        self.shirt = self.store.catalog.products[min(self.store.catalog.products)]
        self.send("POST", f"/v3/catalog/products/{self.shirt.id}/images", IMAGE)
        self.image = self.shirt.images[0]
        self._add_parts()
        self.order = self.store.orders.place(
            [{"sku": "MUG", "quantity": 3}, {"sku": "SHIRT-S-Red", "quantity": 2}],
            shipping={"cost": "5"},
            fees=[
                {"display_name_customer": "Box", "cost_ex_tax": 1, "cost_inc_tax": 1}
            ],
            tax_rate=10,
        )
        self.shipment = self.store.orders.ship(
            self.order.id, {self.order.lines[0].id: 1}
        )
        item = {"item_type": "PRODUCT", "item_id": self.order.lines[0].id}
        self.refund = self.store.orders.refund(self.order.id, [{**item, "quantity": 1}])
        last = max(self.store.catalog.variants.values(), key=_options_then_id)
        self.free = [dict(choice) for choice in last.option_values]
        self.send("DELETE", f"/simulator/variants/{last.id}")
        self.send("POST", "/v3/customers", [CUSTOMER])
        self.send("POST", "/v3/hooks", HOOK)
        self.customer = next(iter(self.store.customers.rows))
        self.address = next(iter(self.store.customers.addresses))
        self.hook = next(iter(self.store.hooks.rows))
        self.pickup = 0
        body = documented(self, "POST", "/v3/orders/pickups")
        self.send("POST", "/v3/orders/pickups", body)
        [self.pickup] = self.store.orders.pickups

    def _add_parts(self):
        path = f"/v3/catalog/products/{self.shirt.id}"
        for name, body in (
            ("modifiers", MODIFIER | {"display_name": "Wrapping"}),
            ("custom-fields", {"name": "n", "value": "v"}),
            ("bulk-pricing-rules", BULK_RULE),
        ):
            assert self.send("POST", f"{path}/{name}", body).status_code == 200, name
        self.ids = {"product": self.shirt.id, "variant": self.shirt.variants[0].id}
        self.ids |= {"category": 1, "brand": 1, "location": 1}
        fields = self.store.metafields
        self.metafields = {
            kind: fields.add(kind, number, client_id_of("token"), METAFIELD).id
            for kind, number in self.ids.items()
        }
        self.modifier = self.shirt.modifiers[0]
        self.modifier_value = self.modifier.values[0]["id"]

    def send(self, method: str, path: str, body=None, query=()):
        """The answer to a request."""
        if path.startswith("/v"):
            path = "/stores/abc123" + path
        data = None if body is None else json.dumps(body)
        builder = EnvironBuilder(
            path,
            method=method,
            query_string=dict(query) or None,
            headers={"X-Auth-Token": "token"},
            data=data,
            content_type="application/json" if data else None,
        )
        return self.application.answer(builder.get_environ())

    def send_form(self, method: str, path: str, data: bytes):
        """The answer to a form whose parts are separated by ``--B``."""
        builder = EnvironBuilder(
            "/stores/abc123" + path,
            method=method,
            headers={"X-Auth-Token": "token"},
            data=data,
            content_type="multipart/form-data; boundary=B",
        )
        return self.application.answer(builder.get_environ())

    def address_of(self, rule: str, spoil: bool = False) -> str:
        """``rule`` with the ids of what is there, or one that is not."""
        shirt = self.shirt
        known = {
            "image_id": self.image.id,
            "modifier_id": self.modifier.id,
            "part_id": 1,
            "category_id": 1,
            "tree_id": 1,
            "brand_id": 1,
            "order_id": self.order.id,
            "line_id": self.order.lines[0].id,
            "address_id": self.order.addresses[0].id,
            "shipment_id": self.shipment.id,
            "refund_id": self.refund.id,
            "product_id": shirt.id,
            "variant_id": shirt.variants[0].id,
            "option_id": shirt.options[0].id,
            "location_id": 1,
            "channel_id": 1,
            "status_id": 11,
            "hook_id": self.hook,
            "fault_id": 1,
        }
        kinds = [kind for kind in self.ids if f"<int:{kind}_id>/metafields" in rule]
        known["metafield_id"] = self.metafields[kinds[0]] if kinds else 0
        of_modifier = "/modifiers/" in rule
        known["value_id"] = (
            self.modifier_value if of_modifier else shirt.options[0].values[0]["id"]
        )
        path = rule.removeprefix("/stores/<store_hash>")
        picture = f"abc123/a/b__{self.image.picture.number}.1.1.png"
        path = path.replace("<store_hash>/<path:path>", picture)
        return _ARGUMENT.sub(
            lambda found: (
                str(self.random.choice((0, 10**30))) if spoil else str(known[found[1]])
            ),
            path,
        )

    def snapshot(self) -> str:
        """Everything that a refused request has to leave as it was."""
        return repr(_plain(self.store))

    def bodies(self, method: str, rule: str):
        """Documented bodies of an endpoint; one without is spoiled as a whole."""
        return documented(self, method, rule.removeprefix("/stores/<store_hash>"))

    def spoiled(self, body):
        """``body`` with one value, at any depth, replaced, removed or added."""
        body = json.loads(json.dumps(body))
        places = list(_places(body)) if body is not None else []
        if not places or self.random.random() < 0.05:
            return self.random.choice(BAD)
        holder, key = self.random.choice(places)
        if isinstance(holder, dict) and self.random.random() < 0.1:
            del holder[key]
        else:
            holder[key] = self.random.choice(BAD)
        return body


def _options_then_id(variant):
    return bool(variant.option_values), variant.id


def _places(value):
    rows = value.items() if isinstance(value, dict) else enumerate(value)
    for key, element in list(rows):
        yield value, key
        if isinstance(element, dict | list):
            yield from _places(element)


_VALUES = (type(None), str, int, float, Decimal, datetime, Enum)
_PLAIN = frozenset((*_VALUES, bool))


def _plain(value):
    # What most values are is told apart first and where it stands: there are thousands.
    if type(value) in _PLAIN or isinstance(value, _VALUES):
        return value
    if isinstance(value, dict):
        rows = [
            (
                repr(key if type(key) in _PLAIN else _plain(key)),
                element if type(element) in _PLAIN else _plain(element),
            )
            for key, element in value.items()
        ]
        return sorted(rows, key=itemgetter(0))
    if isinstance(value, (set, frozenset)):
        return sorted(repr(_plain(element)) for element in value)
    if isinstance(value, (list, tuple)):
        return [
            element if type(element) in _PLAIN else _plain(element) for element in value
        ]
    names = getattr(value, "__dict__", None)
    if names is None:
        names = {name: getattr(value, name) for name in getattr(value, "__slots__", ())}
    return _plain({name: v for name, v in names.items() if name not in _LEFT_OUT})
