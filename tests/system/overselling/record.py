"""From the simulator's record, as its control API gives it, to the journal."""

import json
import math
from datetime import datetime

from .journal import Change, Push

_PUSH = "/v3/inventory/adjustments/absolute"
_PULL = "/v2/orders"


def web_changes(movements: list[dict], names: dict) -> list[Change]:
    """What BigCommerce moved for orders.

    :param dict names: SKU by ``("variant_id", 7)`` and ``("product_id", 7)``
    """
    changes = []
    for row in movements:
        sku = names.get(("variant_id", row["variant_id"]))
        if sku:
            who, at = f"web {row['reason']}", _seconds(row["at"])
            number = int(row["reason"].split()[-1])
            place = row["location_id"]
            changes.append(Change(who, sku, place, row["delta"], at, at, number))
    return changes


def pushes(exchanges: list[dict], names: dict) -> list[Push]:
    """The calls that set stock, each with the last order pull before it."""
    found, pulled = [], -math.inf
    done = [row for row in exchanges if row["carried_out"] and _is_done(row)]
    for row in sorted(done, key=lambda row: row["carried_out"]):
        moment = _seconds(row["carried_out"])
        if row["method"] == "GET" and row["path"].endswith(_PULL):
            # Not one of single orders: all that changed.
            pulled = moment if "min_date_modified" in row["query"] else pulled
        elif row["method"] == "PUT" and row["path"].endswith(_PUSH):
            levels = _levels(json.loads(row["request_body"]), names)
            answered = _seconds(row["answered"])
            found.append(Push(pulled, moment, answered, levels))
    return found


def _is_done(row):
    return row["status"] is None or row["status"] < 300


def _levels(body, names):
    levels = {}
    for item in body["items"]:
        for name in ("variant_id", "product_id"):
            sku = names.get((name, item.get(name)))
            if sku:
                levels[sku, item["location_id"]] = item["quantity"]
    return levels


def _seconds(moment):
    return datetime.fromisoformat(moment).timestamp()
