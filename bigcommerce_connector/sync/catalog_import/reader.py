"""Products as BigCommerce has them, a page at a time, from where a job stands."""

from ...api import errors
from ...api.paging import PAGE
from ..catalog.remote_products import PRODUCT_FIELDS, RemoteProducts

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

        :return: documents with their variants; number of a product that is too large
            to be read, or None; values to write on the job
        :rtype: tuple[list[dict], int | None, dict]
        """
        job = self.job
        filters, *rest = job.queue
        too_large = None
        complete = {**filters, "include": self._include, "include_fields": _FIELDS}
        try:
            documents, total = self.client.products.list_after(
                job.cursor, complete, self.page_size
            )
        except errors.AnswerTooLarge:
            documents, total = self.client.products.list_after(
                job.cursor, {**filters, "include_fields": "name"}, limit=1
            )
            too_large = documents[0]["id"]
        vals = {"read_count": job.read_count + len(documents)}
        if not job.cursor:
            vals["total_count"] = job.total_count + total
        if len(documents) < total:
            vals["cursor"] = documents[-1]["id"]
        else:
            vals.update(cursor=0, queue=rest)
        if too_large:
            return [], too_large, vals
        return list(self._remote.with_brands(documents)), None, vals
