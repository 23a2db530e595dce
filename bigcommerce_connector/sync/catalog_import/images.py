"""Images of products that were made, read after the products.

An image that cannot be had stops nothing: the import says so.
"""

import base64
from dataclasses import replace

from ..catalog.public_image import NO_IMAGE, read_image

GALLERY = "product.image"  # of the addons that have a web shop in Odoo


class ImportedImages:
    """Reads the images that one job has still to read.

    :param job: ``bigcommerce.import``
    :param commit: gives whether there is time left
    """

    def __init__(self, job, commit):
        self.job = job
        self.env = job.env
        self.commit = commit

    def run(self):
        """Image by image; the place is kept after each.

        :return: whether there is time left
        :rtype: bool
        """
        while True:
            line = self.env["bigcommerce.import.line"].search(
                [("import_id", "=", self.job.id), ("image_urls", "!=", False)], limit=1
            )
            if not line or self.job.state != "running":
                return True
            self._read_next(line)
            has_time = self.commit(1)
            self.env.invalidate_all()
            if not has_time:
                return False

    def _read_next(self, line):
        """:param line: ``bigcommerce.import.line``"""
        (row, *rest), line_id = line.image_urls, line.id
        self.commit()  # no transaction waits for an image
        data, why = read_image(row["url"])
        line = self.env["bigcommerce.import.line"].browse(line_id)
        if data:
            why = self._write(line, row, data)
        line.image_urls = rest or False
        if why:
            line.message = self._with_remark(line.message, f"{row['url']}: {why}")
        if not rest:
            self._compare_later(line)

    def _compare_later(self, line):
        """What BigCommerce has of its images is what came from there: it stays."""
        mapping = line.product_tmpl_id.bigcommerce_mapping_ids.filtered(
            lambda mapping: mapping.store_id == line.store_id
        )
        mapping.write({"is_image_check_due": True, "has_compared_images": False})

    def _write(self, line, row, data):
        """:return: why it was not taken, if so"""
        try:
            with self.env.cr.savepoint():
                self._write_image(line, row, base64.b64encode(data))
                self.env.flush_all()
        except NO_IMAGE as error:
            self.env.invalidate_all()
            return str(error)
        return None

    def _write_image(self, line, row, image):
        template = line.product_tmpl_id.with_context(tracking_disable=True)
        if not template:
            return
        if row["kind"] == "main":
            if not template.image_1920:
                template.image_1920 = image
        elif row["kind"] == "variant":
            product = self.env["product.product"].browse(row["product_id"]).exists()
            if product and not product.image_variant_1920:
                product.image_variant_1920 = image
        elif GALLERY in self.env:
            self.env[GALLERY].create(
                {
                    "product_tmpl_id": template.id,
                    "name": row.get("name") or template.name,
                    "sequence": row.get("place") or 0,
                    "image_1920": image,
                }
            )

    def _with_remark(self, message, failed):
        """:return: what the line says, with one more image that could not be read"""
        title = self.env._("These images could not be read; add them in Odoo:")
        known = message or ""
        if title not in known:
            known = "\n".join(filter(None, [known, title]))
        return f"{known}\n{failed}"


def image_rows(env, product, made):
    """The images to read for a product that was made, the main one first.

    :param ImportedProduct product:
    :param dict made: id of a variant there → product.product id
    :rtype: list[dict]
    """
    rows = [{"kind": "main", "url": image.url} for image in product.images[:1]]
    if GALLERY in env:
        rows += [
            {"kind": "gallery", "url": image.url, "name": image.text, "place": place}
            for place, image in enumerate(product.images[1:], 1)
        ]
    return rows + [
        {"kind": "variant", "url": v.image, "product_id": made[v.external_id]}
        for v in product.variants
        if v.image and v.image not in [image.url for image in product.images[:1]]
    ]


def lacking_rows(store, template, product):
    """The same for a product that came before, where Odoo has no image: its main one
    and those of its variants. A gallery could come twice.

    :param template: ``product.template``
    """
    mapping = template.bigcommerce_mapping_ids.filtered(lambda m: m.store_id == store)
    mapping = mapping.with_context(bin_size=True)  # no image is loaded
    without = {
        int(row.external_id): row.product_id.id
        for row in mapping.variant_ids
        if row.external_id and not row.product_id.image_variant_1920
    }
    has_main = bool(mapping.product_tmpl_id.image_1920)
    variants = tuple(v for v in product.variants if v.external_id in without)
    rows = image_rows(store.env, replace(product, variants=variants), without)
    left_out = ("gallery", "main") if has_main else ("gallery",)
    return [row for row in rows if row["kind"] not in left_out]
