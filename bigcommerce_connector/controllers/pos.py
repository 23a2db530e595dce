from odoo import http
from odoo.http import request

from odoo.addons.point_of_sale.controllers.main import PosController


class WebRegister(PosController):
    """The register of the web orders is no till, whatever address is typed."""

    @http.route()
    def pos_web(self, config_id=False, from_backend=False, subpath=None, **k):
        if config_id and str(config_id).isdigit():
            # Who may not read the register is told so further on.
            config_sudo = request.env["pos.config"].sudo().browse(int(config_id))
            if config_sudo.exists().bigcommerce_store_id:
                return request.redirect(
                    "/odoo/action-bigcommerce_connector.bigcommerce_order_action"
                )
        return super().pos_web(config_id, from_backend, subpath, **k)
