"""What may happen to the fields and images of products in Odoo."""

from decimal import Decimal

from odoo import Command

from ..images_case import png


class ProductSteps:
    STEPS = (
        "new_mug",
        "new_shirt",
        "price",
        "extra",
        "rename",
        "swap_names",
        "swap_skus",
        "new_skus",
        "weight",
        "description",
        "barcode",
        "cost",
        "sale_price",
        "sale_price_of_variant",
        "end_sale_price",
        "brand",
        "visibility",
        "image",
        "gallery",
        "variant_image",
        "remove_image",
        "categories",
        "rename_category",
        "move_category",
    )

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

    # === PRICES === #

    def price(self, choice):
        self.one(choice).list_price = Decimal(100 + choice % 900) / 10

    def extra(self, choice):
        values = self.one(choice).attribute_line_ids.product_template_value_ids
        self.pick(values, choice).price_extra = choice % 7

    def cost(self, choice):
        self.variant(choice).standard_price = choice % 40 / 4

    def sale_price(self, choice):
        self._add_rule(self.one(choice), self.env["product.product"], choice)

    def sale_price_of_variant(self, choice):
        variant = self.variant(choice)
        self._add_rule(variant.product_tmpl_id, variant, choice)

    def _add_rule(self, product, variant, choice):
        if not product:
            return
        former = self._rules(product).filtered(lambda rule: rule.product_id == variant)
        former.unlink()
        self.env["product.pricelist.item"].create(
            {
                "pricelist_id": self.case.sale.id,
                "applied_on": "0_product_variant" if variant else "1_product",
                "product_tmpl_id": product.id,
                "product_id": variant.id,
                "compute_price": "fixed",
                "fixed_price": 1 + choice % 120 / 8,
            }
        )

    def _rules(self, product):
        return self.case.sale.item_ids.filtered(
            lambda rule: rule.product_tmpl_id == product
        )

    def end_sale_price(self, choice):
        self._rules(self.one(choice))[:1].unlink()

    # === TEXTS === #

    def rename(self, choice):
        self.one(choice).name = self.next("Name ")

    def swap_names(self, choice):
        """Where BigCommerce keeps names, a new product could not have the other's."""
        if not self.store.writes_name:
            return
        one, two = self.one(choice), self.one(choice + 1)
        if one != two and one:
            one.name, two.name = two.name, one.name

    def swap_skus(self, choice):
        """Not while a product is to be found by them: they would lead to others, which
        a person has to put right, see ``test_catalog_structure.py``."""
        variants = self.sold.product_variant_ids
        one, two = self.pick(variants, choice), self.pick(variants, choice // 7)
        if one != two and one:
            one.default_code, two.default_code = two.default_code, one.default_code

    def new_skus(self, choice):
        """Each variant takes the one of the next."""
        variants = self.one(choice).product_variant_ids
        codes = variants.mapped("default_code")
        for variant, code in zip(variants, [*codes[1:], *codes[:1]], strict=True):
            variant.default_code = code

    def description(self, choice):
        product = self.one(choice)
        text = (self.next("Text "), "", False)[choice % 3]
        product.public_description = text and f"<p>{text} <b>&amp; more</b></p>"

    def weight(self, choice):
        self.variant(choice).weight = (choice // 3) % 5

    def barcode(self, choice):
        number = self.next_number()
        codes = (f"{20000000 + number}", f"{number:013}", f"X{number}")
        self.variant(choice).barcode = (*codes, False)[choice // 5 % 4]

    def brand(self, choice):
        product = self.one(choice)
        line = product.attribute_line_ids.filtered(
            lambda line: line.attribute_id == self.case.brand
        )
        value = self.pick(self.case.brand.value_ids, choice)
        if choice % 4 == 0 or not product:
            line.unlink()
        elif line:
            line.value_ids = value
        else:
            vals = {"attribute_id": self.case.brand.id, "value_ids": value.ids}
            product.attribute_line_ids = [Command.create(vals)]

    def visibility(self, choice):
        product = self.one(choice)
        product.sale_ok = not product.sale_ok

    # === IMAGES === #

    def picture(self):
        number = self.next_number()
        return png((number % 256, number // 256 % 256, number // 65536))

    def image(self, choice):
        self.one(choice).image_1920 = self.picture()

    def variant_image(self, choice):
        variant = self.variant(choice)
        variant.image_variant_1920 = choice % 3 != 0 and self.picture()

    def gallery(self, choice):
        """With the eCommerce addon only."""
        product = self.one(choice)
        if product and "product_template_image_ids" in product._fields:
            name, image = self.next("Side "), self.picture()
            product.product_template_image_ids = [
                Command.create({"name": name, "image_1920": image})
            ]

    def remove_image(self, choice):
        product = self.one(choice)
        if choice % 2 and "product_template_image_ids" in product._fields:
            self.pick(product.product_template_image_ids, choice).unlink()
        else:
            product.image_1920 = False

    # === CATEGORIES === #

    def categories(self, choice):
        product = self.one(choice)
        known = self.case.pos_categories
        product.pos_categ_ids = known.filtered(lambda c: choice >> c.sequence & 1)
        if product:
            product.categ_id = self.pick(self.case.product_categories, choice)

    def rename_category(self, choice):
        for known in (self.case.pos_categories, self.case.product_categories):
            self.pick(known, choice).name = self.next("Category ")

    def move_category(self, choice):
        """Below another one, or to the top."""
        for known in (self.case.pos_categories, self.case.product_categories):
            moved, above = self.pick(known, choice), self.pick(known, choice // 7)
            over = above
            while over and over != moved:
                over = over.parent_id
            moved.parent_id = False if over else above
