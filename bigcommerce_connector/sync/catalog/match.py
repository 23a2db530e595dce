"""Finding on BigCommerce, by reads only, the products that are not mapped yet.

This comes before any creation, so a product whose creation was carried out there but
not written down here (a crash, a lost answer) is found and not created twice.
"""

from collections import defaultdict

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL, split_every

from ...mappers.product import fingerprint, fold, known_fields, known_variant_fields
from ...mappers.product_match import RemoteCatalog, is_base
from ...mappers.product_options import known_options
from ...mappers.product_problem import Problem

# Beyond so many products, reading BigCommerce's whole catalog takes fewer calls.
_MOST_LOOKED_UP = 250
_AT_ONCE = 250
PRODUCT_FIELDS = "name,sku,type,description,price,weight,inventory_tracking,upc"


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _match_products(self, client):
        """Map the unmapped products that BigCommerce has under their SKUs.

        The others are marked absent: those may be created.

        :return: whether there is time left
        :rtype: bool
        """
        todo = self.env["bigcommerce.product"].search(
            self._pending_domain()
            & Domain("external_id", "=", False)
            & Domain("is_absent", "=", False)
        )
        if not todo:
            return True
        skus = self._skus_by_mapping(todo)
        twins = self._skus_sold_twice()
        reads_all = not self._has_mapped_products() or len(todo) > _MOST_LOOKED_UP
        self._commit_catalog()  # no snapshot or lock is held while BigCommerce answers
        wanted = {fold(sku) for own in skus.values() for sku in own.values()}
        documents = (
            self._read_whole_catalog(client)
            if reads_all
            else self._look_up(client, skus.values())
        )
        remote = RemoteCatalog(documents, wanted)
        has_time = True
        # Never left half-way: what was read would have to be read again.
        for chunk in split_every(_AT_ONCE, todo.ids, todo.browse):
            for mapping in chunk:
                mapping._match(skus.get(mapping.id, {}), remote, twins)
            has_time = self._commit_catalog()
        return has_time

    def _has_mapped_products(self):
        mapped = Domain("store_id", "=", self.id) & Domain("external_id", "!=", False)
        return bool(self.env["bigcommerce.product"].search_count(mapped, limit=1))

    def _skus_by_mapping(self, mappings):
        """:rtype: dict[int, dict[int, str]]"""
        rows = self.env["product.product"].search_fetch(
            [
                ("product_tmpl_id", "in", mappings.product_tmpl_id.ids),
                ("bigcommerce_excluded", "=", False),
                ("default_code", "!=", False),
            ],
            ["product_tmpl_id", "default_code"],
        )
        mapping_of = {mapping.product_tmpl_id.id: mapping.id for mapping in mappings}
        skus = defaultdict(dict)
        for row in rows:
            skus[mapping_of[row.product_tmpl_id.id]][row.id] = row.default_code.strip()
        return skus

    def _skus_sold_twice(self):
        """SKUs of several products that this store sells → their templates.

        :rtype: dict[str, list[int]]
        """
        self.env["product.product"].flush_model()
        self.env["bigcommerce.product"].flush_model()
        self.env.cr.execute(
            SQL(
                "SELECT lower(trim(product.default_code)),"
                " array_agg(DISTINCT product.product_tmpl_id)"
                " FROM product_product product"
                " JOIN bigcommerce_product mapping"
                "  ON mapping.product_tmpl_id = product.product_tmpl_id"
                " WHERE mapping.store_id = %s AND mapping.state != 'skipped'"
                "  AND product.active AND product.default_code IS NOT NULL"
                "  AND product.bigcommerce_excluded IS NOT TRUE"
                " GROUP BY 1 HAVING count(DISTINCT product.product_tmpl_id) > 1",
                self.id,
            )
        )
        return {fold(sku): templates for sku, templates in self.env.cr.fetchall()}

    # === READ === #

    def _read_whole_catalog(self, client):
        return client.products.list(include="variants", include_fields=PRODUCT_FIELDS)

    def _look_up(self, client, skus):
        """The products that have these SKUs, in one or two calls.

        A SKU of a simple product is that of the product itself; those of variants are
        listed by the inventory, as far as stock is tracked. What stays unseen so
        (variants that are not tracked) comes to light when BigCommerce refuses the SKU.
        """
        groups = [[sku for sku in own.values() if "," not in sku] for own in skus]
        single = [own[0] for own in groups if len(own) == 1]
        several = [sku for own in groups if len(own) > 1 for sku in own]
        yield from client.products.list(
            {"sku:in": single}, include="variants", include_fields=PRODUCT_FIELDS
        )
        items = client.inventory.items({"sku:in": several})
        found = {item["identity"]["product_id"] for item in items}
        yield from self._read_products(client, sorted(found))

    def _read_products(self, client, external_ids):
        """Products with their variants, 250 a call."""
        return client.products.list(
            {"id:in": external_ids}, include="variants", include_fields=PRODUCT_FIELDS
        )

    def _find_taken(self, client, skus):
        """Every product that has any of these SKUs, surely.

        A call for each SKU that no product read so far has: of a product that is there
        whole, one.

        :rtype: list[dict]
        """
        documents, seen = {}, set()
        for sku in skus:
            if fold(sku) in seen:
                continue
            rows = client.variants.list(sku=sku, include_fields="product_id")
            new = {row["product_id"] for row in rows} - {0, *documents}
            for document in self._read_products(client, sorted(new)) if new else ():
                documents[document["id"]] = document
                seen |= {fold(v.get("sku")) for v in document.get("variants") or ()}
        return list(documents.values())


