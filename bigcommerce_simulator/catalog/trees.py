"""``/v3/catalog/trees`` and the categories in them.

Source: BigCommerce, category-trees_catalog.v3.yml.
"""

from ..errors import V3Error
from ..routing import Reply, route
from ..shapes import anything, text, whole
from ..validation import Text, clean
from .batches import AllRefusedError, counts, each, reply
from .category import RULES, Category, Tree
from .category_write import (
    change_category,
    create_category,
    delete_categories,
    url_of,
)
from .filters import chosen
from .products import READ
from .products_write import MODIFY, note_unknown

MAXIMUM_TREES = 50
SHAPE = {"category_id": whole, "tree_id": whole, "parent_id": whole, "url": anything}
TREE_SHAPE = {"id": whole, "name": text, "channels": [whole]}
_KNOWN = {*RULES, "category_id", "category_uuid", "tree_id", "parent_id", "url"}


@route("GET", "/v3/catalog/trees", scope=READ)
def list_trees(store, request):
    """Trees; each is that of one channel."""
    parameters = request.parameters
    ids, channels = parameters.integers("id:in"), parameters.integers("channel_id:in")
    rows = [
        tree_document(tree)
        for tree in store.catalog.categories.trees.values()
        if (ids is None or tree.id in ids)
        and (channels is None or set(channels) & set(tree.channels))
    ]
    page = parameters.page()
    return Reply({"data": page.of(rows), "meta": parameters.meta(page, rows)})


@route("PUT", "/v3/catalog/trees", scope=MODIFY)
def upsert_trees(store, request):
    """Rename trees (by id), make trees for channels that have none."""
    bodies = request.payload(list, [TREE_SHAPE])
    if len(bodies) > MAXIMUM_TREES:
        title = "The request payload is too large. The maximum trees allowed in the "
        raise V3Error(413, f"{title}array is {MAXIMUM_TREES}.")
    claimed: set[int] = set()
    plans = [_plan_tree(store, body, claimed) for body in bodies]
    trees = [_write_tree(store, tree, values) for tree, values in plans]
    data = [tree_document(tree) for tree in trees]
    return Reply({"data": data, "meta": counts(len(data), len(data))})


@route("DELETE", "/v3/catalog/trees", scope=MODIFY)
def delete_trees(store, request):
    """Delete trees with their categories; a filter is required."""
    wanted = request.parameters.integers("id:in")
    if not wanted:
        raise AllRefusedError({"id:in": "A filter is required"}, 0)
    categories = store.catalog.categories
    trees = [tree for tree in categories.trees.values() if tree.id in wanted]
    tops = [row for tree in trees for row in categories.children(0, tree.id)]
    _delete(store, tops)
    for tree in trees:
        del categories.trees[tree.id]
        _notify_tree(store, tree)
    return Reply(status=204)


@route("GET", "/v3/catalog/trees/<int:tree_id>/categories", scope=READ)
def get_tree(store, request, tree_id):
    """The tree itself: categories inside categories."""
    if tree_id not in store.catalog.categories.trees:
        raise V3Error(404, f"The tree {tree_id} was not found.")
    depth = request.parameters.integer("depth", minimum=0)
    return Reply({"data": _branch(store, tree_id, [], depth), "meta": {}})


@route("GET", "/v3/catalog/trees/categories", scope=READ)
def list_tree_categories(store, request):
    """Categories of all trees, or those that the filters let through."""
    parameters = request.parameters
    rows = _filtered(store, parameters)
    page = parameters.page()
    data = [
        chosen(category_document(row), parameters, "category_id")
        for row in page.of(rows)
    ]
    return Reply({"data": data, "meta": parameters.meta(page, rows)})


@route("POST", "/v3/catalog/trees/categories", scope=MODIFY)
def create_tree_categories(store, request):
    """Make categories, below a parent or at the top of a tree."""
    bodies = request.payload(list, [SHAPE])
    made, errors = each(bodies, lambda body: _create(store, body))
    data = [category_document(category) for category in made]
    return reply(len(bodies), len(made), errors, data, status=201)


@route("PUT", "/v3/catalog/trees/categories", scope=MODIFY)
def update_tree_categories(store, request):
    """Change categories by id; only counts come back."""
    bodies = request.payload(list, [SHAPE])
    done, errors = each(bodies, lambda body: _change(store, body))
    return reply(len(bodies), len(done), errors)


@route("DELETE", "/v3/catalog/trees/categories", scope=MODIFY)
def delete_tree_categories(store, request):
    """Delete what the filter names, with all below."""
    parameters = request.parameters
    filters = ("category_id:in", "category_uuid:in", "tree_id:in", "parent_id:in")
    if not any(parameters.text(name) for name in filters):
        raise AllRefusedError({"category_id:in": "A filter is required"}, 0)
    rows = _filtered(store, parameters)
    number = _delete(store, rows)
    return Reply({"meta": counts(number, number)}, 202)


def category_document(category: Category) -> dict:
    """The category as the trees' endpoints show it."""
    return {
        "category_id": category.id,
        "category_uuid": category.uuid,
        "tree_id": category.tree_id,
        "parent_id": category.parent_id,
        **category.values,
        "url": {"path": category.url, "is_customized": category.url_is_customized},
    }


