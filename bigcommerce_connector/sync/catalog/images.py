"""Images of products on BigCommerce: sent when they changed in Odoo, one at a time.

What staff added there stays: only images that were sent from here are changed or taken
away. A file is never sent twice for one change: when the answer to it is lost, it is
looked for by the name that it was given.
"""

from odoo.fields import Domain
from odoo.tools import split_every

from ...api import errors
from ...api.paging import PAGE
from .image_sources import images_of
from .step import CatalogStep

_BATCH = 50


class ProductImages(CatalogStep):
    """Compare the images of products that changed with those that were sent."""

    def run(self):
        """One query where nothing changed.

        :return: whether there is time left
        :rtype: bool
        """
        if "images" in self.rules.kept:
            return True
        changed = (
            Domain("store_id", "=", self.store.id)
            & Domain("is_image_check_due", "=", True)
            & Domain("external_id", "!=", False)
            & Domain("state", "!=", "skipped")
        )
        last = 0
        while True:
            mappings = self.mappings.search(
                changed & Domain("id", ">", last), limit=_BATCH, order="id"
            )
            if not mappings:
                return True
            last = mappings[-1].id
            sources = images_of(mappings)
            self._keep_theirs(mappings, sources)
            without = mappings.filtered(
                lambda m, s=sources: not (s[m.id] or m.image_ids)
            )
            without.write({"is_image_check_due": False, "image_message": False})
            if without and not self.commit(len(without)):
                return False
            for mapping in mappings - without:
                if not self._bring(mapping, sources[mapping.id]):
                    return False

    def _bring(self, mapping, sources):
        """:return: whether there is time left"""
        ProductImageSet(self, mapping, sources).bring()
        lines = [row.message for row in mapping.image_ids if row.message]
        mapping.write(
            {
                "is_image_check_due": False,
                "image_message": "\n".join(lines) or False,
            }
        )
        return self.commit(1)

    def _keep_theirs(self, mappings, sources):
        """A product that was found with images keeps them until Odoo's change."""
        found = mappings.filtered(
            lambda m: m.is_matched and not m.image_ids and sources[m.id]
        )
        for chunk in split_every(PAGE, found.ids, found.browse):
            self.commit()
            documents = self.client.products.list(
                {"id:in": chunk.mapped("external_id")},
                include="images,variants",
                include_fields="name",
            )
            by_id = {str(document["id"]): document for document in documents}
            for mapping in chunk:
                document = by_id.get(mapping.external_id) or {}
                self._keep_those_of(mapping, document, sources[mapping.id])

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


def new_row(mapping, source):
    """:rtype: dict"""
    return {
        "store_id": mapping.store_id.id,
        "mapping_id": mapping.id,
        "res_model": source.res_model,
        "res_id": source.res_id,
    }


