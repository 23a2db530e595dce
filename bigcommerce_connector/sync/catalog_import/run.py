"""The flow of imports: page by page, each of them a transaction of its own."""

from odoo import models

from ..catalog.rates import check_rates
from ..catalog.step import CatalogStep
from .categories import CategorySource
from .images import ImportedImages
from .opening_stock import OpeningStock
from .page import ImportPage
from .reader import ImportReader


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _sync_import(self):
        """Go on with the imports that were begun, the oldest first.

        :return: whether everything was done in the time
        :raise errors.TemporaryError, errors.RightsError, UserError: the flow's matter
        """
        self.ensure_one()
        if not next_import(self):
            return True
        check_rates(self)
        with self._client() as client:
            return ImportRun(self, client).run()


def next_import(store):
    """The import whose turn it is: ``bigcommerce.import``."""
    return store.env["bigcommerce.import"].search(
        [("store_id", "=", store.id), ("state", "=", "running")], order="id", limit=1
    )


class ImportRun(CatalogStep):
    """One run of the flow."""

    def run(self):
        """:return: whether everything was done in the time
        :rtype: bool
        """
        has_time = True
        while has_time and (job := next_import(self.store)):
            has_time = self._run_job(job)
        is_done = not next_import(self.store)
        left = 0 if is_done else 1
        self.env["ir.cron"]._commit_progress(left, remaining=left)
        return is_done

    def _run_job(self, job):
        """:return: whether there is time left"""
        source = CategorySource(self.store, self.client, job.categories)
        reader, page = ImportReader(job, self.client), ImportPage(job, source)
        stock = OpeningStock(job, self.client)
        while job.state == "running" and job.queue:
            self.commit()
            if not job.is_dry_run:
                source.read()
            documents, unread, vals = reader.read_page()
            if not stock.read(documents):
                return False
            page.take(documents)
            stock.apply()
            if unread:
                page.take_unread(*unread)
            job.write(vals)
            has_time = self.commit(len(documents))
            # Memory stays flat, and a person who stopped it meanwhile is seen.
            self.env.invalidate_all()
            if not has_time:
                return False
        return ImportedImages(job, self.commit).run() and self._conclude(job)

    def _conclude(self, job):
        if job.state == "running":
            job.state = "done"
            job._conclude()
        return self.commit()
