"""Images of products on BigCommerce: sent when they changed in Odoo.

What staff added there stays: only images that were sent from here are changed or taken
away (``image_set.py``).
"""

from odoo.fields import Domain
from odoo.tools import split_every

from ...api import errors
from ...api.paging import PAGE
from .failing import FailingProducts
from .image_comparison import ImageComparison, new_row
from .image_set import ProductImageSet
from .image_sources import images_of, without_images
from .step import CatalogStep, in_parts

_BATCH = 50
_COMPARED = {"is_image_check_due": False, "has_compared_images": True}


class ProductImages(CatalogStep):
    """Compare the images of products that changed with those that were sent."""

    def __init__(self, store, client):
        super().__init__(store, client)
        self._failing = FailingProducts(self, "image_message")

    def run(self):
        """Two queries where nothing changed.

        :return: whether there is time left
        :rtype: bool
        """
        if "images" in self.rules.kept:
            return True
        due = self._due()
        without = self.mappings.search(due & without_images(self.env))
        for part in in_parts(without):  # most products of many shops: none is read
            part.write({**_COMPARED, "image_message": False})
            if not self.commit(len(part)):
                return False
        return all(map(self._bring_all, self.batches(due, _BATCH)))

    def preview(self):
        """What :meth:`run` would do; no file is read.

        :return: pairs of a mapping and its :meth:`.ImageComparison.differences`
        :rtype: Iterator[tuple]
        """
        if "images" in self.rules.kept:
            return
        for mappings in self.batches(self._due(), _BATCH):
            sources = images_of(mappings)
            self._keep_theirs(mappings, sources)
            for mapping in mappings:
                images = ImageComparison(mapping, sources[mapping.id])
                yield mapping, list(images.differences())

    def _due(self):
        """:rtype: Domain"""
        due = self.mine() & Domain("is_image_check_due", "=", True)
        due &= Domain("external_id", "!=", False) & Domain("state", "!=", "skipped")
        return due & self.tried_now() & ~self._half_imported()

    def _half_imported(self):
        """Those whose images an import is still bringing from BigCommerce.

        :rtype: Domain
        """
        lines = self.env["bigcommerce.import.line"]._search(
            Domain("store_id", "=", self.store.id)
            & Domain("image_urls", "!=", False)
            & Domain("product_tmpl_id", "!=", False)
            & Domain("import_id.state", "=", "running")
        )
        return Domain("product_tmpl_id", "in", lines.subselect("product_tmpl_id"))

    def _bring_all(self, mappings):
        """:return: whether there is time left"""
        sources = images_of(mappings)
        self._keep_theirs(mappings, sources)
        same = mappings.filtered(
            lambda m: ProductImageSet(self, m, sources[m.id]).is_in_order()
        )
        self._conclude(same)
        if same and not self.commit(len(same)):
            return False
        for mapping in mappings - same:
            with self._failing.guard(mapping):
                self._bring(mapping, sources[mapping.id])
            if not self.commit(1):
                return False
        return True

    def _bring(self, mapping, sources):
        """What BigCommerce refuses of one product stops no other."""
        try:
            ProductImageSet(self, mapping, sources).bring()
        except errors.DataError as error:
            self._conclude(mapping)
            told = self.env._(
                "BigCommerce refused to change the images of this product: %s It is "
                "tried again when the product changes, and once a day.",
                error.reason,
            )
            known = mapping.image_message
            mapping.image_message = f"{known}\n{told}" if known else told
        else:
            self._conclude(mapping)

    def _conclude(self, mappings):
        """What could be done is done; what could not is told."""
        mappings.write(_COMPARED)
        for mapping in mappings:
            lines = [row.message for row in mapping.image_ids if row.message]
            message = "\n".join(lines) or False
            if mapping.image_message != message:
                mapping.image_message = message

    # === IMAGES THAT BIGCOMMERCE HAD BEFORE === #

    def _keep_theirs(self, mappings, sources):
        """A product that has images there when they are first compared keeps them until
        Odoo's change."""
        new = mappings.filtered(
            lambda m: not m.has_compared_images and self._unknown(m, sources[m.id])
        )
        for chunk in split_every(PAGE, new.ids, new.browse):
            self.commit()
            documents = self.client.products.list(
                {"id:in": chunk.mapped("external_id")},
                include="images,variants",
                include_fields="name",
            )
            by_id = {str(document["id"]): document for document in documents}
            for mapping in chunk:
                document = by_id.get(mapping.external_id) or {}
                unknown = self._unknown(mapping, sources[mapping.id])
                self._keep_those_of(mapping, document, unknown)

    def _unknown(self, mapping, sources):
        """Images of Odoo that were never sent."""
        known = {(row.res_model, row.res_id) for row in mapping.image_ids}
        return [source for source in sources if source.key not in known]

    def _keep_those_of(self, mapping, document, sources):
        with_image = {
            str(variant["id"])
            for variant in document.get("variants") or ()
            if variant.get("image_url")
        }
        ids = {variant.id: variant.external_id for variant in mapping.variant_ids}
        for source in sources:
            is_there = bool(document.get("images"))
            if source.variant_id:
                is_there = ids[source.variant_id] in with_image
            if is_there:
                self.env["bigcommerce.image"].create(
                    {
                        **new_row(mapping, source),
                        "checksum": source.checksum,
                        "is_theirs": True,
                    }
                )
