"""Sending what differs, in the largest batches that BigCommerce takes."""

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import groupby

from ...api import errors
from ...mappers.product import (
    fingerprint,
    full_payload,
    full_variant_payload,
    product_payload,
    unset_fields,
    variant_payload,
    without_unset,
)
from ...mappers.product_options import own_options, own_sequence
from ...mappers.product_problem import Problem
from .batch import Outbox, Update

_BATCH = 100
_MOST_PRODUCTS = 10
_MOST_VARIANTS = 50


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _update_products(self, client):
        """:return: whether there is time left"""
        mapped = self._pending_domain() & Domain("external_id", "!=", False)
        outbox = Outbox()
        if not self._compare_products(client, outbox, mapped):
            return False
        incomplete = outbox.incomplete
        if incomplete:
            if not self._extend_products(client, incomplete, outbox):
                return False
            again = mapped & Domain("id", "in", incomplete)
            outbox.incomplete = []
            if not self._compare_products(client, outbox, again):
                return False
        return self._send_waiting(client, outbox, 1, 1)

    def _compare_products(self, client, outbox, domain):
        """Compare pending products by batch; send as soon as a call is full.

        What is not sent when time is up stays pending: the next run compares again.
        Every run sends something, though, however short its time.
        """
        last = 0
        while True:
            mappings = self.env["bigcommerce.product"].search(
                domain & Domain("id", ">", last), limit=_BATCH, order="id"
            )
            if not mappings:
                return True
            last = mappings[-1].id
            values = self._catalog_values(mappings)
            same = mappings.browse(
                [m.id for m in mappings if m._compare(values[m.id], outbox)]
            )
            same._conclude(outbox)
            has_time = self._commit_catalog(len(same))
            if not self._send_waiting(client, outbox, _MOST_PRODUCTS, _MOST_VARIANTS):
                return False
            if not has_time:
                if not outbox.has_sent:
                    self._send_waiting(client, outbox, 1, 1)
                return False

    def _send_waiting(self, client, outbox, least_products, least_variants):
        """:return: whether there is time left"""
        has_time = True
        while has_time and len(outbox.products) >= least_products:
            chunk = outbox.products[:_MOST_PRODUCTS]
            del outbox.products[:_MOST_PRODUCTS]
            has_time = self._send_chunk(client, outbox, chunk, self._put_products)
        while has_time and len(outbox.variants) >= least_variants:
            chunk = outbox.variants[:_MOST_VARIANTS]
            del outbox.variants[:_MOST_VARIANTS]
            has_time = self._send_chunk(client, outbox, chunk, self._put_variants)
        return has_time

    def _send_chunk(self, client, outbox, chunk, put):
        """Send a batch; if it is refused, product by product, to find the bad one.

        :return: whether there is time left
        """
        outbox.has_sent = True
        try:
            put(client, [update.body for update in chunk])
        except errors.PartlySaved:
            self._write_accepted(outbox, chunk)
        except errors.DataError:
            for mapping_id, updates in groupby(chunk, lambda update: update.mapping_id):
                self._send_alone(client, outbox, mapping_id, list(updates), put)
                self._commit_catalog()
        else:
            self._write_accepted(outbox, chunk)
        return self._commit_catalog(len(chunk))

    def _send_alone(self, client, outbox, mapping_id, updates, put):
        try:
            put(client, [update.body for update in updates])
        except errors.PartlySaved:
            self._write_accepted(outbox, updates)
        except errors.DataError as error:
            outbox.fail(mapping_id)
            mapping = self.env["bigcommerce.product"].browse(mapping_id).exists()
            if mapping:
                mapping._refused(error, is_variant=bool(updates[0].variant_id))
        else:
            self._write_accepted(outbox, updates)

    def _put_products(self, client, bodies):
        client.products.update_many(bodies)

    def _put_variants(self, client, bodies):
        client.variants.update_many(bodies)

    def _write_accepted(self, outbox, updates):
        products = [update for update in updates if not update.variant_id]
        rows = self._rows("bigcommerce.product", [u.mapping_id for u in products])
        moved = {update.mapping_id for update in updates if "sku" in update.body}
        for update in products:
            if update.mapping_id in rows:
                if rows[update.mapping_id].name != update.accepted["name"]:
                    moved.add(update.mapping_id)
                rows[update.mapping_id]._accept(update.accepted)
        variants = [update for update in updates if update.variant_id]
        rows = self._rows("bigcommerce.variant", [u.variant_id for u in variants])
        for update in variants:
            if update.variant_id in rows:
                rows[update.variant_id].write(update.accepted)
        mapping = self.env["bigcommerce.product"]
        mapping.browse(outbox.settle(updates)).exists()._conclude(outbox)
        if moved:
            mapping.browse(moved).exists()._queue_blocked()

    def _rows(self, model, ids):
        """The records that are still there, by id."""
        return {row.id: row for row in self.env[model].browse(ids).exists()}


