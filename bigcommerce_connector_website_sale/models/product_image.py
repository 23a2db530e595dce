from odoo import api, models

# What BigCommerce is sent of an image, and where it belongs.
_SENT = {"image_1920", "name", "product_tmpl_id", "sequence"}


class ProductImage(models.Model):
    """The website's editor changes a gallery without saving its product."""

    _inherit = "product.image"

    @api.model_create_multi
    def create(self, vals_list):
        images = super().create(vals_list)
        images._note_bigcommerce_gallery()
        return images

    def write(self, vals):
        if not vals.keys() & _SENT:
            return super().write(vals)
        self._note_bigcommerce_gallery()  # it may go to another product
        result = super().write(vals)
        self._note_bigcommerce_gallery()
        return result

    def unlink(self):
        self._note_bigcommerce_gallery()
        return super().unlink()

    def _note_bigcommerce_gallery(self):
        self.env["bigcommerce.change"]._note("catalog", self.product_tmpl_id.ids)
