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
    field = SOURCES[store.categories_from][2]
    there = mapped_categories(store)
    return {
        template.id: tuple(
            sorted({nearest(category, there) for category in template[field]} - {0})
        )
        for template in templates
    }


def mapped_categories(store):
    """BigCommerce's ids of Odoo's categories that are there.

    :return: by id of the category in Odoo
    :rtype: dict[int, int]
    """
    key = SOURCES[store.categories_from][1]
    rows = store.env["bigcommerce.category"].search(
        Domain("store_id", "=", store.id)
        & Domain(key, "!=", False)
        & Domain("external_id", "!=", False)
    )
    return {row[key].id: int(row.external_id) for row in rows}


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


def nearest(category, there):
    """BigCommerce's id of a category, or of its nearest parent that is there; 0: none.

    :param dict there: see :func:`mapped_categories`
    :rtype: int
    """
    while category and category.id not in there:
        category = category.parent_id
    return there[category.id] if category else 0
