"""Catalog out: calls, speed without the network, and what a save costs."""

import time
from math import ceil

from memory import SPARE, Peak

from odoo import Command

NAMES = (
    "catalog.create.calls",
    "catalog.noop.calls",
    "catalog.build.products_per_s",
    "catalog.build.ms",
    "catalog.update.calls",
    "catalog.price.calls",
    "catalog.match.calls",
    "catalog.save.queries",
    "catalog.grow.ms",
    "catalog.memory",
)
_SIZES = ("S", "M", "L")
_COLORS = ("Black", "White")
# Complex products a second that BigCommerce asks its Point of Sale partners for.
_WANTED_SPEED = 100
# The share of a growing catalog that the rest is compared with.
_SHARE = 20
_MADE_AT_ONCE = 500
# What one plain read of the same takes the processor.
_READS = {
    "product.template": (
        "name", "type", "is_storable", "list_price", "taxes_id", "public_description",
        "description_sale", "product_variant_ids", "attribute_line_ids",
    ),
    "product.product": (
        "default_code", "lst_price", "weight", "barcode", "standard_price",
        "bigcommerce_excluded", "product_template_attribute_value_ids",
    ),
    "product.template.attribute.line": ("attribute_id", "value_ids", "sequence"),
    "product.template.attribute.value": (
        "name", "attribute_id", "attribute_line_id", "product_attribute_value_id",
    ),
    "product.attribute.value": ("name", "sequence", "html_color"),
    "product.attribute": ("name", "sequence", "create_variant", "display_type"),
}  # fmt: skip


def run(bench):
    """Six parts of one story: a shop's catalog goes online, changes, and is mapped."""
    simple, complex_ = bench.size(300), bench.size(1000)
    with bench.web() as web, bench.shop.connected(web) as store:
        products = bench.shop.products(simple, f"CAT{web.store_hash}")
        shirts = make_shirts(bench.shop, complex_, web.store_hash)
        bench.shop.commit()
        story = Story(bench, web, store, products + shirts, shirts)
        story.create()
        story.touch()
        story.build()
        story.update()
        story.price()
        story.save()
        story.match()
    grow(bench)


