"""Odoo's public pages for receipts, where customers request an invoice."""

import secrets
from urllib.parse import parse_qs, urlsplit

from odoo import http
from odoo.http import request

from odoo.addons.point_of_sale.controllers.main import PosController


class WebOrderTicket(PosController):
    """They know no web order, unless the owner of the store wants it."""

    @http.route()
    def invoice_request_screen(self, **kwargs):
        answer = super().invoice_request_screen(**kwargs)
        if not _is_hidden(_token(answer.location)):
            return answer
        # The same answer as for an order that does not exist.
        nobody = secrets.token_hex()
        kwargs = {**kwargs, "order_uuid": nobody, "ticket_code": nobody}
        return super().invoice_request_screen(**kwargs)

    @http.route()
    def show_ticket_validation_screen(self, access_token="", **kwargs):
        if _is_hidden(access_token):
            return request.not_found()
        return super().show_ticket_validation_screen(access_token, **kwargs)


def _token(address):
    """The access token in an address; empty: there is none."""
    query = parse_qs(urlsplit(address or "").query)
    return query.get("access_token", [""])[0]


def _is_hidden(token):
    """Whether an access token is of a web order that the public must not see."""
    if not token:
        return False
    orders_sudo = request.env["pos.order"].sudo()  # as Odoo itself looks for it
    found_sudo = orders_sudo.search([("access_token", "=", token)])
    return any(order._bigcommerce_is_hidden() for order in found_sudo)
