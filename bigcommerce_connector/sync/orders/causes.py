"""What lines without goods are called, in the language of the books."""

from odoo import models

_CHANGED = " changed"


class BigcommerceOrder(models.Model):
    _inherit = "bigcommerce.order"

    def _cause_name(self, name):
        """The name that a mapper gave to money without goods, translated.

        Mappers know no language. What the shop itself calls a fee stays as it is.

        :param str name: as in ``settlement.ledger.Move``
        """
        terms = {
            "Shipping": self.env._("Shipping"),
            "Handling": self.env._("Handling"),
            "Gift wrapping": self.env._("Gift wrapping"),
            "Fee": self.env._("Fee"),
            "Refunded on BigCommerce": self.env._("Refunded on BigCommerce"),
            "Tax changed": self.env._("Tax changed"),
            "Price or discount changed": self.env._("Price or discount changed"),
            "Difference in total": self.env._("Difference in total"),
        }
        if name in terms or not name.endswith(_CHANGED):
            return terms.get(name, name)
        charge = name.removesuffix(_CHANGED)
        return self.env._("%s changed", terms.get(charge, charge))
