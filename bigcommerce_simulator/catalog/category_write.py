"""Checking and writing a category, for both families of endpoints."""

from ..errors import V3Error
from ..validation import clean
from .category import MAXIMUM_CATEGORIES, RULES, Category
from .pictures import address, is_own, picture_at, unreachable

_URL_LENGTH = 255


def create_category(store, body: dict, tree_id: int, parent_id: int, url) -> Category:
    """A new category; 422 or 409 when it is refused, with nothing changed.

    :param url: its address, None to make one of its name
    """
    categories = store.catalog.categories
    if len(categories.rows) >= MAXIMUM_CATEGORIES:
        title = f"A store has at most {MAXIMUM_CATEGORIES} categories"
        raise V3Error(422, title, {"categories": title})
    values = _checked(store, body)
    if "name" not in values:
        raise _invalid({"name": "name is required"})
    categories.check_place(tree_id, parent_id, values["name"])
    if url is not None:
        _check_url(store, tree_id, url, None)
    _fetch_image(store, values)
    return categories.add(tree_id, parent_id, values, url)


def change_category(store, category: Category, body, parent_id: int, url) -> None:
    """Write what ``body`` names; the same refusals."""
    categories = store.catalog.categories
    values = _checked(store, body)
    name = values.get("name", category.name)
    categories.check_place(category.tree_id, parent_id, name, category)
    if url is not None:
        _check_url(store, category.tree_id, url, category)
    _fetch_image(store, values)
    if url is not None:
        category.url, category.url_is_customized = url, True
    category.values.update(values)
    category.parent_id = parent_id
    categories.notify("updated", category)


def delete_categories(store, categories: list[Category]) -> int:
    """How many were deleted, those below not counted; 422 when a product lies in one
    (as documented: move the products first)."""
    container = store.catalog.categories
    every = [row for category in categories for row in container.below(category)]
    if container.products_in(every):
        title = "A category that contains products cannot be deleted"
        raise V3Error(422, title, {"categories": title})
    for category in categories:
        if category.id in container:
            container.remove(category)
    return len(categories)


def url_of(body: dict, name: str, key: str) -> str | None:
    """The address that a body asks for in ``{name: {key: …}}``; None: none."""
    given = body.get(name)
    if given is None:
        return None
    url = given.get(key)
    if url is None:
        return None
    if not isinstance(url, str) or not 1 <= len(url) <= _URL_LENGTH:
        raise _invalid({name: f"{key} must have 1 to {_URL_LENGTH} characters"})
    return url


def _checked(store, body):
    values, errors = clean(body, RULES)
    url = values.get("image_url")
    if url and not is_own(store, url) and unreachable(store, url):
        errors["image_url"] = "the image could not be downloaded"
    if errors:
        raise _invalid(errors)
    return values


def _fetch_image(store, values):
    url = values.get("image_url")
    if url and not is_own(store, url):
        picture = picture_at(store, url)
        values["image_url"] = address(store, "product_images", picture)


def _check_url(store, tree_id, url, category):
    store.catalog.categories.check_url(tree_id, url, category)


def _invalid(errors):
    return V3Error(422, "The category is not valid", errors)
