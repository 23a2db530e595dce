"""The categories on BigCommerce that products are to lie in, as far as they are there.

Nothing is asked here: ``categories.py`` makes them, ``category_assignments.py`` puts
products into them.
"""

from odoo.fields import Domain

# What ``categories_from`` stands for: model, its field on the mapping, and on products.
SOURCES = {
    "pos": ("pos.category", "pos_category_id", "pos_categ_ids"),
    "product": ("product.category", "product_category_id", "categ_id"),
}

# Source: category-trees_catalog.v3.yml, createCategories.
_MAX_NAME_LENGTH = 50


def name_there(category):
    """The name of a category on BigCommerce.

    :param category: in the language of the company
    :rtype: str
    """
    return category.name.strip()[:_MAX_NAME_LENGTH].strip()


def known_category_ids(store, templates):
    """BigCommerce's ids of the categories that products are to lie in.

    For one that is not there it is the nearest parent that is.

    :return: by id of product.template, in ascending order
    :rtype: dict[int, tuple[int, ...]]
    """
    if not store.categories_from:
        return {}
    _model, key, field = SOURCES[store.categories_from]
    rows = store.env["bigcommerce.category"].search(
        Domain("store_id", "=", store.id)
        & Domain(key, "!=", False)
        & Domain("external_id", "!=", False)
    )
    there = {row[key].id: int(row.external_id) for row in rows}
    return {
        template.id: tuple(
            sorted({_nearest(category, there) for category in template[field]} - {0})
        )
        for template in templates
    }


def ids_text(ids):
    """Ids of categories, as a mapping keeps them.

    :rtype: str
    """
    return ",".join(map(str, sorted(ids)))


def ids_of(text):
    """:param str text: from :func:`ids_text`, or nothing
    :rtype: set[int]
    """
    return {int(number) for number in (text or "").split(",") if number}


def _nearest(category, there):
    while category and category.id not in there:
        category = category.parent_id
    return there[category.id] if category else 0
