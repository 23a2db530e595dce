"""Products can be deleted while only the connector's own sessions are open.

Odoo refuses that while any register is open, since a till works with the products that
it loaded. Nobody sells at a web register, and nobody can close its session at a till.
What was sold there cannot be deleted in any case: Odoo archives it.
"""

from odoo import api, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_open_session(self):
        if not self.env["pos.session"]._bigcommerce_is_any_till_open():
            return None
        return super()._unlink_except_open_session()


class ProductProduct(models.Model):
    _inherit = "product.product"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_active_pos_session(self):
        if not self.env["pos.session"]._bigcommerce_is_any_till_open():
            return None
        return super()._unlink_except_active_pos_session()


class PosSession(models.Model):
    _inherit = "pos.session"

    def _bigcommerce_is_any_till_open(self):
        """Whether a session is open, of any company, that is not the connector's own.

        :rtype: bool
        """
        tills = [
            ("state", "!=", "closed"),
            ("config_id.bigcommerce_store_id", "=", False),
        ]
        # As Odoo counts them: a session of another company is an obstacle too.
        return bool(self.sudo().search_count(tills, limit=1))
