"""SKUs and names that move from one product or variant to another.

BigCommerce refuses what another one still has, so two that swap, or a new one that
takes what an old one leaves, could never be sent in any order. Whoever moves on gets a
value for the moment first; its own value follows with its update.
"""

from contextlib import suppress

from odoo.tools import SQL, split_every

from ...api import errors
from ...api.resources.catalog import Products, Variants
from ...mappers.accepted import accepted_values
from ...mappers.product_problem import MAX_NAME_LENGTH, MAX_SKU_LENGTH
from ..flow.refused_batch import send_narrowed
from .step import CatalogStep


class IdentityRelease(CatalogStep):
    """Free the SKUs and names on BigCommerce that pending products wait for."""

    def run(self):
        """No call where nothing moves, which is nearly always; else ten products, or
        fifty variants, a call."""
        products, variants = self.moves()
        self.commit()
        for chunk in split_every(Products.BATCH_SIZE, products):
            send_narrowed(chunk, self._release_products, self._product_refused)
            self.commit()
        for chunk in split_every(Variants.BATCH_SIZE, variants):
            send_narrowed(chunk, self._release_variants, self._variant_refused)
            self.commit()

    def moves(self):
        """What is to be sent; a product without options has the SKU of its variant.

        :return: pairs of a mapping and its body; pairs of a ``bigcommerce.variant`` and
            its body
        :rtype: tuple[list, list]
        """
        variants = self._variants_that_move_on()
        simple = variants.filtered(lambda row: not row.mapping_id.has_options)
        named = self._products_renamed_away()
        products = [
            (
                mapping,
                self._body(mapping, mapping in simple.mapping_id, mapping in named),
            )
            for mapping in simple.mapping_id | named
        ]
        return products, [(row, _variant_body(row)) for row in variants - simple]

    def _body(self, mapping, moves_sku, moves_name):
        body = {}
        if moves_sku:
            body["sku"] = for_the_moment(
                mapping.variant_ids[:1].sku, mapping.external_id, MAX_SKU_LENGTH
            )
        if moves_name:
            body["name"] = for_the_moment(
                mapping.name, mapping.external_id, MAX_NAME_LENGTH
            )
        return body

    def _variants_that_move_on(self):
        """Mapped variants whose SKU there is a pending product's in Odoo now, and is
        not their own any more."""
        Variant = self.env["bigcommerce.variant"]
        self._flush()
        self.env.cr.execute(
            SQL(
                "SELECT DISTINCT held.id"
                " FROM bigcommerce_variant held"
                " JOIN bigcommerce_product holder ON holder.id = held.mapping_id"
                " JOIN product_product own ON own.id = held.product_id"
                " JOIN product_product other"
                "  ON lower(trim(other.default_code)) = lower(trim(held.sku))"
                " JOIN bigcommerce_product seeker"
                "  ON seeker.product_tmpl_id = other.product_tmpl_id"
                "  AND seeker.store_id = held.store_id AND seeker.state = 'pending'"
                " WHERE held.store_id = %s AND held.sku != ''"
                "  AND held.external_id IS NOT NULL AND holder.state != 'skipped'"
                "  AND other.id != own.id AND other.active"
                "  AND other.bigcommerce_excluded IS NOT TRUE"
                "  AND ((own.active AND lower(trim(coalesce(own.default_code, '')))"
                "    != lower(trim(held.sku)))"
                "   OR (NOT own.active AND holder.has_options"
                "    AND own.combination_indices"
                "     IS DISTINCT FROM other.combination_indices))",
                self.store.id,
            )
        )
        return Variant.browse(row[0] for row in self.env.cr.fetchall())

    def _products_renamed_away(self):
        """Mapped products whose name there is a pending product's in Odoo now, and is
        not their own any more."""
        if "name" in self.rules.kept:
            return self.mappings
        self._flush()
        lang = self.store.company_id.partner_id.lang or "en_US"
        self.env.cr.execute(
            SQL(
                "SELECT DISTINCT holder.id"
                " FROM bigcommerce_product holder"
                " JOIN product_template own ON own.id = holder.product_tmpl_id"
                " JOIN bigcommerce_product seeker ON seeker.store_id = holder.store_id"
                "  AND seeker.state = 'pending' AND seeker.id != holder.id"
                " JOIN product_template other ON other.id = seeker.product_tmpl_id"
                "  AND lower(coalesce(other.name->>%(lang)s, other.name->>'en_US'))"
                "   = lower(holder.name)"
                " WHERE holder.store_id = %(store)s AND holder.external_id IS NOT NULL"
                "  AND holder.state != 'skipped' AND own.active"
                "  AND lower(coalesce(own.name->>%(lang)s, own.name->>'en_US'))"
                "   != lower(holder.name)",
                store=self.store.id,
                lang=lang,
            )
        )
        return self.mappings.browse(row[0] for row in self.env.cr.fetchall())

    def _flush(self):
        for model in (
            "product.product",
            "product.template",
            "bigcommerce.product",
            "bigcommerce.variant",
        ):
            self.env[model].flush_model()

    # === SEND === #

    def _release_products(self, moves):
        """Give products another SKU or name for the moment; their own comes next.

        :param moves: pairs of a mapping and its body
        :raise errors.DataError: one of them is refused
        """
        bodies = [{"id": int(mapping.external_id), **body} for mapping, body in moves]
        with suppress(errors.PartlySaved):
            self.client.products.update_many(bodies)
        for mapping, body in moves:
            if "sku" in body:
                mapping.variant_ids.sku = body["sku"]
            if "name" in body:
                mapping.name = body["name"]
            known = mapping.accepted_values or {}
            mapping.accepted_values = {**known, **accepted_values(body)}
            mapping._queue()

    def _product_refused(self, move, error):
        move[0]._refused(error, is_variant=False)

    def _release_variants(self, moves):
        """The same of variants.

        :param moves: pairs of a ``bigcommerce.variant`` and its body
        :raise errors.DataError: one of them is refused
        """
        self.client.variants.update_many([body for _row, body in moves])
        for row, body in moves:
            accepted = {**(row.accepted_values or {}), "sku": body["sku"]}
            row.write({"sku": body["sku"], "accepted_values": accepted})
            row.mapping_id._queue()

    def _variant_refused(self, move, error):
        move[0].mapping_id._refused(error, is_variant=True)


def _variant_body(row):
    sku = for_the_moment(row.sku, row.external_id, MAX_SKU_LENGTH)
    return {"id": int(row.external_id), "sku": sku}


def for_the_moment(text, external_id, longest):
    """A SKU or name that nobody else has, until another one has let go of its own.

    :param int longest: what BigCommerce accepts
    :rtype: str
    """
    addition = f"-{external_id}"
    return text[: longest - len(addition)] + addition
