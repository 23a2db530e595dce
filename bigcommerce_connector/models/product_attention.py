"""The responsible user of a store is told while products or their stock need a person.

One activity for the store, whatever their number: To Do lists them with what to do.
"""

from odoo.fields import Domain

_KIND = "bigcommerce_connector.mail_activity_product_attention"


def follow_trouble(before, now):
    """The activity begins with the first that needs a person, and ends with the last.

    :param before: mappings that needed a person until something was written to them
    :param now: those of them that need one now
    """
    if now - before:
        _tell((now - before).store_id.sudo())  # activities of others, for whoever wrote
    if before - now:
        end_where_products_are_in_order((before - now).store_id.sudo())


def _tell(stores):
    for store in stores:
        user = store.responsible_id
        is_told = user and store.attention_activities
        if is_told and not store.activity_search([_KIND]):
            store.activity_schedule(_KIND, user_id=user.id)


def end_where_products_are_in_order(stores):
    """End it: also where the last of them was deleted.

    :param stores: ``bigcommerce.store`` records
    """
    for store in stores:
        if store.activity_search([_KIND]) and not _is_anything_left(store):
            store.activity_unlink([_KIND])


def _is_anything_left(store):
    of_store = Domain("store_id", "=", store.id)
    in_trouble = {
        "bigcommerce.product": Domain("state", "=", "attention"),
        "bigcommerce.variant": Domain("stock_message", "!=", False),
    }
    return any(
        store.env[model].search_count(of_store & domain, limit=1)
        for model, domain in in_trouble.items()
    )
