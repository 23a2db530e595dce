"""The images of one product on BigCommerce, sent one at a time.

A file is never sent twice for one change: when the answer to it is lost, it is looked
for by the name that it was given.
"""

from ...api import errors
from .image_comparison import ImageComparison


class ProductImageSet(ImageComparison):
    """The images of one product.

    :param step: gives client, environment and commits
    :param mapping: ``bigcommerce.product``
    :param list sources: what it has in Odoo
    """

    def __init__(self, step, mapping, sources):
        super().__init__(mapping, sources)
        self.step, self.client, self.env = step, step.client, step.env
        self._listed = None

    def bring(self):
        """Send what is new or changed, then take away what is not there any more.

        In this order a product that gets another image is never without one.
        """
        for row, source, place in self._placed():
            if source.variant_id:
                self._bring_variant(row, source)
            else:
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
        """Only what changed in Odoo: staff may have chosen another main image, or
        another order, that nobody has decided about yet."""
        sent = dict(values)
        if row.description:  # else a person has all sent again, see drift_choices.py
            known = {"description": row.description, "sort_order": row.sequence}
            sent = {name: values[name] for name in known if known[name] != values[name]}
        try:
            self.client.images.update(self.mapping.external_id, row.external_id, sent)
        except errors.NotFound:  # staff deleted it: a person decides, see drift.py
            self.mapping.is_drift_check_due = True
        except errors.DataError as error:
            row.message = self._refusal_text(source, error)
            return
        row.write(
            {"description": values["description"], "sequence": values["sort_order"]}
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
        if self._is_same_variant(row, source):
            return
        variant = self.env["bigcommerce.variant"].browse(source.variant_id)
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
            if self._is_ours_there(row):
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

    def _refusal_text(self, source, error):
        return self.env._(
            "BigCommerce refused the image “%(name)s”: %(told)s Replace it in Odoo, or "
            "requeue the product to send it again.",
            name=source.description,
            told=error.reason,
        )


def file_stem(row, checksum=""):
    """The name that a file is found by, should the answer be lost.

    :param str checksum: empty: as all files of this image begin
    :rtype: str
    """
    return f"odoo-{row.id}-{checksum[:12]}"
