"""What of a product's images is not on BigCommerce as Odoo has it; nothing is asked."""


def new_row(mapping, source):
    """:rtype: dict"""
    return {
        "store_id": mapping.store_id.id,
        "mapping_id": mapping.id,
        "res_model": source.res_model,
        "res_id": source.res_id,
    }


class ImageComparison:
    """The images of one product in Odoo, beside those that were sent.

    :param mapping: ``bigcommerce.product``
    :param list sources: what it has in Odoo
    """

    def __init__(self, mapping, sources):
        self.env, self.mapping, self.sources = mapping.env, mapping, sources
        self.rows = {(row.res_model, row.res_id): row for row in mapping.image_ids}

    def is_in_order(self):
        """Whether nothing is to be sent or taken away; nothing is asked or written.

        :rtype: bool
        """
        keys = {source.key for source in self.sources}
        return self.rows.keys() == keys and all(
            self._is_same_variant(row, source)
            if source.variant_id
            else self._is_same(row, source, place)
            for row, source, place in self._placed()
        )

    def differences(self):
        """What a run would do, as people read it.

        :return: triples: what BigCommerce has, what it has afterwards, and why it is
            not sent, if so
        :rtype: Iterator[tuple[str, str, str]]
        """
        for row, source, place in self._placed():
            if source.variant_id:
                is_same = self._is_same_variant(row, source)
            else:
                is_same = self._is_same(row, source, place)
            if not is_same:
                yield self._difference(row, source, place)
        keys = {source.key for source in self.sources}
        for key, row in self.rows.items():
            if key not in keys and self._is_ours_there(row):
                yield row.description or "", "", ""

    def _difference(self, row, source, place):
        there = row.description or "" if self._is_ours_there(row) else ""
        if row.checksum == source.checksum:
            if there != source.description:
                return there, source.description, ""
            moved = self.env._("Place %(n)s: %(image)s", n=place + 1, image=there)
            return there, moved, ""
        if source.problem:
            return there, "", self._problem_text(source)
        after = source.description
        if there:
            after = self.env._("New picture: %s", after)
        return there, after, ""

    def _is_ours_there(self, row):
        """Whether it was sent, and is there still as far as is known."""
        if row.res_model != "product.product":
            return bool(row.external_id)
        ids = self.mapping.variant_ids.mapped("external_id")
        return bool(row.external_id in ids and not row.is_theirs)

    def _placed(self):
        """Each image of Odoo with its row and its place in the gallery."""
        place = -1
        for source in self.sources:
            row = self.rows.get(source.key)
            if not row:
                row = self.env["bigcommerce.image"].create(
                    new_row(self.mapping, source)
                )
            if not source.variant_id:
                is_sent = row.external_id and row.sequence > place
                place = row.sequence if is_sent else place + 1
            yield row, source, place

    def _is_same(self, row, source, place):
        if row.is_uncertain or row.replaced_external_ids:
            return False
        told = (row.description, row.sequence)
        is_other = row.external_id and told != (source.description, place)
        return row.checksum == source.checksum and not is_other

    def _is_same_variant(self, row, source):
        variant = self.env["bigcommerce.variant"].browse(source.variant_id)
        is_same = row.is_theirs or row.message or row.external_id == variant.external_id
        return row.checksum == source.checksum and is_same

    def _problem_text(self, source):
        if source.problem == "no_image":
            return self.env._(
                "The image “%(name)s” is not in a format that BigCommerce accepts "
                "(PNG, JPEG, GIF, WebP, BMP), so it was not sent. Replace it in Odoo.",
                name=source.description,
            )
        return self.env._(
            "The image “%(name)s” is larger than BigCommerce accepts (%(most)s MB), so "
            "it was not sent. Replace it in Odoo by a smaller one.",
            name=source.description,
            most=1 if source.variant_id else 8,
        )
