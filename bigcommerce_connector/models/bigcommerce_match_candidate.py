from odoo import fields, models


class BigcommerceMatchCandidate(models.Model):
    """A product of BigCommerce that a product of Odoo may be: a person chooses."""

    _name = "bigcommerce.match.candidate"
    _description = "BigCommerce Match Candidate"
    _inherit = ["bigcommerce.store.child", "bigcommerce.connector.owned"]
    _order = "mapping_id, id"

    mapping_id = fields.Many2one(
        "bigcommerce.product",
        required=True,
        ondelete="cascade",
        index=True,
        readonly=True,
    )
    external_id = fields.Char("BigCommerce ID", required=True, readonly=True)
    name = fields.Char("Name on BigCommerce", readonly=True)
    sku = fields.Char("SKUs", readonly=True)
    price = fields.Float(digits=(16, 4), readonly=True)
    variant_count = fields.Integer("Variants", readonly=True)

    def action_choose(self):
        """This is the product: link it at the next run.

        :raise AccessError: who may not write mappings
        """
        self.ensure_one()
        self.mapping_id.check_access("write")
        self.mapping_id._choose(self.external_id)
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def action_open_on_bigcommerce(self):
        self.ensure_one()
        return self.store_id._open_control_panel(f"/products/edit/{self.external_id}")
