"""One page of products taken: planned, made, linked, and listed in the import."""

import logging

from psycopg2 import Error as DatabaseError
from psycopg2 import OperationalError

from ...mappers.product_problem import Problem
from ..catalog.readable import UNFORESEEN
from .bind import bind_created, link
from .create import ProductMaker
from .images import image_rows, lacking_rows
from .left import left_texts
from .messages import import_message
from .plan import ImportPlan

_logger = logging.getLogger(__name__)

_REFUSED = (*UNFORESEEN, DatabaseError)


class ImportPage:
    """Takes pages for one job.

    :param job: ``bigcommerce.import``
    :param CategorySource source: of the categories of the products
    """

    def __init__(self, job, source):
        self.job = job
        self.store = job.store_id
        self.env = job.env
        self.source = source

    def take(self, documents):
        """Make and link what a page has, unless the job is a dry run.

        :param list documents: products with their variants
        """
        plans = ImportPlan(self.store).of(documents)
        if not self.job.is_dry_run:
            self._create([plan for plan in plans if plan.outcome == "create"])
            for plan in plans:
                if plan.outcome == "link":
                    self._alone(plan, lambda plan=plan: link(self.store, plan))
            self._complete([plan for plan in plans if plan.outcome == "known"])
        self._list(plans)

    def take_unread(self, external_id, code):
        """List a product that cannot be read.

        :param str code: of the problem
        """
        self._create_lines(
            [
                {
                    "external_id": str(external_id),
                    "outcome": "conflict",
                    "message": import_message(self.env, Problem(code)),
                }
            ]
        )

    def _create(self, plans):
        """All at once; if Odoo refuses one of them, each by itself."""
        if not plans:
            return
        try:
            with self.env.cr.savepoint():
                self._make(plans)
        except _REFUSED as error:
            if isinstance(error, OperationalError):
                raise
            self.env.invalidate_all()
            for plan in plans:
                plan.remarks.clear()
                plan.template = None
                self._alone(plan, lambda plan=plan: self._make([plan]))

    def _make(self, plans):
        maker = ProductMaker(self.store, self.source.categories())
        made = maker.make(plans)
        if self.job.with_images:
            for plan in plans:
                plan.images = image_rows(self.env, plan.product, made)
        maker.categories.bind(self.store)
        bind_created(self.store, plans, made, maker.taxes)
        self.env.flush_all()

    def _complete(self, plans):
        """Images that products have come without, as another import left them out."""
        for plan in plans:
            if self.job.with_images and plan.product:
                plan.images = lacking_rows(self.store, plan.template, plan.product)

    def _alone(self, plan, carry_out):
        """What keeps one product from Odoo keeps no other from it."""
        try:
            with self.env.cr.savepoint():
                carry_out()
                self.env.flush_all()
        except _REFUSED as error:
            if isinstance(error, OperationalError):
                raise
            self.env.invalidate_all()
            _logger.info("import %s: product: %s", self.job.id, error)
            plan.outcome, plan.template = "conflict", None
            reason = str(error).strip().split("\n")[0]
            plan.remarks = [import_message(self.env, Problem("refused", (reason,)))]

    def _list(self, plans):
        self._create_lines(
            [
                {
                    "external_id": str(plan.document["id"]),
                    "name": plan.product and plan.product.name,
                    "skus": plan.product and ", ".join(plan.product.skus[:20]),
                    "variant_count": plan.product and len(plan.product.variants),
                    "outcome": plan.outcome,
                    "message": "\n".join([*plan.remarks, *self._left(plan)]) or False,
                    "product_tmpl_id": plan.template and plan.template.id,
                    "image_urls": plan.template and plan.images or False,
                }
                for plan in plans
            ]
        )

    def _left(self, plan):
        """What is not made of a product that is made: sentences for the owner."""
        if plan.outcome != "create":
            return []
        return left_texts(self.store, plan.product)

    def _create_lines(self, vals_list):
        """One that two of the job's listings have is listed once."""
        Line = self.env["bigcommerce.import.line"]
        listed = Line.search_fetch(
            [
                ("import_id", "=", self.job.id),
                ("external_id", "in", [vals["external_id"] for vals in vals_list]),
            ],
            ["external_id"],
        )
        known = set(listed.mapped("external_id"))
        Line.create(
            [
                {"store_id": self.store.id, "import_id": self.job.id, **vals}
                for vals in vals_list
                if vals["external_id"] not in known
            ]
        )
