from odoo import http
from odoo.http import request

from odoo.addons.point_of_sale.controllers.main import PosController


class WebRegister(PosController):
    """No cashier opens the register of the web orders, whatever address is typed."""

    @http.route()
    def pos_web(self, config_id=False, from_backend=False, subpath=None, **k):
        if self._is_web_register(config_id):
            return request.redirect(
                "/odoo/action-bigcommerce_connector.bigcommerce_order_action"
            )
        return super().pos_web(config_id, from_backend, subpath, **k)

    def _is_web_register(self, config_id):
        try:
            config_id = int(config_id)  # as Odoo reads it: " 7" is a number, too
        except ValueError:
            return False
        # Who may not read the register is told so further on.
        config_sudo = request.env["pos.config"].sudo().browse(config_id)
        return bool(config_sudo.exists().bigcommerce_store_id)
