"""Catalog out: what BigCommerce lacks is created there, what differs is sent."""

from odoo import models
from odoo.fields import Domain

from .categories import CategoryTree
from .category_assignments import CategoryAssignments
from .create import ProductCreation
from .drift import DriftCheck, queue_drift_checks
from .images import ProductImages
from .left_behind import LeftBehind
from .mapped_only import MappedOnly
from .match import ProductMatch
from .modifiers import ProductModifiers
from .only_there import OnlyThere
from .queue import queue_changed_products
from .rates import check_rates
from .release import IdentityRelease
from .step import CatalogStep
from .unsold import Visibility
from .unsold_variants import VariantVisibility
from .update import ProductUpdate


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _sync_catalog(self):
        """Bring BigCommerce's catalog to what Odoo's is now.

        :return: whether everything was done in the time
        :raise errors.TemporaryError, errors.RightsError, UserError: the flow's matter
        """
        self.ensure_one()
        if self.product_sync:
            check_rates(self)
        queue_changed_products(self)
        queue_drift_checks(self)
        with self._client() as client:
            return CatalogRun(self, client).run()


class CatalogRun(CatalogStep):
    """One run of the flow: its steps, in their order."""

    def run(self):
        """:return: whether everything was done in the time
        :rtype: bool
        """
        self.commit()
        is_done = self._send() if self.store.product_sync else self._map_only()
        self.env["bigcommerce.remote.product"]._forget_linked(self.store)
        if is_done and self.store.daily_check_on:
            self.store.daily_check_on = False
        # Only time running out brings the next run at once; an error has its own wait.
        # A run that only made way for another flow counts as work, or Odoo would warn.
        left = 0 if is_done else 1
        self.env["ir.cron"]._commit_progress(left, remaining=left)
        if self.store.inventory_sync:
            self._have_stock_sent()
        return is_done

    def _have_stock_sent(self):
        """What is sold from now on is sold out until BigCommerce knows its stock.

        After a commit: that writes the notes.
        """
        if self.env["bigcommerce.change"]._is_noted("stock", self.store):
            self.store._trigger_flow("stock")

    def _map_only(self):
        is_done = ProductMatch(self.store, self.client).run()
        MappedOnly(self.store, self.client).run()
        self.store.drift_ids.unlink()
        return is_done and OnlyThere(self.store, self.client).run()

    def _send(self):
        """:return: whether everything was done in the time"""
        IdentityRelease(self.store, self.client).run()
        return (
            CategoryTree(self.store, self.client).run()
            and ProductMatch(self.store, self.client).run()
            and Visibility(self.store, self.client).run()
            and LeftBehind(self.store, self.client).hide_products()
            and self._send_products()
            and (not self._has_pending() or self._send_what_came_to_light())
            and VariantVisibility(self.store, self.client).run()
            and LeftBehind(self.store, self.client).hide_variants()
            and ProductModifiers(self.store, self.client).run()
            and DriftCheck(self.store, self.client).run()
            and OnlyThere(self.store, self.client).run()
            and ProductImages(self.store, self.client).run()
        )

    def _send_products(self):
        return (
            ProductCreation(self.store, self.client).run()
            and CategoryAssignments(self.store, self.client).run()
            and ProductUpdate(self.store, self.client).run()
        )

    def _send_what_came_to_light(self):
        return (
            CategoryTree(self.store, self.client).run()
            and ProductMatch(self.store, self.client).run()
            and self._send_products()
        )

    def _has_pending(self):
        """Whether something came to light while all was sent: that a product which a
        person requeued is deleted there, or variants are, or what waited for another.
        """
        pending = Domain("store_id", "=", self.store.id)
        pending &= Domain("state", "=", "pending")
        return bool(self.mappings.search_count(pending, limit=1))
