"""Sending what differs, in the largest batches that BigCommerce takes."""

from functools import partial

from odoo import fields
from odoo.fields import Domain

from ...api import errors
from ...api.resources.catalog import Products, Variants
from ...mappers.accepted import accepted_values, answered_otherwise
from ...mappers.option_fingerprints import own_sequence
from ...mappers.owned_fields import unset_fields
from ...mappers.product_problem import Problem
from ..flow.failure import may_be_of_one
from ..flow.refused_batch import send_narrowed
from ..flow.stopwatch import timed
from .batch import UpdateBatch
from .comparison import has_structure, updates_of
from .failing import FailingProducts
from .messages import kept_message, shoppers_lack
from .options import ProductOptions
from .price_brake import PriceBrake
from .readable import UNFORESEEN, unforeseen_problem
from .restricted import values_to_send
from .step import CatalogStep

_BATCH = 100


class ProductUpdate(CatalogStep):
    """Compare pending products with what BigCommerce accepted; send what differs."""

    def __init__(self, store, client):
        super().__init__(store, client)
        self.batch = UpdateBatch()
        self.failing = FailingProducts(self)
        self.brake = PriceBrake(self)

    def run(self):
        """:return: whether there is time left, and nobody has to be asked
        :rtype: bool
        """
        brake = self.brake
        if not self._compare_all(brake.compared_first()):
            return False
        if brake.is_on:
            # Those that do not wait go first: a pause would drop them.
            if not self._send_waiting(1, 1) or brake.is_pulled():
                return False
            if not self._compare_pending(brake.release()):
                return False
        return self._send_waiting(1, 1)

    # === COMPARE === #

    def _compare_all(self, domain):
        """:return: whether there is time left"""
        if not self._compare_pending(domain):
            return False
        incomplete, self.batch.incomplete = self.batch.incomplete, []
        if incomplete:
            options = ProductOptions(self.store, self.client, self.batch)
            if not options.run(incomplete):
                return False
            return self._compare_pending(Domain("id", "in", incomplete))
        return True

    def _compare_pending(self, domain):
        """Compare pending products by batch; send as soon as a call is full.

        What is not sent when time is up stays pending: the next run compares again.
        Every run sends something, though, however short its time.
        """
        pending = self.pending(is_mapped=True) & domain
        for mappings in self.batches(pending, _BATCH):
            mappings, values = self.readable(mappings)
            same = mappings.filtered(lambda m, v=values: not self._compare(m, v[m.id]))
            self._conclude(same)
            has_time = self.commit(len(same))
            if not self._send_waiting(Products.BATCH_SIZE, Variants.BATCH_SIZE):
                return False
            if not has_time:
                if not self.batch.has_sent:
                    self._send_waiting(1, 1)
                return False
        return True

    def _compare(self, mapping, values):
        """Whether something is to be done for it; it stops no other product."""
        try:
            return self._add_updates(mapping, values)
        except UNFORESEEN as error:
            mapping._set_attention_for(unforeseen_problem(mapping, error))
            return True

    def _add_updates(self, mapping, values):
        """Add what BigCommerce lacks of this product to the batch, or set attention.

        :return: whether something is to be done for it
        :rtype: bool
        """
        batch = self.batch
        mapping._queue_modifiers(values, self.rules)
        values = values_to_send(mapping, values, batch, self.rules)
        if values is None:
            mapping._set_attention_for(*batch.problems[mapping.id])
            return True
        if mapping.id not in batch.restricted:
            if not mapping.sequence_hash:
                mapping.sequence_hash = own_sequence(values)
            if not has_structure(mapping, values):
                batch.incomplete.append(mapping.id)
                return True
            if not mapping.has_own_options:
                mapping.has_own_options = True
        if mapping.keeps_price and not values.has_default_price:
            batch.first_priced.add(mapping.id)
        if mapping.is_matched:
            kept = unset_fields(values, self.rules, mapping.keeps_price)
            batch.kept[mapping.id] = kept
        batch.remarks[mapping.id] = shoppers_lack(self.env, values, self.rules)
        updates = updates_of(mapping, values, self.rules)
        if not mapping.name and all(update.variant_id for update in updates):
            mapping.name = values.name
        if self.brake.holds(mapping, updates):
            return True
        batch.add(updates)
        return bool(updates)

    # === SEND === #

    def _send_waiting(self, least_products, least_variants):
        """:return: whether there is time left"""
        batch, has_time = self.batch, True
        while has_time and len(batch.products) >= least_products:
            chunk = batch.take(batch.products, Products.BATCH_SIZE)
            has_time = self._send_chunk(chunk, self.client.products.update_many)
        while has_time and len(batch.variants) >= least_variants:
            chunk = batch.take(batch.variants, Variants.BATCH_SIZE)
            has_time = self._send_chunk(chunk, self.client.variants.update_many)
        return has_time

    def _send_chunk(self, chunk, put):
        """Send a batch; what is refused of it needs attention, the others go on.

        :param put: of the client
        :return: whether there is time left
        """
        self.batch.has_sent = True
        put = partial(self._put, put)
        send_narrowed(chunk, put, self._set_attention_refused, failing=self._is_failing)
        return self.commit(len(chunk))

    @timed()
    def _put(self, put, updates):
        """:raise errors.PartlySaved: which of them was not saved whole is not told"""
        try:
            answers = put([update.body for update in updates])
        except errors.PartlySaved as error:
            if len(updates) > 1:
                raise
            answers = error.data
            problem = Problem("partly_saved", (error.reason,))
            self.batch.problems[updates[0].mapping_id] = (problem, None)
        self.failing.go_on()
        self._note_other_answers(updates, answers)
        self._write_accepted(updates)
        self.commit()

    def _note_other_answers(self, updates, answers):
        """What BigCommerce has stored counts, whatever it was sent."""
        rows = answers if isinstance(answers, list) else []
        by_id = {row.get("id"): row for row in rows if isinstance(row, dict)}
        for update in updates:
            row = by_id.get(update.body["id"], {})
            other = answered_otherwise(update.body, row)
            if not other:
                continue
            update.accepted["accepted_values"] |= accepted_values(other)
            for name in other.keys() & update.accepted.keys():
                update.accepted[name] = other[name]
            texts = tuple(
                f"{name} {value} ({update.body[name]})" for name, value in other.items()
            )
            problem = Problem("answered_otherwise", texts)
            self.batch.problems.setdefault(update.mapping_id, (problem, None))

    def _is_failing(self, updates, error):
        """:return: whether BigCommerce may have failed at one of them"""
        if not may_be_of_one(error):
            return False
        mappings = self.mappings.browse({update.mapping_id for update in updates})
        if len(updates) == 1:
            self.batch.fail(mappings.id)
            self.failing.add(mappings, error)
        elif isinstance(error, errors.TimedOut):
            # A minute was waited: the flow goes on later, first with others.
            self.failing.add_together(mappings, error)
            return False
        return True

    def _set_attention_refused(self, update, error):
        if self.batch.has_failed(update.mapping_id):
            return
        self.batch.fail(update.mapping_id)
        mapping = self.mappings.browse(update.mapping_id).exists()
        if mapping:
            mapping._refused(error, is_variant=bool(update.variant_id))
        self.commit()

    # === WRITE DOWN === #

    def _write_accepted(self, updates):
        moved = {update.mapping_id for update in updates if "sku" in update.body}
        for update, row in self._still_meant(updates):
            if update.variant_id:
                row.write(update.accepted)
                continue
            if row.name != update.accepted["name"]:
                moved.add(update.mapping_id)
            row._accept(update.accepted)
        self.env["bigcommerce.drift"]._end(
            {
                (update.mapping_id, update.variant_id or False, name)
                for update in updates
                for name in update.compared_fields
            }
        )
        self._conclude(self.mappings.browse(self.batch.settle(updates)).exists())
        if moved:
            self.mappings.browse(moved).exists()._queue_blocked()

    def _still_meant(self, updates):
        """Each with its record: the mapping, or that of the variant.

        A person may have unlinked it, or linked it to another product, while
        BigCommerce answered: nothing is written down then, and it is not in order.

        :rtype: Iterator[tuple[Update, odoo.models.Model]]
        """
        variants = self.env["bigcommerce.variant"]
        variants = variants.browse({u.variant_id for u in updates} - {0}).exists()
        mappings = self.mappings.browse({u.mapping_id for u in updates}).exists()
        variants, mappings = ({row.id: row for row in v} for v in (variants, mappings))
        for update in updates:
            row = mappings.get(update.mapping_id)
            if update.variant_id:
                row = variants.get(update.variant_id)
            if row and row.external_id == str(update.body["id"]):
                yield update, row
            else:
                self.batch.fail(update.mapping_id)

    def _conclude(self, mappings):
        """All is sent: these products are in order, but for what is to be told."""
        batch = self.batch
        # Not before: what was not sent is a first price still.
        priced = mappings.filtered(lambda mapping: mapping.id in batch.first_priced)
        priced.keeps_price = False
        incomplete = mappings.filtered(lambda mapping: mapping.id in batch.problems)
        (mappings - incomplete)._set_synced()
        for mapping in incomplete:
            self._conclude_incomplete(mapping)
        for mapping in mappings - incomplete:
            if batch.kept.get(mapping.id):
                mapping.message = kept_message(self.env, batch.kept[mapping.id])
            mapping._add_remarks(batch.remarks.get(mapping.id))
        batch.forget(mappings.ids)

    def _conclude_incomplete(self, mapping):
        """What could be sent is sent; a user corrects the rest."""
        mapping._set_attention_for(*self.batch.problems[mapping.id])
        mapping.last_synced_on = fields.Datetime.now()
        there = self.batch.restricted.get(
            mapping.id, mapping.variant_ids.product_id.ids
        )
        mapping.variant_ids.filtered(
            lambda row: row.stock_message and row.product_id.id in there
        ).stock_message = False
