"""Catalog out: what BigCommerce lacks is created there, what differs is sent.

The order of a run: look for what is not mapped (reads only), create what is not there,
read the ids of its variants, send the differences. Every answer is written down and
committed before the next request, so a crash loses nothing that was carried out.
"""

import logging

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import escape_psql, split_every

from ...api import errors
from ...api.paging import PAGE
from ...mappers.product import create_payload, fingerprint, fold, full_payload
from ...mappers.product_match import Match, RemoteCatalog
from ...mappers.product_options import created_sequence, own_options
from ...mappers.product_problem import Problem, find_problem
from .match import PRODUCT_FIELDS

_logger = logging.getLogger(__name__)

# Products whose values are read at once before they are created one by one.
_BATCH = 10


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _sync_catalog(self):
        """Bring BigCommerce's catalog to what Odoo's is now.

        :raise errors.TemporaryError, errors.RightsError: the flow's matter
        """
        self.ensure_one()
        self._take_catalog_notes()
        self._commit_catalog()
        with self._client() as client:
            if self.product_sync:
                self._release_identities(client)
            is_done = self._match_products(client)
            if not self.product_sync:
                self._leave_products(client)
            elif is_done:
                is_done = self._update_visibility(client) and self._send_products(
                    client
                )
                if is_done and self._has_pending_products():
                    is_done = self._match_products(client) and self._send_products(
                        client
                    )
        if is_done:
            self.catalog_last_push = fields.Datetime.now()
        # Only time running out brings the next run at once; an error has its own wait.
        # A run that only made way for another flow counts as work, or Odoo would warn.
        left = 0 if is_done else 1
        self.env["ir.cron"]._commit_progress(left, remaining=left)

    def _send_products(self, client):
        """:return: whether there is time left"""
        return (
            self._create_products(client)
            and self._read_back(client)
            and self._update_products(client)
        )

    def _has_pending_products(self):
        """Whether something came to light while all was sent: that a product which a
        person requeued is deleted there, or variants are, or what waited for another.
        """
        pending = self._pending_domain()
        return bool(self.env["bigcommerce.product"].search_count(pending, limit=1))

    def _commit_catalog(self, processed=0):
        """:return: whether to go on: time is left, and no other flow has to wait"""
        has_time = self.env["ir.cron"]._commit_progress(processed) > 0
        return has_time and not self._is_lease_wanted()

    def _pending_domain(self):
        return Domain("store_id", "=", self.id) & Domain("state", "=", "pending")

    def _leave_products(self, client):
        """Product Sync is off: what is mapped is in order as BigCommerce has it.

        But for the stock of what is not tracked there: it cannot be published.
        """
        mapping = self.env["bigcommerce.product"]
        mapped = mapping.search(
            self._pending_domain() & Domain("external_id", "!=", False)
        )
        untracked = self._untracked_products(client, mapped)
        for product in untracked:
            product._park(product._tracking_text("untracked"))
        (mapped - untracked).write(
            {
                "state": "synced",
                "message": self.env._("Product Sync is off: only mapped."),
                "payload_hash": False,
            }
        )
        mapping.search(
            self._pending_domain() & Domain("external_id", "=", False)
        ).message = self.env._(
            "BigCommerce has none of its SKUs. It is not created there while Product "
            "Sync is off."
        )

    def _untracked_products(self, client, mapped):
        """Those whose stock Odoo would publish, and BigCommerce does not track.

        What was requeued is read again: somebody may have switched it on there.

        :param mapped: ``bigcommerce.product`` records
        """
        untracked = mapped.filtered(
            lambda mapping: (
                self.inventory_sync
                and mapping.inventory_tracking == "none"
                and mapping.product_tmpl_id.is_storable
            )
        )
        # One that was found just now has its fingerprint still.
        ids = untracked.filtered(lambda m: not m.payload_hash).mapped("external_id")
        for chunk in split_every(PAGE, ids, list):
            for document in self._read_products(client, chunk):
                tracking = document.get("inventory_tracking") or "none"
                untracked.filtered(
                    lambda m, number=str(document["id"]): m.external_id == number
                ).inventory_tracking = tracking
        return untracked.filtered(lambda m: m.inventory_tracking == "none")

    # === CREATE === #

    def _create_products(self, client):
        """:return: whether there is time left"""
        absent = (
            self._pending_domain()
            & Domain("external_id", "=", False)
            & Domain("is_absent", "=", True)
        )
        deleted = self.env["bigcommerce.product"].search(
            absent & Domain("is_deleted", "=", True)
        )
        for mapping in deleted:
            mapping._park_for(Problem("gone"))
        while True:
            mappings = self.env["bigcommerce.product"].search(absent, limit=_BATCH)
            if not mappings:
                return True
            values = self._catalog_values(mappings)
            ready = mappings._without_problem(values)
            # From the attempt on, nobody knows whether it is there: look again.
            ready.is_absent = False
            self._commit_catalog(len(mappings) - len(ready))
            for position, mapping in enumerate(ready, start=1):
                with mapping._parked_if_unexpected():
                    mapping._create_remote(client, values[mapping.id])
                if not self._commit_catalog(1):
                    ready[position:].is_absent = True
                    self._commit_catalog()
                    return False

    def _read_back(self, client):
        """Read the ids of the variants that were created with their products.

        :return: whether there is time left
        """
        unread = self.env["bigcommerce.product"].search(
            self._pending_domain()
            & Domain("external_id", "!=", False)
            & Domain("variant_ids", "=", False)
        )
        for chunk in split_every(PAGE, unread.ids, unread.browse):
            ids = chunk.mapped("external_id")
            self._commit_catalog()
            documents = {
                str(document["id"]): document
                for document in self._read_products(client, ids)
            }
            for mapping in chunk:
                if mapping.external_id in documents:
                    mapping._write_read_back(documents[mapping.external_id])
            if not self._commit_catalog():
                return False
        return True


