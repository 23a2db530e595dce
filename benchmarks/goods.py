"""Products that both sides have under one SKU, for web orders."""


def make_goods(shop, web, count=3):
    """Make them; one fetches ``lines`` for a checkout with :func:`lines`.

    :return: product.product records
    """
    prefix = f"WEB{web.store_hash}"
    templates = shop.products(count, prefix, bigcommerce_enabled=False)
    products = templates.product_variant_ids
    products = products.browse(products.ids)
    shop.stock_up(products, 1_000_000)
    for product in products:
        web.api(
            "POST",
            "/v3/catalog/products",
            {
                "name": product.name,
                "sku": product.default_code,
                "type": "physical",
                "weight": 1,
                "price": product.list_price,
                "inventory_tracking": "none",
            },
        )
    return products


def lines(products, quantity=2):
    """What a shopper buys of these."""
    return [{"sku": product.default_code, "quantity": quantity} for product in products]
