"""Catalog out: the calls that images cost."""

import base64
from io import BytesIO

from catalog import make_shirts
from PIL import Image

NAMES = (
    "catalog.images.calls",
    "catalog.images_noop.calls",
    "catalog.images_replaced.calls",
)


def run(bench):
    """Images of products and of their variants come, stay, and are replaced."""
    count = bench.size(200)
    with bench.web() as web, bench.shop.connected(web) as store:
        shop = bench.shop
        products = shop.products(count, f"IMG{web.store_hash}")
        shirts = make_shirts(shop, bench.size(50), web.store_hash)
        shop.commit()
        shop.run_flow(store, "catalog", web)
        variants = shirts.product_variant_ids

        def calls():
            shop.commit()
            return len(shop.run_flow(store, "catalog", web).calls)

        products.image_1920 = _picture(255)
        variants.image_variant_1920 = _picture(200)
        images = len(products) + len(variants)
        details = {"products": len(products), "variants": len(variants)}
        add = bench.figures.add
        add("catalog.images.calls", calls(), "calls", images, **details)
        _check(store, images)
        for template in products | shirts:
            template.list_price = template.list_price
        add("catalog.images_noop.calls", calls(), "calls", 0, **details)
        products.image_1920 = _picture(100)
        variants.image_variant_1920 = _picture(50)
        # A product's former image is deleted; that of a variant makes way by itself.
        floor = 2 * len(products) + len(variants)
        add("catalog.images_replaced.calls", calls(), "calls", floor, **details)
        _check(store, images)


def _check(store, count):
    rows = store.env["bigcommerce.image"].search([("store_id", "=", store.id)])
    sent = rows.filtered(lambda row: row.external_id and not row.message)
    if len(sent) != count:
        raise RuntimeError(f"{len(sent)} of {count} images were sent.")


def _picture(gray):
    """A PNG of one point."""
    file = BytesIO()
    Image.new("L", (1, 1), gray).save(file, "PNG")
    return base64.b64encode(file.getvalue())
