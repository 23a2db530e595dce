"""POS orders of an installation before: what they sold is not sold once more.

Uninstalling takes the web orders with it, and leaves their POS orders: nothing tells
which web order is posted already, but the reference that receipts show.
"""

from datetime import timedelta

from odoo.fields import Domain

from ...mappers.order_reference import PREFIX


def begin_behind_former(store, now):
    """Where there are such, begin with the orders that are placed from now on.

    :param store: a ``bigcommerce.store`` that is connected for the first time
    :param datetime now: UTC, by BigCommerce's clock
    """
    if store.order_sync_start_date_enabled or not _has_former(store):
        return
    # One that was placed in this very second may be posted already.
    begin = now + timedelta(seconds=1)
    store.write({"order_sync_start_date_enabled": True, "order_sync_start_date": begin})
    store.message_post(
        body=store.env._(
            "Odoo has POS orders of web orders (%s…) from an earlier installation of "
            "the connector. So that nothing is sold twice, web orders from before now "
            "are not posted (Order Sync Start Date), and goods of open ones are held. "
            "Sync with Recover Order those that no POS order stands for, and do not "
            "set the date back.",
            PREFIX,
        ),
        subtype_xmlid="mail.mt_comment",
    )


def _has_former(store):
    former = Domain("company_id", "child_of", store.company_id.root_id.id)
    former &= Domain("bigcommerce_order_id", "=", False)
    former &= Domain("pos_reference", "=like", f"{PREFIX}%")
    return bool(store.env["pos.order"].sudo().search_count(former, limit=1))
