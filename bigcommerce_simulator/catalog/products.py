"""Reading products: ``GET /v3/catalog/products`` and one product.

Source: BigCommerce, products_catalog.v3.yml, getProducts.
"""

from datetime import datetime

from ..errors import V3Error
from ..routing import Reply, route
from .documents import product_document, product_level
from .filters import range_filters

READ = "store_v2_products_read_only"
EVERY_PAGE_WITH_OPTIONS = 10
SORTS = {
    "id": lambda store, product: product.id,
    "name": lambda store, product: product.name.casefold(),
    "sku": lambda store, product: product.values["sku"].casefold(),
    "price": lambda store, product: product.values["price"],
    "date_modified": lambda store, product: product.date_modified,
    "date_last_imported": lambda store, product: product.values["date_last_imported"],
    "inventory_level": product_level,
    "is_visible": lambda store, product: product.values["is_visible"],
    "total_sold": lambda store, product: product.values["total_sold"],
    "calculated_price": lambda store, product: (
        product.values["sale_price"] or product.values["price"]
    ),
}


@route("GET", "/v3/catalog/products", scope=READ)
def list_products(store, request):
    """One page of products; options or modifiers in ``include`` cut it to 10."""
    parameters = request.parameters
    include = parameters.texts("include", [])
    page = parameters.page()
    if {"options", "modifiers"} & set(include):
        page = type(page)(page.number, min(page.limit, EVERY_PAGE_WITH_OPTIONS))
    products = _sorted(store, parameters, filter_products(store, parameters))
    fields = parameters.texts("include_fields")
    excluded = parameters.texts("exclude_fields", [])
    data = [
        product_document(store, product, include, fields, excluded)
        for product in page.of(products)
    ]
    return Reply({"data": data, "meta": parameters.meta(page, products)})


@route("GET", "/v3/catalog/products/<int:product_id>", scope=READ)
def get_product(store, request, product_id):
    """One product."""
    parameters = request.parameters
    document = product_document(
        store,
        find_product(store, product_id),
        parameters.texts("include", []),
        parameters.texts("include_fields"),
        parameters.texts("exclude_fields", []),
    )
    return Reply({"data": document, "meta": {}})


def find_product(store, product_id):
    """The product, or 404."""
    product = store.catalog.products.get(product_id)
    if product is None:
        raise V3Error(404, f"The product {product_id} was not found.")
    return product


def filter_products(store, parameters) -> list:
    """The products that every filter of the query string lets through."""
    wanted = parameters.integers("id:in")
    products = store.catalog.products
    if wanted is not None:
        rows = [products[number] for number in wanted if number in products]
        rows = list(dict((product.id, product) for product in rows).values())
    else:
        rows = list(products.values())
    for accepts in _filters(store, parameters):
        rows = [product for product in rows if accepts(product)]
    return rows


def _filters(store, parameters):
    yield from range_filters(parameters, "id", lambda product: product.id, False)
    yield from range_filters(
        parameters, "inventory_level", lambda product: product_level(store, product)
    )
    yield from _value_filters(parameters)
    yield from _date_filters(parameters)
    skus = parameters.texts("sku:in")
    if skus is not None:
        folded = {sku.casefold() for sku in skus}
        yield lambda product: product.values["sku"].casefold() in folded
    categories = parameters.integers("categories:in")
    single = parameters.integer("categories")
    if single is not None:
        categories = [single]
    if categories is not None:
        yield lambda product: bool(set(categories) & set(product.values["categories"]))
    channels = parameters.integers("channel_id:in")
    if channels is not None:
        yield lambda product: bool(set(channels) & set(product.channels))
    keyword = parameters.text("keyword")
    if keyword is not None:
        yield lambda product: _mentions(product, keyword.casefold())


def _value_filters(parameters):
    for name in ("name", "sku", "upc", "mpn", "type", "availability", "condition"):
        text = parameters.text(name)
        if text is not None:
            yield (
                lambda p, name=name, text=text: (
                    p.values[name].casefold() == text.casefold()
                )
            )
    for name in ("price", "weight"):
        number = parameters.decimal(name)
        if number is not None:
            yield lambda p, name=name, number=number: p.values[name] == number
    for name in ("brand_id", "total_sold"):
        number = parameters.integer(name)
        if number is not None:
            yield lambda p, name=name, number=number: p.values[name] == number
    for name in ("is_visible", "is_featured", "is_free_shipping"):
        flag = parameters.boolean(name)
        if flag is not None:
            yield lambda p, name=name, flag=flag: p.values[name] == flag


def _date_filters(parameters):
    since = parameters.date("date_modified:min")
    if since is not None:
        yield lambda product: product.date_modified.replace(microsecond=0) >= since
    until = parameters.date("date_modified:max")
    if until is not None:
        yield lambda product: product.date_modified.replace(microsecond=0) <= until
    day = parameters.date("date_modified")
    if day is not None:
        yield lambda product: product.date_modified.date() == day.date()
    for suffix, later in (("min", True), ("max", False)):
        bound = parameters.date(f"date_last_imported:{suffix}")
        if bound is not None:
            yield lambda p, bound=bound, later=later: _imported(p, bound, later)


def _imported(product, bound, later):
    text = product.values["date_last_imported"]
    if not text:
        return False
    moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return moment >= bound if later else moment <= bound


def _mentions(product, keyword):
    values = product.values
    texts = [values["name"], values["description"], values["sku"]]
    return any(keyword in text.casefold() for text in texts)


def _sorted(store, parameters, products):
    name = parameters.text("sort", "id")
    direction = parameters.text("direction", "asc")
    if name not in SORTS or direction not in ("asc", "desc"):
        raise V3Error(422, "The sort order is not valid", {"sort": name})
    key = SORTS[name]
    return sorted(
        products,
        key=lambda product: (key(store, product), product.id),
        reverse=direction == "desc",
    )
