"""Products of Odoo and the requests that they cause."""

import json
import os
import re
from contextlib import closing, contextmanager
from unittest.mock import patch

from odoo import Command

from .common import BigcommerceCase


class CatalogCase(BigcommerceCase):
    """A live store with an empty catalog; no product of the database is sold there."""

    # What :meth:`sell_there` makes has; "%s" is its SKU.
    sold_there = {
        "name": "Product %s",
        "price": 10,
        "weight": 1,
        "inventory_tracking": "product",
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["product.template"].search(
            [("bigcommerce_enabled", "=", True)]
        ).bigcommerce_enabled = False
        cls.size = cls.attribute("Size", "S", "M", "L", "XL")
        cls.color = cls.attribute("Color", "Black", "White")

    def setUp(self):
        super().setUp()
        self.exchanges = []
        self.simulator.application.observers.append(self.exchanges.append)

    def let_images_be_read(self):
        """The simulator serves them from this machine, which is no public address."""
        # As people write lists.
        own = {"BIGCOMMERCE_IMAGE_ADDRESSES": "10.0.0.5, 127.0.0.1, "}
        self.enterContext(patch.dict(os.environ, own))

    @contextmanager
    def by_itself(self):
        """Both sides begin as they are at the beginning of a test, and what is done to
        them is undone: its rows cost what is played next no time."""
        self.exchanges.clear()
        self.simulator.store.reset()
        self.register_webhooks()
        with closing(self.env.cr.savepoint()):
            yield

    @classmethod
    def attribute(cls, name, *values, **vals):
        return cls.env["product.attribute"].create(
            {
                "name": name,
                "value_ids": [
                    Command.create({"name": value, "sequence": position})
                    for position, value in enumerate(values)
                ],
                **vals,
            }
        )

    @contextmanager
    def requests(self, *expected):
        """What is sent to BigCommerce in this block, as ``METHOD resource``."""
        start = len(self.exchanges)
        yield
        sent = [
            f"{exchange['method']} {re.split('/v[23]/', exchange['path'])[-1]}"
            for exchange in self.exchanges[start:]
        ]
        self.assertEqual(sent, list(expected))

    def assertNoRequests(self):
        """Nothing is sent to BigCommerce in this block."""
        return self.requests()

    def product(self, sku="MUG", **vals):
        """A product without variants that is to be sold on BigCommerce."""
        return self.many_products([sku], **vals)

    def many_products(self, skus, **vals):
        """The same, one of each SKU."""
        return self.env["product.template"].create(
            [
                {
                    "name": f"Product {sku}",
                    "default_code": sku,
                    "list_price": 10,
                    "weight": 1,
                    "is_storable": True,
                    "bigcommerce_enabled": True,
                    "taxes_id": [],
                    **vals,
                }
                for sku in skus
            ]
        )

    def sell_there(self, sku="MUG", **values):
        """A product that staff made on BigCommerce."""
        found = {**self.sold_there, "type": "physical", "sku": sku}
        found["name"] = found["name"].replace("%s", sku)
        return self.shop.products.create({**found, **values})

    def shirt(self, *sizes, prefix="SHIRT", colors=(), **vals):
        """A product with a variant a size (and color), SKUs as ``SHIRT-S``."""
        lines = [(self.size, sizes), (self.color, colors)]
        template = self.product(
            sku=False,
            **{
                "name": f"T-Shirt {prefix}",
                "attribute_line_ids": [
                    Command.create(
                        {
                            "attribute_id": attribute.id,
                            "value_ids": self.values(attribute, names).ids,
                        }
                    )
                    for attribute, names in lines
                    if names
                ],
                **vals,
            },
        )
        self.give_skus(template, prefix)
        return template

    def add_value(self, template, attribute, *names, prefix="SHIRT"):
        """More values of an attribute that the product has, with SKUs."""
        line = template.attribute_line_ids.filtered(
            lambda line: line.attribute_id == attribute
        )
        line.value_ids |= self.values(attribute, names)
        self.give_skus(template, prefix)

    def add_attributes(self, template, *attributes, prefix="SHIRT"):
        """Attributes with all their values, and SKUs for all variants."""
        template.attribute_line_ids = [
            Command.create(
                {"attribute_id": attribute.id, "value_ids": attribute.value_ids.ids}
            )
            for attribute in attributes
        ]
        self.give_skus(template, prefix)

    def give_skus(self, template, prefix):
        for product in template.product_variant_ids:
            names = product.product_template_attribute_value_ids.mapped("name")
            product.default_code = "-".join([prefix, *names])
            product.weight = 1

    def values(self, attribute, names):
        return attribute.value_ids.filtered(lambda value: value.name in names)

    def variant(self, template, sku):
        return template.product_variant_ids.filtered(
            lambda product: product.default_code == sku
        )

    def let_waits_end(self, store=None):
        """And those of products at which BigCommerce failed."""
        waiting = [("store_id", "=", (store or self.store).id), ("tries", ">", 0)]
        self.env["bigcommerce.product"].search(waiting).retry_at = self.env.cr.now()
        return super().let_waits_end(store)

    def sync(self, flow="catalog", store=None):
        self.run_flow(flow, store)

    def mapping(self, template, store=None):
        return template.bigcommerce_mapping_ids.filtered(
            lambda mapping: mapping.store_id == (store or self.store)
        )

    def fault(self, kind, **details):
        with self.simulator.store.lock:
            self.simulator.store.faults.add(kind, **details)

    def last_body(self):
        """The JSON that was sent last."""
        return json.loads(self.exchanges[-1]["request_body"])

    def remote(self, template):
        """The product as BigCommerce has it."""
        return self.shop.products.get(
            self.mapping(template).external_id, include="variants,options"
        )

    def is_visible(self, product):
        return self.remote(product)["is_visible"]

    def hide_there(self, product):
        self.shop.products.update(
            self.mapping(product).external_id, {"is_visible": False}
        )

    def delete_last_variant_there(self, template):
        with self.simulator.store.lock:
            catalog = self.simulator.store.catalog
            product = catalog.products[int(self.mapping(template).external_id)]
            product.variants.pop()
            catalog.index(product)

    def assertState(self, template, state, message=False):
        mapping = self.mapping(template)
        self.assertEqual(mapping.state, state, mapping.message)
        if message:
            self.assertIn(message, mapping.message)
        else:
            self.assertFalse(mapping.message)
