"""What may happen to a shop's products, step by step, on either side."""

from decimal import Decimal

from odoo import Command

STEPS = (
    "new_mug",
    "new_shirt",
    "price",
    "extra",
    "rename",
    "swap_names",
    "swap_skus",
    "weight",
    "description",
    "add_value",
    "remove_value",
    "rename_value",
    "sort_values",
    "color",
    "add_attribute",
    "remove_attribute",
    "exclude",
    "include",
    "unsell",
    "sell",
    "archive",
    "staff_price",
    "staff_name",
    "staff_label",
    "match_again",
    "temporary_error",
    "sync",
)


class CatalogHistory:
    """Carries out steps; a number chooses what they are about.

    ``changed_by_staff``: products that BigCommerce may have otherwise than Odoo wrote
    them until a person decides; ``relabeled``: those of them with another label there,
    which is not listed.

    :param case: a ``CatalogCase``
    """

    def __init__(self, case):
        self.case, self.env, self.store = case, case.env, case.store
        self.products = self.env["product.template"]
        self.changed_by_staff = self.relabeled = self.matched_again = self.products
        self.number = 0

    def next(self, prefix):
        self.number += 1
        return f"{prefix}{self.number}"

    def do(self, step, choice):
        getattr(self, step)(choice)
        for product in self.sold.product_variant_ids:
            if not product.default_code:
                product.write({"default_code": self.next("SKU-"), "weight": 1})

    @property
    def sold(self):
        return self.products.filtered("bigcommerce_enabled")

    def pick(self, records, choice):
        return records[choice % len(records)] if records else records

    def one(self, choice):
        return self.pick(self.sold, choice)

    # === ODOO === #

    def new_mug(self, choice):
        self.products += self.case.product(
            self.next("MUG-"), list_price=5 + choice % 50
        )

    def new_shirt(self, choice):
        sizes = ("S", "M", "L", "XL")[: 2 + choice % 3]
        colors = ("Black", "White") if choice % 2 else ()
        self.products += self.case.shirt(
            *sizes, colors=colors, prefix=self.next("SHIRT-")
        )

    def price(self, choice):
        self.one(choice).list_price = Decimal(100 + choice % 900) / 10

    def extra(self, choice):
        values = self.one(choice).attribute_line_ids.product_template_value_ids
        self.pick(values, choice).price_extra = choice % 7

    def rename(self, choice):
        self.one(choice).name = self.next("Name ")

    def swap_names(self, choice):
        one, two = self.one(choice), self.one(choice + 1)
        if one != two and one:
            one.name, two.name = two.name, one.name

    def swap_skus(self, choice):
        """Not while a product is to be found by them: they would lead to others, which
        a person has to put right, see ``test_catalog_structure.py``."""
        if self.is_any_unmatched():
            self.sync(choice)
        variants = self.sold.product_variant_ids
        one, two = self.pick(variants, choice), self.pick(variants, choice // 7)
        if one != two and one and not self.is_any_unmatched():
            one.default_code, two.default_code = two.default_code, one.default_code

    def weight(self, choice):
        self.pick(self.one(choice).product_variant_ids, choice).weight = choice % 5 + 1

    def description(self, choice):
        self.one(choice).public_description = f"<p>{self.next('Text ')}</p>"

    def line(self, choice):
        return self.pick(self.one(choice).attribute_line_ids, choice)

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

    def sort_values(self, choice):
        values = self.line(choice).attribute_id.value_ids
        self.pick(values, choice).sequence = choice % 9

    def color(self, choice):
        attribute = self.line(choice).attribute_id
        attribute.display_type = ("color", "select", "radio")[choice % 3]
        attribute.value_ids.html_color = f"#{choice % 0xFFFFFF:06x}"

    def add_attribute(self, choice):
        product = self.one(choice)
        lines = product.attribute_line_ids
        if product and len(lines) < 3:
            attributes = self.case.attributes - lines.attribute_id
            attribute = self.pick(attributes, choice)
            values = attribute.value_ids[: 1 + choice % 2]
            product.attribute_line_ids = [
                Command.create({"attribute_id": attribute.id, "value_ids": values.ids})
            ]

    def remove_attribute(self, choice):
        self.line(choice).unlink()

    def exclude(self, choice):
        variants = self.one(choice).product_variant_ids
        if len(variants) > 1:
            self.pick(variants, choice).bigcommerce_excluded = True

    def include(self, choice):
        self.one(choice).product_variant_ids.bigcommerce_excluded = False

    def unsell(self, choice):
        self.one(choice).bigcommerce_enabled = False

    def sell(self, choice):
        product = self.pick(self.products - self.sold, choice)
        product.bigcommerce_enabled = product.active

    def archive(self, choice):
        self.one(choice).write({"active": False, "bigcommerce_enabled": False})

    # === BIGCOMMERCE === #

    def mapped(self, choice):
        mappings = self.store.product_ids.filtered("external_id")
        return self.pick(mappings, choice)

    def changed_there(self, choice):
        mapping = self.mapped(choice)
        self.changed_by_staff |= mapping.product_tmpl_id
        return mapping

    def staff_price(self, choice):
        mapping = self.changed_there(choice)
        if mapping:
            self.case.shop.products.update(mapping.external_id, {"price": choice % 99})

    def staff_name(self, choice):
        mapping = self.changed_there(choice)
        if mapping:
            body = {"name": self.next("Staff ")}
            self.case.shop.products.update(mapping.external_id, body)

    def staff_label(self, choice):
        mapping = self.changed_there(choice)
        self.relabeled |= mapping.product_tmpl_id
        options = mapping and list(self.case.shop.options.list(mapping.external_id))
        if options:
            option = self.pick(options, choice)
            values = option["option_values"]
            values[0] = {**values[0], "label": self.next("Staff ")}
            self.case.shop.options.update(
                mapping.external_id, option["id"], {"option_values": values}
            )

    def match_again(self, choice):
        """By SKU: so both sides have the same ones."""
        self.sync(choice)
        mapping = self.mapped(choice)
        self.matched_again |= mapping.product_tmpl_id
        mapping.unlink()

    def is_any_unmatched(self):
        found = self.case.mapping(self.matched_again).filtered("external_id")
        return bool((self.matched_again & self.sold) - found.product_tmpl_id)

    # === SYNC === #

    def temporary_error(self, choice):
        kinds = ("503", "timeout_after", "cut", "429")
        methods = ("PUT", "POST", "DELETE", "GET")
        self.case.fault(
            kinds[choice % 4],
            method=methods[choice // 4 % 4],
            path="/v3/catalog/*",
            skip=choice % 3,
            seconds=0,
        )

    def sync(self, choice):
        self.case.sync()
