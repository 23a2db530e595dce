"""What Odoo says of a product, read here from its records: not from what is sent.

A value is ``NOTHING`` where Odoo has none to tell, so that BigCommerce keeps its own.
"""

import base64
from dataclasses import dataclass, field

from lxml import html

NOTHING = object()

# Odoo's display types as BigCommerce shows them.
_SHOWN = {
    "radio": {"radio_buttons", "rectangles"},
    "pills": {"rectangles"},
    "select": {"dropdown"},
    "color": {"swatch"},
    "image": {"rectangles"},
}


@dataclass
class Said:
    """One product. ``values`` and ``variants`` (by product.product id) are by the field
    names of BigCommerce; ``attributes`` are those that make variants; ``categories``
    are paths of names; ``labels`` (by product.product id) are value by attribute;
    ``options`` and ``modifiers`` are what shoppers choose of, ``images`` the files and
    their texts, by the record that has them.
    """

    values: dict
    variants: dict
    attributes: frozenset
    labels: dict = field(default_factory=dict)
    categories: frozenset = frozenset()
    options: dict = field(default_factory=dict)
    modifiers: dict = field(default_factory=dict)
    images: dict = field(default_factory=dict)


class CatalogOracle:
    """Reads products as the owner of the store has set it up.

    :param store: ``bigcommerce.store``, in the company's currency and Odoo's units; its
        products have no taxes
    """

    def __init__(self, store):
        self.store = store
        self.sends_empty = store.sends_empty_values
        #: Fields that BigCommerce keeps once a product is there.
        self.kept = {
            name
            for name in ("name", "price", "weight", "description", "images")
            if not store[f"writes_{name}"]
        } | ({"upc"} if not store.writes_barcode else set())

    def said(self, product, has_options):
        """
        :param bool has_options: whether BigCommerce has options of it: an attribute
            with a single value is no choice, and may be an option
        :rtype: Said
        """
        variants = product.product_variant_ids.filtered(
            lambda variant: not variant.bigcommerce_excluded
        )
        lines = product.attribute_line_ids.filtered(
            lambda line: line.attribute_id.create_variant != "no_variant"
        )
        choices = lines.filtered(lambda line: len(line.value_ids) > 1)
        self.is_simple = not (choices or lines and has_options)
        own = {variant.id: self._variant(variant) for variant in variants}
        attributes = frozenset(lines.attribute_id.ids)
        said = Said(self._product(product, variants), own, attributes)
        for variant in variants:
            values = variant.product_template_attribute_value_ids
            said.labels[variant.id] = {
                value.attribute_id.name: value.name
                for value in values
                if value.attribute_line_id in choices
            }
        said.categories = self._categories(product)
        said.options = self._options(choices)
        said.modifiers = self._modifiers(product)
        said.images = self._images(product, () if self.is_simple else variants)
        return said

    # === FIELDS === #

    def _product(self, product, variants):
        is_simple = self.is_simple
        # In the order of the attributes: what comes first weighs what the product does.
        first = min(variants, key=self._place, default=variants)
        price = self._regular(product, first if is_simple else first.browse())
        values = {
            "name": product.name,
            "type": "physical" if product.type == "consu" else "digital",
            "price": self._number(price),
            "weight": self._number(first.weight),
            "description": self._text(product),
        }
        if self.store.sale_pricelist_id:
            one = variants[:1] if is_simple else variants.browse()
            values["sale_price"] = self._sale(product, one, price)
        if self.store.brand_attribute_id:
            values["brand"] = self._brand(product)
        if self.store.writes_visibility:
            values["is_visible"] = product.sale_ok
        if is_simple:
            values |= self._own(first)
        tracking = "variant" if not is_simple else "product"
        values["inventory_tracking"] = tracking if product.is_storable else "none"
        return values

    def _variant(self, variant):
        values = self._own(variant)
        template = variant.product_tmpl_id
        price = self._regular(template, variant)
        values["price"] = self._number(price)
        values["weight"] = self._number(variant.weight)
        if self.store.sale_pricelist_id:
            values["sale_price"] = self._sale(template, variant, price)
        return values

    def _own(self, variant):
        """What only variants have."""
        values = {"sku": variant.default_code, "upc": self._barcode(variant)}
        if self.store.writes_cost_price:
            values["cost_price"] = self._number(variant.standard_price)
        return values

    def _place(self, variant):
        rows = variant.product_template_attribute_value_ids
        places = [
            (
                row.attribute_line_id.sequence,
                row.attribute_id.sequence,
                row.attribute_id.id,
                row.attribute_line_id.id,
                row.product_attribute_value_id.sequence,
                row.product_attribute_value_id.id,
            )
            for row in rows
        ]
        return sorted(places)

    def _number(self, number):
        return round(number, 4) if number or self.sends_empty else NOTHING

    def _or_nothing(self, text):
        return text or ("" if self.sends_empty else NOTHING)

    def _text(self, product):
        return self._or_nothing(plain(product.public_description))

    def _barcode(self, variant):
        code = variant.barcode or ""
        fits = code.isdecimal() and len(code) in (8, 12, 13, 14)
        return self._or_nothing(code if fits else "")

    def _brand(self, product):
        line = product.attribute_line_ids.filtered(
            lambda line: line.attribute_id == self.store.brand_attribute_id
        )
        values = line.value_ids
        return self._or_nothing(values.name if len(values) == 1 else "")

    def _rule(self, pricelist, product, variant):
        """The one for the variant, else the one for the product."""
        rules = pricelist.item_ids.filtered(lambda r: r.product_tmpl_id == product)
        own = rules.filtered(lambda rule: variant and rule.product_id == variant)
        return own[:1] or rules.filtered(lambda rule: not rule.product_id)[:1]

    def _regular(self, product, variant):
        rule = self._rule(self.store.pricelist_id, product, variant)
        if rule:
            return rule.fixed_price
        return variant.lst_price if variant else product.list_price

    def _sale(self, product, variant, price):
        """0: there is none, or it is not lower. A rule that is not of a fixed price
        says that there is none, whatever is reduced beside it."""
        rule = self._rule(self.store.sale_pricelist_id, product, variant)
        is_lower = rule.compute_price == "fixed" and rule.fixed_price < price
        return rule.fixed_price if is_lower else 0

    # === WHERE IT LIES === #

    def _categories(self, product):
        if self.store.categories_from == "pos":
            own = product.pos_categ_ids
        else:
            own = product.categ_id if self.store.categories_from else ()
        return frozenset(self._path(category) for category in own)

    def _path(self, category):
        above = self._path(category.parent_id) if category.parent_id else ()
        return (*above, category.name)

    # === WHAT IS CHOSEN === #

    def _options(self, lines):
        return {
            line.attribute_id.name: {
                "types": _SHOWN[line.attribute_id.display_type],
                "labels": _sorted(line.value_ids).mapped("name"),
                "colors": {
                    value.name: value.html_color
                    for value in line.value_ids
                    if value.html_color
                },
            }
            for line in lines.sorted(_place_of_line)
        }

    def _modifiers(self, product):
        lines = product.attribute_line_ids.filtered(
            lambda line: (
                line.attribute_id.create_variant == "no_variant"
                and len(line.value_ids) > 1
            )
        )
        return {
            line.attribute_id.name: [
                (row.name, row.price_extra)
                for row in line.product_template_value_ids.filtered(
                    "ptav_active"
                ).sorted(lambda row: _place_of_value(row.product_attribute_value_id))
            ]
            for line in lines.sorted(_place_of_line)
        }

    # === IMAGES === #

    def _images(self, product, variants):
        """:return: by record: the file and its alternative text"""
        records = [(product, product.image_1920)]
        gallery = "product_template_image_ids"
        if gallery in product._fields:
            records += [(row, row.image_1920) for row in product[gallery]]
        records += [(row, row.image_variant_1920) for row in variants]
        return {
            record: (base64.b64decode(data), record.name)
            for record, data in records
            if data
        }


def shown_types(said, name, option):
    """The types that an option of Odoo may have: swatches need a color for each."""
    wanted = said.options[name]
    if wanted["types"] == {"swatch"} and not all(
        value.get("value_data") for value in option["option_values"]
    ):
        return {"rectangles"}
    return wanted["types"]


def plain(text):
    """A description as people read it.

    :rtype: str
    """
    if not text:
        return ""
    tree = html.fragment_fromstring(str(text), create_parent=True)
    for element in tree.xpath("//script | //style"):
        element.drop_tree()
    return " ".join(tree.text_content().split())


def _sorted(values):
    return values.sorted(_place_of_value)


def _place_of_value(value):
    return value.sequence, value.id


def _place_of_line(line):
    attribute = line.attribute_id
    return line.sequence, attribute.sequence, attribute.id, line.id
