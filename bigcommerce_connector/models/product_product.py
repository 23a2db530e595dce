from odoo import api, fields, models

from .notification import notification
from .product_template import CATALOG_FIELDS


class ProductProduct(models.Model):
    _inherit = "product.product"

    bigcommerce_excluded = fields.Boolean(
        "Exclude from BigCommerce",
        copy=False,
        help="This variant is not sent to BigCommerce, even if its product is.",
    )

    # Who else has a SKU: BigCommerce compares them without case and outer blanks.
    _bigcommerce_folded_sku_idx = models.Index("(lower(trim(default_code)))")

    @api.model_create_multi
    def create(self, vals_list):
        products = super().create(vals_list)
        self.env["bigcommerce.change"]._note("catalog", products.product_tmpl_id.ids)
        return products

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & (
            CATALOG_FIELDS | {"bigcommerce_excluded", "image_variant_1920"}
        ):
            self.env["bigcommerce.change"]._note("catalog", self.product_tmpl_id.ids)
        if vals.keys() & {"active", "bigcommerce_excluded"}:
            self.env["bigcommerce.change"]._note("stock", self.ids)
        return result

    def _bigcommerce_exclude(self, is_excluded):
        """Switch *Exclude from BigCommerce* for all of them.

        :return: a notification of what happens now
        """
        self.write({"bigcommerce_excluded": is_excluded})
        if is_excluded:
            return notification(
                self.env._(
                    "Variants no longer updated on BigCommerce: %s. What happens to "
                    "them there is set by Items No Longer Sold on the store's page.",
                    len(self),
                )
            )
        sold = self.filtered("bigcommerce_enabled")
        texts = [
            self.env._(
                "Variants sent to live stores within a minute or so: %s.", len(sold)
            )
        ]
        if self - sold:
            texts.append(
                self.env._(
                    "Not sent, because their product is not sold on BigCommerce: %s.",
                    len(self - sold),
                )
            )
        return notification(" ".join(texts))

    def unlink(self):
        """What becomes of them on BigCommerce is the choice of the store's owner."""
        mapped = [("product_id", "in", self.ids)]
        mapped_sudo = self.env["bigcommerce.variant"].sudo().search(mapped)
        mapped_sudo._note_left_behind()  # they go with the variants
        templates = self.product_tmpl_id.ids
        result = super().unlink()
        self.env["bigcommerce.change"]._note("catalog", templates)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_active_pos_session(self):
        """Odoo refuses it while any register is open: it sells the products that it
        loaded. Nobody sells at a web register, nor can close its session. What was sold
        there is not deleted in any case: Odoo archives it.
        """
        if not self.env["pos.session"]._bigcommerce_is_any_register_open():
            return None
        return super()._unlink_except_active_pos_session()

    def _bigcommerce_made_up(self, company):
        """Those of which something else leaves, such as the components of a kit.

        :param company: res.company that sells them
        :rtype: product.product
        """
        del company  # it has kits of its own
        return self.filtered(lambda product: product.type == "combo")
