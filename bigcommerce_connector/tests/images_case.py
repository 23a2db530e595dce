"""Images of products on BigCommerce, as staff see and change them there."""

import base64
from datetime import timedelta
from io import BytesIO

from PIL import Image

from .catalog_case import CatalogCase


def png(color, size=2):
    """A square of one color, as a field of Odoo takes it."""
    file = BytesIO()
    Image.new("RGB", (size, size), color).save(file, "PNG")
    return base64.b64encode(file.getvalue())


RED, GREEN, BLUE = png((255, 0, 0)), png((0, 255, 0)), png((0, 0, 255))


class ImagesCase(CatalogCase):
    def images(self, template):
        return list(self.shop.images.list(self.mapping(template).external_id))

    def files(self, template):
        """The files of the product's images as BigCommerce serves them, in order."""
        with self.simulator.store.lock:
            catalog = self.simulator.store.catalog
            product = catalog.products[int(self.mapping(template).external_id)]
            return [image.picture.data for image in product.images]

    def put_there(self, template, image=BLUE, **values):
        """Staff add an image in the control panel."""
        return self.shop.images.create(
            self.mapping(template).external_id,
            "staff.png",
            base64.b64decode(image),
            {"description": "Theirs", "sort_order": 9, "is_thumbnail": False, **values},
        )

    def upload(self, template):
        return f"POST catalog/products/{self.mapping(template).external_id}/images"

    def one(self, method, template, image_id):
        product_id = self.mapping(template).external_id
        return f"{method} catalog/products/{product_id}/images/{image_id}"

    def replace_file(self, record, field, data, mimetype="image/png"):
        """What Odoo itself would not let in, but a migration has left."""
        attachments = self.env["ir.attachment"].search(
            [
                ("res_model", "=", record._name),
                ("res_id", "=", record.id),
                ("res_field", "=like", f"{field}%"),
            ]
        )
        attachments.raw = data
        attachments.mimetype = mimetype
        record.invalidate_recordset()
        self.env["bigcommerce.change"]._note("catalog", self.template_of(record).ids)

    def template_of(self, record):
        is_template = record._name == "product.template"
        return record if is_template else record.product_tmpl_id

    def next_day(self):
        self.store._flow("catalog").last_success -= timedelta(days=1)

    def urls(self, template):
        return {v["sku"]: v["image_url"] for v in self.remote(template)["variants"]}

    def shirt_with_images(self):
        shirt = self.shirt("S", "M", image_1920=RED)
        self.variant(shirt, "SHIRT-M").image_variant_1920 = GREEN
        self.sync()
        return shirt
