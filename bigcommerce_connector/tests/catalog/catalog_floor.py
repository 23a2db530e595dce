"""The fewest calls that turn one state of a store's catalog into another.

Counted from what changed there between two snapshots, by the batches that BigCommerce
takes: 10 products, 50 variants. What has no batch endpoint is a call each: new
products, options, images, modifiers and their values, variants that end.
"""

import re
from collections import Counter
from math import ceil

_PRODUCTS, _VARIANTS = "catalog/products", "catalog/variants"
_OPTIONS, _VALUES = f"{_PRODUCTS}/#/options", f"{_PRODUCTS}/#/modifiers/#/values"
_MODIFIERS, _IMAGES = f"{_PRODUCTS}/#/modifiers", f"{_PRODUCTS}/#/images"
_ASSIGNMENTS = f"{_PRODUCTS}/category-assignments"
_CATEGORIES = "catalog/trees/categories"
_BATCHES = {_PRODUCTS: 10, _VARIANTS: 50}
# Of an image, what its own request says.
_IMAGE = ("description",)


def calls_of(exchanges):
    """The writes among requests, counted by kind: ``PUT catalog/products/#``.

    :rtype: Counter
    """
    kinds = Counter()
    for exchange in exchanges:
        if exchange["method"] != "GET":
            path = re.split("/v[23]/", exchange["path"])[-1].split("?")[0]
            path = re.sub(r"/\d+", "/#", path)
            kinds[f"{exchange['method']} {path}"] += 1
    return kinds


