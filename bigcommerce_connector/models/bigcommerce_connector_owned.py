from odoo import models
from odoo.exceptions import AccessError

_ADDON = "bigcommerce_connector"


class BigcommerceConnectorOwned(models.AbstractModel):
    """Records that only the connector changes, whatever rights a person has.

    They say what BigCommerce says and what was posted for it: changed by hand, they
    would have the same sold twice, or never. What people do with such a record they do
    by its buttons, which check their rights and go on as the system. Messages and
    activities, and what other addons add, are theirs.
    """

    _name = "bigcommerce.connector.owned"
    _description = "BigCommerce System Record"

    def write(self, vals):
        """:raise AccessError: a person changes what is the connector's"""
        if not self.env.su:
            fields = [self._fields[name] for name in vals if name in self._fields]
            if any(_ADDON in field._modules for field in fields):
                raise AccessError(
                    self.env._(
                        "“%s” is managed by the BigCommerce connector and cannot be "
                        "edited. Change the order on BigCommerce; for everything "
                        "else, use the buttons on its page in Odoo.",
                        self.env["ir.model"]._get(self._name).name,
                    )
                )
        return super().write(vals)
