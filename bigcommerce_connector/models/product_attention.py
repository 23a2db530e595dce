"""The responsible user of a store is told while products or their stock need a person.

One activity for the store, whatever their number: To Do lists them with what to do.
"""

from odoo.fields import Domain

_KIND = "bigcommerce_connector.mail_activity_product_attention"


def tell_of_trouble(mappings):
    """An activity for the stores of these mappings, which need a person from now on."""
    stores = mappings.store_id.sudo()  # activities are another's than who wrote
    told = stores.env.cr.cache.setdefault(_KIND, set())  # in this transaction
    for store in stores.filtered(lambda store: store.id not in told):
        told.add(store.id)
        user = store.responsible_id.filtered("active")
        is_wanted = user and store.attention_activities
        if is_wanted and not store.activity_search([_KIND]):
            store.activity_schedule(_KIND, user_id=user.id)


def end_where_products_are_in_order(stores):
    """End it with the last. Stock is tried again after each update of its product, so
    of stock alone it ends once a day; also where the last product was deleted.

    :param stores: ``bigcommerce.store`` records
    """
    for store in stores.sudo():
        if store.activity_search([_KIND]) and not _is_anything_left(store):
            store.activity_unlink([_KIND])


def _is_anything_left(store):
    of_store = Domain("store_id", "=", store.id)
    in_trouble = {
        "bigcommerce.product": Domain("state", "in", ("attention", "pending"))
        & Domain("attention_since", "!=", False),
        "bigcommerce.variant": Domain("stock_message", "!=", False),
    }
    return any(
        store.env[model].search_count(of_store & domain, limit=1)
        for model, domain in in_trouble.items()
    )
