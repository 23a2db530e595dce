"""Whether a push left on BigCommerce what Odoo says, and nothing else changed there.

A field is as Odoo says it if that is new; what Odoo said before, and staff changed
since, is theirs until a person decides.
"""

from dataclasses import dataclass, field

from .catalog_oracle import NOTHING, plain
from .shop_snapshot import path_of
from .shown_agreement import ShownAgreement

# Null there is the value of the product.
INHERITED = ("price", "sale_price", "weight")
# Of a product with options these are nothing: its variants have them.
_OF_SIMPLE = ("sku", "upc", "cost_price", "inventory_tracking")


@dataclass
class Known:
    """What Odoo said of a product last, as far as it said something."""

    external_id: str
    values: dict = field(default_factory=dict)
    variants: dict = field(default_factory=dict)
    categories: frozenset = frozenset()
    images: dict = field(default_factory=dict)
    attributes: frozenset = frozenset()
    theirs: set = field(default_factory=set)  # variants found with images


class CatalogAgreement(ShownAgreement):
    """
    :param oracle: ``CatalogOracle``
    :param store: ``bigcommerce.store``
    """

    def __init__(self, oracle, store):
        self.oracle, self.store = oracle, store
        self.known = {}  # by product.template id
        self.faults = []

    def forget(self):
        """Nobody knows how far the last push came."""
        self.known = {}

    def faults_of(self, before, after, sold, skipped, is_final=False):
        """
        :param before, after: of ``shop_snapshot``
        :param sold: products of Odoo that are to be there
        :param skipped: those of them that are not looked at
        :param bool is_final: everything is as Odoo says, whoever changed it last
        :return: sentences; empty if all is right
        :rtype: list[str]
        """
        self.faults, self.is_final = [], is_final
        self.before, self.after = before, after
        mappings = self.store.product_ids.filtered("external_id")
        for product in sold:
            mapping = mappings.filtered(lambda m, p=product: m.product_tmpl_id == p)
            if product in skipped:
                self.known.pop(product.id, None)
            elif mapping:
                self._compare_product(mapping)
            else:
                messages = product.bigcommerce_mapping_ids.mapped("message")
                self._fault(product.name, "the product", messages, "there")
        left = {int(number) for number in mappings.mapped("external_id")}
        sold = mappings.filtered(lambda m: m.state != "skipped")
        left -= {int(number) for number in sold.mapped("external_id")}
        left |= before[0].keys() - {int(m.external_id) for m in mappings}
        for number in left & before[0].keys():
            self._expect_unchanged(number)
        return self.faults

    def _expect_unchanged(self, number):
        """But for what hides it."""
        before, after = (side[0].get(number) for side in (self.before, self.after))
        if after is None:
            self._fault(number, "the product", None, before["values"]["name"])
            return
        for name, value in before["values"].items():
            if name != "is_visible" and name not in ("name", "sku", "categories"):
                self._expect(number, name, after["values"][name], value)
        self._expect(number, "images", set(after["images"]), set(before["images"]))
        self._expect(
            number, "variants", set(after["variants"]), set(before["variants"])
        )

    # === ONE PRODUCT === #

    def _compare_product(self, mapping):
        product, number = mapping.product_tmpl_id, int(mapping.external_id)
        before, after = self.before[0].get(number), self.after[0].get(number)
        if after is None:
            self._fault(product.name, "the product", None, "there")
            return
        said = self.oracle.said(product, after["has_options"])
        known = self.known.get(product.id)
        if not known or known.external_id != mapping.external_id:
            known = Known(mapping.external_id)
        self.name = f"{product.name} ({number})"
        if mapping.state != "synced" and mapping.problem_code != "no_sku":
            self._fault(self.name, "state", mapping.message, "synced")
        has_options = not self.oracle.is_simple
        self._expect(self.name, "with options", after["has_options"], has_options)
        if before and before["has_options"] != after["has_options"]:
            known = Known(mapping.external_id)
            before = {**before, "variants": {}}
        self._compare_values(said, known, before, after)
        ids = {row.product_id.id: int(row.external_id) for row in mapping.variant_ids}
        if after["has_options"]:
            self._compare_variants(said, known, before, after, ids)
            self._compare_options(said, after, {ids.get(id_) for id_ in said.variants})
        self._compare_categories(said, known, before, after)
        if not mapping.is_matched:
            self._compare_modifiers(said, after)
        self._compare_images(said, known, before, after, ids)
        self.known[product.id] = self._remembered(said, known)

    def _remembered(self, said, known):
        raw = {id_: self._raw(said, id_) for id_ in said.variants}
        variants = {
            id_: {**known.variants.get(id_, {}), **_told(values)}
            for id_, values in raw.items()
        }
        known.values = {**known.values, **_told(said.values)}
        known.variants = {**known.variants, **variants}
        known.attributes = said.attributes
        return known

    def _compare_values(self, said, known, before, after):
        shown, was = after["values"], before and before["values"]
        for name, value in shown.items():
            if (
                name in ("categories", "inventory_tracking")
                or after["has_options"]
                and name in _OF_SIMPLE
                or self._is_of_variant(said, after, name)
            ):
                continue
            wanted = said.values.get(name, NOTHING)
            if was and name in self.oracle.kept:
                wanted = NOTHING
            if name == "description":
                value, former = plain(value), was and plain(was[name])
            else:
                former = was and was[name]
            if wanted is not NOTHING and (
                self.is_final or known.values.get(name, NOTHING) != wanted
            ):
                if was or name not in self.oracle.kept:
                    self._expect(self.name, name, value, wanted)
            elif was and name != "is_visible":
                self._expect(self.name, name, value, former)
        self._expect_tracking(shown, said.values["inventory_tracking"])

    def _is_of_variant(self, said, after, name):
        """Of a product whose options leave no choice, it is its only variant's."""
        is_only = after["has_options"] and len(said.variants) == 1
        return is_only and name in INHERITED

    def _expect_tracking(self, shown, wanted):
        return self._expect(self.name, "tracking", shown["inventory_tracking"], wanted)

    # === VARIANTS === #

    def _raw(self, said, id_):
        """With nothing of its own where it has what its product has; the sale price of
        a product is of its own price alone."""
        values = dict(said.variants[id_])
        own_price = values["price"] != said.values.get("price")
        for name in INHERITED:
            own = values.get(name, NOTHING)
            is_same = own is not NOTHING and own == said.values.get(name)
            if is_same and not (name == "sale_price" and own_price):
                values[name] = None
        return values

    def _compare_variants(self, said, known, before, after, ids):
        was = before["variants"] if before else {}
        for id_ in said.variants:
            row = after["variants"].get(ids.get(id_))
            if row is None:
                self._fault(self.name, f"variant {id_}", None, "there")
                continue
            self._compare_variant(said, known, id_, row, was.get(row["id"]))
            self._compare_labels(said, id_, row)
        mine = {ids.get(id_) for id_ in said.variants}
        for number, row in was.items():
            if number in mine:
                continue
            if number in after["variants"]:
                self._compare_left(after["variants"][number], row)
            elif known.attributes == said.attributes:
                self._fault(self.name, f"variant {row['sku']}", "gone", "left alone")

    def _compare_variant(self, said, known, id_, row, was):
        raw, told = self._raw(said, id_), known.variants.get(id_, {})
        label = f"{said.variants[id_]['sku']}"
        for name, value in row.items():
            if name in ("option_values", "image", "purchasing_disabled"):
                continue
            wanted = raw.get(name, NOTHING)
            if was and name in self.oracle.kept:
                wanted = NOTHING
            if wanted is NOTHING:
                if was:
                    self._expect(self.name, f"{label} {name}", value, was[name])
            elif name in INHERITED and (self.is_final or len(said.variants) == 1):
                # What staff made of the product's, it has until a person decides.
                has_products = row[name] is None and wanted is None
                is_told = told.get(name, NOTHING) == wanted
                if not self.is_final and (is_told or has_products):
                    continue
                shown = self._bought(row, name)
                self._expect(
                    self.name, f"{label} {name}", shown, said.variants[id_][name]
                )
            elif self.is_final or told.get(name, NOTHING) != wanted:
                if wanted is None and value is not None:  # the same as its own
                    wanted = self._product_value(name)
                if was or name not in self.oracle.kept:
                    self._expect(self.name, f"{label} {name}", value, wanted)
            elif was:
                self._expect(self.name, f"{label} {name}", value, was[name])
        self._expect(self.name, f"{label} off sale", row["purchasing_disabled"], False)

    def _bought(self, row, name):
        """What a variant has, of its own or of its product."""
        if row[name] is not None:
            return row[name]
        if name == "sale_price" and row["price"] is not None:
            return 0
        return self._product_value(name)

    def _product_value(self, name):
        return self.after[0][self._number]["values"][name]

    def _compare_left(self, row, was):
        """A variant that is not sold any more is left, or put off sale."""
        for name, value in row.items():
            if name not in ("option_values", "purchasing_disabled", "sku"):
                self._expect(self.name, f"left {was['sku']} {name}", value, was[name])
        hides = self.store.unsold_items == "hide"
        off = was["purchasing_disabled"] or hides
        what = f"left {was['sku']} off sale"
        self._expect(self.name, what, row["purchasing_disabled"], off)

    # === WHERE IT LIES === #

    def _compare_categories(self, said, known, before, after):
        shown = set(after["values"]["categories"])
        was = set(before["values"]["categories"]) if before else set()
        if not self.store.categories_from:
            if before:
                self._expect(self.name, "categories", shown, was)
            return
        paths = {path_of(self.after[1], number): number for number in self.after[1]}
        lacking = said.categories - paths.keys()
        if lacking:
            self._fault(self.name, "categories", lacking, "there")
            return
        wanted = frozenset(paths[path] for path in said.categories)
        if wanted or self.oracle.sends_empty:
            ended = known.categories - wanted
            added = wanted if self.is_final else wanted - known.categories
            self._expect(self.name, "categories", shown, (was - ended) | added)
            known.categories = wanted
        else:
            self._expect(self.name, "categories", shown, was)


def _told(values):
    return {name: value for name, value in values.items() if value is not NOTHING}