class BigcommerceProduct(models.Model):
    _inherit = "bigcommerce.product"

    def _compare(self, values, outbox):
        """Queue what BigCommerce lacks of this product.

        :return: whether there is no difference
        :rtype: bool
        """
        self.ensure_one()
        values = self._values_to_send(values, outbox)
        if values is None:
            return False
        known = {variant.product_id.id: variant for variant in self.variant_ids}
        if self.id not in outbox.aside and not self._has_structure(values, known):
            outbox.incomplete.append(self.id)
            return False
        if self.keeps_price and not values.has_default_price:
            self.keeps_price = False
        if self.is_matched:
            outbox.kept[self.id] = unset_fields(values, self.keeps_price)
        updates = [*self._product_updates(values, known)]
        if values.has_options:
            updates += self._variant_updates(values, known)
        outbox.add(updates)
        return not updates

    def _has_structure(self, values, known):
        """Whether BigCommerce has these variants, their options and their order."""
        if not self.sequence_hash:
            self.sequence_hash = own_sequence(values)
        return (
            all(variant.id in known for variant in values.variants)
            and own_options(values) == self.options_hash
            and own_sequence(values) == self.sequence_hash
        )

    def _conclude(self, outbox):
        """All is sent: these products are in order, but for what is to be told."""
        incomplete = self.filtered(lambda mapping: mapping.id in outbox.problems)
        (self - incomplete)._set_synced()
        for mapping in incomplete:
            mapping._conclude_incomplete(outbox)
        for mapping in self - incomplete:
            if outbox.kept.get(mapping.id):
                mapping.message = mapping._kept_text(outbox.kept[mapping.id])

    def _kept_text(self, names):
        if "weight" not in names:
            return self.env._(
                "BigCommerce keeps its price: Odoo has none, or the 1.00 of a new "
                "product. Set the price in Odoo to send it."
            )
        if "price" not in names:
            return self.env._(
                "BigCommerce keeps its weight: Odoo has none. Set the weight in Odoo "
                "to send it."
            )
        return self.env._(
            "BigCommerce keeps its price and weight: Odoo has none, or the 1.00 of a "
            "new product. Set them in Odoo to send them."
        )

    def _product_updates(self, values, known):
        hashed = fingerprint(self._owned(full_payload(values), values, values.weight))
        if hashed == self.payload_hash:
            if not self.name:
                self.name = values.name
            return
        body = product_payload(values)
        accepted = {
            "name": values.name,
            "payload_hash": hashed,
            "inventory_tracking": values.tracking,
            "last_synced_on": fields.Datetime.now(),
        }
        if not values.has_options:
            sku = values.variants[0].sku
            # BigCommerce may take an unchanged SKU for a duplicate.
            if sku != known[values.variants[0].id].sku:
                body["sku"] = accepted["sku"] = sku
        body = self._owned(body, values, values.weight)
        yield Update(self.id, {"id": int(self.external_id), **body}, accepted)

    def _variant_updates(self, values, known):
        for variant in values.variants:
            mapped = known[variant.id]
            full = full_variant_payload(values, variant)
            hashed = fingerprint(self._owned(full, values, variant.weight))
            if hashed == mapped.payload_hash:
                continue
            body = variant_payload(values, variant)
            if variant.sku != mapped.sku:
                body["sku"] = variant.sku
            body = self._owned(body, values, variant.weight)
            yield Update(
                self.id,
                {"id": int(mapped.external_id), **body},
                {"payload_hash": hashed, "sku": variant.sku},
                mapped.id,
            )

    def _owned(self, payload, values, weight):
        """The payload without what BigCommerce keeps."""
        if not self.is_matched:
            return payload
        return without_unset(payload, values, weight, self.keeps_price)

    def _accept(self, accepted):
        """Write down what BigCommerce has taken."""
        self.ensure_one()
        vals = dict(accepted)
        if "sku" in vals:
            self.variant_ids.sku = vals.pop("sku")
        if vals["inventory_tracking"] != self.inventory_tracking:
            self.variant_ids.level_ids.is_acknowledged = False
        self.write(vals)

    def _refused(self, error, is_variant):
        """BigCommerce refuses an update of this product: park it with the reason."""
        self.ensure_one()
        is_gone = isinstance(error, errors.NotFound) or any(
            part.get("status") == 404 for part in error.batch_errors
        )
        if is_gone and is_variant and self.problem_code != "variant_gone":
            # Which ones is seen when the product is read, at once; the others go on.
            self.write({"options_hash": False, "problem_code": "variant_gone"})
        elif is_gone and is_variant:
            self._park_for(Problem("variant_gone"))
        elif is_gone:
            self._forget_remote(self.store_id._problem_text(Problem("gone")))
        else:
            values = self.store_id._catalog_values(self)[self.id]
            self._park_refused(error, values)