class BigcommerceProduct(models.Model):
    _inherit = "bigcommerce.product"

    def _match(self, skus, remote, twins):
        """Map this product if BigCommerce has it, else mark it absent."""
        self.ensure_one()
        for sku in skus.values():
            others = self.browse()._templates_but(twins.get(fold(sku), ()), self)
            if others:
                problem = Problem("duplicate_sku_elsewhere", (sku, others[0].name))
                self._park_for(problem, others[0])
                return
        match = remote.find(skus)
        if match is None:
            self.is_absent = True
        elif isinstance(match, Problem):
            self._park_for(match)
        else:
            self._map(match)

    def _templates_but(self, template_ids, mapping):
        templates = self.env["product.template"].browse(template_ids)
        return templates - mapping.product_tmpl_id

    def _map(self, match):
        """Write down which product and variants of BigCommerce these are."""
        self.ensure_one()
        document = match.document
        taken = self.search(
            [
                ("store_id", "=", self.store_id.id),
                ("external_id", "=", str(document["id"])),
            ]
        )
        if taken - self and taken.state != "skipped":
            names = (str(document.get("name")), taken.product_tmpl_id.name)
            self._park_for(Problem("taken", names), taken.product_tmpl_id)
            return
        visibility = taken.visibility
        (taken - self)._give_up()
        self.write(
            {
                **remote_values(document),
                "visibility": visibility,
                "options_hash": known_options(match.variants.values()),
                "sequence_hash": False,
                "is_matched": True,
                "keeps_price": True,
            }
        )
        self._write_variants(match.variants)

    def _give_up(self):
        """What is no longer sold leaves its product there to the one with its SKU."""
        for mapping in self:
            mapping.variant_ids.unlink()
            mapping.write(
                {
                    "external_id": False,
                    "name": False,
                    "payload_hash": False,
                    "options_hash": False,
                    "sequence_hash": False,
                    "visibility": False,
                    "message": self.env._(
                        "This product is not to be sold on BigCommerce. Its product "
                        "there belongs to another one of Odoo with the same SKU now."
                    ),
                }
            )
        self.flush_recordset()

    def _write_variants(self, variants):
        """:param dict variants: product.product id → variant of BigCommerce"""
        ids = {str(variant["id"]) for variant in variants.values()}
        self.variant_ids.filtered(
            lambda known: known.product_id.id in variants or known.external_id in ids
        ).unlink()
        Variant = self.env["bigcommerce.variant"]
        # A web order had found no product for it, see order_products.py.
        Variant.search(
            Domain("store_id", "=", self.store_id.id)
            & Domain("external_id", "in", list(ids))
            & Domain("mapping_id.external_id", "=", False)
        ).unlink()
        Variant.create(
            [
                {
                    "store_id": self.store_id.id,
                    "mapping_id": self.id,
                    "product_id": product_id,
                    "external_id": str(variant["id"]),
                    "sku": variant.get("sku"),
                    "payload_hash": fingerprint(known_variant_fields(variant)),
                }
                for product_id, variant in variants.items()
            ]
        )


def remote_values(document):
    """What a mapping keeps of a product as BigCommerce lists it.

    :rtype: dict
    """
    variants = document.get("variants") or ()
    has_options = not all(is_base(variant) for variant in variants)
    known = known_fields(document, is_base=not has_options)
    return {
        "external_id": str(document["id"]),
        "name": document.get("name"),
        "has_options": has_options,
        "inventory_tracking": document.get("inventory_tracking") or "none",
        "payload_hash": fingerprint(known),
        "is_absent": False,
        "is_deleted": False,
        "left_out_attribute_ids": False,
        "last_synced_on": fields.Datetime.now(),
    }