class BigcommerceProduct(models.Model):
    _inherit = "bigcommerce.product"

    def _without_problem(self, values):
        """:param dict values: ProductValues by mapping id"""
        return self.filtered(
            lambda mapping: not mapping._park_problem(values[mapping.id])
        )

    def _park_problem(self, values):
        """Park the product if a person has to correct something first.

        :rtype: bool
        """
        self.ensure_one()
        problem = find_problem(values)
        if problem:
            self._park_for(problem)
        return bool(problem)

    def _create_remote(self, client, values):
        """Create the product on BigCommerce, or park it with the reason.

        Nothing is read from the database before BigCommerce has answered.
        """
        payload = create_payload(values)
        try:
            document = client.products.create(payload)
        except errors.PartlySaved as error:
            _logger.warning("product %s: %s", self.id, error)
            document = error.data
        except errors.Conflict as error:
            self._meet_conflict(client, values, error)
            return
        except errors.DataError as error:
            self._park_for(self.store_id._refusal(error, values))
            return
        self._write_created(values, document)

    def _write_created(self, values, document):
        self.write(
            {
                "external_id": str(document["id"]),
                "name": document.get("name") or values.name,
                "has_options": values.has_options,
                "inventory_tracking": values.tracking,
                "payload_hash": fingerprint(full_payload(values)),
                "options_hash": own_options(values),
                "sequence_hash": created_sequence(values),
                "is_absent": False,
                "is_matched": False,
                "last_synced_on": fields.Datetime.now(),
            }
        )
        if document.get("variants"):
            self._write_read_back(document)
        elif not values.has_options and document.get("base_variant_id"):
            base = {"id": document["base_variant_id"], "sku": values.variants[0].sku}
            self._write_variants({values.variants[0].id: base})
            self._set_synced()

    def _meet_conflict(self, client, values, error):
        """Name or SKU is taken: by this very product, made before, or by another."""
        skus = {variant.id: variant.sku for variant in values.variants}
        refusal = self.store_id._refusal(error, values)
        if refusal.code == "name_taken":
            documents = client.products.list(
                {"name": values.name}, include="variants", include_fields=PRODUCT_FIELDS
            )
        else:
            documents = self.store_id._find_taken(client, skus.values())
        remote = RemoteCatalog(documents, {fold(sku) for sku in skus.values()})
        match = remote.find(skus)
        if isinstance(match, Match):
            self._map(match)
        else:
            self._park_refused(error, values, match)

    def _park_refused(self, error, values, problem=None):
        """Park the product with what BigCommerce refuses; say which other has it."""
        problem = problem or self.store_id._refusal(error, values)
        self._park_for(problem, self._find_blocking(problem, values))

    def _find_blocking(self, problem, values):
        """The product of Odoo whose name or SKU on BigCommerce is in the way."""
        mine = Domain("store_id", "=", self.store_id.id) & Domain("id", "!=", self.id)
        if problem.code == "name_taken":
            mine &= Domain("name", "=ilike", escape_psql(values.name))
        elif problem.code in ("sku_taken", "sku_elsewhere"):
            skus = [variant.sku for variant in values.variants]
            mine &= Domain("variant_ids.sku", "in", skus)
        else:
            return None
        return self.search(mine, limit=1).product_tmpl_id

    def _write_read_back(self, document):
        """Write down the variants of a product that was just created.

        Those that are not there under their SKU any more are the update's matter.
        """
        self.ensure_one()
        skus = {
            product.id: product.default_code
            for product in self.product_tmpl_id.product_variant_ids
        }
        remote = RemoteCatalog([document], {fold(sku) for sku in skus.values()})
        match = remote.find(skus)
        if isinstance(match, Match):
            self._write_variants(match.variants)

    def _set_synced(self):
        self.write(
            {
                "state": "synced",
                "is_requeued": False,
                "message": False,
                "problem_code": False,
                "blocking_product_tmpl_id": False,
                "last_synced_on": fields.Datetime.now(),
            }
        )
        self.variant_ids.filtered("stock_message").stock_message = False