class ProductImageSet:
    """The images of one product.

    :param step: gives client, environment and commits
    :param mapping: ``bigcommerce.product``
    :param list sources: what it has in Odoo
    """

    def __init__(self, step, mapping, sources):
        self.step, self.client, self.env = step, step.client, step.env
        self.mapping, self.sources = mapping, sources
        self.rows = {(row.res_model, row.res_id): row for row in mapping.image_ids}
        self._listed = None

    def bring(self):
        """Send what is new or changed, then take away what is not there any more.

        In this order a product that gets another image is never without one.
        """
        place = -1
        for source in self.sources:
            row = self.rows.get(source.key)
            if not row:
                row = self.env["bigcommerce.image"].create(
                    new_row(self.mapping, source)
                )
            if source.variant_id:
                self._bring_variant(row, source)
            else:
                is_sent = row.external_id and row.sequence > place
                place = row.sequence if is_sent else place + 1
                self._bring_one(row, source, place)
        keys = {source.key for source in self.sources}
        for key, row in self.rows.items():
            if key not in keys:
                self._remove(row)

    # === IMAGES OF THE PRODUCT === #

    def _bring_one(self, row, source, place):
        values = {
            "description": source.description,
            "sort_order": place,
            "is_thumbnail": source.res_model == "product.template",
        }
        if row.is_uncertain:
            self._look_for(row, source)
        if row.checksum != source.checksum:
            self._send(row, source, values)
        elif row.external_id and (row.description, row.sequence) != (
            values["description"],
            place,
        ):
            self._change(row, source, values)
        self._delete_replaced(row)

    def _send(self, row, source, values):
        if source.problem:
            self._refuse(row, source, self._problem_text(source))
            return
        row.write({"is_uncertain": True, "is_theirs": False})
        self.step.commit()
        data = self._data(source)
        name = f"{file_stem(row, source.checksum)}.{source.extension}"
        try:
            document = self.client.images.create(
                self.mapping.external_id, name, data, values
            )
        except errors.DataError as error:
            self._refuse(row, source, self._refusal_text(source, error))
            return
        self._accept(row, source, values, document["id"])

    def _accept(self, row, source, values, image_id):
        self._replace(row, row.external_id)
        row.write(
            {
                "external_id": str(image_id),
                "checksum": source.checksum,
                "description": values["description"],
                "sequence": values["sort_order"],
                "is_uncertain": False,
                "message": False,
            }
        )
        self.step.commit()

    def _change(self, row, source, values):
        try:
            self.client.images.update(self.mapping.external_id, row.external_id, values)
        except errors.NotFound:
            row.external_id = False
            self._send(row, source, values)
        except errors.DataError as error:
            row.message = self._refusal_text(source, error)
        else:
            row.write(
                {
                    "description": values["description"],
                    "sequence": values["sort_order"],
                }
            )
            self.step.commit()

    def _look_for(self, row, source):
        """Nobody knows whether it is there: compare with what BigCommerce has."""
        listed = self._there()
        if row.external_id and row.external_id not in listed:
            row.write({"external_id": False, "checksum": False})
        for image_id, name in listed.items():
            if file_stem(row) not in name or image_id == row.external_id:
                continue
            if file_stem(row, source.checksum) in name:
                self._replace(row, row.external_id)
                row.write({"external_id": image_id, "checksum": source.checksum})
            else:
                self._replace(row, image_id)
        row.is_uncertain = False

    def _replace(self, row, image_id):
        """Write down, before it is taken away, what nothing stands for any more."""
        known = (row.replaced_external_ids or "").split(",")
        row.replaced_external_ids = ",".join(filter(None, [*known, image_id]))

    def _delete_replaced(self, row):
        for image_id in filter(None, (row.replaced_external_ids or "").split(",")):
            self._delete(image_id)
        if row.replaced_external_ids:
            row.replaced_external_ids = False

    def _there(self):
        """The file names of the product's images by id; read once."""
        if self._listed is None:
            self.step.commit()
            self._listed = {
                str(image["id"]): image.get("image_file") or ""
                for image in self.client.images.list(self.mapping.external_id)
            }
        return self._listed

    # === THE IMAGE OF A VARIANT === #

    def _bring_variant(self, row, source):
        variant = self.env["bigcommerce.variant"].browse(source.variant_id)
        is_same = row.is_theirs or row.message or row.external_id == variant.external_id
        if row.checksum == source.checksum and is_same:
            return
        if source.problem:
            self._refuse(row, source, self._problem_text(source))
            return
        self.step.commit()
        name = f"{file_stem(row, source.checksum)}.{source.extension}"
        try:
            self.client.images.create_for_variant(
                self.mapping.external_id,
                variant.external_id,
                name,
                self._data(source),
            )
        except errors.DataError as error:
            self._refuse(row, source, self._refusal_text(source, error))
            return
        row.write(
            {
                "external_id": variant.external_id,
                "checksum": source.checksum,
                "description": source.description,
                "is_theirs": False,
                "message": False,
            }
        )
        self.step.commit()

    # === TAKE AWAY === #

    def _remove(self, row):
        """Its image was removed in Odoo."""
        if row.res_model == "product.product":
            ids = self.mapping.variant_ids.mapped("external_id")
            if row.external_id in ids and not row.is_theirs:
                self._delete_of_variant(row.external_id)
        else:
            self._replace(row, row.external_id)
            self._delete_replaced(row)
        row.unlink()

    def _delete(self, image_id):
        self.step.commit()
        try:
            self.client.images.delete(self.mapping.external_id, image_id)
        except errors.NotFound:
            return  # staff were faster

    def _delete_of_variant(self, variant_id):
        self.step.commit()
        try:
            self.client.images.delete_of_variant(self.mapping.external_id, variant_id)
        except errors.NotFound:
            return

    # === FILES, AND WHAT IS WRONG WITH THEM === #

    def _data(self, source):
        """The file; it is not kept in memory."""
        attachment = self.env["ir.attachment"].browse(source.attachment_id)
        data = attachment.raw
        attachment.invalidate_recordset(["raw", "datas"], flush=False)
        return data

    def _refuse(self, row, source, message):
        """It is tried again when it changes, and when a user requeues the product."""
        row.write(
            {
                "checksum": source.checksum,
                "is_uncertain": False,
                "is_theirs": False,
                "message": message,
            }
        )

    def _problem_text(self, source):
        if source.problem == "no_image":
            return self.env._(
                "The image “%(name)s” is no picture of a type that BigCommerce accepts "
                "(PNG, JPEG, GIF, WebP, BMP), so it was not sent. Replace it in Odoo.",
                name=source.description,
            )
        return self.env._(
            "The image “%(name)s” is larger than BigCommerce accepts (%(most)s MB), so "
            "it was not sent. Replace it in Odoo by a smaller one.",
            name=source.description,
            most=1 if source.variant_id else 8,
        )

    def _refusal_text(self, source, error):
        return self.env._(
            "BigCommerce refused the image “%(name)s”: %(told)s Replace it in Odoo, or "
            "requeue the product to send it again.",
            name=source.description,
            told=str(error),
        )


def file_stem(row, checksum=""):
    """The name that a file is found by, should the answer be lost.

    :param str checksum: empty: as all files of this image begin
    :rtype: str
    """
    return f"odoo-{row.id}-{checksum[:12]}"