class CatalogFloor:
    """
    :param before, after: of ``shop_snapshot``
    """

    def __init__(self, before, after):
        self.before, self.after = before[0], after[0]
        self.categories = before[1], after[1]
        self.both = self.before.keys() & self.after.keys()
        self.calls = Counter()

    def count(self):
        """:rtype: Counter"""
        new = self.after.keys() - self.before.keys()
        self.calls[f"POST {_PRODUCTS}"] += len(new)
        for number in new:
            self._count_parts({}, self.after[number], is_new=True)
        for number in self.both:
            self._count_parts(self.before[number], self.after[number])
        self._count_values()
        self._count_moves()
        self._count_assignments()
        self._count_categories()
        return +self.calls

    def _batch(self, path, count):
        self.calls[f"PUT {path}"] += ceil(count / _BATCHES[path])

    # === FIELDS === #

    def _pairs(self, parts):
        """Before and after of what is there on both sides.

        :param parts: gives products, or variants, by id
        """
        before, after = parts(self.before), parts(self.after)
        return [(before[n], after[n]) for n in before.keys() & after.keys()]

    def _count_values(self):
        products = [
            (one["values"], other["values"])
            for one, other in self._pairs(lambda side: side)
            if not self._is_restructured(one, other)
        ]
        variants = self._pairs(_variants)
        for path, pairs, switch, apart in (
            (_PRODUCTS, products, "is_visible", ("categories",)),
            (_VARIANTS, variants, "purchasing_disabled", ("option_values", "image")),
        ):
            changed = [
                (one, other)
                for one, other in pairs
                if _differ(one, other, {switch, *apart})
            ]
            self._batch(path, len(changed))
            # Hidden and shown apart from the rest; what Odoo has no more by itself.
            for value in (True, True, False):
                switched = [o for b, o in pairs if b[switch] != o[switch] == value]
                self._batch(path, len(switched))

    def _is_restructured(self, one, other):
        return one["has_options"] != other["has_options"]

    def _count_moves(self):
        """Whoever holds what another one gets lets go of it first."""
        names = _holders(self.before, self.after, lambda p: p["values"]["name"])
        before, after = _skus(self.before), _skus(self.after)
        moved = _holders(before, after, str)
        products = names | {n for kind, n in moved if kind == "product"}
        self._batch(_PRODUCTS, len(products & self.both))
        variants = {n for kind, n in moved if kind == "variant"}
        self._batch(_VARIANTS, len(variants))

    # === PARTS === #

    def _count_parts(self, one, other, is_new=False):
        if not is_new:
            self._count_structure(one, other)
            self._count_options(one, other)
        else:
            self._count_looks(other)
        self._count_images(one, other)
        self._count_modifiers(one, other)

    def _count_structure(self, one, other):
        before = {n: r for n, r in one["variants"].items() if r["option_values"]}
        after = {n: r for n, r in other["variants"].items() if r["option_values"]}
        self._batch(_VARIANTS, len(after.keys() - before.keys()))
        ended = before.keys() - after.keys()
        self.calls[f"DELETE {_PRODUCTS}/#/variants/#"] += len(ended)
        if not self._is_restructured(one, other):
            return
        # The SKU is the product's, or its variants': it moves in a call of its own.
        self.calls[f"PUT {_PRODUCTS}/#"] += 1
        values = ({"sku": None, **side["values"]} for side in (one, other))
        if _differ(*values, {"categories", "sku"}):
            self._batch(_PRODUCTS, 1)

    def _count_looks(self, other):
        """A new product's options are radio buttons, in the order of its variants."""
        for option in other["options"].values():
            rows = sorted(option["option_values"], key=lambda row: row["sort_order"])
            is_plain = option["type"] == "radio_buttons"
            if not is_plain or rows != sorted(rows, key=lambda row: row["id"]):
                self.calls[f"PUT {_OPTIONS}/#"] += 1

    def _count_options(self, one, other):
        for kind, path, number in _changes(one["options"], other["options"]):
            self.calls[f"{kind} {path.format(_OPTIONS)}"] += 1
            if kind == "PUT":
                labels = [
                    {
                        v["id"]: v["label"].casefold()
                        for v in side["options"][number]["option_values"]
                    }
                    for side in (one, other)
                ]
                self.calls[f"PUT {_OPTIONS}/#"] += bool(_holders(*labels, str))
        names = [
            {n: row["display_name"] for n, row in side["options"].items()}
            for side in (one, other)
        ]
        self.calls[f"PUT {_OPTIONS}/#"] += len(_holders(*names, str))

    def _count_images(self, one, other):
        before, after = one.get("images", {}), other["images"]
        for number in before.keys() & after.keys():
            is_changed = any(before[number][f] != after[number][f] for f in _IMAGE)
            self.calls[f"PUT {_IMAGES}/#"] += is_changed
        self.calls[f"POST {_IMAGES}"] += len(after.keys() - before.keys())
        self.calls[f"DELETE {_IMAGES}/#"] += len(before.keys() - after.keys())
        former = one.get("variants", {})
        path = f"{_PRODUCTS}/#/variants/#/image"
        for number, row in other["variants"].items():
            was = former.get(number, {}).get("image")
            if row["image"] != was:
                self.calls[f"{'POST' if row['image'] else 'DELETE'} {path}"] += 1

    def _count_modifiers(self, one, other):
        before, after = one.get("modifiers", {}), other["modifiers"]
        own = [{n: _own(row) for n, row in side.items()} for side in (before, after)]
        for kind, path, _number in _changes(*own):
            self.calls[f"{kind} {path.format(_MODIFIERS)}"] += 1
        for number in before.keys() & after.keys():
            rows = [_by_id(side[number]["option_values"]) for side in (before, after)]
            for kind, path, _value in _changes(*rows):
                self.calls[f"{kind} {path.format(_VALUES)}"] += 1
            labels = [{n: row["label"] for n, row in side.items()} for side in rows]
            self.calls[f"PUT {_VALUES}/#"] += len(_holders(*labels, str))

    # === CATEGORIES === #

    def _count_assignments(self):
        """One call for all that comes, one for each set of what goes."""
        added, ended = 0, set()
        for number in self.both:
            one, other = (
                set(side[number]["values"]["categories"])
                for side in (self.before, self.after)
            )
            added += len(other - one)
            if one - other:
                ended.add(frozenset(one - other))
        self.calls[f"PUT {_ASSIGNMENTS}"] += bool(added)
        self.calls[f"DELETE {_ASSIGNMENTS}"] += len(ended)

    def _count_categories(self):
        """A level after the other: the id of the parent has to be known."""
        before, after = self.categories
        for kind, numbers in (
            ("POST", after.keys() - before.keys()),
            ("PUT", {n for n in before.keys() & after if before[n] != after[n]}),
        ):
            levels = {_level(after, number) for number in numbers}
            self.calls[f"{kind} {_CATEGORIES}"] += len(levels)


def _variants(side):
    """Those of products with options."""
    return {
        number: row
        for product in side.values()
        for number, row in product["variants"].items()
        if row["option_values"]
    }


def _skus(side):
    """SKU by who has it: products without options, and variants."""
    found = {
        ("product", number): product["values"]["sku"].casefold()
        for number, product in side.items()
        if not product["has_options"]
    }
    return found | {
        ("variant", number): row["sku"].casefold()
        for number, row in _variants(side).items()
    }


def _holders(before, after, text):
    """Those whose text was another one's later, and who were something else then."""
    later = {text(value).casefold(): key for key, value in after.items()}
    return {
        key
        for key, value in before.items()
        if text(value) and later.get(text(value).casefold(), key) != key
    }


def _differ(one, other, apart):
    return any(one[name] != other[name] for name in one.keys() - apart)


def _changes(before, after):
    """The method for each row, its path below the given one, and its id."""
    for number in after.keys() - before.keys():
        yield "POST", "{}", number
    for number in before.keys() - after.keys():
        yield "DELETE", "{}/#", number
    for number in before.keys() & after.keys():
        if before[number] != after[number]:
            yield "PUT", "{}/#", number


def _own(modifier):
    return {
        name: v for name, v in modifier.items() if name not in ("name", "option_values")
    }


def _by_id(rows):
    return {row["id"]: row for row in rows}


def _level(categories, number):
    parent = categories[number]["parent_id"]
    return 1 + _level(categories, parent) if parent else 0
