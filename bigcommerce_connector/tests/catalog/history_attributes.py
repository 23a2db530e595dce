"""What may happen to attributes and their values in Odoo."""

from odoo import Command


class AttributeSteps:
    STEPS = (
        "add_value",
        "remove_value",
        "rename_value",
        "sort_values",
        "swap_values",
        "rename_attribute",
        "sort_attributes",
        "color",
        "add_attribute",
        "remove_attribute",
        "swap_attributes",
    )

    def line(self, choice):
        lines = self.one(choice).attribute_line_ids
        return self.pick(
            lines.filtered(lambda line: line.attribute_id != self.case.brand), choice
        )

    def add_value(self, choice):
        line = self.line(choice)
        new = line.attribute_id.value_ids - line.value_ids
        if new:
            line.value_ids |= self.pick(new, choice)

    def remove_value(self, choice):
        line = self.line(choice)
        if len(line.value_ids) > 1:
            line.value_ids -= self.pick(line.value_ids, choice)

    def rename_value(self, choice):
        values = self.line(choice).attribute_id.value_ids
        self.pick(values, choice).name = self.next("Label ")

    def swap_values(self, choice):
        values = self.line(choice).attribute_id.value_ids
        one, two = self.pick(values, choice), self.pick(values, choice // 7)
        if one != two:
            former, name = one.name, two.name
            one.name = self.next("Label ")
            two.name = former
            one.name = name

    def sort_values(self, choice):
        values = self.line(choice).attribute_id.value_ids
        self.pick(values, choice).sequence = choice % 9

    def rename_attribute(self, choice):
        self.line(choice).attribute_id.name = self.next("Attribute ")

    def sort_attributes(self, choice):
        self.line(choice).sequence = choice % 5

    def color(self, choice):
        attribute = self.line(choice).attribute_id
        kinds = ("color", "select", "radio", "pills")
        attribute.display_type = kinds[choice % 4]
        attribute.value_ids.html_color = f"#{choice % 0xFFFFFF:06x}"

    def add_attribute(self, choice):
        product = self.one(choice)
        lines = product.attribute_line_ids
        if product and len(lines) < 3:
            self._add(product, self.case.attributes - lines.attribute_id, choice)

    def _add(self, product, attributes, choice):
        attribute = self.pick(attributes, choice)
        values = attribute.value_ids[: 1 + choice % 2]
        product.attribute_line_ids = [
            Command.create({"attribute_id": attribute.id, "value_ids": values.ids})
        ]

    def remove_attribute(self, choice):
        self.line(choice).unlink()

    def swap_attributes(self, choice):
        """One goes and another one comes within one save."""
        product, line = self.one(choice), self.line(choice)
        others = self.case.attributes - product.attribute_line_ids.attribute_id
        if line and others:
            self._add(product, others, choice)
            line.unlink()
