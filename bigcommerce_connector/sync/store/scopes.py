"""The OAuth scopes that the owner's switches need are asked for when they are on."""

from ...models.bigcommerce_store_scopes import switched_scopes


def ask_scopes(store, client):
    """Say which of them the token lacks; the store's page names them.

    :param store: ``bigcommerce.store``
    :param client: of the SDK, open
    """
    lacking = client.scopes.missing(switched_scopes(store)) or False
    if (store.lacking_scopes or False) != lacking:
        store.lacking_scopes = lacking
