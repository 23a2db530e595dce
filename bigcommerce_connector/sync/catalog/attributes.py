"""The attributes of products that are compared together, as plain values.

Products of a shop mostly share their attributes, so each attribute and each value is
read once for all of them.
"""

from typing import NamedTuple

from ...mappers.modifier import ModifierValue, ModifierValues
from ...mappers.option_looks import option_look
from ...mappers.product_modifiers import modifier_type


class _Attribute(NamedTuple):
    name: str
    order: tuple[int, int]
    create_variant: str
    display_type: str


class _Value(NamedTuple):
    name: str
    order: tuple[int, int]
    color: str | bool
    is_custom: bool


class _Line(NamedTuple):
    """An attribute of one product."""

    attribute: _Attribute
    order: tuple


class _Chosen(NamedTuple):
    """What a value of one product's attribute is to the variants that have it."""

    line_id: int
    label: tuple[str, str]
    order: tuple


class ProductAttributes:
    """Reads attributes and values in the language of the given variants.

    :param products: all ``product.product`` records that are asked for later
    """

    def __init__(self, products):
        self._attributes, self._values, self._lines = {}, {}, {}
        self._chosen = {
            row.id: self._chosen_value(row)
            for row in products.product_template_attribute_value_ids
        }

    # === VARIANTS === #

    def options(self, product, lines):
        """Pairs of option and value that make the variant.

        :param lines: the attributes that are options
        :rtype: tuple[tuple[str, str], ...]
        """
        return tuple(
            chosen.label for chosen in self._of(product) if chosen.line_id in lines._ids
        )

    def order(self, product):
        """What puts sizes from small to large, as the attribute lists them.

        :rtype: list
        """
        return [chosen.order for chosen in self._of(product)]

    def _of(self, product):
        ids = product.product_template_attribute_value_ids._ids
        return [self._chosen[id_] for id_ in ids]

    def _chosen_value(self, row):
        line = row.attribute_line_id
        value = self._value(row.product_attribute_value_id)
        return _Chosen(
            line.id,
            (self._attribute(line).name, value.name),
            (*self._order_of_line(line), *value.order),
        )

    # === ATTRIBUTES OF A PRODUCT === #

    def option_order(self, lines):
        """Options and their values, as Odoo orders them.

        :rtype: tuple[tuple[str, tuple[str, ...]], ...]
        """
        return tuple(
            (
                self._attribute(line).name,
                tuple(
                    value.name
                    for value in sorted(
                        self._values_of(line), key=lambda value: value.order
                    )
                ),
            )
            for line in lines.sorted(self._order_of_line)
        )

    def option_looks(self, lines):
        """How each option is shown.

        :rtype: tuple[tuple[str, OptionLook], ...]
        """
        return tuple(
            (
                self._attribute(line).name,
                option_look(
                    self._attribute(line).display_type,
                    [(value.name, value.color) for value in self._values_of(line)],
                ),
            )
            for line in lines
        )

    def modifiers(self, template, brand, extra):
        """Attributes that shoppers choose of, or write to, without a variant for it.

        :param brand: the attribute whose value is the brand, no choice of anybody
        :param extra: gives what an extra price is in the store
        :rtype: tuple[ModifierValues, ...]
        """
        lines = template.attribute_line_ids.filtered(self._is_modifier)
        if not lines:
            return ()
        return tuple(
            self._modifier(line, extra, is_brand=line.attribute_id == brand)
            for line in lines.sorted(self._order_of_line)
        )

    def _modifier(self, line, extra, is_brand):
        """:rtype: ModifierValues"""
        attribute = self._attribute(line)
        rows = line.product_template_value_ids.filtered("ptav_active")
        rows = [(row, self._value(row.product_attribute_value_id)) for row in rows]
        rows.sort(key=lambda pair: pair[1].order)
        pairs = [(value.name, value.color) for _row, value in rows]
        look = option_look(attribute.display_type, pairs)
        colors = dict(look.colors)
        is_one = attribute.display_type != "multi" and not is_brand
        return ModifierValues(
            line.attribute_id.id,
            attribute.name,
            modifier_type(
                look.type if is_one else "",
                [value.name for _row, value in rows],
                sum(value.is_custom for _row, value in rows),
                len(colors),
                any(row.price_extra for row, _value in rows),
            ),
            tuple(
                ModifierValue(
                    row.product_attribute_value_id.id,
                    value.name,
                    extra(row.price_extra),
                    colors.get(value.name, ""),
                )
                for row, value in rows
            ),
        )

    def names_to_be_made(self, template):
        """Dynamic attributes of a product of which no variant was asked for yet.

        :rtype: tuple[str, ...]
        """
        if template.product_variant_ids:
            return ()
        return tuple(
            self._attribute(line).name
            for line in template.attribute_line_ids
            if line.value_ids and self._attribute(line).create_variant == "dynamic"
        )

    def _is_modifier(self, line):
        """Whether it makes no variant, and leaves a choice or costs extra."""
        attribute = self._attribute(line)
        return attribute.create_variant == "no_variant" and (
            self._is_chosen(attribute, self._values_of(line))
            or any(row.price_extra for row in line.product_template_value_ids)
        )

    def _is_chosen(self, attribute, values):
        return (
            len(values) > 1
            or (values and attribute.display_type == "multi")
            or any(value.is_custom for value in values)
        )

    # === READ ONCE === #

    def _order_of_line(self, line):
        """As Odoo orders the attributes of a product."""
        return self._line(line).order

    def _attribute(self, line):
        return self._line(line).attribute

    def _line(self, line):
        if line.id not in self._lines:
            attribute = self._attribute_of(line.attribute_id)
            order = (line.sequence, *attribute.order, line.id)
            self._lines[line.id] = _Line(attribute, order)
        return self._lines[line.id]

    def _attribute_of(self, attribute):
        if attribute.id not in self._attributes:
            self._attributes[attribute.id] = _Attribute(
                attribute.name,
                (attribute.sequence, attribute.id),
                attribute.create_variant,
                attribute.display_type,
            )
        return self._attributes[attribute.id]

    def _values_of(self, line):
        return [self._value(value) for value in line.value_ids]

    def _value(self, value):
        if value.id not in self._values:
            self._values[value.id] = _Value(
                value.name,
                (value.sequence, value.id),
                value.html_color,
                value.is_custom,
            )
        return self._values[value.id]