def grow(bench):
    """A catalog of 20,000 products costs no more for each than one of 1,000."""
    count = bench.size(20_000, least=_SHARE)
    with bench.web() as web, bench.shop.connected(web) as store, Peak() as peak:
        first = _push_new(bench, web, store, count // _SHARE, "A")
        memory = peak.growth
        rest = _push_new(bench, web, store, count - count // _SHARE, "B")
        details = {"products": count, "reference_is": f"the first {count // _SHARE}"}
        bench.figures.add("catalog.grow.ms", rest, "ms", first, **details)
        details["reference_is"] = "what any catalog may need"
        details["after_the_first"] = memory
        bench.figures.add("catalog.memory", peak.growth, "MB", SPARE, **details)


def _push_new(bench, web, store, count, prefix):
    """So many new products go online: milliseconds of our processor for each."""
    for part in range(ceil(count / _MADE_AT_ONCE)):  # not what the memory is for
        made = min(_MADE_AT_ONCE, count - part * _MADE_AT_ONCE)
        bench.shop.products(made, f"{prefix}{part}{web.store_hash}")
        bench.shop.commit()
    started = time.process_time()
    bench.shop.run_flow(store, "catalog", web)
    return (time.process_time() - started) * 1000 / count


class Story:
    """A store and its catalog."""

    def __init__(self, bench, web, store, templates, shirts):
        self.shop, self.figures = bench.shop, bench.figures
        self.web, self.store = web, store
        self.templates, self.shirts = templates, shirts
        self.total = len(templates)

    def create(self):
        """A call a product, and the ids of the variants are read back."""
        sync = self._sync()
        self._check_synced()
        first = next(i for i, (method, _) in enumerate(sync.calls) if method == "POST")
        self.figures.add(
            "catalog.create.calls",
            len(sync.calls) - first,
            "calls",
            self.total + ceil(self.total / 250),
            products=self.total,
            variants=len(self.templates.product_variant_ids),
            matching_calls=first,
            **sync.times,
        )

    def touch(self):
        """Every product is saved, and none differs."""
        for template in self.templates:
            template.list_price = template.list_price
        self.shop.commit()
        sync = self._sync()
        self.figures.add(
            "catalog.noop.calls",
            len(sync.calls),
            "calls",
            0,
            products_saved=self.total,
            **sync.times,
        )

    def build(self):
        """Notes, values, payloads, hashes and comparison; nothing is sent."""
        for template in self.shirts:
            template.list_price = template.list_price
        self.shop.commit()
        started = time.process_time()
        sync = self._sync()
        seconds = time.process_time() - started
        count = len(self.shirts)
        self.figures.add(
            "catalog.build.ms",
            seconds * 1000 / count,
            "ms",
            self._read_seconds() * 1000 / count,
            products=count,
            reference_is="a plain read of the same fields, all at once",
        )
        self.figures.add(
            "catalog.build.products_per_s",
            len(self.shirts) / (sync.seconds - sync.network_seconds),
            "products/s",
            _WANTED_SPEED,
            products=len(self.shirts),
            variants_each=len(_SIZES) * len(_COLORS),
            queries=sync.queries,
        )

    def _read_seconds(self):
        """The processor's time for reading what the payloads are made of."""
        env, shirts = self.shop.env, self.shirts
        lines = shirts.attribute_line_ids
        values = lines.product_template_value_ids
        ids = {
            "product.template": shirts.ids,
            "product.product": shirts.product_variant_ids.ids,
            lines._name: lines.ids,
            values._name: values.ids,
            "product.attribute.value": values.product_attribute_value_id.ids,
            "product.attribute": lines.attribute_id.ids,
        }
        env.invalidate_all()
        started = time.process_time()
        for model, names in _READS.items():
            env[model].browse(ids[model]).read(names)
        return time.process_time() - started

    def update(self):
        """Ten products a call."""
        self.templates.description_sale = "As good as new"
        self.shop.commit()
        sync = self._sync()
        self._check_synced()
        self.figures.add(
            "catalog.update.calls",
            len(sync.calls),
            "calls",
            ceil(self.total / 10),
            products=self.total,
            **sync.times,
        )

    def price(self):
        """Fifty variants a call; by so little that nobody is asked."""
        sizes = self.shirts.attribute_line_ids.product_template_value_ids
        sizes = sizes.filtered(lambda value: value.name in _SIZES)
        sizes.price_extra = 1
        self.shop.commit()
        sync = self._sync()
        self._check_synced()
        variants = len(self.shirts.product_variant_ids)
        self.figures.add(
            "catalog.price.calls",
            len(sync.calls),
            "calls",
            ceil(variants / 50),
            variants=variants,
            **sync.times,
        )

    def save(self):
        """What the connector adds to a save: at most one INSERT a transaction."""
        counts = [self._extra_queries(self.templates[:many]) for many in (1, 100)]
        self.figures.add(
            "catalog.save.queries",
            max(counts),
            "queries",
            1,
            one_product=counts[0],
            many_products=counts[1],
        )

    def _extra_queries(self, templates):
        def save():
            templates.write({"description_sale": f"{templates[0].description_sale}!"})

        self.shop.queries_of(save)
        with_notes = self.shop.queries_of(save)
        with self.shop.without_notes():
            return with_notes - self.shop.queries_of(save)

    def match(self):
        """The catalog of a store that was filled by others, read whole."""
        self._sync()
        self.store.product_ids.unlink()
        self.store.product_sync = False
        self.shop.commit()
        sync = self._sync()
        self._check_synced()
        self.figures.add(
            "catalog.match.calls",
            len(sync.calls),
            "calls",
            ceil(self.total / 250),
            products=self.total,
            variants=len(self.templates.product_variant_ids),
            **sync.times,
        )

    def _sync(self):
        return self.shop.run_flow(self.store, "catalog", self.web)

    def _check_synced(self):
        synced = self.store.product_ids.filtered(
            lambda mapping: mapping.state == "synced" and mapping.external_id
        )
        if len(synced) != self.total:
            others = (self.store.product_ids - synced).mapped("message")
            raise RuntimeError(f"Not synced: {others[:3]}")


def make_shirts(shop, count, prefix, sizes=_SIZES, colors=_COLORS):
    """Products with a variant per size and color, each with its SKU."""
    lines = [
        Command.create(
            {"attribute_id": values.attribute_id.id, "value_ids": values.ids}
        )
        for values in (_values(shop, "Size", sizes), _values(shop, "Color", colors))
    ]
    templates = shop.env["product.template"].create(
        [
            {
                "name": f"T-Shirt {prefix} {number}",
                "list_price": 20 + number % 50,
                "is_storable": True,
                "bigcommerce_enabled": True,
                "attribute_line_ids": lines,
            }
            for number in range(count)
        ]
    )
    shop.env.flush_all()
    shop.env.cr.execute(
        "UPDATE product_product SET default_code = %s || '-' || id, weight = 1"
        " WHERE product_tmpl_id = ANY(%s)",
        (prefix, templates.ids),
    )
    shop.env.invalidate_all()
    return templates


def _values(shop, name, labels):
    attribute = shop.env["product.attribute"].create(
        {
            "name": name,
            "value_ids": [Command.create({"name": label}) for label in labels],
        }
    )
    return attribute.value_ids
