"""SKUs and names that move from one product or variant to another.

BigCommerce refuses what another one still has, so two that swap, or a new one that
takes what an old one leaves, could never be sent in any order. Whoever moves on gets a
value for the moment first; its own value follows with its update.
"""

from contextlib import suppress

from odoo import models
from odoo.tools import SQL

from ...api import errors
from ...mappers.product_problem import LONGEST_NAME, LONGEST_SKU


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _release_identities(self, client):
        """Free the SKUs and names on BigCommerce that pending products wait for.

        No call where nothing moves, which is nearly always.
        """
        self.ensure_one()
        variants = self._variants_that_move_on()
        simple = variants.filtered(lambda row: not row.mapping_id.has_options)
        named = self._products_renamed_away()
        products = simple.mapping_id | named
        self._commit_catalog()
        for mapping in products:
            body = {}
            if mapping in simple.mapping_id:
                body["sku"] = _for_the_moment(
                    mapping.variant_ids[:1].sku, mapping.external_id, LONGEST_SKU
                )
            if mapping in named:
                body["name"] = _for_the_moment(
                    mapping.name, mapping.external_id, LONGEST_NAME
                )
            mapping._release(client, body)
            self._commit_catalog()
        for row in variants - simple:
            row._release(client)
            self._commit_catalog()

    def _variants_that_move_on(self):
        """Mapped variants whose SKU there is a pending product's in Odoo now, and is
        not their own any more."""
        Variant = self.env["bigcommerce.variant"]
        self._flush_for_release()
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
                self.id,
            )
        )
        return Variant.browse(row[0] for row in self.env.cr.fetchall())

    def _products_renamed_away(self):
        """Mapped products whose name there is a pending product's in Odoo now, and is
        not their own any more."""
        self._flush_for_release()
        lang = self.company_id.partner_id.lang or "en_US"
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
                store=self.id,
                lang=lang,
            )
        )
        mapping = self.env["bigcommerce.product"]
        return mapping.browse(row[0] for row in self.env.cr.fetchall())

    def _flush_for_release(self):
        for model in (
            "product.product",
            "product.template",
            "bigcommerce.product",
            "bigcommerce.variant",
        ):
            self.env[model].flush_model()


class BigcommerceProduct(models.Model):
    _inherit = "bigcommerce.product"

    def _release(self, client, body):
        """Give the product another SKU or name for the moment; its own comes next."""
        self.ensure_one()
        try:
            with suppress(errors.PartlySaved):
                client.products.update(self.external_id, body)
        except errors.DataError as error:
            self._refused(error, is_variant=False)
            return
        if "sku" in body:
            self.variant_ids.sku = body["sku"]
        if "name" in body:
            self.name = body["name"]
        self.payload_hash = False
        self._queue()


class BigcommerceVariant(models.Model):
    _inherit = "bigcommerce.variant"

    def _release(self, client):
        """Give the variant another SKU for the moment; its own comes next."""
        self.ensure_one()
        sku = _for_the_moment(self.sku, self.external_id, LONGEST_SKU)
        body = {"id": int(self.external_id), "sku": sku}
        try:
            client.variants.update_many([body])
        except errors.DataError as error:
            self.mapping_id._refused(error, is_variant=True)
            return
        self.write({"sku": sku, "payload_hash": False})
        self.mapping_id._queue()


def _for_the_moment(text, external_id, longest):
    addition = f"-{external_id}"
    return text[: longest - len(addition)] + addition
