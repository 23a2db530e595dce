"""Options and their values are part of a product: names, looks, order and prices."""

from odoo import api, models

_OF_AN_ATTRIBUTE = {"name", "sequence", "display_type"}
_OF_A_VALUE = {"name", "sequence", "html_color", "is_custom"}


class ProductAttribute(models.Model):
    _inherit = "product.attribute"

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & _OF_AN_ATTRIBUTE:
            self._note_products()
        return result

    def _note_products(self):
        # An attribute belongs to no company, its products may be another one's.
        self.env["bigcommerce.change"]._note(
            "catalog", self.sudo().product_tmpl_ids.ids
        )


class ProductAttributeValue(models.Model):
    _inherit = "product.attribute.value"

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & _OF_A_VALUE:
            self._note_products()
        return result

    def _note_products(self):
        templates = self.pav_attribute_line_ids.product_tmpl_id
        self.env["bigcommerce.change"]._note("catalog", templates.ids)


class ProductTemplateAttributeLine(models.Model):
    """Not every line makes or ends variants: one with a single value does not."""

    _inherit = "product.template.attribute.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        self.env["bigcommerce.change"]._note("catalog", lines.product_tmpl_id.ids)
        return lines

    def write(self, vals):
        result = super().write(vals)
        self.env["bigcommerce.change"]._note("catalog", self.product_tmpl_id.ids)
        return result

    def unlink(self):
        templates = self.product_tmpl_id.ids
        result = super().unlink()
        self.env["bigcommerce.change"]._note("catalog", templates)
        return result


class ProductTemplateAttributeValue(models.Model):
    _inherit = "product.template.attribute.value"

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"price_extra", "ptav_active"}:
            self.env["bigcommerce.change"]._note("catalog", self.product_tmpl_id.ids)
        return result
