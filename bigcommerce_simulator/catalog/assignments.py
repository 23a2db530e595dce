"""Which channels list a product, and which categories it lies in.

Source: BigCommerce, products_catalog.v3.yml; the webhooks: "Channel webhooks", Product
assignments. A batch with a wrong row is refused whole.
"""

from ..errors import V3Error
from ..routing import Reply, route
from ..shapes import whole
from .events import changed
from .products import READ
from .products_write import MODIFY

CHANNELS = "/v3/catalog/products/channel-assignments"
CATEGORIES = "/v3/catalog/products/category-assignments"
MAXIMUM_CATEGORIES = 1000


@route("GET", CHANNELS, scope=READ)
def list_channel_assignments(store, request):
    """``{product_id, channel_id}``."""
    return _list(request, _filtered(store, request, "channel_id", _channels))


@route("PUT", CHANNELS, scope=MODIFY)
def create_channel_assignments(store, request):
    """List products in channels; those that are there already stay."""
    pairs = _pairs(store, request, "channel_id", store.channels.rows)
    for product, channel in pairs:
        if channel not in product.channels:
            product.channels.append(channel)
            _notify(store, f"{channel}/product/assigned", product)
    return Reply(status=204)


@route("DELETE", CHANNELS, scope=MODIFY)
def delete_channel_assignments(store, request):
    """Take products out of channels; a filter is required."""
    _require_filter(request, "channel_id")
    for product, channel in _filtered(store, request, "channel_id", _channels):
        product.channels.remove(channel)
        _notify(store, f"{channel}/product/unassigned", product)
    return Reply(status=204)


@route("GET", CATEGORIES, scope=READ)
def list_category_assignments(store, request):
    """``{product_id, category_id}``."""
    return _list(
        request, _filtered(store, request, "category_id", _categories), "category_id"
    )


@route("PUT", CATEGORIES, scope=MODIFY)
def create_category_assignments(store, request):
    """Put products into categories; they stay in those that they are in."""
    categories = store.catalog.categories
    pairs = _pairs(store, request, "category_id", categories.rows)
    _check_number(pairs)
    for product, number in pairs:
        if number not in product.values["categories"]:
            product.values["categories"] = [*product.values["categories"], number]
            _notify_category(store, "assigned", product, number)
    return Reply(status=204)


@route("DELETE", CATEGORIES, scope=MODIFY)
def delete_category_assignments(store, request):
    """Take products out of categories; a filter is required."""
    _require_filter(request, "category_id")
    for product, number in _filtered(store, request, "category_id", _categories):
        kept = [other for other in product.values["categories"] if other != number]
        product.values["categories"] = kept
        _notify_category(store, "unassigned", product, number)
    return Reply(status=204)


def _channels(product):
    return product.channels


def _categories(product):
    return product.values["categories"]


def _list(request, pairs, name="channel_id"):
    page = request.parameters.page()
    data = [{"product_id": p.id, name: number} for p, number in page.of(pairs)]
    return Reply({"data": data, "meta": request.parameters.meta(page, pairs)})


def _filtered(store, request, name, numbers_of):
    products = request.parameters.integers("product_id:in")
    wanted = request.parameters.integers(f"{name}:in")
    return [
        (product, number)
        for product in store.catalog.products.values()
        if products is None or product.id in products
        for number in numbers_of(product)
        if wanted is None or number in wanted
    ]


def _require_filter(request, name):
    parameters = request.parameters
    given = [parameters.integers(f"{one}:in") for one in ("product_id", name)]
    if not any(given):
        raise V3Error(422, "A filter is required", {f"{name}:in": "is required"})


def _pairs(store, request, name, known):
    """[(product, id)]; 422 with one message per wrong row."""
    bodies = request.payload(list, [{"product_id": whole, name: whole}])
    pairs, errors = [], {}
    for number, body in enumerate(bodies):
        product = store.catalog.products.get(body.get("product_id"))
        if product is None:
            message = f"The product {body.get('product_id')} does not exist"
            errors[f"{number}.product_id"] = message
        elif body.get(name) not in known:
            errors[f"{number}.{name}"] = f"The {name} {body.get(name)} does not exist"
        else:
            pairs.append((product, body[name]))
    if errors:
        raise V3Error(422, "The assignments are not valid", errors)
    return pairs


def _check_number(pairs):
    wanted = {}
    for product, number in pairs:
        ids = wanted.setdefault(product.id, set(product.values["categories"]))
        ids.add(number)
        if len(ids) > MAXIMUM_CATEGORIES:
            title = f"A product has at most {MAXIMUM_CATEGORIES} categories"
            raise V3Error(422, title, {"categories": title})


def _notify(store, event, product):
    store.emit(f"store/channel/{event}", {"product_id": product.id})


def _notify_category(store, event, product, number):
    changed(store, product, "categories")
    category = store.catalog.categories.rows.get(number)
    tree = category and store.catalog.categories.trees[category.tree_id]
    for channel in tree.channels if tree else ():
        _notify(store, f"{channel}/category/product/{event}", product)
