"""BigCommerce's whole catalog beside the products of Odoo that are looked for in it.

It is read page by page, and what was read is kept in the database: a large shop has
more pages than a run has time for, and after an outage the next run goes on behind the
last product that was read. In memory there are the values that are looked for alone.
"""

import json
from decimal import Decimal

from odoo import fields
from odoo.tools import SQL, split_every

from ...api.paging import PAGE
from ...mappers.match_index import MatchIndex
from ...models.bigcommerce_read_product import MAX_AGE
from .step import PART


class WholeCatalog:
    """One reading of the catalog; templates of Odoo look for their products in it.

    :param store: a ``bigcommerce.store``
    :param RemoteProducts remote: to read from
    :param check: the ``bigcommerce.check`` that it is for; None: the match
    """

    def __init__(self, store, remote, check=None):
        self.store = store
        self.env = store.env
        self.remote = remote
        self.check = check or self.env["bigcommerce.check"]
        self.rows = self.env["bigcommerce.read.product"]
        self.index = MatchIndex()

    def look_for(self, wanted):
        """:param dict wanted: :class:`Wanted` by id of product.template"""
        for template_id, one in wanted.items():
            self.index.seek(template_id, one)

    def is_begun(self):
        """Whether an earlier run has read a part of it."""
        return bool(self.rows.search_count(self._mine(), limit=1))

    def _mine(self):
        return [("store_id", "=", self.store.id), ("check_id", "=", self.check.id)]

    def read(self, has_time):
        """Read on from where the last run stopped.

        What a product of Odoo is looked for by may have changed since, and others may
        have come: all that was read is looked through once more.

        :param has_time: takes a number of products that were read, commits them and
            says whether there is time for the next page
        :return: whether all of it is read
        :rtype: bool
        """
        last = self._take_up()
        while True:
            documents, is_last = self.remote.page_after(last)
            self._keep(documents)
            if documents:
                last = documents[-1]["id"]
            is_in_time = has_time(len(documents))
            if is_last or not is_in_time:
                return is_last

    def together(self, template_ids):
        """These and those that may be in each other's way on BigCommerce.

        :rtype: list[int]
        """
        return self.index.together(template_ids)

    def documents(self, template_ids):
        """What these may be; asks BigCommerce for what nobody had looked for then.

        :rtype: list[dict]
        """
        return [self.seen_as(d) for d in self._load(self.index.may_be(template_ids))]

    def forget(self):
        """All was found that was looked for."""
        self.rows._forget(self.store, self.check)

    def begun_on(self):
        """When the first page was read, in whole seconds; now, if none was."""
        [[begun]] = self.rows._read_group(self._mine(), [], ["create_date:min"])
        return (begun or fields.Datetime.now()).replace(microsecond=0)

    # === FOR OTHERS TO TAKE PART === #

    def seen_as(self, document):
        """A product as the steps of a run see it; a dry run has it changed."""
        return document

    def changed_ids(self):
        """Those that :meth:`seen_as` changes.

        :rtype: set[int]
        """
        return set()

    def noted(self, external_id, keys):
        """A product was read, now or by an earlier run; others extend it."""

    def on_page(self, documents):
        """A page was read, and is going to be committed; others extend it."""

    # === KEPT === #

    def _take_up(self):
        """What earlier runs have read.

        :return: the id of the last product of it; 0: nothing
        :rtype: int
        """
        last, changed_ids, changed = 0, self.changed_ids(), set()
        while rows := self._rows_after(last):
            if not self._is_valid(rows[0]):
                self.forget()
                self.index.forget_met()
                return 0
            for external_id, keys, _read_on in rows:
                if external_id in changed_ids:
                    changed.add(external_id)
                else:
                    self._note(external_id, json.loads(keys))
            last = rows[-1][0]
        for document in map(self.seen_as, self._load(changed)):
            self._note(document["id"], self._keys(document))
        return last

    def _rows_after(self, external_id):
        self.rows.flush_model()
        return self.env.execute_query(
            SQL(
                "SELECT external_id, keys, create_date FROM bigcommerce_read_product"
                " WHERE store_id = %s AND check_id IS NOT DISTINCT FROM %s"
                "  AND external_id > %s ORDER BY external_id LIMIT %s",
                self.store.id,
                self.check.id or None,
                external_id,
                PART,
            )
        )

    def _is_valid(self, row):
        """Whether it was read lately, with all that is compared by now."""
        _external_id, keys, read_on = row
        known = json.loads(keys)["values"].keys()
        return read_on > fields.Datetime.now() - MAX_AGE and known >= set(
            self.index.fields
        )

    def _keys(self, document):
        """What is kept of each product; the SKUs as they are written."""
        skus = [variant.get("sku") or "" for variant in document.get("variants") or ()]
        values = self.index.keys_of(document)
        return {"name": str(document.get("name")), "skus": skus, "values": values}

    def _note(self, external_id, keys):
        """:return: whether it may be a product that is looked for"""
        self.noted(external_id, keys)
        return self.index.meet(external_id, keys["values"])

    def _keep(self, documents):
        """:param list documents: a page"""
        rows, changed = [], self.changed_ids()
        for document in documents:
            keys, external_id = self._keys(document), document["id"]
            is_changed = external_id in changed
            seen = self._keys(self.seen_as(document)) if is_changed else keys
            is_wanted = self._note(external_id, seen) or is_changed
            rows.append(
                {
                    "store_id": self.store.id,
                    "check_id": self.check.id,
                    "external_id": external_id,
                    "keys": json.dumps(keys),
                    "document": is_wanted and json.dumps(document, default=float),
                }
            )
        self.rows.create(rows)
        self.on_page(documents)

    def _load(self, external_ids):
        """These products; those that were not kept are asked for.

        :rtype: Iterator[dict]
        """
        self.rows.flush_model()
        lacking = []
        for chunk in split_every(PAGE, sorted(external_ids), list):
            rows = self.env.execute_query(
                SQL(
                    "SELECT external_id, document FROM bigcommerce_read_product"
                    " WHERE store_id = %s AND check_id IS NOT DISTINCT FROM %s"
                    "  AND external_id IN %s",
                    self.store.id,
                    self.check.id or None,
                    tuple(chunk),
                )
            )
            for external_id, text in rows:
                if text:
                    yield json.loads(text, parse_float=Decimal)
                else:
                    lacking.append(external_id)
        if lacking:
            self.env["ir.cron"]._commit_progress()
            yield from self.remote.by_ids(lacking)
