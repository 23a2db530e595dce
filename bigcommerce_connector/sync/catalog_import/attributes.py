"""Attributes and values of Odoo for the options of BigCommerce, by their names."""

from collections import defaultdict

from ...mappers.option_alignment import fold_label
from ...mappers.product_import import chosen_values


class Attributes:
    """Those of one page of products: existing ones are used, the others are made.

    :param env: in the language of the company
    :param products: :class:`ImportedProduct`, with or without options
    """

    def __init__(self, env, products):
        self.env = env
        self._attributes = self._find_or_create(
            {n for p in products for n in p.options}
        )
        self._known = self._read_values()
        self._new = []  # (attribute, label); their places are negative numbers
        self._chosen = {
            (product.external_id, name): self._choose(name, labels)
            for product in products
            for name, labels in product.options.items()
        }
        self._made = self._create_values()

    def attribute(self, name):
        """:rtype: product.attribute"""
        return self._attributes[name]

    def values(self, product, name):
        """The value of each label of an option of a product.

        :return: label → ``product.attribute.value`` id, in BigCommerce's order
        :rtype: dict[str, int]
        """
        chosen = self._chosen[product.external_id, name]
        return {
            label: key if key > 0 else self._made[-key - 1]
            for label, key in chosen.items()
        }

    def _find_or_create(self, names):
        """Attributes that make variants, by the names of options."""
        attributes = self.env["product.attribute"].search(
            [("create_variant", "!=", "no_variant")]
        )
        exact, folded = {}, {}
        for attribute in attributes[::-1]:  # the first one of a name has it
            exact[attribute.name] = attribute
            folded[fold_label(attribute.name)] = attribute
        lacking = {}
        for name in sorted(names):
            if name not in exact and fold_label(name) not in folded:
                lacking.setdefault(fold_label(name), name)
        made = attributes.create([{"name": name} for name in lacking.values()])
        folded.update(zip(lacking, made, strict=True))
        return {name: exact.get(name) or folded[fold_label(name)] for name in names}

    def _read_values(self):
        """Attribute → name of each of its values → its id."""
        attributes = {attribute.id for attribute in self._attributes.values()}
        values = self.env["product.attribute.value"].search_fetch(
            [("attribute_id", "in", list(attributes))], ["name", "attribute_id"]
        )
        known = defaultdict(dict)
        for value in values:
            known[value.attribute_id].setdefault(value.name, value.id)
        return known

    def _choose(self, name, labels):
        """Label → id of its value; a negative number for one that is to be made."""
        attribute = self._attributes[name]
        known = self._known[attribute]
        chosen = chosen_values(labels, known)
        for label in labels:
            if chosen[label] is None:
                self._new.append((attribute, label))
                known[label] = chosen[label] = -len(self._new)
        return {label: chosen[label] for label in labels}

    def _create_values(self):
        return (
            self.env["product.attribute.value"]
            .create(
                [
                    {"attribute_id": attribute.id, "name": label}
                    for attribute, label in self._new
                ]
            )
            .ids
        )
