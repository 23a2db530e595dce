"""Options and their values: their names, order and prices are part of a product."""

from odoo import models


class ProductAttribute(models.Model):
    _inherit = "product.attribute"

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"name", "sequence"}:
            self.env["bigcommerce.change"]._note("catalog", self.product_tmpl_ids.ids)
        return result


class ProductAttributeValue(models.Model):
    _inherit = "product.attribute.value"

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"name", "sequence"}:
            lines = self.pav_attribute_line_ids
            self.env["bigcommerce.change"]._note("catalog", lines.product_tmpl_id.ids)
        return result


class ProductTemplateAttributeLine(models.Model):
    _inherit = "product.template.attribute.line"

    def write(self, vals):
        result = super().write(vals)
        self.env["bigcommerce.change"]._note("catalog", self.product_tmpl_id.ids)
        return result


class ProductTemplateAttributeValue(models.Model):
    _inherit = "product.template.attribute.value"

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"price_extra", "ptav_active"}:
            self.env["bigcommerce.change"]._note("catalog", self.product_tmpl_id.ids)
        return result
