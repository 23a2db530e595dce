"""Shops as merchants have them, drawn at random, made on BigCommerce."""

from itertools import product as combinations

_OPTIONS = {
    "Size": ["S", "M", "L", "XL"],
    "color": ["Black", "WHITE", "Teal"],
    "Cut": ["Slim", "Wide"],
    " Length": ["30", "32 ", "34"],
}
_COLORS = {"Black": "#000000", "WHITE": "#ffffff", "Teal": "#008080"}
_TYPES = ("radio_buttons", "rectangles", "dropdown", "swatch")
_TEXTS = (
    "",
    "<p>Good &amp; <em>cheap</em></p>",
    "<p onclick='x()'>Buy</p><script>alert(1)</script><style>p {color: red}</style>",
    "Plain text, 2 < 3",
    "<ul><li>One<li>Two</ul><a href='javascript:x()'>Click</a>",
)
_BRANDS = (None, "Acme", "Bolt & Sons", "ACME")


class RandomShop:
    """
    :param case: an ``ImportCase``
    :param draw: a ``random.Random``
    """

    def __init__(self, case, draw, name):
        self.case, self.draw, self.name = case, draw, name
        self.categories = self._categories()

    def _categories(self):
        """A tree of three levels, with one name twice."""
        top = self.case.category_there(f"Clothes {self.name}")
        shirts = self.case.category_there("Shirts", top)
        return [
            top,
            shirts,
            self.case.category_there("Sale", shirts),
            self.case.category_there(f"Sale {self.name}"),
        ]

    def product(self, number):
        """One with or without options, its values drawn at random.

        :return: the document, as BigCommerce answers it
        """
        draw = self.draw
        values = {
            "name": f"Thing {self.name} {number}",
            **self._prices(),
            "weight": draw.randrange(0, 500) / 100,
            "description": draw.choice(_TEXTS),
            "type": draw.choice(["physical", "physical", "physical", "digital"]),
            "is_visible": draw.random() < 0.8,
            "categories": draw.sample(self.categories, draw.randrange(0, 4)),
            "images": [
                {"image_url": f"https://images.example/{self.name}-{number}-{n}.png"}
                for n in range(draw.randrange(0, 3))
            ],
        }
        brand = draw.choice(_BRANDS)
        if brand:
            values["brand_name"] = brand
        if draw.random() < 0.4:
            return self._simple(number, values)
        return self._with_options(number, values)

    def _prices(self):
        price = self.draw.randrange(1, 9999) / 100
        return {
            "price": price,
            "sale_price": self.draw.choice([0, 0, round(price / 2, 2), price + 1]),
            "cost_price": self.draw.choice([0, self.draw.randrange(900) / 100]),
        }

    def _simple(self, number, values):
        sku = self.draw.choice([f"S-{self.name}-{number}"] * 5 + [""])
        tracking = self.draw.choice(["none", "product"])
        upc = self.draw.choice(["", f"{self.draw.randrange(10**11, 10**12)}"])
        made = self.case.there(sku, inventory_tracking=tracking, upc=upc, **values)
        if self.draw.random() < 0.3:
            self._add_modifier(made)
        return made

    def _with_options(self, number, values):
        draw = self.draw
        names = draw.sample(list(_OPTIONS), draw.randrange(1, 4))
        chosen = {
            name: draw.sample(
                _OPTIONS[name], draw.randrange(1, len(_OPTIONS[name]) + 1)
            )
            for name in names
        }
        rows = [
            dict(zip(chosen, labels, strict=True))
            for labels in combinations(*chosen.values())
        ]
        rows = draw.sample(rows, draw.randrange(1, len(rows) + 1))
        made = self.case.shirt_there(
            *((row, self._variant(values["price"])) for row in rows),
            prefix=f"V-{self.name}-{number}",
            **{**values, "inventory_tracking": draw.choice(["none", "variant"])},
        )
        self._show_options(made)
        if draw.random() < 0.3:
            self._add_modifier(made)
        if draw.random() < 0.3:
            self._blank_sku(made)
        return made

    def _variant(self, price):
        """Most have values of their own, some of them those of the product.

        :param price: the product's
        """
        draw = self.draw
        price = draw.choice([None, None, draw.randrange(1, 9999) / 100, price])
        return {
            "price": price,
            "sale_price": draw.choice([None, None, round((price or 8) / 3, 2)]),
            "weight": draw.choice([None, draw.randrange(0, 500) / 100]),
            "cost_price": draw.choice([None, draw.randrange(900) / 100]),
            "upc": draw.choice(["", f"{draw.randrange(10**12, 10**13)}"]),
        }

    def _show_options(self, made):
        """Of every type, sorted as the merchant likes."""
        for option in self.case.shop.options.list(made["id"]):
            kind = self.draw.choice(_TYPES)
            values = self.draw.sample(
                option["option_values"], len(option["option_values"])
            )
            rows = [
                {"id": value["id"], "label": value["label"], "sort_order": place}
                for place, value in enumerate(values)
            ]
            if kind == "swatch":
                for row in rows:
                    colors = [_COLORS.get(row["label"], "#123456")]
                    row["value_data"] = {"colors": colors}
            body = {
                "display_name": option["display_name"],
                "type": kind,
                "option_values": rows,
            }
            self.case.shop.options.update(made["id"], option["id"], body)

    def _add_modifier(self, made):
        body = {
            "display_name": "Engraving",
            "type": self.draw.choice(["text", "checkbox"]),
            "required": False,
        }
        if body["type"] == "checkbox":
            body["config"] = {"checkbox_label": "Yes, please"}
        self.case.shop.modifiers.create(made["id"], body)

    def _blank_sku(self, made):
        """Of one variant the merchant has deleted it."""
        rows = self.case.shop.products.get(made["id"], include="variants")["variants"]
        row = self.draw.choice(rows)
        self.case.shop.variants.update_many([{"id": row["id"], "sku": ""}])