def tree_document(tree: Tree) -> dict:
    """The tree as v3 shows it."""
    return {"id": tree.id, "name": tree.name, "channels": list(tree.channels)}


def _delete(store, rows):
    """How many were deleted; what refuses one refuses all."""
    try:
        return delete_categories(store, rows)
    except V3Error as error:
        raise AllRefusedError(error.errors, len(rows)) from None


def _create(store, body):
    note_unknown(store, body, _KNOWN, "category")
    tree_id, parent_id = body.get("tree_id"), body.get("parent_id") or 0
    parent = store.catalog.categories.rows.get(parent_id)
    if tree_id is None and parent is not None:
        tree_id = parent.tree_id
    if tree_id is None and not parent_id:
        message = "tree_id or parent_id is required"
        raise V3Error(422, "The category is not valid", {"tree_id": message})
    return create_category(store, body, tree_id, parent_id, url_of(body, "url", "path"))


def _change(store, body):
    note_unknown(store, body, _KNOWN, "category")
    category = store.catalog.categories.rows.get(body.get("category_id"))
    if category is None:
        message = f"The category {body.get('category_id')} does not exist"
        raise V3Error(404, message, {"category_id": message})
    if body.get("tree_id") not in (None, category.tree_id):
        message = "A category stays in its tree"
        raise V3Error(422, message, {"tree_id": message})
    parent_id = body.get("parent_id")
    parent_id = category.parent_id if parent_id is None else parent_id
    change_category(store, category, body, parent_id, url_of(body, "url", "path"))
    return category


def _plan_tree(store, body, claimed):
    """(the tree, or None for a new one; checked values)."""
    values, errors = clean(body, {"name": Text(1, 255)})
    trees = store.catalog.categories.trees
    tree, channels = trees.get(body.get("id")), body.get("channels")
    if body.get("id") is not None:
        if tree is None:
            errors["id"] = f"The tree {body['id']} does not exist"
        if channels is not None:
            errors["channels"] = "cannot be changed"
    else:
        if "name" not in values:
            errors["name"] = "name is required"
        if channels is None or len(channels) != 1:
            errors["channels"] = "one channel is required"
        elif channels[0] not in store.channels.rows:
            errors["channels"] = f"The channel {channels[0]} does not exist"
        elif channels[0] in claimed or any(
            channels[0] in other.channels for other in trees.values()
        ):
            errors["channels"] = f"The channel {channels[0]} has a tree"
        else:
            claimed.add(channels[0])
    if errors:
        raise V3Error(422, "The category tree is not valid", errors)
    return tree, {**values, "channels": channels}


def _write_tree(store, tree, values):
    trees = store.catalog.categories.trees
    if tree is None:
        number = store.next_id("tree")
        tree = trees[number] = Tree(number, values["name"], list(values["channels"]))
    tree.name = values.get("name", tree.name)
    _notify_tree(store, tree)
    return tree


def _notify_tree(store, tree):
    for channel in tree.channels:
        scope = f"store/channel/{channel}/categoryTree/updated"
        store.emit(scope, {"tree_id": tree.id})


def _branch(store, tree_id, path, depth):
    if depth is not None and len(path) > depth:
        return []
    parent_id = path[-1] if path else 0
    return [
        {
            "id": row.id,
            "parent_id": row.parent_id,
            "depth": len(path),
            "path": [*path, row.id],
            "name": row.name,
            "is_visible": row.values["is_visible"],
            "url": row.url,
            "children": _branch(store, tree_id, [*path, row.id], depth),
        }
        for row in store.catalog.categories.children(parent_id, tree_id)
    ]


def _filtered(store, parameters):
    rows = list(store.catalog.categories.rows.values())
    for name, value_of in (
        ("category_id", lambda row: row.id),
        ("tree_id", lambda row: row.tree_id),
        ("parent_id", lambda row: row.parent_id),
    ):
        wanted = parameters.integers(f"{name}:in")
        if wanted is not None:
            rows = [row for row in rows if value_of(row) in wanted]
        excluded = parameters.integers(f"{name}:not_in", [])
        rows = [row for row in rows if value_of(row) not in excluded]
    uuids = parameters.texts("category_uuid:in")
    if uuids is not None:
        rows = [row for row in rows if row.uuid in uuids]
    excluded = parameters.texts("category_uuid:not_in", [])
    rows = [row for row in rows if row.uuid not in excluded]
    return filter_categories(parameters, rows)


def filter_categories(parameters, rows: list[Category]) -> list[Category]:
    """Those that the filters that both families of endpoints have let through."""
    for name in ("name", "page_title"):
        exact, part = parameters.text(name), parameters.text(f"{name}:like")
        if exact is not None:
            rows = [r for r in rows if r.values[name].casefold() == exact.casefold()]
        if part is not None:
            rows = [r for r in rows if part.casefold() in r.values[name].casefold()]
    keyword = parameters.text("keyword")
    if keyword is not None:
        rows = [
            row
            for row in rows
            if keyword.casefold()
            in f"{row.name} {row.values['description']}".casefold()
        ]
    visible = parameters.boolean("is_visible")
    if visible is not None:
        rows = [row for row in rows if row.values["is_visible"] == visible]
    return rows
