from odoo import api, fields, models
from odoo.exceptions import ValidationError


class BigcommerceTax(models.Model):
    """The owner's table: which tax of Odoo a rate charged on the web is.

    The amounts are BigCommerce's own in any case; the table decides under which tax
    they are reported.
    """

    _name = "bigcommerce.tax"
    _description = "BigCommerce Tax"
    _inherit = ["bigcommerce.store.table"]
    _order = "store_id, rate"
    _rec_name = "rate"
    _check_company_auto = True

    rate = fields.Float("Rate on BigCommerce (%)", required=True, digits=(16, 4))
    tax_id = fields.Many2one(
        "account.tax",
        required=True,
        check_company=True,
        domain="[('type_tax_use', '=', 'sale'), ('amount_type', '=', 'percent')]",
    )

    tax_class = fields.Char(
        "Tax Class # on BigCommerce",
        help="Imported products of these tax classes get this tax: their numbers, "
        "separated by commas, as the product's page on BigCommerce shows them in its "
        "address. 0 is the default class. Products with this tax that Odoo creates on "
        "BigCommerce get the class, if it is a single one.",
    )

    _rate_unique = models.Constraint(
        "UNIQUE (store_id, rate)", "Each rate can have one tax only."
    )

    @api.constrains("tax_id")
    def _check_tax(self):
        for row in self:
            if row.tax_id.amount_type != "percent":
                raise ValidationError(
                    self.env._(
                        "%s is a group of taxes or a fixed amount. Choose a tax "
                        "that is a percentage of the price.",
                        row.tax_id.name,
                    )
                )
