"""``/v3/catalog/categories``: those of the default storefront's tree, the older way.

Source: BigCommerce, categories_catalog.v3.yml.
"""

from ..errors import V3Error
from ..routing import Reply, route
from ..shapes import anything, whole
from .category import DEFAULT_TREE, RULES, Category
from .category_write import change_category, create_category, delete_categories, url_of
from .filters import chosen, range_filters
from .images import FORM, uploaded_picture
from .pictures import address
from .products import READ
from .products_write import MODIFY, note_unknown
from .trees import filter_categories

CATEGORIES = "/v3/catalog/categories"
CATEGORY = CATEGORIES + "/<int:category_id>"
SHAPE = {"id": whole, "parent_id": whole, "custom_url": anything}
SORTS = {
    "id": lambda row: row.id,
    "name": lambda row: row.name.casefold(),
    "parent_id": lambda row: row.parent_id,
    "sort_order": lambda row: row.values["sort_order"],
}
_KNOWN = {*RULES, "id", "parent_id", "custom_url"}


@route("GET", CATEGORIES, scope=READ)
def list_categories(store, request):
    """One page of categories."""
    parameters = request.parameters
    rows = _filtered(store, parameters)
    name = parameters.text("sort", "id")
    if name not in SORTS:
        raise V3Error(422, "The sort order is not valid", {"sort": name})
    rows.sort(key=SORTS[name])
    page = parameters.page()
    data = [chosen(category_document(row), parameters) for row in page.of(rows)]
    return Reply({"data": data, "meta": parameters.meta(page, rows)})


@route("GET", CATEGORY, scope=READ)
def get_category(store, request, category_id):
    """One category."""
    document = category_document(find_category(store, category_id))
    return Reply({"data": document, "meta": {}})


@route("POST", CATEGORIES, scope=MODIFY)
def create(store, request):
    """One category; ``parent_id`` 0 is the top."""
    body = request.payload(shape=SHAPE)
    note_unknown(store, body, _KNOWN, "category")
    if body.get("parent_id") is None:
        errors = {"parent_id": "parent_id is required"}
        raise V3Error(422, "The category is not valid", errors)
    url = url_of(body, "custom_url", "url")
    made = create_category(store, body, DEFAULT_TREE, body["parent_id"], url)
    return Reply({"data": category_document(made), "meta": {}})


@route("PUT", CATEGORY, scope=MODIFY)
def update(store, request, category_id):
    """Change one category, or move it."""
    category = find_category(store, category_id)
    body = request.payload(shape=SHAPE)
    note_unknown(store, body, _KNOWN, "category")
    parent_id = body.get("parent_id")
    parent_id = category.parent_id if parent_id is None else parent_id
    url = url_of(body, "custom_url", "url")
    change_category(store, category, body, parent_id, url)
    return Reply({"data": category_document(category), "meta": {}})


@route("DELETE", CATEGORIES, scope=MODIFY)
def delete_many(store, request):
    """Delete what the filter names; without a filter 422."""
    if not request.args:
        raise V3Error(422, "A filter is required to delete categories")
    delete_categories(store, _filtered(store, request.parameters))
    return Reply(status=204)


@route("DELETE", CATEGORY, scope=MODIFY)
def delete_one(store, request, category_id):
    """Delete one category with those below it."""
    delete_categories(store, [find_category(store, category_id)])
    return Reply(status=204)


@route("POST", CATEGORY + "/image", scope=MODIFY, media=(FORM,))
def create_image(store, request, category_id):
    """The picture of a category, as a file."""
    category = find_category(store, category_id)
    url = address(store, "product_images", uploaded_picture(store, request))
    category.values["image_url"] = url
    store.catalog.categories.notify("updated", category)
    return Reply({"data": {"image_url": url}, "meta": {}})


@route("DELETE", CATEGORY + "/image", scope=MODIFY)
def delete_image(store, request, category_id):
    """No picture any more."""
    category = find_category(store, category_id)
    category.values["image_url"] = ""
    store.catalog.categories.notify("updated", category)
    return Reply(status=204)


def find_category(store, category_id) -> Category:
    """The category of the default tree, or 404."""
    category = store.catalog.categories.rows.get(category_id)
    if category is None or category.tree_id != DEFAULT_TREE:
        raise V3Error(404, f"The category {category_id} was not found.")
    return category


def category_document(category: Category) -> dict:
    """The category as these endpoints show it."""
    url = {"url": category.url, "is_customized": category.url_is_customized}
    return {
        "id": category.id,
        "parent_id": category.parent_id,
        **category.values,
        "custom_url": url,
    }


def _filtered(store, parameters):
    categories = store.catalog.categories.rows.values()
    rows = [row for row in categories if row.tree_id == DEFAULT_TREE]
    for name, value_of in (
        ("id", lambda row: row.id),
        ("parent_id", lambda row: row.parent_id),
    ):
        for accepts in range_filters(parameters, name, value_of):
            rows = [row for row in rows if accepts(row)]
    return filter_categories(parameters, rows)
