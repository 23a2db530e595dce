"""Products that only BigCommerce has: which ones, kept up to date by few reads.

A pre-flight reads the whole catalog anyway. Otherwise it is read once, and from then on
once a day only what was changed there since, and what is listed.
"""

from datetime import timedelta, timezone

from odoo import fields
from odoo.fields import Domain

from ...api.paging import PAGE
from .step import CatalogStep

_FIELDS = "name,sku,price,is_visible"
# What is being saved there while it is listed has an earlier date than the listing.
_OVERLAP = timedelta(hours=1)


def ask_for_only_there(store, is_whole=False):
    """Have it looked for in the next run, if it is not under way.

    :param bool is_whole: everything is read, as the first time
    """
    if is_whole:
        store.remote_read_on = False
    if is_whole or not store.remote_reading_since:
        store.write(
            {"remote_reading_since": fields.Datetime.now(), "remote_read_cursor": 0}
        )


class OnlyThere(CatalogStep):
    """Look through BigCommerce's products for those that no product of Odoo is."""

    def run(self):
        """250 products a call, from where the last run stopped.

        :return: whether there is time left
        :rtype: bool
        """
        if not self.store.remote_reading_since:
            return True
        if not (self._read() and self._look_again()):
            return False
        self.listed.conclude()
        return self.commit()

    @property
    def listed(self):
        return OnlyThereList(self.store, self.store.remote_reading_since)

    def _read(self):
        """:return: whether there is time left"""
        store, params = self.store, {"include_fields": _FIELDS}
        if store.remote_read_on:
            since = store.remote_read_on - _OVERLAP
            params["date_modified:min"] = since.replace(tzinfo=timezone.utc)
        while True:
            self.commit()
            rows, left = self.client.products.list_after(
                store.remote_read_cursor, params
            )
            if not rows:
                return True
            self.listed.take(rows)
            store.remote_read_cursor = rows[-1]["id"]
            if not self.commit(len(rows)):
                return False
            if left <= len(rows):
                return True

    def _look_again(self):
        """What is listed and was not changed since may have been deleted there.

        :return: whether there is time left
        """
        while rows := self.listed.unseen(PAGE):
            ids = rows.mapped("external_id")
            self.commit()
            documents = self.client.products.list(
                {"id:in": ids}, include_fields=_FIELDS
            )
            self.listed.take(documents)
            (rows.exists() & self.listed.unseen()).unlink()
            if not self.commit(len(ids)):
                return False
        return True


class OnlyThereList:
    """What is listed of one store, while its products are read.

    :param datetime since: when the reading began
    """

    def __init__(self, store, since):
        self.store = store
        self.since = since
        self.rows = store.env["bigcommerce.remote.product"]

    def take(self, documents):
        """List those that no mapping has.

        :param documents: a page of products
        """
        documents = {str(document["id"]): document for document in documents}
        mine = Domain("store_id", "=", self.store.id)
        mine &= Domain("external_id", "in", list(documents))
        mappings = self.store.env["bigcommerce.product"].search(mine)
        for external_id in mappings.mapped("external_id"):
            del documents[external_id]
        known = {row.external_id: row for row in self.rows.search(mine)}
        now, new = fields.Datetime.now(), []
        for external_id, document in documents.items():
            vals = {**_values(document), "seen_on": now}
            if external_id in known:
                known[external_id].write(vals)
            else:
                of = {"store_id": self.store.id, "external_id": external_id}
                new.append({**of, **vals})
        self.rows.create(new)

    def unseen(self, limit=None):
        """Those that this reading has not met."""
        unseen = Domain("store_id", "=", self.store.id)
        unseen &= Domain("seen_on", "<", self.since)
        return self.rows.search(unseen, limit=limit, order="id")

    def conclude(self, external_ids=()):
        """Everything was read: what was not met is gone, and the next time only what
        was changed since is read.

        :param external_ids: of those that are to be linked; as a person may decide
            otherwise before, everything is read once more then
        """
        mine = Domain("store_id", "=", self.store.id)
        self.unseen().unlink()
        self.rows.search(mine & Domain("external_id", "in", external_ids)).unlink()
        self.rows._forget_linked(self.store)
        self.store.write(
            {
                "remote_read_on": not external_ids and self.since,
                "remote_reading_since": False,
                "remote_read_cursor": 0,
            }
        )


def _values(document):
    return {
        "name": document.get("name"),
        "sku": document.get("sku"),
        "price": float(document.get("price") or 0),
        "is_visible": bool(document.get("is_visible", True)),
    }
