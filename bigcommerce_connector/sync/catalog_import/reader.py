"""Products as BigCommerce has them, a page at a time, from where a job stands."""

from contextlib import suppress

from ...api import errors
from ...api.paging import PAGE
from ..catalog.remote_products import PRODUCT_FIELDS, RemoteProducts
from ..flow.failure import is_of_one_by_now

_FIELDS = f"{PRODUCT_FIELDS},tax_class_id"


class ImportReader:
    """Reads the listings of one job, one after the other, each by product number.

    :param job: ``bigcommerce.import``
    :param client: of the SDK
    """

    page_size = PAGE

    def __init__(self, job, client):
        self.job = job
        self.client = client
        self._remote = RemoteProducts(client)

    @property
    def _include(self):
        """With modifiers BigCommerce gives ten products a page at most."""
        parts = ["variants", "custom_fields"]
        parts += ["images"] if self.job.with_images else []
        return ",".join(parts + (["modifiers"] if self.job.with_modifiers else []))

    def read_page(self):
        """The next products, and the job's values once these are taken.

        :return: documents with their variants; number of a product that cannot be
            read, and the code of its problem, or None; values to write on the job
        :rtype: tuple[list[dict], tuple[int, str] | None, dict]
        """
        job = self.job
        filters, *rest = job.queue
        unread = None
        complete = {**filters, "include": self._include, "include_fields": _FIELDS}
        try:
            documents, total = self.client.products.list_after(
                job.cursor, complete, self.page_size
            )
        except errors.AnswerTooLarge:
            documents, total = self._next_name(filters)
            unread = documents[0]["id"], "too_large"
        except errors.TemporaryError as error:
            if not is_of_one_by_now(job.store_id, "import", error):
                raise
            documents, total = self._next_name(filters)
            unread = documents[0]["id"], "failing"
            with suppress(errors.TemporaryError):
                documents, total = self.client.products.list_after(
                    job.cursor, complete, limit=1
                )
                unread = None
        vals = {"read_count": job.read_count + len(documents)}
        if not job.cursor:
            vals["total_count"] = job.total_count + total
        if len(documents) < total:
            vals["cursor"] = documents[-1]["id"]
        else:
            vals.update(cursor=0, queue=rest)
        if unread:
            return [], unread, vals
        return list(self._remote.with_brands(documents)), None, vals

    def _next_name(self, filters):
        """The next product, of which nothing else is asked for."""
        only_name = {**filters, "include_fields": "name"}
        return self.client.products.list_after(self.job.cursor, only_name, limit=1)
