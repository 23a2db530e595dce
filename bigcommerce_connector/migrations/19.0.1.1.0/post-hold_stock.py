from odoo import SUPERUSER_ID, api

from odoo.addons.bigcommerce_connector.sync.orders.scope import hold_unread_orders


def migrate(cr, version):
    """Open orders from before the start date hold their goods from now on."""
    if version:
        env = api.Environment(cr, SUPERUSER_ID, {})
        hold_unread_orders(env["bigcommerce.store"].search([("state", "!=", "draft")]))
