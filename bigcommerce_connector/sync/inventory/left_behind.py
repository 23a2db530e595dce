"""Products that were deleted in Odoo: BigCommerce has none if the owner wanted it."""

from functools import partial

from ...api.resources.inventory import Inventory
from ..catalog.left_behind import log_refused, notes_of
from ..flow.refused_batch import send_narrowed

# How BigCommerce names what is noted, and what has the same name if it is sold again.
_ITEMS = {
    "empty": ("product_id", "bigcommerce.product"),
    "empty_variant": ("variant_id", "bigcommerce.variant"),
}


def empty_left_behind(store, client):
    """Set the stock of these to 0 at all locations whose stock Odoo publishes.

    :param store: a ``bigcommerce.store``, in the course of its stock flow
    """
    locations = store.location_ids._published()
    if not locations:
        return
    commit = store.env["ir.cron"]._commit_progress
    most = Inventory.BATCH_SIZE // len(locations) or 1
    while notes := notes_of(store, list(_ITEMS), most):
        items = [
            {"location_id": int(location.external_id), "quantity": 0, **item}
            for item in _items(store, notes)
            for location in locations
        ]
        commit()
        reason = store.env._("Deleted in Odoo")
        send = partial(client.inventory.set_absolute, reason=reason)
        send_narrowed(items, send, log_refused)
        notes.exists().unlink()
        if not commit(len(notes)):
            return


def _items(store, notes):
    """Those that no product of Odoo has taken over since.

    :rtype: Iterable[dict[str, int]]
    """
    for kind, rows in notes.grouped("kind").items():
        name, model = _ITEMS[kind]
        ids = {str(row.res_id) for row in rows}
        taken = store.env[model].search(
            [("store_id", "=", store.id), ("external_id", "in", list(ids))]
        )
        for external_id in sorted(ids - set(taken.mapped("external_id"))):
            yield {name: int(external_id)}
